"""The tracking page of an opinion: what was asked, by when, and the answer."""

import secrets
import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import persons, questioning, reviewing, services
from portal.consultations.opinions.models import Opinion, Question
from portal.consultations.opinions.states import Verified
from portal.core import clock, codes
from portal.core.actor import holder_of
from portal.core.db import db, unit_of_work
from portal.engines.receipts import words
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.limits import UNDO
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from tests.browser import Browser
from tests.consultations.held import MODERATOR, TEXT, announced, candidate_of, opinion

CODE, OTHER = words.new_code(secrets.choice), words.new_code(secrets.choice)
PAGE, ANSWER = "/theo-doi/y-kien", "tra-loi"
WHEN = "Năm giờ sáng, ở đầu ngõ."
CLOSED = datetime(2026, 12, 1, 17, 1, tzinfo=UTC)


@pytest.fixture
def asked(app: Flask, browser: Browser, now: Traveller) -> uuid.UUID:
    """An opinion whose writer was asked, and has opened its page."""
    with app.app_context():
        candidate = candidate_of(announced())
        now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        with unit_of_work():
            load_reasons()
        made = opinion(candidate, receipt_hash=codes.lightly_hashed(CODE))
        id = made.id
    ask(app, id)
    now.shift(UNDO)
    enter(browser)
    return id


def ask(app: Flask, id: uuid.UUID) -> None:
    decide(app, id, Verdict(Outcome.ASK, "opinion_ask_facts", words="Bà thấy lúc mấy giờ?"))


def decide(app: Flask, id: uuid.UUID, verdict: Verdict) -> None:
    with app.app_context(), unit_of_work():
        made = db.session.get_one(Opinion, id)
        reviewing.judge(made, verdict, by=MODERATOR, of_version=made.version)


def enter(browser: Browser) -> Browser:
    return browser.get("/theo-doi/").submit({"code": CODE})


def answers(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Question.answer).order_by(Question.asked_at)))


def test_the_question_stands_there_with_the_day_and_whose_turn_it_is(browser: Browser, asked: uuid.UUID) -> None:
    page = browser.get(PAGE)
    assert "Bà thấy lúc mấy giờ?" in page.text and "Mong bạn trả lời chậm nhất thứ Hai, 30/11/2026" in page.text
    assert "Cần bạn trả lời" in page.text and "không bị từ chối" in page.text


def test_a_receipt_opens_only_what_was_asked_about_its_own_edition(
    app: Flask, browser: Browser, asked: uuid.UUID, now: Traveller
) -> None:
    """Two of one household have one telephone: the later opinion is an edition of the earlier, its receipt is not."""
    browser.get(PAGE).submit({"text": WHEN}, form=ANSWER)
    with app.app_context():
        first = db.session.get_one(Opinion, asked)
        now.shift(60)
        newer = opinion(first.candidate, receipt_hash=codes.lightly_hashed(OTHER))
        for each in (first, newer):
            with unit_of_work():
                each.verified, each.verified_at = Verified.EMAIL, clock.now()
                persons.settle(each, "nha@example.vn")
        assert newer.follows_id == asked
    page = browser.get("/theo-doi/").submit({"code": OTHER})
    assert "Bà thấy lúc mấy giờ?" not in page.text and WHEN not in page.text


def test_the_answer_is_taken_in_and_shown(app: Flask, browser: Browser, asked: uuid.UUID) -> None:
    page = browser.get(PAGE).submit({"text": WHEN}, form=ANSWER)
    assert answers(app) == [WHEN] and "đã nhận được trả lời" in page.text and WHEN in page.text
    assert not any(ANSWER in (form.get("action") or "") for form in page.all("form"))


def test_until_the_close_other_words_can_be_sent_and_the_form_is_one_step_away(
    browser: Browser, asked: uuid.UUID
) -> None:
    page = browser.get(PAGE)
    assert "23:59 01/12/2026" in page.text
    assert page.follow("Gửi lại ý kiến").url.endswith("/gop-y")


