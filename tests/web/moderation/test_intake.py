"""A clerk writes a story down for somebody who came, telephoned or wrote."""

import io
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask

from portal.core import clock
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.nominations.models import Draft, Nomination
from portal.web.kit.session import TOKEN
from tests.browser import Browser
from tests.core.storage import shots
from tests.staff import sign_in
from tests.web.public.telling import tell

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


def test_a_session_that_ended_loses_nothing(app: Flask, browser: Browser) -> None:
    desk(app, browser)
    form = browser.form().values | TOLD | {"send": "1"}
    with browser.client.session_transaction() as cookie:
        cookie.pop("staff")
    browser.post("/nghiep-vu/ghi-ho", form, status=403)
    assert browser.form().values["s0-name"] == "Đặng Thị Tơ"
    assert sent(app) == []


def test_a_page_open_too_long_keeps_what_was_typed(app: Flask, browser: Browser) -> None:
    desk(app, browser)
    browser.submit({**TOLD, "csrf_token": "rubbish"}, button="Gửi và in", status=400)
    assert browser.form().values["story"] == STORY
    browser.submit(button="Gửi và in")
    assert len(sent(app)) == 1


def test_a_wrong_scan_is_named_and_the_rest_is_kept(app: Flask, browser: Browser) -> None:
    desk(app, browser)
    browser.submit({**TOLD, "letter": (b"<html>", "thu.html")}, button="Gửi và in", status=422)
    assert "thu.html:" in browser.text
    assert sent(app) == []


def test_the_words_of_the_receipt_are_shown_to_its_clerk_for_an_hour(app: Flask, browser: Browser) -> None:
    desk(app, browser)
    browser.submit(TOLD, button="Gửi và in")
    where = browser.url
    with app.app_context(), unit_of_work():
        db.session.execute(sa.update(Nomination).values(received_at=clock.now() - timedelta(hours=2)))
    assert "Mã chỉ hiện một lần" in browser.get(where).text


def test_a_residents_own_draft_is_no_clerks_business(app: Flask, browser: Browser, browse: Any) -> None:
    tell(browse(), upto="deed")
    with app.app_context():
        draft_id = db.session.query(Draft).one().id
    desk(app, browser)
    browser.get(f"/nghiep-vu/ghi-ho/{draft_id}", status=403)
    form = browser.get("/nghiep-vu/ghi-ho").form().values | TOLD | {"draft": str(draft_id), "send": "1"}
    browser.post("/nghiep-vu/ghi-ho", form, status=403)
    assert sent(app) == []


def test_a_moderator_who_picks_up_the_phone_writes_it_down_too(app: Flask, browser: Browser) -> None:
    moderator = sign_in(app, browser, Role.MODERATOR)
    browser.get("/nghiep-vu/ghi-ho").submit({**TOLD, "channel": "phone", "phone": "0912345678"}, button="Gửi và in")
    (story,) = sent(app)
    assert (story.channel, story.clerk_id) == ("phone", moderator.id)
    assert "bien-nhan" in browser.url and story.number in browser.text


def test_an_editor_does_not(app: Flask, browser: Browser) -> None:
    sign_in(app, browser, Role.EDITOR)
    browser.get("/nghiep-vu/ghi-ho", status=403)


def cut_off(browser: Browser, **said: str) -> str:
    """Send the page, of which the scan does not come whole."""
    form = browser.form().values
    parts = {name: form[name] for name in ("csrf_token", "draft", "key", "people")} | said
    words = "".join(f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in parts.items())
    body = f'{words}--b\r\nContent-Disposition: form-data; name="letter"; filename="thu.jpg"\r\n\r\nxx'.encode()
    head = {"CONTENT_TYPE": "multipart/form-data; boundary=b", "CONTENT_LENGTH": "3000000"}
    answer = browser.client.post("/nghiep-vu/ghi-ho", input_stream=io.BytesIO(body), environ_overrides=head)
    return answer.text


def test_a_page_that_was_cut_off_is_kept_as_far_as_it_came_beside_what_it_said_before(
    app: Flask, browser: Browser
) -> None:
    desk(app, browser)
    browser.submit({**TOLD}, button="Lưu, ghi tiếp sau")
    assert "mới đến được một phần" in cut_off(browser, title="Gọi xe lúc nửa đêm")
    values = browser.get(browser.url).form().values
    assert (values["title"], values["s0-name"]) == ("Gọi xe lúc nửa đêm", "Đặng Thị Tơ")
    assert sent(app) == []


def test_nothing_of_it_is_kept_for_who_is_not_signed_in(app: Flask, browser: Browser) -> None:
    desk(app, browser)
    with browser.client.session_transaction() as held:
        held.pop(TOKEN)
    assert "Gọi xe lúc nửa đêm" in cut_off(browser, title="Gọi xe lúc nửa đêm")
    with app.app_context():
        assert db.session.query(Draft).count() == 0


def test_scans_too_heavy_to_be_taken_in_are_refused_in_words_and_all_that_was_typed_is_kept(
    app: Flask, browser: Browser
) -> None:
    desk(app, browser)
    draft = browser.form().values["draft"]
    heavy = [(shots.PDF + bytes(21 * 1024 * 1024), f"{n}.pdf") for n in range(3)]
    browser.submit({**TOLD, "letter": heavy}, status=422)
    assert "0.pdf" in browser.text and "10 MB" in browser.text
    kept = browser.form().values
    assert (kept["channel"], kept["s0-name"], kept["draft"]) == ("letter", "Đặng Thị Tơ", draft)
    browser.submit(TOLD, button="Gửi và in")
    assert len(sent(app)) == 1
