"""Values that no browser would send, in every control of every form and every part of every address: words, never a fault."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from tests.attacks.things import DURING
from tests.attacks.visitors import Thing, Visitor, browser_of
from tests.attacks.world import all_offices, furnished, ways
from tests.browser import read

WEB = Path(__file__).parents[2] / "portal" / "web"
ASKED = sorted(
    {n for p in WEB.rglob("*.py") for n in re.findall(r"args\.get(?:list)?\(\"(\w+)\"", p.read_text(encoding="utf8"))}
)
STRANGE = (
    "rác", "", "-1", "0", "²", "٣", "9" * 20, "9" * 5_000, "1e309", "nan", "inf", "0x10", "a\x00b", "\ud800".encode("utf8", "surrogatepass"),
    "00000000-0000-0000-0000-000000000000", "{}", "9999-12-31", "0001-01-01", "2026-02-30", "x" * 20_000, "story:-1:99999999999999999999:x",
    "story:1:2", "' OR 1=1", "../..", "true", "None",
)  # fmt: skip
USUAL = {"date": "2026-11-30", "time": "08:00", "number": "1", "email": "a@b.vn", "tel": "0912345678", "hidden": ""}
TYPED = ("text", "search", "email", "tel", "url", "password", "textarea")


@pytest.fixture
def portal(app: Flask) -> Iterator[Flask]:
    with time_machine.travel(DURING, tick=False):
        yield app


def whole(form: Element) -> tuple[MultiDict[str, Any], dict[str, str]]:
    """What a browser would send of a form, and the kind of each control."""
    sent: MultiDict[str, Any] = MultiDict()
    kinds: dict[str, str] = {}
    for control in form.iter():
        name, kind = control.get("name") or "", control.get("type") or control.tag
        if control.tag not in ("input", "select", "textarea", "button") or not name or kind in ("file", "submit"):
            continue
        kinds.setdefault(name, kind)
        if control.tag == "select":
            options = [o.get("value", "") for o in control.iter("option")]
            sent.add(name, next((o for o in options if o), ""))
        elif kind in ("radio", "checkbox"):
            if kind == "checkbox" or name not in sent:
                sent.add(name, control.get("value") or "on")
        elif control.tag != "button":
            sent.add(name, control.get("value") or "".join(control.itertext()) or USUAL.get(kind, "Ba chữ này"))
    return sent, kinds


def variants(
    sent: MultiDict[str, Any], kinds: dict[str, str], turn: int
) -> Iterator[tuple[str, Any, MultiDict[str, Any]]]:
    """The form with one control made strange, for each control: what people choose or never see gets more of it."""
    for at, (name, kind) in enumerate(kinds.items()):
        if name == "csrf_token":
            continue
        for n in range(1 if kind in TYPED else 3):
            strange = STRANGE[(turn * 7 + at * 5 + n) % len(STRANGE)]
            made = sent.copy()
            made.setlist(name, [strange, strange] if n == 2 else [strange])
            yield name, strange, made


class Tried:
    """Sends what nobody would send, and notes every fault."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.clients: dict[tuple[str, Any], tuple[FlaskClient, str]] = {}
        self.faults: list[str] = []
        self.sent = 0

    def client(self, visitor: Visitor, thing: Thing) -> tuple[FlaskClient, str]:
        key = (visitor.name, thing.mailbox or thing.draft)
        if key not in self.clients:
            self.clients[key] = browser_of(self.app, visitor, thing)
        return self.clients[key]

    def note(self, said: str, send: Callable[[], Any]) -> None:
        self.sent += 1
        with send() as answer:
            if answer.status_code >= 500:
                self.faults.append(f"{answer.status_code} {said}")


def short(strange: object) -> str:
    return repr(strange)[:40]


def test_no_control_of_any_form_makes_a_fault(portal: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = all_offices(portal)
    things = furnished(portal, somebody, said="x")
    pages = list(ways(portal, things, somebody))
    tried, seen = Tried(portal), set[str]()
    forms = []
    for visitor, thing, url in pages:
        if not url.startswith("/en"):
            client, _ = tried.client(visitor, thing)
            with client.get(url) as answer:
                if answer.mimetype == "text/html" and answer.status_code == 200:
                    forms += [(visitor, thing, url, form) for form in read(answer.data).iter("form")]
    monkeypatch.setattr(
        Session, "commit", lambda self: (self.flush(), self.rollback())
    )  # each form finds all as it was
    for visitor, thing, url, form in forms:
        target = urljoin(url, form.get("action") or url).partition("#")[0]
        rule = portal.url_map.bind("localhost").match(
            target.partition("?")[0], method=(form.get("method") or "get").upper()
        )[0]
        sent, kinds = whole(form)
        mark = f"{rule} {sorted(kinds)}"
        if mark in seen or "dang-" in target or (form.get("method") or "get") != "post":
            continue
        seen.add(mark)
        client, token = tried.client(visitor, thing)
        for name, strange, made in variants(sent, kinds, len(seen)):
            made["csrf_token"] = token
            tried.note(f"{rule} {name}={short(strange)}", lambda c=client, t=target, m=made: c.post(t, data=m))

    assert not tried.faults, "\n".join(tried.faults[:60])
    assert len(seen) > 60 and tried.sent > 800


def test_no_question_in_any_address_makes_a_fault(portal: Flask) -> None:
    somebody = all_offices(portal)
    things = furnished(portal, somebody, said="x")
    tried, seen = Tried(portal), set[str]()
    for visitor, thing, url in ways(portal, things, somebody):
        rule = portal.url_map.bind("localhost").match(url, method="GET")[0]
        if rule not in seen and "_en" not in rule:
            seen.add(rule)
            for n in range(4):
                strange = STRANGE[(len(seen) * 3 + n) % len(STRANGE)]
                asked = dict.fromkeys(ASKED, strange[:2_000])
                client, _ = tried.client(visitor, thing)
                tried.note(f"{rule} ?={short(strange)}", lambda c=client, u=url, q=asked: c.get(u, query_string=q))

    assert not tried.faults, "\n".join(tried.faults[:60])
    assert len(seen) > 80
