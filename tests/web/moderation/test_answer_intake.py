"""A clerk writes down an answer that came by telephone, at the desk or by letter: found by the words of the receipt."""

import io
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from time_machine import Traveller

from portal.accounts.models import Tie
from portal.accounts.states import TieKind
from portal.confidential import intake
from portal.consultations.opinions import questioning, questions, reviewing, services
from portal.consultations.opinions.models import Opinion, Question
from portal.consultations.opinions.states import QuestionState
from portal.core import clock as clocks
from portal.core import codes
from portal.core.actor import RESIDENT, Actor, Role, holder_of
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.jobs.runner import run_due
from portal.core.mail.models import Letter
from portal.core.storage.models import StoredFile
from portal.engines.receipts import words
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import Turn
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from portal.nominations import holding, moves, queries, splitting
from portal.nominations.models import Message, Nomination
from portal.nominations.splitting import Cut, Wording
from portal.nominations.states import Channel, NominationState
from tests.browser import Browser
from tests.consultations.held import MODERATOR, TEXT, announced, candidate_of, opinion
from tests.core.storage.shots import picture
from tests.nominations.tipped import STORY, tip
from tests.staff import sign_in

CODE, OTHER = words.new_code(secrets.choice), words.new_code(secrets.choice)
FIND, SAID = "/nghiep-vu/ghi-ho-tra-loi", "Năm giờ sáng, ở đầu ngõ."
HEARD = {"channel": "phone", "text": SAID}
WRITTEN = "Phạm Hà ghi lại từ cuộc gọi ngày 20/11/2026"
Clerk = Callable[..., Browser]


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def about(app: Flask, clock: Traveller) -> uuid.UUID:
    """An opinion whose writer was asked something."""
    with app.app_context():
        candidate = candidate_of(announced())
        clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        with unit_of_work():
            load_reasons()
        made = opinion(candidate, receipt_hash=codes.lightly_hashed(CODE))
        with unit_of_work():
            asking = Verdict(Outcome.ASK, "opinion_ask_facts", words="Bà thấy lúc mấy giờ?")
            reviewing.judge(made, asking, by=MODERATOR, of_version=made.version)
        return made.id


@pytest.fixture
def story(app: Flask, clock: Traveller) -> uuid.UUID:
    """A testimony whose writer was asked something."""
    clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    with app.app_context():
        made = tip(receipt_hash=codes.hashed(CODE), names=("Đặng Thị Tơ", "Phạm Văn Lợi"))
        ask(made)
        clock.shift(timedelta(minutes=1))
        return made.id


@pytest.fixture
def clerk(app: Flask, browse: Callable[[], Browser]) -> Clerk:
    """Makes browsers signed in as clerks, or with other roles."""

    def come(*roles: Role, name: str = "") -> Browser:
        browser = browse()
        sign_in(app, browser, *(roles or (Role.CLERK,)), sign_in_name=name)
        return browser

    return come


def ask(nomination: Nomination) -> None:
    with unit_of_work():
        moves.ask(nomination, by=MODERATOR, text="Bà nấu ở cổng nào?")


def read_out(browser: Browser, code: str = CODE, status: int = 200) -> Browser:
    return browser.get(FIND).submit({"code": code}, status=status)


def one(app: Flask, model: type) -> object:
    with app.app_context():
        found = db.session.scalars(sa.select(model)).one()
        db.session.expunge_all()
        return found


def question(app: Flask) -> Question:
    found = one(app, Question)
    assert isinstance(found, Question)
    return found


def turn(app: Flask) -> Turn:
    item = one(app, DeskItem)
    assert isinstance(item, DeskItem)
    return item.turn


def test_whoever_is_read_the_receipt_sees_the_question_and_nothing_else(clerk: Clerk, about: uuid.UUID) -> None:
    page = read_out(clerk())
    assert "Bà thấy lúc mấy giờ?" in page.text and "thứ Hai, 30/11/2026" in page.text
    assert TEXT not in page.text and "Trần Thị Nhài" not in page.text and "Bạn xác nhận đúng" not in page.text


