"""The weekly sample: drawn by a seed that is kept, judged by somebody else who sees no decision, changing nothing."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from time_machine import Traveller

from portal.core.actor import SYSTEM, Actor
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, NotNow, Unfit
from portal.moderation.desk import entering
from portal.moderation.desk.entering import Facts
from portal.moderation.desk.states import ItemKind, Turn
from portal.moderation.eyes import rates, sampling
from portal.moderation.eyes.models import Draw, Proposal, Sample
from portal.moderation.eyes.states import Act, ProposalState, SampleState
from portal.moderation.limits import SAMPLED_LEAST, SMALLEST
from portal.moderation.models import Decision
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from tests.moderation.things import colleague

pytestmark = pytest.mark.usefixtures("inside", "now")
WEEK = date(2026, 11, 2)  # the week before the clock of these tests
DURING = datetime(2026, 11, 4, 2, tzinfo=UTC)
FIRST, OTHER = colleague(), colleague("Hoàng Thị Mận")


def decided(at: datetime = DURING, *, by: Actor = FIRST, stance: str = "support", **more: object) -> Decision:
    """A decision on an opinion that is still there."""
    key = uuid.uuid4()
    told = {"outcome": Outcome.DECLINE, "reason_code": "opinion_off_topic"} | more
    with unit_of_work() as session:
        entering.enter(
            Facts(
                thing_kind="opinion", thing_id=key, kind=ItemKind.OPINION, turn=Turn.DONE, stage="declined", title="x",
                entered_at=at, stance=stance,
            )
        )  # fmt: skip
        made = Decision(
            thing_kind="opinion", thing_id=key, of_version=1, state_before="waiting", made_by=by.id, made_at=at, **told
        )
        session.add(made)
    return made


def drawn(week: date = WEEK) -> Draw:
    with unit_of_work():
        load_reasons()
        return sampling.draw_week(week, by=SYSTEM)


def samples() -> list[Sample]:
    return list(db.session.scalars(sa.select(Sample)))


@pytest.mark.parametrize(("eligible", "taken"), [(0, 0), (3, 3), (40, 5), (100, 5), (101, 6), (2_000, 100)])
def test_a_share_is_taken_and_never_fewer_than_some(eligible: int, taken: int) -> None:
    assert sampling.size(eligible) == taken


def test_only_last_weeks_standing_decisions_are_drawn_from() -> None:
    inside = {decided().id, decided(datetime(2026, 11, 1, 17, tzinfo=UTC)).id}  # Monday 00:00 in Viet Nam
    decided(datetime(2026, 11, 1, 16, 59, tzinfo=UTC))
    decided(datetime(2026, 11, 8, 17, tzinfo=UTC))
    decided(undone_at=DURING)
    made = drawn()
    assert (made.eligible, {each.decision_id for each in samples()}) == (2, inside)


def test_a_question_is_not_drawn_for_nothing_was_decided_yet() -> None:
    kept = decided()
    decided(outcome=Outcome.ASK, reason_code="opinion_ask_facts")
    made = drawn()
    assert (made.eligible, [each.decision_id for each in samples()]) == (1, [kept.id])


def test_anyone_can_draw_it_again_from_the_seed_that_is_kept() -> None:
    ids = [decided().id for _ in range(30)]
    made = drawn()
    assert {each.decision_id for each in samples()} == set(sampling.pick(ids, made.seed))
    assert made.taken == SAMPLED_LEAST and made.seed.startswith("2026-11-02:")
    others = [set(sampling.pick(ids, f"{made.seed}{n}")) for n in range(3)]  # one of 142,506 alone may be the same
    assert [other for other in others if other != set(sampling.pick(ids, made.seed))]
    told = db.session.scalars(sa.select(AuditEntry.detail).where(AuditEntry.act == "eyes:draw")).one()
    assert made.seed in told


def test_the_job_draws_each_week_once(now: Traveller) -> None:
    decided()
    sampling.draw()
    sampling.draw()
    now.shift(timedelta(days=7))
    db.session.rollback()
    sampling.draw()
    assert [each.week for each in sampling.draws()] == [date(2026, 11, 9), WEEK]


def review(sample: Sample, outcome: Outcome, reason: str = "", by: Actor = OTHER) -> None:
    with unit_of_work():
        sampling.review(sample, outcome=outcome, reason_code=reason, note="Đọc lại.", by=by)


def test_who_decided_or_proposed_it_does_not_judge_it_again() -> None:
    made = decided()
    drawn()
    (sample,) = samples()
    with pytest.raises(Denied):
        review(sample, Outcome.ACCEPT, by=FIRST)
    with unit_of_work() as session:
        session.add(
            Proposal(
                thing_kind="opinion", thing_id=made.thing_id, act=Act.DECIDE, state=ProposalState.AGREED, of_version=1,
                mark="x", first_by=OTHER.id, first_name="x", first_at=DURING, first={}, second_by=FIRST.id,
                decision_id=made.id, ended_at=DURING,
            )
        )  # fmt: skip
    with pytest.raises(Exception):  # noqa: B017, PT011  # a Clash: the page of the proposer never offers it
        review(sample, Outcome.ACCEPT)


def test_a_second_look_is_kept_and_changes_nothing() -> None:
    made = decided()
    drawn()
    (sample,) = samples()
    with pytest.raises(Unfit):
        review(sample, Outcome.DECLINE)
    review(sample, Outcome.ACCEPT)
    assert (sample.state, sample.found) == (SampleState.DIFFERED, "accept")
    assert (made.outcome, made.undone_at) == (Outcome.DECLINE, None)
    assert sampling.differing() == [sample]
    with pytest.raises(NotNow):
        review(sample, Outcome.ACCEPT, by=colleague("Ba"))


def test_what_its_writer_took_back_is_judged_by_nobody(now: Traveller) -> None:
    made = decided()
    drawn()
    with unit_of_work():
        entering.leave(made.thing_id)
    now.shift(timedelta(days=7))
    db.session.rollback()
    sampling.draw()
    assert [each.state for each in samples()] == [SampleState.VOID]


def test_rates_tell_by_reason_and_by_stance_how_often_two_agree() -> None:
    for n in range(6):
        decided(stance="not_yet", undone_at=DURING if n == 5 else None)
    drawn()
    for n, each in enumerate(samples()):
        review(each, Outcome.DECLINE if n else Outcome.ACCEPT, "opinion_off_topic" if n else "")
    found = rates.of()
    line = found.by_reason["opinion_off_topic"]
    assert (line.sample_agreed, line.sample_differed, line.undone, line.rate) == (4, 1, 1, 0.8)
    assert found.by_stance["not_yet"] == line and found.worst == "opinion_off_topic"


def test_the_public_reads_no_small_numbers() -> None:
    few, many = rates.Line(agreed=SMALLEST - 1), rates.Line(agreed=SMALLEST)
    one = rates.public(rates.Rates(DURING, {"a": many, "b": few}, {"not_yet": few}))
    assert one.by_reason == {"a": many} and one.by_stance == {}
    two = rates.public(rates.Rates(DURING, {"a": many, "b": few, "c": few}, {}))
    assert two.by_reason == {"a": many, "rest": few + few}
    assert [rates.small(n) for n in (0, 1, SMALLEST - 1, SMALLEST)] == [False, True, True, False]


def test_appeals_stand_beside_the_rates_where_they_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "_appealed", [])
    rates.appeals_from(lambda since: [("opinion_off_topic", "not_yet", True), ("opinion_off_topic", "", False)])
    line = rates.of().by_reason["opinion_off_topic"]
    assert (line.appealed, line.changed, line.looks, line.rate) == (2, 1, 0, None)
