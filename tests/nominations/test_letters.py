"""Letters to the writer: once each, in both languages, saying nothing in subject or address."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.core.jobs.queue import tell
from portal.core.mail.models import Letter
from portal.core.storage.models import StoredFile
from portal.moderation import services as desk
from portal.moderation.models import Decision, Reason
from portal.moderation.states import Outcome
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.states import ActKind
from portal.nominations import correcting, holding, jobs, moves, queries
from portal.nominations.correcting import Said
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState as S
from portal.stories.models import Story
from tests.nominations.test_holding import add, pdf
from tests.nominations.tipped import EDITOR, MODERATOR, holder, tip

pytestmark = pytest.mark.usefixtures("inside")
SUNDAY = datetime(2026, 11, 22, 5, tzinfo=UTC)


def letters() -> list[Letter]:
    return list(db.session.scalars(sa.select(Letter).order_by(Letter.created_at)))


def reason() -> None:
    with unit_of_work() as session:
        session.add(
            Reason(
                code="no_deed",
                outcome=Outcome.DECLINE,
                position=1,
                title_vi="Chưa rõ việc",
                title_en="No deed",
                text_vi="Lời kể chưa nêu việc làm cụ thể.",
                text_en="It does not say what was done.",
            )
        )


def decline(nomination: Nomination) -> str:
    with unit_of_work():
        made = desk.decide(
            nomination, by=MODERATOR, outcome=Outcome.DECLINE, of_version=nomination.version, reason_code="no_deed", words="Mong bạn kể thêm.",
        )  # type: ignore[arg-type]  # fmt: skip
        moves.decline(nomination, by=MODERATOR, reason_code="no_deed", decision=made)
    return str(made.id)


def test_receiving_is_confirmed_once_however_often_it_is_asked_for() -> None:
    nomination = tip()
    for _ in range(2):
        jobs.received(str(nomination.id))
    (letter,) = letters()
    assert letter.subject == f"Chúng tôi đã nhận câu chuyện của bạn ({nomination.number})"
    assert letter.text.index("Chào bạn") < letter.text.index("Good day")


def test_english_readers_read_english_first() -> None:
    jobs.received(str(tip(language="en").id))
    (letter,) = letters()
    assert letter.text.index("Good day") < letter.text.index("Chào bạn")
    assert "/en/theo-doi/mo/" in letter.text


def test_who_left_no_address_gets_no_letter() -> None:
    jobs.received(str(tip(email="").id))
    assert letters() == []


def test_a_refusal_carries_the_reasons_own_text_and_the_moderators_words() -> None:
    reason()
    with time_machine.travel(SUNDAY, tick=False) as now:
        decline(tip())
        runner.run_due()
        assert letters() == []
        now.shift(timedelta(seconds=61))
        runner.run_due()
    (letter,) = letters()
    for text in ("Lời kể chưa nêu việc làm cụ thể.", "It does not say what was done.", "Mong bạn kể thêm."):
        assert text in letter.text and text in letter.html


def test_no_letter_leaves_of_a_decision_taken_back() -> None:
    reason()
    with time_machine.travel(SUNDAY, tick=False) as now:
        nomination = tip()
        decision = db.session.get(Decision, uuid.UUID(decline(nomination)))
        with unit_of_work():
            desk.undo(decision, nomination, by=MODERATOR)
            moves.restore(nomination, state_before=S.RECEIVED, by=MODERATOR)
        now.shift(timedelta(seconds=61))
        runner.run_due()
    assert letters() == []


def test_a_worker_killed_between_letter_and_done_writes_one_letter() -> None:
    reason()
    decision = decline(tip())
    for _ in range(2):
        jobs.tell_decision(decision)
    assert len(letters()) == 1


def test_each_question_has_its_own_letter() -> None:
    nomination = tip()
    for question in ("Việc này từ năm nào ạ?", "Ở ngõ nào ạ?"):
        with unit_of_work():
            moves.ask(nomination, text=question, by=MODERATOR)
        runner.run_due()
        with unit_of_work():
            holding.answer(nomination, text=f"Trả lời {question}", by=holder(nomination))
    assert ["Ở ngõ nào" in letter.text for letter in letters()] == [False, True]


def test_a_letter_that_was_held_up_carries_its_own_question() -> None:
    nomination = tip()
    for question in ("Việc này từ năm nào ạ?", "Ở ngõ nào ạ?"):
        with unit_of_work():
            moves.ask(nomination, text=question, by=MODERATOR)
            holding.answer(nomination, text=f"Trả lời {question}", by=holder(nomination))
    runner.run_due()
    assert sorted("Ở ngõ nào" in letter.text for letter in letters()) == [False, True]


def test_a_question_that_was_answered_meanwhile_is_not_asked_days_later() -> None:
    """Its letter failed so often that it was given up, and was tried again once the cause was gone."""
    nomination = tip()
    runner.run_due()
    received = len(letters())
    with unit_of_work():
        moves.ask(nomination, text="Việc này từ năm nào ạ?", by=MODERATOR)
        holding.answer(nomination, text="Từ năm 2019.", by=holder(nomination))
    with time_machine.travel(clock.now() + timedelta(days=2)):
        runner.run_due()
    assert len(letters()) == received


def test_a_question_that_is_still_open_is_asked_however_late() -> None:
    nomination = tip()
    with unit_of_work():
        moves.ask(nomination, text="Việc này từ năm nào ạ?", by=MODERATOR)
    with time_machine.travel(clock.now() + timedelta(days=2)):
        runner.run_due()
    assert [letter for letter in letters() if "từ năm nào" in letter.text]


VERBS: list[tuple[Callable[..., object], dict[str, object]]] = [
    (moves.ask, {"text": "Bà có biết ai không ạ?"}),
    (moves.await_consent, {}),
    (moves.accept, {}),
    (moves.forward, {}),
]


@pytest.mark.parametrize(("verb", "values"), VERBS)
def test_every_move_has_a_letter_without_names_in_its_subject(
    verb: Callable[..., object], values: dict[str, object]
) -> None:
    nomination = tip()
    with unit_of_work():
        verb(nomination, by=MODERATOR, **values)
    runner.run_due()
    (letter,) = letters()
    assert nomination.number in letter.subject and "Tơ" not in letter.subject + letter.text


def published(nomination: Nomination) -> None:
    for verb, values in ((moves.accept, {}), (moves.publish, {"path": "/cau-chuyen/am-tra"})):
        with unit_of_work():
            verb(nomination, by=EDITOR, **values)  # type: ignore[operator]  # verbs of moves


def told(kind: str) -> list[Letter]:
    for _ in range(2):
        runner.run_due()
    return [letter for letter in letters() if letter.kind == kind]


def test_publishing_is_told_with_the_address_of_the_story() -> None:
    published(tip())
    (letter,) = told("published")
    assert "/cau-chuyen/am-tra" in letter.text


WHY = {"vi": "Người được kể đề nghị gỡ bài.", "en": "The person asked us to."}


def test_who_told_it_reads_what_was_corrected_in_the_words_of_the_public_note() -> None:
    nomination = tip()
    published(nomination)
    with unit_of_work():
        moves.story_corrected(nomination, by=EDITOR, note="23/11/2026: Sửa tên ngõ.", path="/x", of_version=4)
    (letter,) = told("story_corrected")
    for text in (letter.text, letter.html):
        assert text.count("23/11/2026: Sửa tên ngõ.") == 2 and "đã được sửa" in text and "has been corrected" in text
    assert nomination.number in letter.subject and "Tơ" not in letter.subject + letter.text


def test_who_told_it_reads_why_it_was_taken_down_and_that_it_is_back() -> None:
    nomination = tip()
    published(nomination)
    with unit_of_work():
        moves.unpublish(nomination, by=EDITOR, reason=WHY, note="23/11/2026: Bà muốn yên tĩnh.")
    with unit_of_work():
        moves.publish(nomination, by=EDITOR, path="/cau-chuyen/am-tra")
    (letter,) = told("story_removed")
    for words in (*WHY.values(), "23/11/2026: Bà muốn yên tĩnh."):
        assert words in letter.text and words in letter.html
    first, again = told("published")
    assert "đã được đăng lại" in again.subject and "từng được gỡ xuống" in again.text and "lại" not in first.subject


@pytest.mark.parametrize(("days", "kinds"), [(0, ["published", "story_removed"]), (2, ["story_removed"])])
def test_days_later_nobody_reads_that_a_story_is_public_which_was_removed(days: int, kinds: list[str]) -> None:
    nomination = tip()
    with unit_of_work():
        moves.accept(nomination, by=EDITOR)
    with unit_of_work():
        act = undoing.hold(ActKind.PUBLISH, Story(id=uuid.uuid4()), by=EDITOR)
        moves.publish(nomination, by=EDITOR, path="/cau-chuyen/am-tra", act=act)
    with unit_of_work():
        moves.unpublish(nomination, by=EDITOR, reason=WHY)
    with time_machine.travel(clock.now() + timedelta(days=days, minutes=2)):
        assert sorted(letter.kind for kind in ("published", "story_removed") for letter in told(kind)) == kinds


def test_a_note_is_text_in_the_letter_and_never_markup() -> None:
    nomination = tip()
    published(nomination)
    with unit_of_work():
        moves.story_corrected(nomination, by=EDITOR, note="<b>Sửa</b> & bỏ", path="/x", of_version=4)
    (letter,) = told("story_corrected")
    assert "&lt;b&gt;Sửa&lt;/b&gt; &amp; bỏ" in letter.html and "<b>Sửa" not in letter.html


def test_a_correction_is_confirmed() -> None:
    nomination = tip()
    said = Said({"title": "Nấu chè xanh"}, {})
    with unit_of_work():
        correcting.correct(nomination, said=said, of_version=nomination.version, by=holder(nomination))
    runner.run_due()
    assert [letter.kind for letter in letters()] == ["corrected"]


def test_withdrawing_is_confirmed_and_then_everything_told_is_gone() -> None:
    nomination = tip(email="ngo@example.vn")
    add(nomination, pdf())
    with unit_of_work():
        holding.write(nomination, text="Số của tôi là 0900000001", by=holder(nomination))
        holding.withdraw(nomination, by=holder(nomination))
    for _ in range(2):
        jobs.forget_withdrawn(str(nomination.id))
    assert [letter.kind for letter in letters()] == ["withdrawn"]
    left = queries.one(nomination.id)
    assert left is not None and left.number and not (left.title + left.story + left.folded + left.place)
    assert not (left.writer.email + left.writer.phone + left.writer.name)
    assert not left.subjects[0].name + left.subjects[0].nominee.name
    assert queries.thread(left) == [] and queries.files(left) == []
    assert db.session.scalars(sa.select(StoredFile)).one().deleted_at


def test_what_should_have_been_deleted_is_asked_for_again() -> None:
    nomination = tip()
    with unit_of_work():
        nomination.state, nomination.closed_at = S.WITHDRAWN, clock.now() - timedelta(hours=2)
    jobs.sweep_withdrawn()
    runner.run_due()
    assert nomination.title == ""


def test_an_unanswered_question_is_recalled_once() -> None:
    with time_machine.travel(SUNDAY, tick=False) as now:
        nomination = tip()
        with unit_of_work():
            moves.ask(nomination, text="Việc này từ năm nào ạ?", by=MODERATOR)
        assert nomination.due_on == date(2026, 11, 30)
        for days in (7, 2, 1):
            now.shift(timedelta(days=days))
            jobs.remind_questioned()
    assert [letter.kind for letter in letters()].count("reminder") == 1


def test_nothing_is_told_of_a_story_withdrawn_meanwhile() -> None:
    nomination = tip()
    with unit_of_work():
        moves.accept(nomination, by=MODERATOR)
        holding.withdraw(nomination, by=holder(nomination))
    runner.run_due()
    assert [letter.kind for letter in letters()] == ["withdrawn"]


def test_asking_twice_for_one_letter_in_the_queue_is_once() -> None:
    nomination = tip()
    with unit_of_work():
        for n in range(2):
            tell(jobs.RECEIVED, unique_key=f"x:{n}", nomination_id=str(nomination.id))
    runner.run_due()
    assert len(letters()) == 1
