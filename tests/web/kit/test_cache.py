"""A rush of readers is given the same bytes; whoever changes something sees it at once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.db import unit_of_work
from portal.stories import shelving
from portal.stories.models import Story
from portal.web.kit import cache_front
from tests.browser import Browser
from tests.web.public.conftest import asked
from tests.web.public.shelves import put

__all__ = ["asked"]


def change(app: Flask, title: str) -> None:
    with app.app_context(), unit_of_work() as session:
        story = session.scalars(sa.select(Story)).one()
        was, story.title = shelving.facets(story), title
        shelving.reshelve(story, was)


@pytest.mark.parametrize("path", ["/", "/cau-chuyen", "/cau-chuyen/mot"])
def test_a_page_just_made_costs_one_question_to_the_database(
    app: Flask, browser: Browser, asked: Callable[..., Any], path: str
) -> None:
    put(app, "Một", slug="mot")
    first = browser.get(path).response.data
    with asked() as statements:
        again = browser.get(path).response
    assert again.data == first and len(statements) == 1
    assert (
        again.headers["ETag"]
        and "max-age" in again.headers["Cache-Control"]
        and "Content-Security-Policy" in again.headers
    )


@pytest.mark.parametrize("path", ["/", "/cau-chuyen", "/cau-chuyen/mot"])
def test_a_change_is_seen_at_once(app: Flask, browser: Browser, path: str) -> None:
    put(app, "Một", slug="mot")
    browser.get(path)
    change(app, "Hai")
    assert "Hai" in browser.get(path).text


def test_each_address_and_language_has_its_own_page(app: Flask, browser: Browser) -> None:
    put(app, "Một", slug="mot", ward="Láng")
    pages = {
        browser.get(p).response.data
        for p in ("/cau-chuyen", "/cau-chuyen?q=mot", "/cau-chuyen?q=xyz", "/en/cau-chuyen")
    }
    assert len(pages) == 4


def test_a_page_given_again_carries_the_same_headers(app: Flask, browser: Browser) -> None:
    put(app, "Một", slug="mot")
    first, again = (dict(browser.get("/cau-chuyen/mot").response.headers) for _ in range(2))
    assert first == again and "Set-Cookie" not in again


def test_who_has_the_page_just_made_is_told_so(app: Flask, browser: Browser) -> None:
    put(app, "Một", slug="mot")
    made = browser.get("/cau-chuyen/mot").response
    answer = app.test_client().get("/cau-chuyen/mot", headers={"If-None-Match": made.headers["ETag"]})
    assert answer.status_code == 304 and not answer.data and "Content-Type" not in answer.headers
    assert answer.headers["Content-Security-Policy"] == made.headers["Content-Security-Policy"]


def test_a_page_over_tls_is_not_mixed_up_with_one_without(app: Flask, browser: Browser) -> None:
    put(app, "Một", slug="mot")
    browser.get("/cau-chuyen/mot")
    answer = app.test_client().get("/cau-chuyen/mot", base_url="https://localhost")
    assert "Strict-Transport-Security" in answer.headers


def test_a_page_of_another_host_is_made_anew(app: Flask, browser: Browser) -> None:
    put(app, "Một", slug="mot")
    browser.get("/cau-chuyen/mot")
    app.test_client().get("/cau-chuyen/mot", base_url="http://other.example")
    assert len(cache_front.warm.pages) == 2


@pytest.mark.parametrize("path", ["/gop-y", "/ke-viec-tot/", "/cau-chuyen/khong-co"])
def test_only_what_is_offered_is_kept(app: Flask, path: str) -> None:
    app.test_client().get(path)
    assert not cache_front.warm.pages


OFFER = cache_front.Offer("1", lambda: "1", 10)


def test_no_more_pages_are_remembered_than_there_is_room_for() -> None:
    warm = cache_front.Warm()
    for n in range(cache_front.PAGES + 5):
        warm.keep((str(n),), OFFER, [], b"x")
    assert len(warm.pages) == cache_front.PAGES and not warm.recall(("0",)) and warm.recall((str(n),))


def test_an_old_page_is_not_given() -> None:
    warm = cache_front.Warm()
    warm.keep(("a",), replace(OFFER, seconds=0), [], b"x")
    assert warm.recall(("a",)) is None