def test_the_answer_is_kept_with_how_it_came_and_who_wrote_it_down(app: Flask, clerk: Clerk, about: uuid.UUID) -> None:
    page = read_out(clerk()).submit(HEARD)
    kept = question(app)
    assert page.h1 == "Ghi hộ câu trả lời" and "Đã ghi câu trả lời" in page.text
    assert (kept.state, kept.answer, kept.channel) == (QuestionState.ANSWERED, SAID, Channel.PHONE)
    assert (kept.clerk_name, kept.came_on, kept.checked) == ("Phạm Hà", date(2026, 11, 20), "")


def test_the_desk_has_its_turn_as_after_the_writers_own_answer(app: Flask, clerk: Clerk, about: uuid.UUID) -> None:
    assert turn(app) is Turn.WRITER
    read_out(clerk()).submit(HEARD)
    item = one(app, DeskItem)
    assert isinstance(item, DeskItem) and (item.turn, item.stage) == (Turn.DESK, "answered")
    assert item.due_on == date(2026, 11, 25)  # two working days, and the 24th is a holiday


def test_the_desk_reads_from_whom_and_the_writer_reads_the_same_words(
    clerk: Clerk, browse: Callable[[], Browser], about: uuid.UUID
) -> None:
    read_out(clerk()).submit(HEARD)
    desk = clerk(Role.MODERATOR).get(f"/nghiep-vu/y-kien/{about}").text
    assert SAID in desk and f"{WRITTEN}. Xác nhận đúng người gửi: đã đọc đúng mã trên giấy tiếp nhận" in desk
    mine = browse().get("/theo-doi/").submit({"code": CODE}).text
    assert SAID in mine and WRITTEN in mine and "Xác nhận đúng người gửi" not in mine
    assert "Cần bạn trả lời" not in mine


def test_it_stands_in_the_trail_without_a_word_of_it(app: Flask, clerk: Clerk, about: uuid.UUID) -> None:
    read_out(clerk()).submit(HEARD)
    with app.app_context():
        act = sa.select(AuditEntry).where(AuditEntry.act == "opinion:write_down_answer")
        entry = db.session.scalars(act).one()
    assert entry.actor_id is not None and "phone" in entry.detail and SAID not in entry.detail


def test_two_clicks_keep_one_answer(app: Flask, clerk: Clerk, about: uuid.UUID) -> None:
    page = read_out(clerk())
    form = page.form()
    sent = form.values | HEARD
    page.post(form.action, sent)
    assert "Đã ghi câu trả lời" in page.post(form.action, sent).text and question(app).answer == SAID


def test_what_is_missing_is_said_beside_it_and_all_stays(app: Flask, clerk: Clerk, about: uuid.UUID) -> None:
    page = read_out(clerk()).submit({"text": SAID, "came_on": "hôm qua"}, status=422)
    assert "Chọn" in page.text and page.form().values["text"] == SAID and page.form().values["came_on"] == "hôm qua"
    page = page.submit({"channel": "letter", "came_on": "21/11/2026"}, status=422)
    assert "Ghi một ngày từ 20/11/2026" in page.text and question(app).answer == ""
    assert "Viết câu trả lời" in page.submit({"text": " ", "came_on": "20/11/2026"}, status=422).text


def test_a_letter_that_came_some_days_ago_keeps_its_day(
    app: Flask, clerk: Clerk, clock: Traveller, about: uuid.UUID
) -> None:
    clock.shift(timedelta(days=4))
    read_out(clerk()).submit(HEARD | {"channel": "letter", "came_on": "22/11/2026"})
    assert (question(app).came_on, question(app).channel) == (date(2026, 11, 22), Channel.LETTER)


