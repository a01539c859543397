"""Sessions that somebody else would like to have: fixed, stolen, left open, outlived."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from time_machine import Traveller

from portal.accounts import queries, services
from portal.accounts.models import Staff, StaffSession
from portal.app import create_app
from portal.core import clock
from portal.core.actor import SYSTEM, Role
from portal.core.db import db, unit_of_work
from tests.browser import Browser
from tests.staff import PASSWORD, walk_in
from tests.web.public.shelves import put

SITE = "https://nguoitot.example"
DESK = "/nghiep-vu/hang-doi"
MORNING = datetime(2026, 11, 16, 8, tzinfo=clock.VIETNAM)


@pytest.fixture
def now() -> Iterator[Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def inside(browser: Browser) -> bool:
    return browser.client.get(DESK).status_code == 200


def cookie(browser: Browser) -> str:
    held = browser.client.get_cookie("portal")
    return held.value if held else ""


def thief(app: Flask, stolen: str) -> Browser:
    made = Browser(app)
    made.client.set_cookie("portal", stolen)
    return made


def account(name: str = "moderator") -> Staff:
    found = queries.by_sign_in_name(name)
    assert found
    return found


@pytest.mark.parametrize(("minutes", "still"), [(28, True), (31, False)])
def test_a_session_left_alone_ends(app: Flask, browser: Browser, now: Traveller, minutes: int, still: bool) -> None:
    walk_in(app, browser, Role.MODERATOR)
    now.shift(timedelta(minutes=minutes))
    assert inside(browser) is still


def test_a_session_in_use_ends_after_twelve_hours(app: Flask, browser: Browser, now: Traveller) -> None:
    walk_in(app, browser, Role.MODERATOR)
    for _ in range(35):
        now.shift(timedelta(minutes=20))
        assert inside(browser)
    now.shift(timedelta(minutes=21))
    assert not inside(browser)


def test_a_session_planted_before_the_sign_in_opens_nothing_after_it(app: Flask, browser: Browser) -> None:
    planted = cookie(Browser(app).get("/tai-khoan/dang-nhap"))
    browser.client.set_cookie("portal", planted)
    walk_in(app, browser, Role.MODERATOR)
    assert inside(browser) and cookie(browser) != planted and not inside(thief(app, planted))


@pytest.mark.parametrize("way", ["out", "everywhere", "again", "password"])
def test_a_stolen_cookie_dies_with_its_session(app: Flask, browser: Browser, way: str) -> None:
    walk_in(app, browser, Role.MODERATOR)
    stolen = cookie(browser)
    assert inside(thief(app, stolen))
    page = browser.get("/tai-khoan/")
    if way == "out":
        page.submit(form="dang-xuat")
    elif way == "everywhere":
        page.submit(form="dang-xuat-moi-noi")
    elif way == "password":
        page.submit({"old": PASSWORD, "new": "con đường nhỏ ra sông"}, form="mat-khau")
        assert inside(browser)
    else:
        walk_in(app, browser, Role.MODERATOR)
    assert not inside(thief(app, stolen))


def test_an_office_that_was_taken_away_is_gone_at_the_next_click(app: Flask, browser: Browser) -> None:
    walk_in(app, browser, Role.MODERATOR)
    assert inside(browser)
    with app.app_context(), unit_of_work():
        services.revoke(account(), Role.MODERATOR, by=SYSTEM)
    assert browser.client.get(DESK).status_code == 403


def test_a_password_that_somebody_else_set_opens_the_page_to_change_it_alone(app: Flask, browser: Browser) -> None:
    walk_in(app, browser, Role.MODERATOR)
    with app.app_context(), unit_of_work():
        account().must_change_password = True
    assert browser.client.get(DESK).status_code == 403
    browser.get("/tai-khoan/").submit({"old": PASSWORD, "new": "con đường nhỏ ra sông"}, form="mat-khau")
    assert inside(browser)


def test_a_cookie_written_by_hand_opens_nothing(app: Flask, browser: Browser) -> None:
    walk_in(app, browser, Role.MODERATOR)
    right = cookie(browser)
    body, _, sign = right.rpartition(".")
    other = "BB" if body.endswith("AA") else "AA"  # the time stands there: at one second in 256 it ends so by itself
    for forged in (f"{body}.{sign[::-1]}", f"{body[:-2]}{other}.{sign}", body, "e30.e30.e30", f"{right}x", ""):
        assert not inside(thief(app, forged)), forged
    with app.app_context():
        kept = db.session.scalars(sa.select(StaffSession)).one()
        known = (kept.token_hash, str(kept.id))
        db.session.remove()
    made = Browser(app)
    for value in known:  # what a reader of the database would have
        with made.client.session_transaction() as held:
            held["staff"] = value
        assert not inside(made)


@pytest.fixture
def behind_tls(app: Flask) -> Iterator[Flask]:
    """The portal as it runs for real: under an address with https."""
    here = app.config["SETTINGS"]
    made = create_app(replace(here, site_url=SITE))
    put(app, "Một", slug="mot")
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def test_every_cookie_is_kept_from_scripts_other_sites_and_plain_http(behind_tls: Flask) -> None:
    client, made = behind_tls.test_client(), list[str]()
    for path in ("/tai-khoan/dang-nhap", "/ke-viec-tot/", "/cau-chuyen/mot/cam-on", "/kenh-bao-mat/gui"):
        answer = client.get(path, base_url=SITE)
        token = answer.text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
        sent = client.post(path, base_url=SITE, data={"csrf_token": token, "about": "person"}, headers={"Origin": SITE})
        made += answer.headers.getlist("Set-Cookie") + sent.headers.getlist("Set-Cookie")
    assert {each.partition("=")[0] for each in made} >= {"__Host-portal", "__Host-draft", "__Host-thanked"}, made
    for each in made:
        flags = {flag.strip().lower() for flag in each.split(";")[1:]}
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= flags and "domain" not in each.lower(), each
        assert each.startswith("__Host-"), each


def test_a_browser_knows_nothing_of_who_signed_in(app: Flask, browse: Callable[[], Browser]) -> None:
    browser = browse()
    walk_in(app, browser, Role.MODERATOR)
    with browser.client.session_transaction() as held:
        assert set(held) <= {"staff", "csrf_token"} and "moderator" not in str(dict(held))
