"""Opinions at the desk: read, covered, decided, taken back, moved without a trace."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.confidential import intake
from portal.consultations.opinions import tallies
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Display, OpinionState
from portal.core.actor import Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.moderation.reasons import load_reasons
from tests.browser import Browser
from tests.consultations.held import TEXT, announced, candidate_of, opinion
from tests.staff import sign_in

PHONE = TEXT + " Gọi tôi số 0912 345 678 nhé."


@pytest.fixture
def path(app: Flask, browser: Browser) -> Iterator[str]:
    """A moderator is signed in and one opinion waits: its address."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        with app.app_context():
            round = announced()
            clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
            with unit_of_work():
                load_reasons()
            made = opinion(candidate_of(round), text=PHONE, name="Đinh Thị Lụa")
            address = f"/nghiep-vu/y-kien/{made.id}"
        sign_in(app, browser, Role.MODERATOR)
        yield address


def the(app: Flask) -> Opinion:
    with app.app_context():
        found = db.session.scalars(sa.select(Opinion)).one()
        db.session.expunge_all()
        return found


def test_the_list_shows_what_waits(browser: Browser, path: str) -> None:
    page = browser.get("/nghiep-vu/y-kien")
    assert "Trần Thị Nhài" in page.text and TEXT in page.text


def test_a_phone_number_is_ticked_to_be_covered_and_never_published(app: Flask, browser: Browser, path: str) -> None:
    browser.get(path).send({"outcome": "accept"}, form="quyet-dinh")
    assert the(app).state is OpinionState.PUBLISHED
    assert "0912" not in (the(app).shown_text or "") and the(app).masked


def test_nothing_is_decided_without_a_choice_and_what_was_typed_stays(browser: Browser, path: str) -> None:
    page = browser.get(path).submit({"words": "Cảm ơn bà."}, form="quyet-dinh", status=422)
    assert "Chọn một quyết định" in page.text and "Cảm ơn bà." in page.text


def test_declining_needs_a_reason_of_its_own_kind(app: Flask, browser: Browser, path: str) -> None:
    browser.get(path).submit({"outcome": "decline"}, form="quyet-dinh", status=422)
    browser.send({"outcome": "decline", "reason": "opinion_insults"}, form="quyet-dinh")
    assert (the(app).state, the(app).reason_code) == (OpinionState.DECLINED, "opinion_insults")


def test_a_stale_decision_overwrites_nothing(
    app: Flask, browser: Browser, browse: Callable[[], Browser], path: str
) -> None:
    other = browse()
    sign_in(app, other, Role.BOARD_LEAD)
    browser.get(path)
    other.get(path).send({"outcome": "accept"}, form="quyet-dinh")
    late = {"outcome": "decline", "reason": "opinion_insults", "words": "Xin bớt lời nặng.", "note": "Đã hỏi phường."}
    browser.submit(late, form="quyet-dinh", status=409)
    assert "Xin bớt lời nặng." in browser.text and "Đã hỏi phường." in browser.text  # no word is lost by being late
    assert the(app).state is OpinionState.PUBLISHED


def test_a_decision_can_be_taken_back_within_the_minute(app: Flask, browser: Browser, path: str) -> None:
    browser.get(path).send({"outcome": "accept"}, form="quyet-dinh")
    named = f"Trần Thị Nhài ({the(app).number})"
    assert named in browser.get("/nghiep-vu/hang-doi").text  # the bar is read on the page of the next thing
    browser.get("/nghiep-vu/y-kien").submit({}, form="hoan-tac")
    assert (the(app).state, the(app).shown_text) == (OpinionState.WAITING, None)


def test_what_is_counted_and_shown_to_nobody_is_not_called_published(app: Flask, browser: Browser, path: str) -> None:
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(Opinion).values(display=Display.UNPUBLISHED))
    browser.get(path).submit({"outcome": "accept"}, form="quyet-dinh")
    for page in (path, "/nghiep-vu/hang-doi"):
        assert "Đã quyết định: Chấp nhận và tính." in browser.get(page).text
        assert "· Đăng" not in browser.text


def test_an_accusation_moves_in_one_act_and_ends_here_like_one_taken_back(
    app: Flask, browser: Browser, path: str
) -> None:
    receipt = the(app).receipt_hash
    browser.get(path).send(form="kenh-kin")
    left = the(app)
    assert (left.state, left.text, left.folded) == (OpinionState.CLOSED, "", "")
    with app.app_context():
        assert intake.opened_by(receipt) is not None
        acts = set(db.session.scalars(sa.select(AuditEntry.act).where(AuditEntry.thing_id == str(left.id))))
        assert acts == {"opinion:give", "opinion:close"}
        assert list(tallies.differences()) == []
