"""A writer asks for another look behind the receipt; the page says what came of it."""

import secrets
import uuid

import pytest
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import reviewing
from portal.consultations.opinions.models import Opinion
from portal.core import codes
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.engines.receipts import words
from portal.moderation import reasons, redactions, reversals
from portal.moderation import services as desk
from portal.moderation.appeals import queries as appeals
from portal.moderation.appeals import services
from portal.moderation.appeals.states import Verdict
from portal.moderation.limits import UNDO
from portal.moderation.redactions import Cover
from portal.moderation.states import Outcome
from portal.nominations import moves, queries
from tests.browser import Browser
from tests.consultations.held import announced, candidate_of, opinion
from tests.moderation.things import colleague
from tests.nominations.tipped import MODERATOR, tip
from tests.web.public.test_rounds import DURING
from tests.web.public.test_track import act

CODE = words.new_code(secrets.choice)
OTHER = colleague("Trần Hữu Nghĩa", Role.BOARD_LEAD)
WHY = "Tôi đã tận mắt thấy bà nấu chè suốt mười hai năm."
PAGE, OPINION_PAGE = "/theo-doi/cau-chuyen", "/theo-doi/y-kien"


def declined(app: Flask) -> uuid.UUID:
    """A story that was not published, with CODE on its receipt."""
    with app.app_context():
        with unit_of_work():
            reasons.load_reasons()
        nomination = tip(receipt_hash=codes.hashed(CODE))
        with unit_of_work():
            made = desk.decide(
                nomination, by=MODERATOR, outcome=Outcome.DECLINE, of_version=nomination.version,
                reason_code="too_little",
            )  # fmt: skip
            moves.decline(nomination, by=MODERATOR, reason_code="too_little", decision=made)
        return nomination.id


def enter(browser: Browser) -> Browser:
    return browser.get("/theo-doi/").submit({"code": CODE})


@pytest.fixture
def story(app: Flask, browser: Browser, now: Traveller) -> uuid.UUID:
    id = declined(app)
    now.shift(UNDO)
    enter(browser)
    return id


def test_another_look_is_asked_for_once_and_the_page_says_by_when_it_is_answered(
    app: Flask, browser: Browser, story: uuid.UUID
) -> None:
    assert "đến hết thứ Tư, 25/11/2026" in browser.text
    browser.follow("Đề nghị xem lại").submit({"text": WHY})
    assert browser.url.startswith(PAGE) and "Bạn đã đề nghị xem lại" in browser.text
    assert "thứ Ba, 17/11/2026" in browser.text
    browser.get(f"{PAGE}/xem-lai")
    assert browser.url == PAGE, "once: there is no form any more"
    with app.app_context():
        nomination = queries.one(story)
        assert nomination and len(appeals.all_of(nomination)) == 1


def test_it_is_asked_in_english_too(browser: Browser, story: uuid.UUID) -> None:
    browser.get(f"/en{PAGE}/xem-lai")
    assert browser.h1 == "Ask for another look" and "complaint (khiếu nại)" in browser.text


@pytest.mark.parametrize("text", ["", "Sai rồi.", "a" * 1_001])
def test_what_is_too_short_or_long_comes_back_as_typed(browser: Browser, story: uuid.UUID, text: str) -> None:
    page = browser.get(f"{PAGE}/xem-lai").submit({"text": text}, status=422)
    assert page.title.startswith("Lỗi:") and page.form().values["text"] == text


def test_sent_twice_it_is_one(app: Flask, browser: Browser, story: uuid.UUID) -> None:
    form = browser.get(f"{PAGE}/xem-lai").form().values | {"text": WHY}
    browser.post(f"{PAGE}/xem-lai", form)
    browser.post(f"{PAGE}/xem-lai", form)
    browser.post(f"{PAGE}/xem-lai", form | {"text": WHY + " Thật đấy."}, status=409)
    assert WHY + " Thật đấy." in browser.text
    with app.app_context():
        nomination = queries.one(story)
        assert nomination and [each.text for each in appeals.all_of(nomination)] == [WHY]


def test_the_outcome_stands_on_the_page_with_the_way_to_complain_formally(
    app: Flask, browser: Browser, story: uuid.UUID, now: Traveller
) -> None:
    browser.get(f"{PAGE}/xem-lai").submit({"text": WHY})
    with app.app_context(), unit_of_work():
        nomination = queries.one(story)
        assert nomination is not None
        appeal = appeals.waiting(nomination)
        assert appeal is not None
        act = services.judge(
            appeal, by=OTHER, verdict=Verdict.STAND, said="Bà Tơ không muốn đăng.", of_version=appeal.version
        )
        moves.appeal_judged(nomination, appeal, by=OTHER, act=act)
    now.shift(UNDO)
    page = browser.get(PAGE)
    assert "Bà Tơ không muốn đăng." in page.text and "Luật Khiếu nại" in page.text
    assert "Trần Hữu Nghĩa" not in page.text


