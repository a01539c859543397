"""Receipts of opinions given before their hash became lighter: people hold them on paper, and they open the same."""

import secrets
import uuid
from datetime import UTC, datetime

import pytest
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import reviewing
from portal.consultations.opinions.models import Opinion
from portal.core import codes
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.engines.receipts import words
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from tests.browser import Browser
from tests.consultations.held import MODERATOR, TEXT, announced, candidate_of, opinion
from tests.staff import sign_in

CODE = words.new_code(secrets.choice)


@pytest.fixture(params=[codes.lightly_hashed, codes.formerly_hashed], ids=["today's", "former"])
def given(app: Flask, now: Traveller, request: pytest.FixtureRequest) -> uuid.UUID:
    """An opinion whose receipt was hashed as today, or as before."""
    with app.app_context():
        candidate = candidate_of(announced())
        now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        with unit_of_work():
            load_reasons()
        return opinion(candidate, receipt_hash=request.param(CODE)).id


def test_it_opens_the_tracking_page(browser: Browser, given: uuid.UUID) -> None:
    assert TEXT in browser.get("/theo-doi/").submit({"code": CODE}).text


def test_it_can_be_read_out_to_a_clerk(app: Flask, browser: Browser, given: uuid.UUID) -> None:
    with app.app_context(), unit_of_work():
        made = db.session.get_one(Opinion, given)
        asking = Verdict(Outcome.ASK, "opinion_ask_facts", words="Bà thấy lúc mấy giờ?")
        reviewing.judge(made, asking, by=MODERATOR, of_version=made.version)
    sign_in(app, browser, Role.CLERK)
    assert "Bà thấy lúc mấy giờ?" in browser.get("/nghiep-vu/ghi-ho-tra-loi").submit({"code": CODE}).text


def test_it_opens_the_channel_when_the_opinion_was_moved_there(app: Flask, browser: Browser, given: uuid.UUID) -> None:
    sign_in(app, browser, Role.MODERATOR)
    browser.get(f"/nghiep-vu/y-kien/{given}").send(form="kenh-kin")
    assert browser.get("/theo-doi/").submit({"code": CODE}).url == "/kenh-bao-mat/theo-doi/hop-thu"
