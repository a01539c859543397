"""What looks like a machine's work takes the slow lane; nothing is refused or lost."""

from datetime import timedelta

import altcha
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


@pytest.fixture
def pressed(calm: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The same while very many stories come in."""
    monkeypatch.setattr(pressure, "OF_ALL", "0/10 minutes")
    return calm.get("/ke-viec-tot/xem-lai")


def solved(browser: Browser) -> str:
    """What a browser with JavaScript puts into the form."""
    given = browser.client.get("/ke-viec-tot/thu-thach").get_json()
    challenge = altcha.Challenge.from_dict(given)
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()


def send(browser: Browser, proof: str) -> None:
    browser.post("/ke-viec-tot/xem-lai", browser.form().values | {"altcha": proof})


def test_no_proof_is_asked_for_in_quiet_times(calm: Browser) -> None:
    assert "altcha" not in calm.response.text


def test_under_pressure_a_proof_opens_the_quick_lane(pressed: Browser, app: Flask) -> None:
    assert "altcha-widget" in pressed.response.text
    send(pressed, solved(pressed))
    assert not sent(app)[0].slow_lane


@pytest.mark.parametrize("proof", ["", "rubbish", "e30="])
def test_under_pressure_a_story_without_proof_waits(pressed: Browser, app: Flask, proof: str) -> None:
    send(pressed, proof)
    assert sent(app)[0].slow_lane


def test_a_proof_is_good_once(pressed: Browser, app: Flask) -> None:
    proof = solved(pressed)
    with app.test_request_context("/"):
        assert [pressure.proven(proof), pressure.proven(proof)] == [True, False]


def test_a_proof_of_another_portals_challenge_is_none(pressed: Browser, app: Flask) -> None:
    challenge = altcha.create_challenge(pressure.ALGORITHM, 10, key_prefix="0", hmac_secret="theirs")
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    send(pressed, altcha.Payload(challenge, solution).to_base64())
    assert sent(app)[0].slow_lane
