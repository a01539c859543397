"""A rush of readers is given the same bytes; whoever changes something sees it at once."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.db import unit_of_work
from portal.stories import shelving
from portal.stories.models import Story
from portal.web.kit import cache
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


def test_no_more_pages_are_remembered_than_there_is_room_for() -> None:
    warm, page = cache.Warm(), Flask("x").response_class(b"x")
    for n in range(cache.PAGES + 5):
        warm.keep(str(n), page, 10)
    assert len(warm.pages) == cache.PAGES and warm.recall("0") is None and warm.recall(str(n)) is not None


def test_an_old_page_is_not_given() -> None:
    warm = cache.Warm()
    warm.keep("a", Flask("x").response_class(b"x"), 0)
    assert warm.recall("a") is None