def test_the_number_of_an_identity_card_is_not_kept(app: Flask, clerk: Clerk, about: uuid.UUID) -> None:
    read_out(clerk()).submit(HEARD | {"text": "Tôi thấy lúc năm giờ. CCCD 001163000123."})
    assert "001163000123" not in question(app).answer


def test_a_question_that_lapsed_is_still_answered(app: Flask, clerk: Clerk, clock: Traveller, about: uuid.UUID) -> None:
    clock.move_to(datetime(2026, 12, 1, 2, tzinfo=UTC))
    with app.app_context():
        questioning.lapse()
    assert question(app).state is QuestionState.SILENT
    read_out(clerk()).submit(HEARD)
    assert question(app).state is QuestionState.ANSWERED


def test_where_it_was_answered_meanwhile_nothing_is_overwritten(app: Flask, clerk: Clerk, about: uuid.UUID) -> None:
    page = read_out(clerk())
    with app.app_context(), unit_of_work():
        made = db.session.get_one(Opinion, about)
        asked = questions.last(made)
        assert asked is not None
        questioning.answer(made, text="Sáu giờ.", to=asked.id, by=holder_of(about))
    page = page.submit(HEARD, status=409)
    assert page.form().values["text"] == SAID and "Ở đây không có câu hỏi nào chờ" in page.text
    assert question(app).answer == "Sáu giờ." and question(app).channel is Channel.WEB


@pytest.mark.parametrize("end", ["withdrawn", "decided"])
def test_a_receipt_whose_opinion_is_gone_or_decided_opens_no_question(
    app: Flask, clerk: Clerk, about: uuid.UUID, end: str
) -> None:
    with app.app_context(), unit_of_work():
        made = db.session.get_one(Opinion, about)
        if end == "withdrawn":
            services.withdraw(made, by=holder_of(about))
        else:
            reviewing.accept(made, by=MODERATOR)
    assert "không mở câu hỏi nào" in read_out(clerk(), status=409).text


def test_one_that_was_moved_says_no_more_than_one_that_was_taken_back(
    app: Flask, clerk: Clerk, about: uuid.UUID
) -> None:
    desk = clerk(Role.MODERATOR).get(f"/nghiep-vu/y-kien/{about}").submit({}, form="/kenh-kin")
    desk.submit({}, form="/kenh-kin")  # the letter is seen first
    assert desk.url.startswith("/nghiep-vu/hang-doi")
    assert "không mở câu hỏi nào" in read_out(clerk(), status=409).text


def test_a_report_at_the_confidential_channel_is_not_known_here(app: Flask, clerk: Clerk) -> None:
    with app.app_context(), unit_of_work():
        said = intake.told(text="Bà ấy nhận tiền của nhà thầu, tôi có giấy.", about="Bà T.")
        intake.receive(said, receipt_hash=codes.hashed(OTHER), by=RESIDENT)
    assert "Không tìm thấy gì với mã này" in read_out(clerk(), OTHER, status=422).text


def test_wrong_words_are_slowed_down_by_who_types_them(clerk: Clerk, about: uuid.UUID) -> None:
    guesser = clerk()
    for _ in range(5):
        assert "Không tìm thấy gì với mã này" in read_out(guesser, OTHER, status=422).text
    read_out(guesser, CODE, status=429)
    assert "Bà thấy lúc mấy giờ?" not in read_out(clerk(), CODE, status=429).text  # the same person, signed in anew
    assert "Bà thấy lúc mấy giờ?" in read_out(clerk(name="tiep-nhan-2"), CODE).text


def test_words_read_out_open_it_for_two_hours_and_for_nobody_else(
    clerk: Clerk, clock: Traveller, about: uuid.UUID
) -> None:
    page, address = read_out(clerk()), f"{FIND}/y-kien/{about}"
    clerk(name="tiep-nhan-2").get(address, status=403)
    for _ in range(5):
        clock.shift(timedelta(minutes=24))
        page.get(FIND)  # the clerk goes on working
    page.get(address, status=403)


