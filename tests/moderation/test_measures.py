"""The desk in numbers: what was answered, within which promise, for which reasons."""

from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask

from portal.core import clock
from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.moderation import measures, redactions, services
from portal.moderation.desk.states import ItemKind
from portal.moderation.measures import Answered
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from portal.nominations import moves
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState
from tests.staff import staff
from tests.web.moderation.told import STORY, enter

NINE = datetime(2026, 11, 30, 2, tzinfo=UTC)  # a Monday
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
    assert (week.whole, week.kinds) == (Answered(2, 1), {ItemKind.NOMINATION: Answered(2, 1)})
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
        assert measures.covered(clock.today()).per_thousand == 500


def test_an_empty_desk_says_nothing_rather_than_nought(inside: Flask) -> None:
    assert measures.weeks()[-1].whole.share is None and measures.covered(clock.today()).per_thousand is None
