"""The page of measures, and its sheet."""

import csv
import io
from collections.abc import Callable

from flask import Flask

from portal.core.actor import Role
from tests.browser import Browser
from tests.web.moderation.told import tell

Desk = Callable[..., Browser]


def test_the_page_states_its_finding_and_shows_the_table(app: Flask, at_desk: Desk) -> None:
    page = at_desk().get("/nghiep-vu/so-do")
    assert "chưa có bài nào được trả lời" in page.text.lower()
    assert len(page.all("tr")) == 13


def test_the_sheet_holds_every_week(app: Flask, at_desk: Desk) -> None:
    tell(app)
    browser = at_desk(Role.OBSERVER)
    with browser.client.get("/nghiep-vu/so-do.csv") as answer:
        rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert len(rows) == 13 and rows[0][0] == "week_from"