def test_a_new_decision_does_not_stand_beside_the_answer_about_the_old_one(
    app: Flask, browser: Browser, story: uuid.UUID, now: Traveller
) -> None:
    browser.get(f"{PAGE}/xem-lai").submit({"text": WHY})
    with app.app_context():
        with unit_of_work():
            nomination = queries.one(story)
            assert nomination is not None
            appeal = appeals.waiting(nomination)
            assert appeal is not None
            act = services.judge(
                appeal, by=OTHER, verdict=Verdict.ANEW, said="Bạn nói đúng.", of_version=appeal.version
            )
            moves.appeal_judged(nomination, appeal, by=OTHER, act=act)
        db.session.rollback()
        with unit_of_work():
            nomination = queries.one(story)
            assert nomination is not None
            made = desk.decide(
                nomination, by=OTHER, outcome=Outcome.DECLINE, of_version=nomination.version, reason_code="not_in_city"
            )
            moves.decline(nomination, by=OTHER, reason_code="not_in_city", decision=made)
    now.shift(UNDO)
    page = browser.get(PAGE)
    assert "Bạn nói đúng." not in page.text and "Đề nghị xem lại" in page.text


def test_a_decision_taken_back_while_the_form_is_open_is_said_clearly(
    app: Flask, browser: Browser, story: uuid.UUID, now: Traveller
) -> None:
    browser.get(f"{PAGE}/xem-lai")
    with app.app_context(), unit_of_work():
        nomination = queries.one(story)
        assert nomination is not None
        back = reversals.reverse(
            nomination, by=OTHER, reason="Đọc lại thấy đủ căn cứ.", words="Xin lỗi bạn.", of_version=nomination.version
        )
        moves.reopen(nomination, by=OTHER, reversal=back)
    browser.submit({"text": WHY}, status=409)
    assert "không có quyết định nào" in browser.text and WHY in browser.text
    now.shift(UNDO)
    page = browser.get(PAGE)
    assert "Chúng tôi đã hủy quyết định trước" in page.text and "Xin lỗi bạn." in page.text


def test_nothing_can_be_asked_of_what_waits(app: Flask, browser: Browser, now: Traveller) -> None:
    with app.app_context():
        id = tip(receipt_hash=codes.hashed(CODE)).id
    act(app, id, moves.verify)
    enter(browser).get(f"{PAGE}/xem-lai")
    assert browser.url == PAGE and "Đề nghị xem lại" not in browser.text


def test_an_opinion_that_was_not_published_can_be_looked_at_again(app: Flask, browser: Browser, now: Traveller) -> None:
    with app.app_context():
        candidate = candidate_of(announced())
        now.move_to(DURING)
        with unit_of_work():
            reasons.load_reasons()
        made = opinion(candidate, receipt_hash=codes.lightly_hashed(CODE))
        with unit_of_work():
            fresh = db.session.get_one(Opinion, made.id)
            decision = desk.decide(
                fresh, by=MODERATOR, outcome=Outcome.DECLINE, of_version=fresh.version, reason_code="opinion_insults",
                words="Xin bà viết lại.",
            )  # fmt: skip
            reviewing.decline(fresh, by=MODERATOR, reason_code="opinion_insults", decision=decision)
    now.shift(UNDO)
    enter(browser)
    assert "Xin bà viết lại." in browser.text
    browser.follow("Đề nghị xem lại").submit({"text": WHY})
    assert browser.url.startswith(OPINION_PAGE) and "Bạn đã đề nghị xem lại" in browser.text


def test_without_a_receipt_nothing_is_asked(browser: Browser) -> None:
    browser.get(f"{PAGE}/xem-lai")
    assert browser.url.startswith("/theo-doi/")


def test_whoever_reads_that_words_were_covered_asks_behind_the_same_receipt(
    app: Flask, browser: Browser, now: Traveller
) -> None:
    with app.app_context():
        nomination = tip(receipt_hash=codes.hashed(CODE))
        with unit_of_work():
            word = Cover(0, 2, "chosen", "[đã che]")
            redactions.choose(nomination, by=MODERATOR, field="story", text=nomination.story, covers=[word], spared=[])
            made = desk.decide(nomination, by=MODERATOR, outcome=Outcome.ACCEPT_COVERED, of_version=nomination.version)
            moves.accept(nomination, by=MODERATOR, decision=made)
        id = nomination.id
    now.shift(UNDO)
    page = enter(browser)
    assert "Những chỗ đã được che" in page.text and "[đã che]" in page.text
    page.follow("Đề nghị xem lại").submit({"text": WHY})
    assert "Bạn đã đề nghị xem lại" in browser.text
    with app.app_context(), unit_of_work():
        told = queries.one(id)
        appeal = appeals.waiting(told) if told else None
        assert told is not None and appeal is not None
        act = services.judge(appeal, by=OTHER, verdict=Verdict.LIFT, said="Bạn nói đúng.", of_version=appeal.version)
        moves.appeal_judged(told, appeal, by=OTHER, act=act)
    now.shift(UNDO)
    page = browser.get(PAGE)
    assert "lời của bạn không còn bị che" in page.text and "[đã che]" not in page.text