def test_after_the_close_it_says_kindly_what_counts(
    app: Flask, browser: Browser, asked: uuid.UUID, now: Traveller
) -> None:
    now.move_to(CLOSED)
    page = enter(browser)
    assert "vẫn đúng như bạn đã gửi trong hạn" in page.text and "Gửi lại ý kiến" not in page.text
    page.submit({"text": WHEN}, form=ANSWER)
    with app.app_context():
        assert (answers(app), db.session.get_one(Opinion, asked).text) == ([WHEN], TEXT)


def test_an_empty_answer_is_asked_for_again(app: Flask, browser: Browser, asked: uuid.UUID) -> None:
    page = browser.get(PAGE).submit({"text": " "}, form=ANSWER, status=422)
    assert page.title.startswith("Lỗi:") and answers(app) == [""]


def test_sent_twice_it_is_one_answer(app: Flask, browser: Browser, asked: uuid.UUID) -> None:
    form = browser.get(PAGE).form(ANSWER)
    for _ in range(2):
        browser.post(form.action.split("#")[0], form.values | {"text": WHEN})
    assert answers(app) == [WHEN]


def test_an_answer_after_the_decision_comes_back_with_what_was_typed(
    app: Flask, browser: Browser, asked: uuid.UUID
) -> None:
    form = browser.get(PAGE).form(ANSWER)
    decide(app, asked, Verdict(Outcome.ACCEPT))
    page = browser.post(form.action.split("#")[0], form.values | {"text": WHEN}, status=409)
    assert "không cần trả lời nữa" in page.text and WHEN in page.text and answers(app) == [""]


def test_an_answer_to_a_question_that_was_replaced_is_offered_for_the_new_one(
    app: Flask, browser: Browser, asked: uuid.UUID, now: Traveller
) -> None:
    form = browser.get(PAGE).form(ANSWER)
    browser.submit({"text": WHEN}, form=ANSWER)
    now.shift(60)
    ask(app, asked)
    now.shift(UNDO)
    page = browser.post(form.action.split("#")[0], form.values | {"text": "Ở đầu ngõ."}, status=409)
    assert page.form(ANSWER).values["text"] == "Ở đầu ngõ."
    page.submit({}, form=ANSWER)
    assert answers(app) == [WHEN, "Ở đầu ngõ."]


def test_when_the_day_has_passed_an_answer_is_still_welcome(
    app: Flask, browser: Browser, asked: uuid.UUID, now: Traveller
) -> None:
    now.move_to(datetime(2026, 12, 1, 2, tzinfo=UTC))
    with app.app_context():
        questioning.lapse()
    page = enter(browser)
    assert "đã qua và chúng tôi xét tiếp" in page.text
    page.submit({"text": WHEN}, form=ANSWER)
    assert answers(app) == [WHEN]


def test_once_taken_back_the_page_asks_nothing(app: Flask, browser: Browser, asked: uuid.UUID) -> None:
    form = browser.get(PAGE).form(ANSWER)
    with app.app_context(), unit_of_work():
        services.withdraw(db.session.get_one(Opinion, asked), by=holder_of(asked))
    assert "Bà thấy lúc mấy giờ?" not in browser.get(PAGE).text
    page = browser.post(form.action.split("#")[0], form.values | {"text": WHEN}, status=409)
    assert "không cần trả lời nữa" in page.text


def test_a_number_of_an_identity_card_is_covered_and_that_is_said(
    app: Flask, browser: Browser, asked: uuid.UUID
) -> None:
    page = browser.get(PAGE).submit({"text": "Căn cước của tôi 001190012345."}, form=ANSWER)
    assert "che một số trong đó" in page.text and "001190012345" not in answers(app)[0]


def test_in_english_too(browser: Browser, asked: uuid.UUID) -> None:
    page = browser.get(f"/en{PAGE}")
    assert "Please answer by Monday, 30/11/2026" in page.text


def test_while_a_decision_can_be_taken_back_it_still_waits_for_the_answer(
    app: Flask, browser: Browser, asked: uuid.UUID, now: Traveller
) -> None:
    before = browser.get(PAGE).text
    assert "Cần bạn trả lời" in before
    decide(app, asked, Verdict(Outcome.ACCEPT))
    assert browser.get(PAGE).text == before
    now.shift(UNDO)
    assert "Cần bạn trả lời" not in browser.get(PAGE).text
