"""The desk asks the writer of an opinion back: the letter is seen first, then sent; the page says whose turn it is."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from time_machine import Traveller

from portal.confidential import intake, keys
from portal.consultations.opinions import questioning, questions
from portal.consultations.opinions.models import Opinion, Question
from portal.consultations.opinions.states import OpinionState
from portal.core.actor import Role, holder_of
from portal.core.db import db, unit_of_work
from portal.moderation.models import Decision
from portal.moderation.notes import services as noting
from portal.moderation.reasons import load_reasons
from tests.browser import Browser
from tests.consultations.held import MODERATOR, announced, candidate_of, opinion
from tests.staff import sign_in

DECIDE, REASON = "/quyet-dinh", "opinion_ask_facts"
ASKED = {"outcome": "ask", "reason_ask": REASON, "words": "Bà thấy lúc mấy giờ?"}
LIST = "/nghiep-vu/hang-doi"


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def path(app: Flask, browser: Browser, clock: Traveller) -> str:
    """A moderator is signed in and one opinion waits: its address."""
    address = waiting(app, clock)
    sign_in(app, browser, Role.MODERATOR)
    return address


def waiting(app: Flask, clock: Traveller, **values: object) -> str:
    with app.app_context():
        round = announced()
        clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        with unit_of_work():
            load_reasons()
        made = opinion(candidate_of(round), **values)
        return f"/nghiep-vu/y-kien/{made.id}"


def ask(browser: Browser, path: str, **more: object) -> Browser:
    browser.get(path).submit(ASKED | more, form=path + DECIDE)
    return browser.submit({}, form=path + DECIDE)


def all_of(app: Flask, model: type) -> list[object]:
    with app.app_context():
        found = list(db.session.scalars(sa.select(model)))
        db.session.expunge_all()
        return found


def answered(app: Flask, text: str = "Năm giờ sáng.") -> None:
    with app.app_context(), unit_of_work():
        made = db.session.scalars(sa.select(Opinion)).one()
        question = questions.last(made)
        assert question is not None
        questioning.answer(made, text=text, to=question.id, by=holder_of(made.id))


def test_the_letter_is_seen_before_anything_is_asked(app: Flask, browser: Browser, path: str) -> None:
    page = browser.get(path).submit(ASKED, form=path + DECIDE)
    assert (
        page.h1 == "Xem thư trước khi gửi"
        and "Bà thấy lúc mấy giờ?" in page.text
        and "thứ Hai, 30/11/2026" in page.text
    )
    assert "không để lại thư điện tử" not in page.text and all_of(app, Question) == []


def test_then_it_is_asked_and_the_list_shows_it_as_the_writers_turn(app: Flask, browser: Browser, path: str) -> None:
    ask(browser, path)
    assert len(all_of(app, Question)) == 1
    line = "Ý kiến về Trần Thị Nhài"  # the bar that takes it back names it on every page
    assert "Chờ người gửi trả lời" in browser.get(f"{LIST}?view=writers").text and line in browser.text
    assert line not in browser.get(LIST).text


def test_the_preview_says_where_no_letter_goes(app: Flask, browser: Browser, clock: Traveller) -> None:
    path = waiting(app, clock)
    with app.app_context(), unit_of_work():
        db.session.scalars(sa.select(Opinion)).one().writer.email = ""
    sign_in(app, browser, Role.MODERATOR)
    assert "chỉ hiện trên trang theo dõi" in browser.get(path).submit(ASKED, form=path + DECIDE).text


def test_a_question_without_words_or_reason_comes_back_with_what_was_typed(browser: Browser, path: str) -> None:
    page = browser.get(path).submit({"outcome": "ask", "note": "Gọi bà Lụa."}, form=path + DECIDE, status=422)
    assert "Chọn lý do" in page.text and "Gọi bà Lụa." in page.text
    assert page.form(path + DECIDE).values["outcome"] == "ask"


def test_what_was_typed_can_be_changed_and_own_words_are_enough(app: Flask, browser: Browser, path: str) -> None:
    ask(browser, path, reason_ask="", words="Bà ở số nhà nào?")
    [question] = all_of(app, Question)
    assert isinstance(question, Question) and question.text == "Bà ở số nhà nào?"


def test_sent_twice_it_is_asked_once(app: Flask, browser: Browser, browse: Callable[[], Browser], path: str) -> None:
    browser.get(path).submit(ASKED, form=path + DECIDE)
    form = browser.form(path + DECIDE)
    browser.submit({}, form=path + DECIDE)
    browser.post(form.action, form.values)
    assert len(all_of(app, Question)) == len(all_of(app, Decision)) == 1


def test_a_letter_seen_before_somebody_else_decided_is_not_sent(
    app: Flask, browser: Browser, browse: Callable[[], Browser], path: str
) -> None:
    browser.get(path).submit(ASKED, form=path + DECIDE)
    form, other = browser.form(path + DECIDE), browse()
    sign_in(app, other, Role.BOARD_LEAD)
    other.get(path).submit({"outcome": "accept"}, form=path + DECIDE)
    page = browser.post(form.action, form.values, status=409)
    assert "Đăng" in page.text and all_of(app, Question) == []


def test_while_the_writer_may_answer_only_publishing_is_offered(app: Flask, browser: Browser, path: str) -> None:
    page = ask(browser, path).get(path)
    values = {radio.get("value") for radio in page.all("input") if radio.get("name") == "outcome"}
    assert values == {"accept"} and "Chờ người gửi trả lời đến hết thứ Hai, 30/11/2026" in page.text
    page.submit({"outcome": "accept"}, form=path + DECIDE)
    [made] = all_of(app, Opinion)
    assert isinstance(made, Opinion) and made.state is OpinionState.PUBLISHED


def test_a_form_from_before_the_question_decides_nothing_against_the_writer(
    app: Flask, browser: Browser, browse: Callable[[], Browser], path: str
) -> None:
    other = browse()
    sign_in(app, other, Role.BOARD_LEAD)
    form = other.get(path).form(path + DECIDE)
    ask(browser, path)
    decline = form.values | {"outcome": "decline", "reason": "opinion_insults"}
    other.post(form.action, decline, status=409)
    now = other.get(path).form(path + DECIDE).values["of_version"]
    page = other.post(form.action, decline | {"of_version": now}, status=409)
    assert "còn thời gian trả lời đến hết ngày 30/11/2026" in page.text


def test_it_is_taken_back_within_the_minute(app: Flask, browser: Browser, path: str) -> None:
    ask(browser, path)
    browser.get(LIST).submit({}, form="hoan-tac")
    assert all_of(app, Question) == [] and "Trần Thị Nhài" in browser.get(LIST).text


def test_the_answer_is_read_beside_the_opinion(app: Flask, browser: Browser, path: str) -> None:
    ask(browser, path)
    answered(app)
    page = browser.get(LIST)
    assert "Người gửi đã trả lời" in page.text
    page = browser.get(path)
    assert "Năm giờ sáng." in page.text and "Chỉ bàn kiểm duyệt đọc" in page.text


def test_when_no_answer_came_the_list_and_the_page_say_so(
    app: Flask, browser: Browser, clock: Traveller, path: str
) -> None:
    ask(browser, path)
    clock.move_to(datetime(2026, 12, 1, 2, tzinfo=UTC))
    with app.app_context():
        questioning.lapse()
    sign_in(app, browser, Role.MODERATOR)
    assert "Chưa có trả lời" in browser.get(LIST).text
    assert "Đến hết thứ Hai, 30/11/2026 chưa có trả lời" in browser.get(path).text


def test_before_a_third_question_the_page_says_that_it_takes_two(
    app: Flask, browser: Browser, clock: Traveller, path: str
) -> None:
    for text in ("Năm giờ sáng.", "Ở đầu ngõ."):
        ask(browser, path)
        answered(app, text)
        clock.shift(timedelta(minutes=2))
    page = browser.get(path).submit(ASKED, form=path + DECIDE)
    assert "Đã hỏi người gửi hai lần" in page.text
    assert "đề xuất" in page.submit({}, form=path + DECIDE).text.lower() and len(all_of(app, Question)) == 2


def test_an_answer_that_reports_wrongdoing_moves_along_and_leaves_nothing(
    app: Flask, browser: Browser, path: str
) -> None:
    ask(browser, path)
    answered(app, "Ông ấy nhận tiền của tôi.")
    [made] = all_of(app, Opinion)
    assert isinstance(made, Opinion)
    browser.get(path).send(form="kenh-kin")
    assert all_of(app, Question) == []
    with app.app_context():
        id = intake.opened_by(made.receipt_hash)
        report = intake.one(id) if id else None
        assert report is not None and "Ông ấy nhận tiền của tôi." in str(keys.opened(report)["text"])


def test_moved_along_nothing_here_says_what_it_was_taken_for(app: Flask, browser: Browser, path: str) -> None:
    ask(browser, path, words="Ông ấy nhận bao nhiêu tiền?", note="Có vẻ là tố cáo.")
    with app.app_context(), unit_of_work():
        made = db.session.scalars(sa.select(Opinion)).one()
        noting.add(made, text="Chuyển sang kênh kín nhé.", find=lambda name: None, by=MODERATOR)
    answered(app, "Ông ấy nhận tiền của tôi.")
    browser.get(path).send(form="kenh-kin")
    for page in (path, "/nghiep-vu/nhat-ky", "/nghiep-vu/nhat-ky/viec"):
        said = browser.get(page).text
        assert not [word for word in ("tố cáo.", "kênh kín", "bao nhiêu tiền") if word in said], page
    assert [(d.words, d.note) for d in all_of(app, Decision)] == [("", "")]  # type: ignore[attr-defined]  # decisions


def test_the_longest_opinion_with_the_longest_answers_moves_too(app: Flask, browser: Browser, path: str) -> None:
    ask(browser, path)
    answered(app, "a " * 1_999 + "b")
    with app.app_context(), unit_of_work():
        db.session.scalars(sa.select(Opinion)).one().text = "c" * 18_000
    browser.get(path).send(form="kenh-kin")
    assert all_of(app, Question) == []


def test_the_reason_for_a_question_shows_its_own_letter(app: Flask, browser: Browser, path: str) -> None:
    sign_in(app, browser, Role.EDITOR)
    page = browser.get(f"/nghiep-vu/ly-do/{REASON}")
    assert "Hỏi thêm về ý kiến bạn đã gửi" in page.text


def test_in_the_log_it_stands_as_a_question(app: Flask, browser: Browser, path: str) -> None:
    ask(browser, path)
    assert "Hỏi lại người gửi" in browser.get("/nghiep-vu/nhat-ky").text
