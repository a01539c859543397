"""What one reader sends must not change what the next one is given; and no header of a request gets into a link."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.core.actor import Role
from portal.core.db import db
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.web.kit import cache_front, limits
from tests.attacks.things import DURING
from tests.browser import Browser
from tests.consultations.held import announced, candidate_of
from tests.staff import sign_in
from tests.web.moderation.told import tell
from tests.web.public.shelves import put

EVIL = "xau.example"
HEADERS = {
    "X-Forwarded-Host": EVIL, "X-Host": EVIL, "X-Forwarded-Server": EVIL, "X-Forwarded-Prefix": f"//{EVIL}", "X-Forwarded-Port": "666",
    "X-Forwarded-Proto": "gopher", "X-Forwarded-Scheme": "gopher", "Forwarded": f"for=1.1.1.1;host={EVIL};proto=gopher",
    "X-Original-URL": "/tai-khoan/", "X-Rewrite-URL": "/tai-khoan/", "X-HTTP-Method-Override": "POST", "X-Method-Override": "DELETE",
    "X-Script-Name": f"/{EVIL}", "Accept-Language": "en", "Accept": "application/json", "Accept-Encoding": "identity;q=0", "Range": "bytes=0-9",
    "User-Agent": f"<script src=//{EVIL}>", "Referer": f"https://{EVIL}/", "Origin": f"https://{EVIL}", "Cookie": "portal=x; lang=en",
    "If-None-Match": '"x"', "If-Modified-Since": "Mon, 01 Jan 2035 00:00:00 GMT", "Prefer": "return=minimal", "Purpose": "prefetch", "Save-Data": "on",
}  # fmt: skip


@pytest.fixture
def pages(app: Flask) -> Iterator[list[str]]:
    """Every kind of page that is remembered, on a portal with a story and a round."""
    with time_machine.travel(DURING, tick=False) as clock:
        put(app, "Một", slug="mot")
        clock.move_to("2026-11-10T02:00:00Z")
        with app.app_context():
            candidate = candidate_of(announced("Trần Thị Nhài"))
            round = f"/lay-y-kien/{candidate.round.slug}"
            one = f"{round}/{candidate.slug}"
            db.session.remove()
        clock.move_to(DURING)
        vietnamese = ["/", "/cau-chuyen", "/cau-chuyen/mot", "/lay-y-kien", round, one]
        yield [
            *vietnamese,
            *(f"/en{path.rstrip('/')}" if path != "/" else "/en/" for path in vietnamese),
            "/moi.atom",
            f"{round}/lich.ics",
            "/sitemap.xml",
        ]


def clean(app: Flask, path: str) -> tuple[int, dict[str, str], bytes]:
    answer = app.test_client().get(path)
    return answer.status_code, {k: v for k, v in answer.headers.items() if k != "Date"}, answer.data


def test_no_header_of_one_reader_changes_the_page_of_the_next(app: Flask, pages: list[str]) -> None:
    for path in pages:
        cache_front.warm.forget()
        wanted = clean(app, path)
        assert wanted[0] == 200, path
        alone = [{name: value} for name, value in HEADERS.items()] if path in ("/", "/cau-chuyen/mot") else []
        for headers in (HEADERS, *alone):
            cache_front.warm.forget()
            evil = app.test_client(use_cookies=False).get(path, headers=headers)
            assert EVIL not in evil.text + str(evil.headers), f"{path}: {headers}"
            assert clean(app, path) == wanted, f"{path}: {headers}"


def test_no_other_method_or_spelling_changes_it_either(app: Flask, pages: list[str]) -> None:
    for path in pages:
        cache_front.warm.forget()
        wanted = clean(app, path)
        for spelt in (
            f"{path}?x=%22%3E%3Cscript%3E",
            f"{path}?",
            f"{path};x",
            f"{path}%2f..",
            f"{path}%00",
            f"{path.rstrip('/')}/.",
            f"{path}?_method=POST",
        ):
            cache_front.warm.forget()
            with app.test_client().get(spelt) as answer:
                assert answer.status_code in (200, 301, 303, 308, 400, 404), spelt
                assert "<script>" not in answer.text, spelt
            assert clean(app, path) == wanted, spelt
        for method in ("HEAD", "OPTIONS", "POST", "PUT"):
            cache_front.warm.forget()
            app.test_client().open(path, method=method)
            assert clean(app, path) == wanted, method


def test_what_staff_are_shown_is_not_what_the_next_reader_is_given(
    app: Flask, browser: Browser, pages: list[str]
) -> None:
    wanted = {path: clean(app, path) for path in pages}
    sign_in(app, browser, *Role, sign_in_name="moi.vai")
    for path in pages:
        cache_front.warm.forget()
        browser.client.get(path)
        assert clean(app, path) == wanted[path], path


def test_a_foreign_host_gets_into_no_letter(app: Flask, browser: Browser) -> None:
    with time_machine.travel(DURING, tick=False):
        browser.client.environ_base["HTTP_X_FORWARDED_HOST"] = EVIL
        for path in ("/lay-y-kien/bao-tin", "/en/lay-y-kien/bao-tin"):
            token = browser.get(path, base_url=f"http://{EVIL}").form().values["csrf_token"]
            browser.client.post(
                path,
                base_url=f"http://{EVIL}",
                data={"csrf_token": token, "email": f"{len(path)}@example.vn", "field": ""},
            )
        moderator = Browser(app)
        sign_in(app, moderator, Role.MODERATOR)
        thing = f"/nghiep-vu/loi-ke/{tell(app)}"
        moderator.client.environ_base["HTTP_X_FORWARDED_HOST"] = EVIL
        moderator.get(thing).submit(form="nhan")
        moderator.get(thing).submit({"outcome": "ask", "words": "Việc này vào năm nào?"}, form="xem-thu")
        moderator.submit()
        with app.app_context():
            with time_machine.travel("2026-11-20T03:00:00Z", tick=False):
                runner.run_due()
            letters = db.session.scalars(sa.select(Letter)).all()
            said = [each.text + each.html for each in letters]
            db.session.remove()
    assert len(said) >= 3, [each.kind for each in letters]
    assert not [each for each in said if EVIL in each]


def test_nobody_chooses_the_address_that_is_counted(app: Flask) -> None:
    for name in ("X-Forwarded-For", "X-Real-IP", "Client-IP", "True-Client-IP", "Forwarded", "CF-Connecting-IP"):
        with app.test_request_context("/", headers={name: "9.9.9.9"}, environ_base={"REMOTE_ADDR": "127.0.0.1"}):
            assert limits.network() == "127.0.0.0", name