def test_without_the_receipt_a_moderator_says_how_the_writer_was_known(
    app: Flask, clerk: Clerk, about: uuid.UUID
) -> None:
    desk = clerk(Role.MODERATOR).get(f"/nghiep-vu/y-kien/{about}").follow("Câu trả lời đến qua điện thoại")
    desk.submit(HEARD, status=422)
    assert "xác nhận đúng người viết" in desk.text and question(app).answer == ""
    desk.submit({"checked": "Gọi lại số đã để lại."})
    assert desk.url.startswith(f"/nghiep-vu/y-kien/{about}") and question(app).checked == "Gọi lại số đã để lại."


def test_whoever_may_not_type_in_for_a_resident_is_offered_nothing(clerk: Clerk, about: uuid.UUID) -> None:
    editor = clerk(Role.EDITOR).get(f"/nghiep-vu/y-kien/{about}")
    assert "Câu trả lời đến qua điện thoại" not in editor.text
    editor.get(FIND, status=403)


def test_whoever_must_stand_back_writes_nothing_down(
    app: Flask, browse: Callable[[], Browser], about: uuid.UUID
) -> None:
    browser = browse()
    by = sign_in(app, browser, Role.CLERK)
    with app.app_context(), unit_of_work() as session:
        nominee = session.get_one(Opinion, about).candidate.nominee_id
        tie = {"staff_id": by.id, "kind": TieKind.FAMILY, "nominee_id": nominee, "name": "Bà Nhài", "why": "Chị họ."}
        session.add(Tie(id=uuid.uuid4(), declared_at=clocks.now(), **tie))
    page = read_out(browser, status=409)
    assert "Bà thấy lúc mấy giờ?" not in page.text and "khai có liên quan" in page.text
    browser.get(f"{FIND}/y-kien/{about}", status=403)


def test_a_storys_question_is_answered_alike(
    app: Flask, clerk: Clerk, browse: Callable[[], Browser], story: uuid.UUID
) -> None:
    page = read_out(clerk())
    assert "Bà nấu ở cổng nào?" in page.text and STORY[:30] not in page.text and "Đặng Thị Tơ" not in page.text
    page.submit(HEARD)
    with app.app_context():
        made = db.session.get_one(Nomination, story)
        last = queries.last_message(made)
        assert last is not None
        assert (made.state, last.text, last.staff_id) == (NominationState.VERIFYING, SAID, None)
        assert (last.channel, last.clerk_name, last.came_on) == (Channel.PHONE, "Phạm Hà", date(2026, 11, 20))
    assert turn(app) is Turn.DESK
    assert WRITTEN in clerk(Role.MODERATOR).get(f"/nghiep-vu/loi-ke/{story}").text
    assert WRITTEN in browse().get("/theo-doi/").submit({"code": CODE}).text


def test_its_clock_starts_anew_as_after_the_writers_own_answer(app: Flask, clerk: Clerk, story: uuid.UUID) -> None:
    with app.app_context():
        other = tip()
        ask(other)
        with unit_of_work():
            holding.answer(other, text=SAID, by=holder_of(other.id))
        expected = other.due_on
    read_out(clerk()).submit(HEARD)
    with app.app_context():
        made = db.session.get_one(Nomination, story)
        assert made.due_on == expected
        assert [(step.was, step.now) for step in queries.steps(made)][-1] == (
            NominationState.QUESTIONED, NominationState.VERIFYING,
        )  # fmt: skip


def test_a_storys_answer_given_twice_is_one(app: Flask, clerk: Clerk, story: uuid.UUID) -> None:
    page = read_out(clerk())
    form = page.form()
    page.post(form.action, form.values | HEARD)
    page.post(form.action, form.values | HEARD)
    with app.app_context():
        texts = list(db.session.scalars(sa.select(Message.text).where(Message.staff_id.is_(None))))
    assert texts == [SAID]


