"""A clerk writes a story down for somebody who came, telephoned or wrote."""

from typing import Any

from flask import Flask

from portal.core.actor import Role
from portal.core.db import db
from portal.nominations.models import Nomination
from tests.browser import Browser
from tests.core.storage import shots
from tests.staff import sign_in

STORY = " ".join(["Bà Tơ giữ hộ chìa khóa cho cả ngõ, đêm ai ốm bà cũng dậy gọi xe rồi ngồi đợi ở viện."] * 5)
TOLD = {
    "channel": "letter", "about": "person", "s0-name": "Đặng Thị Tơ", "title": "Dậy đêm gọi xe cho người ốm",
    "story": STORY, "how_known": "heard", "when": "unsure", "name": "Cụ Ngọ", "consent_said": "not_asked", "agreed": "y",
}  # fmt: skip


def desk(app: Flask, browser: Browser) -> Any:
    clerk = sign_in(app, browser, Role.CLERK)
    browser.get("/nghiep-vu/ghi-ho")
    return clerk


def sent(app: Flask) -> list[Nomination]:
    with app.app_context():
        return list(db.session.query(Nomination).all())


def test_a_letter_is_written_down_with_its_clerk_and_its_scan(app: Flask, browser: Browser) -> None:
    clerk = desk(app, browser)
    browser.submit({**TOLD, "letter": (shots.phone_photo(), "thu.jpg")}, button="Gửi và in")
    (story,) = sent(app)
    assert (story.channel, story.clerk_id) == ("letter", clerk.id)
    assert story.letter_file_id is not None


def test_whoever_came_to_the_desk_needs_neither_phone_nor_mail(app: Flask, browser: Browser) -> None:
    desk(app, browser)
    browser.submit({**TOLD, "channel": "desk"}, button="Gửi và in")
    assert "bien-nhan" in browser.url
    assert sent(app)[0].number in browser.text


def test_what_is_wrong_is_named_and_the_rest_is_kept(app: Flask, browser: Browser) -> None:
    desk(app, browser)
    browser.submit({**TOLD, "story": "Ngắn quá"}, button="Gửi và in", status=422)
    assert browser.title.startswith("Lỗi:")
    assert browser.form().values["s0-name"] == "Đặng Thị Tơ"
    assert sent(app) == []


def test_a_second_click_sends_nothing_twice(app: Flask, browser: Browser) -> None:
    desk(app, browser)
    form = browser.form().values | TOLD | {"send": "1"}
    browser.post("/nghiep-vu/ghi-ho", form)
    first = browser.text
    browser.post("/nghiep-vu/ghi-ho", form)
    assert len(sent(app)) == 1
    assert browser.text == first


def test_an_unfinished_story_waits_for_its_clerk(app: Flask, browser: Browser) -> None:
    desk(app, browser)
    browser.submit({"s0-name": "Đặng Thị Tơ", "channel": "phone"}, button="Lưu, ghi tiếp")
    browser.get("/nghiep-vu/ghi-ho").follow("Đặng Thị Tơ")
    assert browser.form().values["s0-name"] == "Đặng Thị Tơ"


def test_another_clerk_may_not_open_it(app: Flask, browser: Browser, browse: Any) -> None:
    desk(app, browser)
    browser.submit({"s0-name": "Đặng Thị Tơ", "channel": "phone"}, button="Lưu, ghi tiếp")
    other = browse()
    sign_in(app, other, Role.CLERK, sign_in_name="clerk-2")
    other.get(browser.url.split("#")[0], status=403)


def test_a_moderator_has_no_door_here(app: Flask, browser: Browser) -> None:
    sign_in(app, browser, Role.MODERATOR)
    browser.get("/nghiep-vu/ghi-ho", status=403)


def test_a_session_that_ended_loses_nothing(app: Flask, browser: Browser) -> None:
    desk(app, browser)
    form = browser.form().values | TOLD | {"send": "1"}
    with browser.client.session_transaction() as cookie:
        cookie.pop("staff")
    browser.post("/nghiep-vu/ghi-ho", form, status=403)
    assert browser.form().values["s0-name"] == "Đặng Thị Tơ"
    assert sent(app) == []
