"""Every word in the portal is hostile, and every page is fetched: nothing typed runs, loads or leads anywhere, and all of it
is read as it was written. The content security policy does not count here."""

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import meta
from werkzeug.test import TestResponse

from portal.core.mail import post
from portal.engines.text import sanitise, tidy
from portal.web.kit import cache_front
from tests import html5
from tests.attacks.hostile import PAYLOADS, SURE, Poison
from tests.attacks.inert import faults, words_of
from tests.attacks.things import DURING
from tests.attacks.visitors import Thing, Visitor, browser_of
from tests.attacks.world import all_offices, furnished, ways

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RAN = re.compile(r"(?<![0-9a-f-])(?:255458|41897569)(?![0-9a-f-])|<Config ")  # the keys of rows hold them by chance
STAFF_IN_ENGLISH = ("/en/nghiep-vu/", "/en/tiep-nhan/")  # the same templates with the same words
XML = ("application/atom+xml", "application/xml", "text/xml")
NOT_SHOWN = {  # on no page that is only opened: shown when asked for, in an older state, or never
    "candidate_hold.released_why", "candidate_shown.content", "decision.note", "decision.reason_en", "decision.words",
    "nominee.occupation", "opinion.relation_text", "proposal.first_name", "proposal.second_name", "proposal.third_name",
    "reversal.words", "sample.note", "sample.reviewed_name", "story_theme.position_group", "subject.contact",
    "witness.contact",
}  # fmt: skip


@pytest.fixture
def portal(app: Flask) -> Iterator[Flask]:
    with time_machine.travel(DURING, tick=False):
        yield app


class Walk:
    """Goes over every address and notes what is wrong and what was read."""

    def __init__(self, app: Flask, poison: Poison) -> None:
        self.app, self.poison = app, poison
        self.clients: dict[tuple[str, Any], FlaskClient] = {}
        self.wrong: list[str] = []
        self.met: set[str] = set()
        self.fetched = 0

    def over(self, things: dict[str, Thing], somebody: Visitor, *, english: bool) -> None:
        seen = set()
        for visitor, thing, url in ways(self.app, things, somebody):
            key = (visitor.name, thing.mailbox or thing.draft)
            if (
                (key, url) not in seen
                and (english or not url.startswith("/en/"))
                and not url.startswith(STAFF_IN_ENGLISH)
            ):
                seen.add((key, url))
                if key not in self.clients:
                    self.clients[key], _ = browser_of(self.app, visitor, thing)
                with self.clients[key].get(url) as answer:
                    self.look(url, answer)

    def look(self, url: str, answer: TestResponse) -> None:
        self.fetched += 1
        if answer.status_code >= 500:
            self.wrong.append(f"{url}: {answer.status_code}")
        for name, value in answer.headers.items():
            if "\n" in value or "\r" in value or "Xau" in name:
                self.wrong.append(f"{url}: header {name}: {value!r}")
        kind = answer.mimetype
        if kind == "text/html" and answer.data:
            root = html5.page(answer.text)
            self.wrong += [f"{url}: {fault}" for fault in set(faults(root))]
            self.read(url, words_of(root))
        elif kind in XML:
            self.read(url, " ".join(" ".join(ElementTree.fromstring(answer.text).itertext()).split()))  # ours
        elif kind == "text/calendar":
            self.wrong += [
                f"{url}: {line!r}"
                for line in answer.text.split("\r\n")
                if line and not re.match(r"[A-Z-]+[;:]| ", line)
            ]
            self.read(url, answer.text.replace("\r\n ", ""))
        elif kind == "application/json" and answer.data:
            json.loads(answer.text)

    def read(self, url: str, words: str) -> None:
        """Each value stands as it was kept; nothing in it was taken for a template."""
        self.wrong += [f"{url}: a template ran: {sign[0]}" for sign in RAN.finditer(words)]
        words = re.sub(r"\s", "", words)
        for found in re.finditer(rf"zq{self.poison.turn}x\d+qz(?!%)", words):
            name, value = self.poison.marks.get(found[0], ("", ""))
            self.met.add(name)
            here, wanted = words[found.start() :], re.sub(r"\s", "", value)[:60]
            if name and not here.startswith(wanted[: len(here)]) and not here.startswith(wanted[: here.find("...")]):
                self.wrong.append(f"{url}: {name} reads {here[:60]!r} for {wanted!r}")