def test_a_story_that_was_taken_back_takes_no_answer(app: Flask, clerk: Clerk, story: uuid.UUID) -> None:
    page = read_out(clerk())
    with app.app_context(), unit_of_work():
        holding.withdraw(db.session.get_one(Nomination, story), by=holder_of(story))
    page = page.submit(HEARD, status=409)
    assert page.form().values["text"] == SAID
    assert "không mở câu hỏi nào" in read_out(clerk(), status=409).text


def test_an_answer_meant_for_an_earlier_question_is_not_given_to_the_next(
    app: Flask, clerk: Clerk, clock: Traveller, story: uuid.UUID
) -> None:
    page = read_out(clerk())
    clock.shift(timedelta(minutes=1))
    with app.app_context():
        made = db.session.get_one(Nomination, story)
        with unit_of_work():
            holding.answer(made, text="Cổng sau.", by=holder_of(story))
        with unit_of_work():
            moves.ask(made, by=MODERATOR, text="Từ năm nào?")
    page = page.submit(HEARD, status=409)
    assert "Từ năm nào?" in page.text and page.form().values["text"] == SAID


def test_of_a_split_story_the_part_is_chosen_by_its_question(app: Flask, clerk: Clerk, clock: Traveller) -> None:
    clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    with app.app_context():
        first = tip(receipt_hash=codes.hashed(CODE), names=("Đặng Thị Tơ", "Phạm Văn Lợi"))
        with unit_of_work():
            stays, goes = Wording("Nồi chè", "Bà nấu chè."), Wording("Cây cầu", "Ông bắc cầu.")
            cut = Cut({first.subjects[1].id}, (), stays, goes)
            part = splitting.split(first, cut, why="Hai người, hai việc.", of_version=first.version, by=MODERATOR)
        ask(part)
        key, number = part.id, part.number
    page = read_out(clerk())
    assert "Bà nấu ở cổng nào?" in page.text and number in page.h1  # only one part asks: straight to it
    with app.app_context():
        ask(db.session.get_one(Nomination, first.id))
    page = read_out(clerk())
    assert page.h1 == "Trả lời cho câu hỏi nào?"
    page.get(f"{FIND}/loi-ke/{key}").submit(HEARD)
    with app.app_context():
        states = {n.id: n.state for n in db.session.scalars(sa.select(Nomination))}
    assert states == {first.id: NominationState.QUESTIONED, key: NominationState.VERIFYING}


def test_a_clerk_who_took_it_in_may_from_its_own_page_and_another_may_not(
    app: Flask, browse: Callable[[], Browser], clerk: Clerk, story: uuid.UUID
) -> None:
    browser = browse()
    by: Actor = sign_in(app, browser, Role.CLERK)
    with app.app_context(), unit_of_work() as session:
        made = session.get_one(Nomination, story)
        made.clerk_id, made.channel = by.id, Channel.DESK
    browser.get(f"/nghiep-vu/loi-ke/{story}").follow("Câu trả lời đến qua điện thoại")
    browser.submit(HEARD | {"checked": "Bà đến tận bàn.", "channel": "desk"})
    assert browser.url.startswith(f"/nghiep-vu/loi-ke/{story}") and "ghi lại tại bàn tiếp nhận" in browser.text
    clerk(name="tiep-nhan-2").get(f"{FIND}/loi-ke/{story}", status=403)


def letters(app: Flask, kind: str) -> list[Letter]:
    with app.app_context():
        run_due()
        found = list(db.session.scalars(sa.select(Letter).where(Letter.kind == kind)))
        db.session.expunge_all()
        return found


