"""The page of letters about work, and the banner to the public."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from portal.accounts.models import Staff
from portal.core import clock
from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.moderation.desk import backlog
from portal.moderation.desk.models import DeskItem
from tests.browser import Browser
from tests.web.moderation.told import enter

PAGE = "/nghiep-vu/bao-viec"
Desk = Callable[..., Browser]


def test_a_choice_is_kept_and_wrong_hours_are_said_beside_the_field(app: Flask, at_desk: Desk) -> None:
    browser = at_desk()
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(Staff).values(email="chau@example.vn"))
    page = browser.get(PAGE).submit({"pace": "hourly", "quiet_from": "99"}, status=422)
    assert page.all("p") and "Lỗi" in page.title
    page.get(PAGE).submit({"pace": "hourly", "quiet_from": "17"})
    assert "Đã lưu" in page.text and 'value="17"' in page.response.text


def test_only_a_lead_tells_the_public(app: Flask, at_desk: Desk) -> None:
    assert "Báo cho công chúng" not in at_desk().get(PAGE).text
    lead = at_desk(Role.BOARD_LEAD)
    lead.get(PAGE).submit({"above": "0"}, form="cong-chung", status=422)
    lead.get(PAGE).submit({"above": "1"}, form="cong-chung")
    assert "Đã lưu" in lead.text


def test_the_banner_stands_where_people_send_and_goes_by_itself(app: Flask, at_desk: Desk, browser: Browser) -> None:
    with app.app_context(), unit_of_work():
        enter(due_on=clock.today() - timedelta(days=1))
    assert "lâu hơn" not in browser.get("/").text
    at_desk(Role.BOARD_LEAD).get(PAGE).submit({"above": "1"}, form="cong-chung")
    for path in ("/", "/ke-viec-tot"):
        assert "lâu hơn" in browser.get(path).text, path
    with app.app_context():
        with unit_of_work() as session:
            session.execute(sa.delete(DeskItem))
        backlog.count()
    assert "lâu hơn" not in browser.get("/").text