@pytest.mark.parametrize("turn", [0, 1], ids=["many in each field", "each alone"])
def test_nothing_that_was_typed_does_anything_on_any_page(portal: Flask, turn: int) -> None:
    somebody = all_offices(portal)
    things = furnished(portal, somebody, said="\n\n".join((SURE, *PAYLOADS))[:9_000])
    poison = Poison(turn)
    with portal.app_context():
        poison.pour()
    cache_front.warm.forget()
    walk = Walk(portal, poison)
    walk.over(things, somebody, english=turn == 0)
    assert not walk.wrong, "\n".join(walk.wrong[:60])
    assert walk.fetched > 500
    if turn == 0:
        poured = {name for name, _ in poison.marks.values()}
        assert poured - walk.met <= NOT_SHOWN, (
            f"hostile words were shown nowhere: {sorted(poured - walk.met - NOT_SHOWN)}"
        )


class Anything(str):
    """A value of a letter of which anything may be asked."""

    new = number = 2  # how many things wait: counted, never typed

    def __getattr__(self, name: str) -> "Anything":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: object, **values: object) -> "Anything":
        return self

    def __getitem__(self, key: object) -> "Anything":  # type: ignore[override]  # a text that takes any key
        return self

    def __mod__(self, values: object) -> "Anything":
        return self


@pytest.mark.parametrize("language", ["vi", "en"])
def test_letters_hold_nothing_that_was_typed_but_its_words(app: Flask, language: str) -> None:
    env = post._rooms[language]
    kinds = sorted({name.partition(".")[0] for name in env.list_templates(extensions=["txt"])})
    assert len(kinds) > 15
    sources = [env.loader.get_source(env, name)[0] for name in env.list_templates()]  # type: ignore[union-attr]  # there is one
    named = set[str]().union(*(meta.find_undeclared_variables(env.parse(each)) for each in sources)) - set(env.globals)
    for at, kind in enumerate(kinds):
        said = Anything(tidy.prose("\n\n".join((SURE, *PAYLOADS[at::7]))))
        letter = post.drawn(kind, "lan@example.vn", language, id=uuid.uuid4(), **dict.fromkeys(named, said))
        root = html5.page(letter.html)
        wrong = [f for f in set(faults(root)) if not f.endswith(" style>")]  # letters have no style sheets
        assert not wrong, f"{kind}: {wrong}"
        message = post.compose(letter)
        assert "Bcc" not in message and len(message.get_all("To", [])) == 1
        assert "Bcc:" not in str(message["Subject"]) or "\n" not in str(message["Subject"])


def test_what_is_kept_can_be_written_in_any_feed_and_misleads_nobody() -> None:
    for payload in PAYLOADS:
        for kept in (tidy.line(payload), tidy.prose(payload)):
            assert not UNSEEN.search(kept) and not NOT_XML.search(kept), ascii(payload)
            kept.encode("utf8")
        assert "\n" not in tidy.line(payload) and "\r" not in tidy.prose(payload)


def test_a_story_keeps_none_of_it_but_words_and_honest_links() -> None:
    for payload in PAYLOADS:
        for dirty in (payload, f"<p>{payload}</p>", f'<p><a href="https://a.vn/">{payload}</a></p>', f"<b>{payload}"):
            kept = sanitise.story_html(dirty)
            root = html5.page(f"<!doctype html><title>x</title><main>{kept}</main>")
            wrong = set(faults(root))
            assert not wrong, f"{dirty!a}: {wrong}"
            assert not NOT_XML.search(kept), ascii(dirty)
            links = [a.attrib for a in root.iter("a")]
            assert not [a for a in links if not re.match(r"https?://[^/]", a["href"]) or "ugc" not in a["rel"]], ascii(
                dirty
            )
            assert sanitise.story_html(kept) == kept, ascii(dirty)
