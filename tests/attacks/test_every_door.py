"""Every address of the portal, tried without a right to it: forged forms, missing headers, foreign hosts."""

import re
import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from portal.core.actor import Role
from portal.core.db import Base, db
from portal.web.kit.headers import FIXED
from tests.browser import Browser
from tests.staff import sign_in

READ_BY_ALL = (
    "home.", "stories.", "pages.", "feeds.", "figures.", "photos.", "channel.about", "channel.letter", "lawful.", "rounds.",
    "second_looks.",
)  # fmt: skip
TOKENS = {"none": None, "empty": "", "garbage": "rác", "forged": "ImFiYyI.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"}


def addresses(app: Flask, method: str) -> Iterator[tuple[Rule, str]]:
    """Each rule that answers a method, with an address that fits it."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            keyed = method == "POST" and getattr(app.view_functions[rule.endpoint], "by_key", False)
            if method in (rule.methods or set()) and rule.endpoint != "static" and not keyed:
                values = {name: _fitting(converter) for name, converter in rule._converters.items()}
                yield rule, rule.build(values)[1]  # type: ignore[index]  # the values fit


def _fitting(converter: object) -> object:
    kind = type(converter).__name__
    if kind == "AnyConverter":
        return sorted(converter.items)[0]  # type: ignore[attr-defined]  # only this kind of converter has items
    return {"UUIDConverter": uuid.uuid4(), "IntegerConverter": 1}.get(kind, "khong-co")


def rows(app: Flask) -> int:
    with app.app_context():
        total = sum(
            db.session.scalar(sa.select(sa.func.count()).select_from(t)) or 0 for t in Base.metadata.sorted_tables
        )
        db.session.remove()
        return total


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS.keys())
def test_no_form_is_taken_without_its_own_token(app: Flask, browser: Browser, token: str | None) -> None:
    sign_in(app, browser, *Role, sign_in_name="moi.vai")
    before, tried = rows(app), 0
    for _rule, url in addresses(app, "POST"):
        data = {"x": "1"} if token is None else {"csrf_token": token}
        answer = browser.client.post(url, data=data)
        refused = answer.status_code  # a story in the making is led back to its form instead, with what was typed
        assert refused == 400 or (refused == 303 and "/ke-viec-tot/" in url), f"{url}: {refused}"
        tried += 1
    assert tried > 60
    assert rows(app) == before


def test_only_the_mail_programs_button_needs_no_token(app: Flask) -> None:
    keyed = {e.replace("_en.", ".") for e, view in app.view_functions.items() if getattr(view, "by_key", False)}
    assert keyed == {"following.leave_now"}


def test_no_page_is_told_of_an_address_that_opens_something(app: Flask) -> None:
    secret = [url for rule, url in addresses(app, "GET") if {"key", "token"} & rule.arguments]
    assert len(secret) > 10
    for url in secret:
        assert app.test_client().get(url).headers["Referrer-Policy"] == "no-referrer", url


def test_another_browsers_token_opens_nothing(app: Flask, browser: Browser, browse: object) -> None:
    theirs = Browser(app).get("/tai-khoan/dang-nhap").form().values["csrf_token"]
    sign_in(app, browser, *Role, sign_in_name="moi.vai")
    for _rule, url in addresses(app, "POST"):
        refused = browser.client.post(url, data={"csrf_token": theirs}).status_code
        assert refused == 400 or (refused == 303 and "/ke-viec-tot/" in url), url


@pytest.mark.parametrize("sent_by", [{"Origin": "https://xau.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_right_token_sent_from_another_site_opens_nothing(
    app: Flask, browser: Browser, sent_by: dict[str, str]
) -> None:
    sign_in(app, browser, *Role, sign_in_name="moi.vai")
    token = browser.get("/tai-khoan/").form().values["csrf_token"]
    before, tried = rows(app), 0
    for _rule, url in addresses(app, "POST"):
        answer = browser.client.post(url, data={"csrf_token": token}, headers=sent_by)
        assert answer.status_code == 400 or (answer.status_code == 303 and "/ke-viec-tot/" in url), url
        tried += 1
    assert tried > 60
    assert rows(app) == before
    assert browser.get("/tai-khoan/").url.endswith("/tai-khoan/"), "a foreign form signed the reader out"


def test_a_form_of_our_own_site_is_taken(app: Flask, browser: Browser) -> None:
    values = browser.get("/tai-khoan/dang-nhap").form().values | {"name": "ai", "password": "mot hai ba bon"}
    for origin in ("http://localhost", "null", app.config["SETTINGS"].site_url):
        answer = browser.client.post("/tai-khoan/dang-nhap", data=values, headers={"Origin": origin})
        assert answer.status_code == 422, origin


def test_every_answer_carries_its_guards(app: Flask) -> None:
    client = app.test_client()
    for _rule, url in addresses(app, "GET"):
        headers = client.get(url).headers
        for name in FIXED:
            assert name in headers, f"{url}: no {name}"
        assert "unsafe" not in headers["Content-Security-Policy"], url
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_pages_for_all_set_no_cookie_and_pages_for_one_are_not_kept(app: Flask) -> None:
    for rule, url in addresses(app, "GET"):
        answer = app.test_client().get(url)
        if rule.endpoint.replace("_en.", ".").startswith(READ_BY_ALL):
            assert "Set-Cookie" not in answer.headers and "Cookie" not in answer.headers.get("Vary", ""), url
        elif answer.status_code == 200:
            assert "public" not in answer.headers["Cache-Control"], url


def test_a_foreign_host_name_goes_nowhere(app: Flask) -> None:
    for path in ("/", "/moi.atom", "/sitemap.xml", "/robots.txt", "/cau-chuyen", "/tai-khoan/"):
        answer = app.test_client().get(path, headers={"Host": "xau.example", "X-Forwarded-Host": "xau.example"})
        assert "xau.example" not in answer.text + str(answer.headers), path


def test_nothing_wanders_off_through_next(app: Flask, browser: Browser) -> None:
    for _rule, url in addresses(app, "GET"):
        answer = app.test_client().get(
            url, query_string={"next": "//xau.example", "after": "//xau.example", "url": "//xau.example"}
        )
        target = answer.headers.get("Location", "")
        assert not re.match(r"(https?:)?//(?!localhost)", target), f"{url} -> {target}"
