"""What the Board does with a nomination: states, deadlines, and taking a decision back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.core import policy
from portal.core.actor import RESIDENT, Actor, Kind, Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, NotNow, Unfit
from portal.core.jobs.models import Job
from portal.moderation import reversals
from portal.moderation import services as desk
from portal.moderation.models import Decision
from portal.moderation.states import Outcome
from portal.nominations import holding, moves, queries
from portal.nominations.models import Nomination
from portal.nominations.policy import Nominations
from portal.nominations.states import NominationState as S
from tests.nominations.tipped import EDITOR, MODERATOR, holder, tip

pytestmark = pytest.mark.usefixtures("inside")
SUNDAY = datetime(2026, 11, 22, 5, tzinfo=UTC)


def do(verb: Callable[..., object], nomination: Nomination, **values: object) -> None:
    with unit_of_work():
        verb(nomination, by=MODERATOR, **values)


def decided(nomination: Nomination, outcome: Outcome, verb: Callable[..., object], **values: object) -> Decision:
    with unit_of_work():
        made = desk.decide(
            nomination, by=MODERATOR, outcome=outcome, of_version=nomination.version, words="Bà có biết ai?"
        )
        verb(nomination, by=MODERATOR, decision=made, **values)
        return made


def test_deadlines_are_counted_in_working_days() -> None:
    with time_machine.travel(SUNDAY, tick=False):
        nomination = tip()
        assert nomination.due_on == date(2026, 11, 25)  # Tuesday 24/11 is a holiday
        do(moves.verify, nomination)
        assert nomination.due_on == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("verb", "values", "state"),
    [
        (moves.verify, {}, S.VERIFYING),
        (moves.ask, {"text": "Bà có biết ai từng được giúp không ạ?"}, S.QUESTIONED),
        (moves.await_consent, {}, S.AWAITING_CONSENT),
        (moves.accept, {}, S.ACCEPTED),
        (moves.decline, {"reason_code": "not_a_deed"}, S.DECLINED),
        (moves.forward, {}, S.FORWARDED),
    ],
)
def test_each_verb_moves_and_is_audited(verb: Callable[..., object], values: dict[str, object], state: S) -> None:
    nomination = tip()
    do(verb, nomination, **values)
    assert nomination.state is state
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry is not None and entry.act == f"nomination:{verb.__name__}" and state in entry.detail


def test_residents_may_not_decide() -> None:
    nomination = tip()
    with pytest.raises(Denied), unit_of_work():
        moves.accept(nomination, by=RESIDENT)


def test_a_closed_one_has_no_deadline_until_it_is_opened_again() -> None:
    nomination = tip()
    do(moves.decline, nomination, reason_code="not_a_deed")
    assert nomination.due_on is None and nomination.closed_at
    with unit_of_work():
        back = reversals.reverse(nomination, by=MODERATOR, reason="Xem lại cho kỹ.", of_version=nomination.version)
    do(moves.reopen, nomination, reversal=back)
    assert nomination.due_on and nomination.closed_at is None and nomination.reason_code is None


def test_a_move_that_is_not_open_is_refused() -> None:
    nomination = tip()
    with pytest.raises(NotNow):
        moves.publish(nomination, by=EDITOR)


def test_an_empty_question_is_refused() -> None:
    nomination = tip()
    with pytest.raises(Unfit):
        do(moves.ask, nomination, text=" \u200b ")
    assert nomination.state is S.RECEIVED


def test_a_decisions_letter_waits_until_its_minute_is_over() -> None:
    with time_machine.travel(SUNDAY, tick=False):
        decided(tip(), Outcome.ASK, moves.ask)
        job = db.session.scalars(sa.select(Job).where(Job.kind == "nominations.tell_decision")).one()
        assert job.run_at == SUNDAY + timedelta(seconds=60)


def test_the_words_of_a_decision_become_the_question() -> None:
    nomination = tip()
    decided(nomination, Outcome.ASK, moves.ask)
    assert [m.text for m in queries.thread(nomination)] == ["Bà có biết ai?"]


def test_taking_a_decision_back_restores_state_and_deadline_and_unasks() -> None:
    with time_machine.travel(SUNDAY, tick=False) as clock:
        nomination = tip()
        before = nomination.due_on
        clock.shift(timedelta(days=3))
        decision = decided(nomination, Outcome.ASK, moves.ask)
        do(moves.restore, nomination, state_before=decision.state_before)
        assert (nomination.state, nomination.due_on) == (S.RECEIVED, before)
        assert queries.thread(nomination) == [] and queries.steps(nomination) == []


def test_a_refusal_taken_back_leaves_nothing_closed() -> None:
    nomination = tip()
    do(moves.decline, nomination, reason_code="not_a_deed")
    do(moves.restore, nomination, state_before=S.RECEIVED)
    assert nomination.closed_at is None and nomination.reason_code is None


def test_an_answer_given_meanwhile_is_not_undone() -> None:
    nomination = tip()
    do(moves.ask, nomination, text="Bà có biết ai không ạ?")
    with unit_of_work():
        holding.answer(nomination, text="Có cháu Tùng.", by=holder(nomination))
    with pytest.raises(Clash):
        do(moves.restore, nomination, state_before=S.RECEIVED)
    assert nomination.state is S.VERIFYING


def test_the_way_so_far_is_read_from_the_trail() -> None:
    nomination = tip()
    do(moves.verify, nomination)
    do(moves.await_consent, nomination)
    assert [step.now for step in queries.steps(nomination)] == [S.VERIFYING, S.AWAITING_CONSENT]


@pytest.mark.parametrize(("role", "may"), [(Role.EDITOR, True), (Role.BOARD_LEAD, True), (Role.MODERATOR, False)])
def test_who_answers_for_it_publishes_and_who_checks_does_not(role: Role, may: bool) -> None:
    for act in (Nominations.PUBLISH, Nominations.UNPUBLISH, Nominations.STORY_CORRECTED):
        assert policy.may(Actor(Kind.STAFF, roles=frozenset({role})), act) is may
