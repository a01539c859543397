"""The Board writes to the writer without asking anything."""

import uuid

import pytest
import sqlalchemy as sa

from portal.core.actor import RESIDENT, Actor, Kind, Role
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, NotNow, Unfit
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.nominations import holding, messages, moves, queries
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState as S
from tests.nominations.tipped import MODERATOR, holder, tip

pytestmark = pytest.mark.usefixtures("inside")
THANKS = "Cảm ơn bác đã kể. Tuần sau chúng tôi đến gặp bà Tơ."


def send(nomination: Nomination, text: str = THANKS, by: Actor = MODERATOR) -> None:
    with unit_of_work():
        messages.send(nomination, text=text, by=by)


def letters() -> list[Letter]:
    runner.run_due()
    return list(db.session.scalars(sa.select(Letter).where(Letter.kind == "message")))


@pytest.mark.parametrize("state", [S.RECEIVED, S.AWAITING_CONSENT, S.ACCEPTED, S.PUBLISHED])
def test_it_is_written_at_any_stage_and_changes_nothing(state: S) -> None:
    nomination = tip(state=state)
    due = nomination.due_on
    send(nomination)
    assert [m.text for m in queries.thread(nomination)] == [THANKS]
    assert (nomination.state, nomination.due_on, queries.last_question(nomination)) == (state, due, None)


def test_its_letter_carries_the_words_once() -> None:
    nomination = tip()
    for _ in range(2):
        send(nomination)
    (letter,) = letters()
    assert letter.text.count(THANKS) == 2 and THANKS in letter.html
    assert nomination.number in letter.subject and len(queries.thread(nomination)) == 1


def test_a_question_before_it_still_waits_for_its_answer() -> None:
    nomination = tip()
    with unit_of_work():
        moves.ask(nomination, text="Việc này từ năm nào ạ?", by=MODERATOR)
    send(nomination)
    question = queries.last_question(nomination)
    assert question is not None and question.text == "Việc này từ năm nào ạ?"
    with unit_of_work():
        moves.restore(nomination, state_before=S.RECEIVED, by=MODERATOR)
    assert [m.text for m in queries.thread(nomination)] == [THANKS]


def test_it_counts_as_an_answer_to_a_writer_who_wrote_a_lot() -> None:
    nomination = tip()
    for n in range(holding.UNANSWERED):
        with unit_of_work():
            holding.write(nomination, text=f"Thêm {n}", by=holder(nomination))
    send(nomination)
    with unit_of_work():
        holding.write(nomination, text="Vâng ạ", by=holder(nomination))
    assert len(queries.thread(nomination)) == holding.UNANSWERED + 2


@pytest.mark.parametrize("text", ["", " \u200b ", "dài " * 1500], ids=["nothing", "blank", "too long"])
def test_what_cannot_be_sent_is_told_at_the_field(text: str) -> None:
    with pytest.raises(Unfit) as refusal:
        send(tip(), text)
    assert refusal.value.field == "message"


def test_nobody_writes_to_who_has_withdrawn() -> None:
    nomination = tip()
    with unit_of_work():
        holding.withdraw(nomination, by=holder(nomination))
    with pytest.raises(NotNow):
        send(nomination)


@pytest.mark.parametrize(
    "by", [RESIDENT, Actor(Kind.STAFF, uuid.uuid4(), roles=frozenset({Role.CLERK}))], ids=["resident", "another clerk"]
)
def test_only_who_works_on_it_writes(by: Actor) -> None:
    with pytest.raises(Denied):
        send(tip(), by=by)
