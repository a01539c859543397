"""What the holder of a receipt does, also from two windows at once."""

import hashlib

import pytest
import sqlalchemy as sa

from portal.core.actor import RESIDENT, holder_of
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, NotNow, TooMany, Unfit
from portal.core.storage.intake import Received
from portal.core.storage.store import chosen
from portal.moderation import services as desk
from portal.moderation.states import Outcome
from portal.nominations import correcting, holding, moves, queries
from portal.nominations.correcting import Said
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState as S
from tests.nominations.tipped import EDITOR, MODERATOR, STORY, holder, tip

pytestmark = pytest.mark.usefixtures("inside")


def asked(**values: object) -> Nomination:
    nomination = tip(**values)
    with unit_of_work():
        moves.ask(nomination, text="Bà có biết ai không ạ?", by=MODERATOR)
    return nomination


def answer(nomination: Nomination, text: str = "Có cháu Tùng.") -> None:
    with unit_of_work():
        holding.answer(nomination, text=text, by=holder(nomination))


def write(nomination: Nomination, text: str) -> None:
    with unit_of_work():
        holding.write(nomination, text=text, by=holder(nomination))


def correct(nomination: Nomination, version: int | None = None, **fields: str) -> object:
    names = {str(s.id): fields.pop("name") for s in nomination.subjects if "name" in fields}
    with unit_of_work():
        return correcting.correct(
            nomination, said=Said(fields, names), of_version=version or nomination.version, by=holder(nomination)
        )


def pdf(content: bytes = b"%PDF-1.4 one") -> Received:
    made = Received("document", "giay.pdf", "application/pdf", len(content), hashlib.sha256(content).hexdigest())
    chosen().put(made.key, content, made.media_type)
    return made


def add(nomination: Nomination, *received: Received) -> int:
    with unit_of_work():
        return holding.add_photos(nomination, received=received, people_agreed=True, by=holder(nomination))


def test_an_answer_goes_on_with_the_check() -> None:
    nomination = asked()
    answer(nomination)
    assert nomination.state is S.VERIFYING
    assert [m.staff_id is None for m in queries.thread(nomination)] == [False, True]


def test_the_same_answer_from_two_windows_is_one_message() -> None:
    nomination = asked()
    answer(nomination)
    answer(nomination)
    assert len(queries.thread(nomination)) == 2


def test_another_answer_from_the_second_window_is_told_that_it_came_late() -> None:
    nomination = asked()
    answer(nomination)
    with pytest.raises(NotNow):
        answer(nomination, "Còn cô Hạnh nữa.")
    assert len(queries.thread(nomination)) == 2


def test_only_the_holder_answers() -> None:
    nomination, other = asked(), tip()
    for by in (RESIDENT, holder(other), MODERATOR):
        with pytest.raises(Denied), unit_of_work():
            holding.answer(nomination, text="Có", by=by)


@pytest.mark.parametrize("text", ["", " \u200b\n", "x" * 4001])
def test_unfit_messages_are_refused_at_the_field(text: str) -> None:
    with pytest.raises(Unfit) as refusal:
        answer(asked(), text)
    assert refusal.value.field == "text"


def test_one_may_write_unasked_and_even_after_a_refusal() -> None:
    nomination = tip()
    write(nomination, "Tôi nhớ thêm một việc.")
    with unit_of_work():
        moves.decline(nomination, reason_code="not_a_deed", by=MODERATOR)
    write(nomination, "Xin xem lại giúp.")
    assert len(queries.thread(nomination)) == 2


def test_writing_unasked_stops_before_it_floods() -> None:
    nomination = tip()
    for n in range(holding.UNANSWERED):
        write(nomination, f"Lời nhắn {n}")
    with pytest.raises(TooMany):
        write(nomination, "Một lời nữa")


def test_a_correction_keeps_what_was_said_before() -> None:
    nomination = tip()
    correct(nomination, title="Nấu chè xanh miễn phí", name="Đặng Thị Tợ")
    (kept,) = queries.corrections(nomination)
    assert kept.before["title"] == "Nấu nước chè miễn phí" and "Đặng Thị Tơ" in kept.before.values()
    assert nomination.subjects[0].name == nomination.subjects[0].nominee.name == "Đặng Thị Tợ"
    assert "che xanh" in nomination.folded


def test_nothing_changed_is_no_correction() -> None:
    nomination = tip()
    assert correct(nomination, title=nomination.title, story=nomination.story) is None
    assert queries.corrections(nomination) == []


def test_whoever_judges_the_text_before_a_correction_is_told() -> None:
    nomination = tip()
    seen = nomination.version
    correct(nomination, name="Đặng Thị Tợ")
    with pytest.raises(Clash), unit_of_work():
        desk.decide(nomination, by=MODERATOR, outcome=Outcome.ACCEPT, of_version=seen)


def test_a_correction_from_a_stale_window_overwrites_nothing() -> None:
    nomination = tip()
    seen = nomination.version
    correct(nomination, title="Nấu chè xanh miễn phí")
    with pytest.raises(Clash):
        correct(nomination, seen, title="Khác hẳn")
    assert nomination.title == "Nấu chè xanh miễn phí"


def test_an_accepted_story_is_corrected_by_message_only() -> None:
    nomination = tip()
    with unit_of_work():
        moves.accept(nomination, by=MODERATOR)
    with pytest.raises(NotNow):
        correct(nomination, title="Khác")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"story": "Ngắn quá."}, "story"),
        ({"story": (STORY + " ") * 40}, "story"),
        ({"name": "Nguyễn Văn Bình"}, "name_0"),
        ({"name": ""}, "name_0"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(fields: dict[str, str], field: str) -> None:
    with pytest.raises(Unfit) as refusal:
        correct(tip(), **fields)
    assert refusal.value.field == field


def test_files_can_be_added_and_one_sent_twice_is_kept_once() -> None:
    nomination = tip()
    assert add(nomination, pdf()) == 1
    assert add(nomination, pdf(), pdf(b"%PDF-1.4 two")) == 1
    assert len(queries.files(nomination)) == 2


def test_there_is_an_end_to_adding_files() -> None:
    many = [pdf(b"%PDF-1.4 " + str(n).encode()) for n in range(16)]
    with pytest.raises(Unfit):
        add(tip(), *many)


def test_withdrawing_twice_is_once() -> None:
    nomination = tip()
    for _ in range(2):
        with unit_of_work():
            holding.withdraw(nomination, by=holder(nomination))
    acts = db.session.scalars(sa.select(AuditEntry.act).where(AuditEntry.act == "nomination:withdraw")).all()
    assert nomination.state is S.WITHDRAWN and len(acts) == 1


def test_what_is_public_is_not_withdrawn_by_a_click() -> None:
    nomination = tip()
    with unit_of_work():
        moves.accept(nomination, by=MODERATOR)
        moves.publish(nomination, by=EDITOR)
    with pytest.raises(NotNow), unit_of_work():
        holding.withdraw(nomination, by=holder_of(nomination.id))
