"""Raw requests at every door: no fault, no way to another site, nothing of theirs that runs, no header of theirs."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import AnyConverter
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.attacks.doors import address, doors
from tests.attacks.raw import ALWAYS, EVERYWHERE, IN_TURN, PLACES, SOMETIMES
from tests.attacks.things import DURING
from tests.attacks.visitors import NOBODY, RECEIPT, Thing, Visitor, browser_of
from tests.attacks.world import all_offices, furnished

AWAY = re.compile(r"(?:https?:)?[/\\\t]{0,3}xau\.example")
LINKS = re.compile(rb'(?:href|src|action)="(?://|/?[\\\t]|https?://xau)')
TURNS = 4  # of what is sent in turn, how much each door gets


@pytest.fixture
def portal(app: Flask) -> Iterator[Flask]:
    with time_machine.travel(DURING, tick=False):
        yield app


class Raw:
    """Sends raw requests and judges what comes back."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.wrong: list[str] = []
        self.sent = 0
        self.held: dict[object, tuple[str, str]] = {}

    def cookies(self, visitor: Visitor, thing: Thing) -> tuple[str, str]:
        """The cookies such a browser would hold, and the token of its forms."""
        key = (visitor.name, thing.mailbox or thing.draft)
        if key not in self.held:
            client, token = browser_of(self.app, visitor, thing)
            held = client._cookies.values()  # type: ignore[union-attr]  # a client that keeps cookies
            self.held[key] = "; ".join(f"{each.key}={each.value}" for each in held), token
        return self.held[key]

    def send(self, said: str, place: str, *, method: str = "GET", body: bytes = b"", **changes: str | None) -> None:
        environ = EnvironBuilder(path="/", method=method, input_stream=io.BytesIO(body)).get_environ()
        environ |= {"REMOTE_ADDR": f"10.1.{self.sent % 250}.1", "HTTP_USER_AGENT": "Mozilla/5.0", "PATH_INFO": place}
        environ |= changes
        environ = {name: value for name, value in environ.items() if value is not None}
        self.sent += 1
        answer, status, headers = run_wsgi_app(self.app, environ, buffered=True)
        self.judge(f"{said}: {method} {place}", int(status[:3]), list(headers), b"".join(answer))

    def judge(self, said: str, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        wrong: list[object] = [status >= 500, b"<script>zqx" in body, LINKS.search(body), b"Traceback (most" in body]
        for name, value in headers:
            wrong += [name.lower() == "x-evil", re.search(r"[\r\n]|[^\x00-\xff]", value)]
            wrong += [name == "Location" and AWAY.match(value)]
        if any(wrong):
            self.wrong.append(f"{status} {said}")


def things_at(app: Flask, method: str, somebody: Visitor) -> Iterator[tuple[Visitor, Thing, str]]:
    """Each door, with somebody who gets in and something that is there."""
    things = furnished(app, somebody, said="x")
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    for at, endpoint in doors(app):
        rule = rules[endpoint]
        if at != method:
            continue
        free = {name for name, each in rule._converters.items() if isinstance(each, AnyConverter)}
        thing = next((t for t in things.values() if rule.arguments - free <= set(t.address)), Thing())
        guarded = hasattr(app.view_functions[endpoint], "permission")
        visitor = somebody if guarded else Visitor(RECEIPT if thing.mailbox else NOBODY)
        yield visitor, thing, address(app, endpoint, thing)


def turns(of: dict[str, Any], at: int) -> Iterator[tuple[str, Any]]:
    """Some of many, others at each door."""
    each = list(of.items())
    yield from (each[(at * TURNS + n) % len(each)] for n in range(TURNS))


def test_no_raw_request_for_a_page_makes_a_fault(portal: Flask) -> None:
    raw = Raw(portal)
    for at, (visitor, thing, url) in enumerate(list(things_at(portal, "GET", all_offices(portal)))):
        place, (cookie, _) = url.partition("?")[0], raw.cookies(visitor, thing)
        for said, changes in (*EVERYWHERE.items(), *turns(IN_TURN, at)):
            raw.send(said, place, **({"HTTP_COOKIE": cookie} | changes))
        raw.send("another place", PLACES[at % len(PLACES)].format(place), HTTP_COOKIE=cookie)
    assert not raw.wrong, "\n".join(raw.wrong[:60])
    assert raw.sent > 1_000


def test_no_raw_body_makes_a_fault(portal: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = Raw(portal)
    posts = list(things_at(portal, "POST", all_offices(portal)))
    held = [raw.cookies(visitor, thing) for visitor, thing, _ in posts]
    monkeypatch.setattr(Session, "commit", lambda self: (self.flush(), self.rollback()))  # each finds all as it was
    for at, ((_, _, url), (cookie, token)) in enumerate(zip(posts, held, strict=True)):
        for said, (kind, body, number) in (*ALWAYS.items(), *turns(SOMETIMES, at)):
            sent = body.replace(b"TOKEN", token.encode())
            length = str(len(sent)) if number is None else number
            raw.send(
                said, url.partition("?")[0], method="POST", body=sent, CONTENT_TYPE=kind, CONTENT_LENGTH=length,
                HTTP_COOKIE=cookie, HTTP_X_CSRFTOKEN=token if "JSON" in said else None,
            )  # fmt: skip
    assert not raw.wrong, "\n".join(raw.wrong[:60])
    assert raw.sent > 1_000
