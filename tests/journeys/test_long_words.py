"""Words as long as a line, in every field, on a phone: no page grows wider than the screen."""

from typing import Any

import time_machine
from flask import Flask

from portal.engines.text import sanitise
from portal.web.kit import cache_front
from tests.attacks.hostile import Poison
from tests.attacks.things import DURING
from tests.attacks.visitors import Thing, Visitor, browser_of
from tests.attacks.world import all_offices, furnished, ways
from tests.journeys.conftest import PHONE
from tests.served import served

LONG = "Đ" + "W" * 199
FAMILIES = {
    "home", "stories", "rounds", "reporting", "replies", "track", "verifying", "answers", "channel_box", "desk", "desk_opinions",
    "desk_replies", "canned", "handover", "own", "ties",
}  # fmt: skip


class Long(Poison):
    """One word in each field, as long as the field."""

    def body(self) -> str:
        """A story's text of such words."""
        return sanitise.story_html(
            f"<h2>{LONG}</h2><p>{LONG}</p><ul><li>{LONG}</li></ul><blockquote>{LONG}</blockquote>"
        )

    def _text(self, name: str, most: int | None) -> str:
        self.at += 1
        return f"{self.at:04d}{LONG}"[:most]


def test_no_word_is_so_long_that_it_widens_a_page(app: Flask, chromium: Any) -> None:
    with time_machine.travel(DURING):
        somebody = all_offices(app)
        things = furnished(app, somebody, said=LONG)
        with app.app_context():
            Long(0).pour()
        cache_front.warm.forget()
        chosen = {}
        for visitor, thing, url in ways(app, things, somebody):
            endpoint = app.url_map.bind("localhost").match(url, method="GET")[0]
            if endpoint.partition(".")[0] in FAMILIES:
                chosen.setdefault((endpoint, visitor.name), (visitor, thing, url))
        with served(app) as port:
            pages = Pages(app, chromium, f"http://127.0.0.1:{port}")
            wide = [told for each in chosen.values() if (told := pages.too_wide(*each))]
            pages.close()
    assert not wide, "\n".join(wide)
    assert len(chosen) > 40


class Pages:
    """A phone for each visitor, in which pages are opened one after another."""

    def __init__(self, app: Flask, chromium: Any, site: str) -> None:
        self.app, self.chromium, self.site = app, chromium, site
        self.held: dict[object, Any] = {}

    def too_wide(self, visitor: Visitor, thing: Thing, url: str) -> str:
        """How much wider than a phone a page is, if it is one and is too wide."""
        from playwright.sync_api import Error

        page = self._phone(visitor, thing)
        try:
            page.goto(self.site + url)
        except Error:  # a file, to be saved
            return ""
        more = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        return f"{url} is {more} px too wide" if more > 0 else ""

    def close(self) -> None:
        for page in self.held.values():
            page.context.close()

    def _phone(self, visitor: Visitor, thing: Thing) -> Any:
        key = visitor.name, thing.mailbox or thing.draft
        if key not in self.held:
            client, _ = browser_of(self.app, visitor, thing)
            cookies = client._cookies.values()  # type: ignore[union-attr]  # a client that keeps cookies
            context = self.chromium.new_context(viewport=PHONE)
            context.add_cookies([{"name": e.key, "value": e.value, "url": self.site} for e in cookies])
            self.held[key] = context.new_page()
        return self.held[key]