@pytest.mark.parametrize(
    ("channel", "how"), [("phone", "qua điện thoại"), ("desk", "tại nơi tiếp dân"), ("letter", "có thư đứng tên bạn")]
)
@pytest.mark.parametrize("what", ["about", "story"])
def test_the_writer_is_told_that_an_answer_was_written_down_in_their_name_and_none_of_its_words(
    app: Flask, clerk: Clerk, request: pytest.FixtureRequest, what: str, channel: str, how: str
) -> None:
    request.getfixturevalue(what)
    read_out(clerk()).submit({**HEARD, "channel": channel})
    (letter,) = letters(app, "answer_noted")
    assert how in letter.text and "20/11/2026" in letter.text and "không phải bạn" in letter.text
    assert SAID not in letter.text and SAID not in letter.html and "Phạm Hà" not in letter.text


def test_who_left_no_address_gets_no_letter(app: Flask, clerk: Clerk, story: uuid.UUID) -> None:
    with app.app_context(), unit_of_work():
        made = db.session.get_one(Nomination, story)
        assert made.writer is not None
        made.writer.email = ""
    read_out(clerk()).submit(HEARD)
    assert letters(app, "answer_noted") == []


def page_of(kind: str, key: uuid.UUID) -> str:
    return f"/nghiep-vu/{'y-kien' if kind == 'about' else 'loi-ke'}/{key}"


def scanned() -> tuple[bytes, str]:
    out = io.BytesIO()
    picture(600, 400).save(out, "JPEG")
    return out.getvalue(), "thu.jpg"


@pytest.mark.parametrize("what", ["about", "story"])
def test_the_scan_of_a_letter_is_kept_beside_the_answer_for_staff_only(
    app: Flask, clerk: Clerk, browse: Callable[[], Browser], request: pytest.FixtureRequest, what: str
) -> None:
    key = request.getfixturevalue(what)
    read_out(clerk()).submit({**HEARD, "channel": "letter", "scan": scanned()})
    with app.app_context():
        run_due()
        file = db.session.scalars(sa.select(StoredFile)).one().id
        db.session.remove()
    desk = clerk(Role.MODERATOR).get(page_of(what, key))
    assert str(file) in desk.response.text
    address = next(str(a.get("href")) for a in desk.all("a") if str(file) in (a.get("href") or ""))
    with closing(desk.get(address).response) as served:
        assert served.mimetype.startswith("image/")
    with app.app_context():
        opened = sa.select(AuditEntry.detail).where(AuditEntry.act.in_(["moderation:fetch", "opinion:fetch"]))
        assert [str(file) in each for each in db.session.scalars(opened)] == [True], "that it was opened is on record"
        db.session.remove()
    mine = browse().get("/theo-doi/").submit({"code": CODE})
    assert SAID in mine.text and str(file) not in mine.response.text and "thu.jpg" not in mine.text
    other = clerk(name="nguoi-khac").get(address, status=403)
    assert other.response.status_code == 403


def test_a_scan_goes_with_a_letter_only_and_what_is_no_picture_is_refused_by_name(
    app: Flask, clerk: Clerk, about: uuid.UUID
) -> None:
    page = read_out(clerk()).submit({**HEARD, "scan": scanned()}, status=422)
    assert "Bản chụp đi cùng thư" in page.text and page.form().values["text"] == SAID
    page.submit({"channel": "letter", "scan": (b"khong phai anh", "thu.jpg")}, status=422)
    assert "thu.jpg" in page.text and question(app).answer == ""


@pytest.mark.parametrize("what", ["about", "story"])
def test_the_scan_is_deleted_with_what_its_writer_takes_back(
    app: Flask, clerk: Clerk, request: pytest.FixtureRequest, what: str
) -> None:
    key = request.getfixturevalue(what)
    read_out(clerk()).submit({**HEARD, "channel": "letter", "scan": scanned()})
    with app.app_context():
        with unit_of_work():
            if what == "about":
                services.withdraw(db.session.get_one(Opinion, key), by=holder_of(key))
            else:
                holding.withdraw(db.session.get_one(Nomination, key), by=holder_of(key))
        run_due()
        kept = db.session.scalars(sa.select(StoredFile)).one()
        assert kept.deleted_at is not None and kept.name == ""
