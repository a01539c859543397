"""The staff's front door."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.accounts import queries, services
from portal.core.actor import SYSTEM, Role
from portal.core.db import db, unit_of_work
from portal.web.account import known_browser
from portal.web.account import sign_in as door
from tests.browser import Browser
from tests.staff import PASSWORD, walk_in


def test_the_right_password_opens_and_names_the_person(app: Flask, browser: Browser) -> None:
    walk_in(app, browser, Role.ADMINISTRATOR)
    browser.get("/tai-khoan/")
    assert "administrator" in browser.text


def test_a_wrong_password_and_an_unknown_name_read_the_same(app: Flask, browse: Callable[[], Browser]) -> None:
    walk_in(app, browse(), Role.CLERK)
    pages = []
    for name in ("clerk", "khong-co-ai"):
        visitor = browse().get("/tai-khoan/dang-nhap")
        pages.append(visitor.submit({"name": name, "password": "sai mat khau roi"}, status=422).text)
    assert pages[0] == pages[1]


def test_the_tenth_try_is_refused_and_others_are_not(app: Flask, browse: Callable[[], Browser]) -> None:
    walk_in(app, browse(), Role.CLERK)
    thief = browse().get("/tai-khoan/dang-nhap")
    tries = [422] * 8 + [429] * 2  # one was spent by the owner's own sign-in from this address
    for status in tries:
        thief.submit({"name": "clerk", "password": "doan mo doan mai"}, status=status)
    thief.submit({"name": "clerk", "password": PASSWORD}, status=429)
    walk_in(app, browse(), Role.MODERATOR)


def test_whoever_signed_in_here_before_is_not_shut_out_by_guesses_from_the_same_network(
    app: Flask, browser: Browser, browse: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "PER_ADDRESS", "12/15 minutes")
    walk_in(app, browser, Role.CLERK)
    thief = browse().get("/tai-khoan/dang-nhap")
    for n in range(14):  # names at random, then the clerk's: account and network are both used up
        thief.submit({"name": f"ten-{n}" if n < 4 else "clerk", "password": "doan mo"}, status=422 if n < 11 else 429)
    browse().get("/tai-khoan/dang-nhap").submit({"name": "clerk", "password": PASSWORD}, status=429)
    browser.get("/tai-khoan/").submit(form="dang-xuat")
    browser.get("/tai-khoan/dang-nhap").submit({"name": "clerk", "password": PASSWORD})
    assert browser.get("/tai-khoan/").url.endswith("/tai-khoan/")


def test_a_known_browser_guesses_no_more_often_than_others(app: Flask, browser: Browser) -> None:
    walk_in(app, browser, Role.CLERK)
    browser.get("/tai-khoan/").submit(form="dang-xuat")
    for status in [422] * 9 + [429]:
        browser.get("/tai-khoan/dang-nhap").submit({"name": "clerk", "password": "doan mo"}, status=status)


def test_a_browser_known_for_one_account_is_not_known_for_another(app: Flask, browser: Browser) -> None:
    walk_in(app, browser, Role.CLERK)
    with app.test_request_context(headers={"Cookie": f"known={browser.client.get_cookie('known').value}"}):
        assert known_browser.of("clerk") and not known_browser.of("moderator")
    with app.test_request_context(headers={"Cookie": "known=rac"}):
        assert not known_browser.of("clerk")


def test_the_session_is_new_after_signing_in(app: Flask, browser: Browser) -> None:
    browser.get("/tai-khoan/dang-nhap")
    before = browser.client.get_cookie("portal")
    walk_in(app, browser, Role.CLERK)
    after = browser.client.get_cookie("portal")
    assert before and after and before.value != after.value
    with browser.client.session_transaction() as kept:
        assert set(kept) <= {"staff", "csrf_token"}


def test_signing_out_ends_the_session_on_the_server(app: Flask, browser: Browser) -> None:
    walk_in(app, browser, Role.CLERK)
    cookie = browser.client.get_cookie("portal")
    browser.get("/tai-khoan/").submit(form="dang-xuat")
    browser.client.set_cookie("portal", cookie.value if cookie else "")
    assert "Đăng nhập" in browser.get("/tai-khoan/").h1


def test_a_disabled_account_is_out_at_the_next_click(app: Flask, browser: Browser) -> None:
    actor = walk_in(app, browser, Role.CLERK)
    with app.app_context(), unit_of_work():
        services.disable(queries.one(actor.id), by=SYSTEM)  # type: ignore[arg-type]  # staff have a key
    assert "Đăng nhập" in browser.get("/tai-khoan/").h1


def test_the_password_is_changed_with_the_old_one_only(app: Flask, browser: Browser) -> None:
    walk_in(app, browser, Role.CLERK)
    new = "con đường nhỏ ra sông"
    browser.get("/tai-khoan/").submit({"old": "không phải", "new": new}, form="mat-khau", status=422)
    assert "Lỗi:" in browser.title
    browser.submit({"old": PASSWORD, "new": new}, form="mat-khau")
    with app.app_context():
        staff = queries.by_sign_in_name("clerk")
        assert staff and staff.password_hash and staff.password_hash.startswith("$argon2id$")
        db.session.rollback()


@pytest.mark.parametrize("bad", ["https://xau.example/", "//xau.example", "/\\xau.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(app: Flask, browser: Browser, bad: str) -> None:
    with app.app_context():
        from tests.staff import staff

        staff(Role.CLERK)
    browser.get("/tai-khoan/dang-nhap")
    token = browser.form().values["csrf_token"]
    answer = browser.client.post(
        "/tai-khoan/dang-nhap",
        query_string={"next": bad},
        data={"name": "clerk", "password": PASSWORD, "csrf_token": token},
    )
    assert answer.status_code == 303
    assert "xau" not in answer.location
    assert not answer.location.startswith("javascript")


@pytest.mark.parametrize("token", [None, "", "rac", "IjEi.rac.rac"])
def test_no_form_without_its_token(app: Flask, browser: Browser, token: str | None) -> None:
    browser.get("/tai-khoan/dang-nhap")
    data = {"name": "x", "password": "y"} | ({} if token is None else {"csrf_token": token})
    browser.post("/tai-khoan/dang-nhap", data, status=400)


def test_english_has_its_own_door(app: Flask, browser: Browser) -> None:
    assert browser.get("/en/tai-khoan/dang-nhap").h1 == "Staff sign-in"
