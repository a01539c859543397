"""Very many opinions from one network or one contact: none is refused, what is over a limit is read with more care."""

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.consultations.opinions.models import Opinion
from portal.core.db import db
from portal.web.public import slow_lane
from tests.browser import Browser
from tests.web.public.test_rounds import FILLED
from tests.web.public.test_rounds import path as path  # the candidate's address, as a fixture


def sent(app: Flask, browser: Browser, path: str, **values: str) -> bool:
    """Whether the opinion just sent goes the slow way; that it was received goes without saying."""
    page = browser.get(f"{path}/gop-y").submit(FILLED | values)
    assert page.root.find(".//*[@id='receipt-code']") is not None
    with app.app_context():
        newest = sa.select(Opinion.slow_lane).order_by(Opinion.submitted_at.desc(), Opinion.number)
        return any(db.session.scalars(newest))


def test_what_a_network_sends_beyond_its_limit_is_taken_and_read_with_more_care(
    app: Flask, browser: Browser, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_lane, "PER_NETWORK", "2/hour")
    said = [sent(app, browser, path, email=f"n{n}@example.vn") for n in range(3)]
    assert said == [False, False, True]


def test_what_one_contact_sends_beyond_its_limit_too(
    app: Flask, browser: Browser, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_lane, "PER_CONTACT", "1/day")
    assert [sent(app, browser, path), sent(app, browser, path)] == [False, True]


def test_whoever_fills_in_what_people_do_not_see_waits(app: Flask, browser: Browser, path: str) -> None:
    assert sent(app, browser, path, website="https://quang-cao.example")
