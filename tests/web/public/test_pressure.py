"""What looks like a machine's work takes the slow lane; nothing is refused or lost."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.nominations.models import Draft
from portal.web.public import pressure
from tests.browser import Browser
from tests.web.public.telling import sent, tell


@pytest.fixture
def calm(browser: Browser, app: Flask) -> Browser:
    """A story told at a human pace, not yet sent."""
    tell(browser)
    with app.app_context(), unit_of_work():
        db.session.execute(sa.update(Draft).values(created_at=clock.now() - timedelta(minutes=5)))
    return browser


def test_a_story_told_at_a_human_pace_goes_the_quick_way(calm: Browser, app: Flask) -> None:
    calm.submit()
    assert not sent(app)[0].slow_lane


def test_a_story_told_in_a_moment_waits(browser: Browser, app: Flask) -> None:
    tell(browser).submit()
    assert sent(app)[0].slow_lane


def test_whoever_fills_in_the_trap_waits(calm: Browser, app: Flask) -> None:
    calm.submit({"website": "http://spam.example"})
    assert sent(app)[0].slow_lane


def test_beyond_the_limit_of_one_network_a_story_waits(
    calm: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pressure, "PER_NETWORK", "0/hour")
    calm.submit()
    assert sent(app)[0].slow_lane


def test_beyond_the_limit_of_one_writer_a_story_waits(
    calm: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pressure, "PER_CONTACT", "0/day")
    calm.submit()
    assert sent(app)[0].slow_lane
