"""Feeds for machines, and the front page."""

from xml.etree import ElementTree

import pytest
from flask import Flask

from portal.stories.states import StoryState
from portal.web.public import feeds
from tests.browser import Browser
from tests.web.public.shelves import put

ATOM, MAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_feed_lists_public_stories_with_whole_addresses(app: Flask, browser: Browser) -> None:
    put(app, "Một & <hai>", slug="mot")
    put(app, "Ba", state=StoryState.DRAFT)
    feed = ElementTree.fromstring(browser.client.get("/moi.atom").data)
    entries = feed.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}title") for e in entries] == ["Một & <hai>"]
    assert entries[0].find(f"{ATOM}link").get("href") == "http://127.0.0.1:5000/cau-chuyen/mot"  # type: ignore[union-attr]  # each entry has one


def test_an_empty_feed_is_still_a_feed(browser: Browser) -> None:
    assert ElementTree.fromstring(browser.client.get("/moi.atom").data).find(f"{ATOM}updated") is not None


@pytest.mark.parametrize("size", [1, 2, 10_000])
def test_the_sitemap_leads_to_every_public_story(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(feeds, "SITEMAP", size)
    for title in ("Một", "Hai", "Ba"):
        put(app, title)
    put(app, "Đã gỡ", state=StoryState.REMOVED)
    index = ElementTree.fromstring(browser.client.get("/sitemap.xml").data)
    parts = [loc.text or "" for loc in index.iter(f"{MAP}loc")]
    found = [
        loc.text or ""
        for part in parts
        for loc in ElementTree.fromstring(browser.client.get(part.split("5000")[1]).data).iter(f"{MAP}loc")
    ]
    assert [f.rsplit("/", 1)[1] for f in found if "/cau-chuyen/" in f] == ["ba", "hai", "mot"]
    assert not [f for f in found if "da-go" in f]


def test_robots_are_kept_out_of_forms_and_staff_pages(browser: Browser) -> None:
    text = browser.client.get("/robots.txt").text
    assert "Disallow: /nghiep-vu/" in text and "Disallow: /*/cam-on" in text
    assert "Sitemap: http://127.0.0.1:5000/sitemap.xml" in text


def test_the_front_page_stands_without_any_story(browser: Browser) -> None:
    assert "Bên cạnh bạn có một người tốt" in browser.get("/").h1
    assert "Chưa có câu chuyện nào được đăng" in browser.text


def test_the_front_page_shows_the_newest_story_in_the_window(app: Flask, browser: Browser) -> None:
    put(app, "Cũ", days=1)
    put(app, "Mới", days=2)
    browser.get("/").follow("Mới")
    assert browser.h1 == "Mới"
