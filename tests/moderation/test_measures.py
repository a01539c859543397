"""The desk in numbers: what was answered, within which promise, for which reasons."""

import uuid
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.core import clock
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.moderation import measures, redactions, services
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.states import AppealState, Channel
from portal.moderation.desk.states import ItemKind
from portal.moderation.eyes.models import Draw, Proposal, Sample
from portal.moderation.eyes.states import Act, ProposalState, SampleState
from portal.moderation.measures import NONE, Part
from portal.moderation.models import Decision
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from portal.nominations import moves
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState
from tests.staff import staff
from tests.web.moderation.told import STORY, enter

NINE = datetime(2026, 11, 30, 2, tzinfo=UTC)  # a Monday
MONDAY = date(2026, 11, 30)
LAST_SECOND = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)  # of Tuesday, 01/12, in Viet Nam


def declined(at: datetime, *, late_by: int = 0) -> Nomination:
    """A story entered on Monday and declined at that moment, promised for Tuesday."""
    with unit_of_work():
        load_reasons()
        made = enter(state=NominationState.VERIFYING, due_on=clock.today() + timedelta(days=1))
    with time_machine.travel(at, tick=False):
        by = staff(Role.MODERATOR)
        with unit_of_work():
            decision = services.decide(
                made, by=by, outcome=Outcome.DECLINE, of_version=made.version, reason_code="too_little"
            )
            moves.decline(made, by=by, reason_code="too_little", decision=decision)
    return made


def test_an_answer_is_in_time_to_the_last_second_of_the_promised_day(inside: Flask) -> None:
    with time_machine.travel(NINE, tick=False):
        declined(LAST_SECOND)
        declined(LAST_SECOND + timedelta(seconds=1))
    with time_machine.travel(NINE + timedelta(days=3), tick=False):
        week = measures.weeks()[-1]
    assert (week.whole, week.kinds) == (Part(2, 1), {ItemKind.NOMINATION: Part(2, 1)})
    assert week.whole.share == 50


def test_weeks_part_on_monday_in_viet_nam(inside: Flask) -> None:
    with time_machine.travel(NINE, tick=False):
        declined(datetime(2026, 12, 6, 16, 59, tzinfo=UTC))  # Sunday, 23:59
        declined(datetime(2026, 12, 6, 17, 1, tzinfo=UTC))  # Monday, 00:01
    with time_machine.travel(datetime(2026, 12, 8, tzinfo=UTC), tick=False):
        assert [week.whole.number for week in measures.weeks()[-2:]] == [1, 1]


def test_reasons_are_counted_with_what_was_taken_back(inside: Flask) -> None:
    with time_machine.travel(NINE, tick=False):
        declined(NINE)
        (row,) = measures.reasons(clock.today())
    assert (row.code, row.number, row.undone) == ("too_little", 1, 0)


def test_what_was_covered_is_told_by_the_thousand(inside: Flask) -> None:
    with time_machine.travel(NINE, tick=False):
        by = staff(Role.MODERATOR)
        for hidden in (True, False):
            with unit_of_work():
                made = enter(state=NominationState.VERIFYING)
                if hidden:
                    cover = redactions.Cover(0, 3, "chosen", "…")
                    redactions.choose(made, by=by, field="story", text=STORY, covers=[cover], spared=[])
                services.decide(made, by=by, outcome=Outcome.ACCEPT, of_version=made.version)
        this_week = measures.looks()[-1]
    assert (this_week.covered, this_week.covered.per_thousand) == (Part(2, 1), 500)


def test_an_empty_desk_says_nothing_rather_than_nought(inside: Flask) -> None:
    this_week = measures.looks()[-1]
    assert measures.weeks()[-1].whole.share is None and this_week.covered.per_thousand is None
    assert (this_week.second, this_week.appeals, measures.late_appeals(clock.today())) == (NONE, NONE, NONE)


def looked_at_twice(at: datetime, state: ProposalState) -> Proposal:
    """A proposal that a second person ended so."""
    return Proposal(
        thing_kind="opinion", thing_id=uuid.uuid4(), act=Act.DECIDE, state=state, of_version=1, mark="x",
        first_by=uuid.uuid4(), first_name="Đỗ Minh Châu", first_at=at, first={},
        second_by=None if state is ProposalState.LAPSED else uuid.uuid4(), ended_at=at,
    )  # fmt: skip


def only_decision_on(made: Nomination) -> Decision:
    return db.session.scalars(sa.select(Decision).where(Decision.thing_id == made.id)).one()


def sampled(at: datetime, found: SampleState) -> None:
    """A decision that was drawn and judged again."""
    with time_machine.travel(NINE, tick=False):
        decision = only_decision_on(declined(NINE))
    with unit_of_work() as session:
        session.add(
            Sample(
                week=MONDAY, decision_id=decision.id, thing_kind="nomination", thing_id=decision.thing_id, outcome="decline",
                decided_by=decision.made_by, state=found, reviewed_by=uuid.uuid4(), reviewed_at=at,
            )
        )  # fmt: skip


def test_second_looks_count_proposals_and_the_sample_in_the_week_they_ended(inside: Flask) -> None:
    sunday, monday = datetime(2026, 12, 6, 16, 59, tzinfo=UTC), datetime(2026, 12, 6, 17, 1, tzinfo=UTC)
    with unit_of_work() as session:
        for at, state in (
            (sunday, ProposalState.AGREED), (sunday, ProposalState.OVERTURNED), (monday, ProposalState.UPHELD),
            (monday, ProposalState.LAPSED),
        ):  # fmt: skip
            session.add(looked_at_twice(at, state))
        session.add(Draw(week=MONDAY, seed="x", eligible=2, taken=2, drawn_at=NINE))
    sampled(sunday, SampleState.DIFFERED)
    sampled(monday, SampleState.AGREED)
    with time_machine.travel(datetime(2026, 12, 8, tzinfo=UTC), tick=False):
        last, this = measures.looks()[-2:]
    assert (last.monday, last.second) == (MONDAY, Part(3, 2))
    assert this.second == Part(2, 0)


def test_an_appeal_counts_when_it_is_answered_and_is_late_the_day_after_its_own(inside: Flask) -> None:
    ends = (
        (AppealState.STANDS, LAST_SECOND), (AppealState.LIFTED, LAST_SECOND + timedelta(seconds=1)),
        (AppealState.OVERTAKEN, LAST_SECOND + timedelta(days=3)),
    )  # fmt: skip
    for state, at in ends:
        with time_machine.travel(NINE, tick=False):
            decision = only_decision_on(declined(NINE))
        with unit_of_work() as session:
            session.add(
                Appeal(
                    thing_kind="nomination", thing_id=decision.thing_id, title="Nồi chè", decision_id=decision.id, decided_by=decision.made_by,
                    state=state, channel=Channel.WEB, text="Xin xem lại.", made_at=NINE, due_on=date(2026, 12, 1),
                    said="Đã xem lại." if state is not AppealState.OVERTAKEN else "", settled_at=at,
                )
            )  # fmt: skip
    with time_machine.travel(NINE + timedelta(days=4), tick=False):
        assert measures.looks()[-1].appeals == Part(2, 1)
        assert measures.late_appeals(MONDAY) == Part(2, 1)
