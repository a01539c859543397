"""Thanks and reports."""

from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from portal.core.db import db
from portal.moderation.reports.models import ReaderReport
from portal.moderation.reports.states import ReportKind
from portal.stories.models import Story, Thanks
from portal.stories.states import StoryState
from tests.browser import Browser
from tests.web.public.shelves import put


def counted(app: Flask) -> tuple[int, int]:
    with app.app_context():
        return (
            db.session.scalars(sa.select(Story.thanks)).one(),
            db.session.scalars(sa.select(sa.func.count()).select_from(Thanks)).one(),
        )


def test_a_device_thanks_once(app: Flask, browser: Browser) -> None:
    slug = put(app, "Một")
    for _ in range(3):
        browser.post(f"/cau-chuyen/{slug}/cam-on", {"csrf_token": _token(browser, slug)})
    assert counted(app) == (1, 1)
    assert "đã được gửi" in browser.text


def test_two_devices_thank_twice(app: Flask, browse: Callable[[], Browser]) -> None:
    slug = put(app, "Một")
    for _ in range(2):
        browse().get(f"/cau-chuyen/{slug}/cam-on").submit()
    assert counted(app) == (2, 2)


def test_looking_gives_no_lasting_cookie(app: Flask, browser: Browser) -> None:
    slug = put(app, "Một")
    browser.get(f"/cau-chuyen/{slug}/cam-on")
    assert "thanked" not in browser.response.headers.get("Set-Cookie", "")


def test_a_forged_device_is_a_new_device(app: Flask, browser: Browser) -> None:
    slug = put(app, "Một")
    browser.client.set_cookie("thanked", "someone-else")
    browser.get(f"/cau-chuyen/{slug}/cam-on").submit()
    assert counted(app) == (1, 1)


def test_what_is_kept_of_a_device_links_no_two_stories(app: Flask, browser: Browser) -> None:
    for slug in (put(app, "Một"), put(app, "Hai")):
        browser.get(f"/cau-chuyen/{slug}/cam-on").submit()
    with app.app_context():
        assert len(set(db.session.scalars(sa.select(Thanks.device)))) == 2


def test_thanks_need_the_pages_own_token(app: Flask, browser: Browser) -> None:
    slug = put(app, "Một")
    browser.post(f"/cau-chuyen/{slug}/cam-on", status=400)
    assert counted(app) == (0, 0)


def test_a_removed_story_takes_no_thanks(app: Flask, browser: Browser) -> None:
    browser.get(f"/cau-chuyen/{put(app, 'Đã gỡ', state=StoryState.REMOVED)}/cam-on", status=410)


def test_a_report_is_kept(app: Flask, browser: Browser) -> None:
    slug = put(app, "Một")
    browser.get(f"/cau-chuyen/{slug}/bao-sai")
    browser.submit({"kind": "privacy", "text": "Trong ảnh có số nhà của tôi.", "contact": "0912 000 111"})
    assert "đã nhận" in browser.h1.lower()
    with app.app_context():
        kept = db.session.scalars(sa.select(ReaderReport)).one()
    assert (kept.kind, kept.text, kept.contact) == (ReportKind.PRIVACY, "Trong ảnh có số nhà của tôi.", "0912 000 111")


def test_the_same_report_sent_twice_is_one(app: Flask, browser: Browser) -> None:
    slug = put(app, "Một")
    for _ in range(2):
        browser.get(f"/cau-chuyen/{slug}/bao-sai").submit({"kind": "other", "text": "Năm ghi trong bài chưa đúng."})
    with app.app_context():
        assert len(db.session.scalars(sa.select(ReaderReport)).all()) == 1


def test_an_incomplete_report_comes_back_with_what_was_typed(app: Flask, browser: Browser) -> None:
    browser.get(f"/cau-chuyen/{put(app, 'Một')}/bao-sai").submit({"text": "Sai rồi."}, status=422)
    assert browser.title.startswith("Lỗi:")
    assert browser.form().values["text"] == "Sai rồi."


def test_what_cannot_be_seen_is_not_kept(app: Flask, browser: Browser) -> None:
    browser.get(f"/cau-chuyen/{put(app, 'Một')}/bao-sai")
    browser.submit({"kind": "other", "text": "Năm ghi\x00 trong\u200b bài chưa\u202e đúng.", "contact": "a@b.vn\x00"})
    with app.app_context():
        kept = db.session.scalars(sa.select(ReaderReport)).one()
    assert (kept.text, kept.contact) == ("Năm ghi trong bài chưa đúng.", "a@b.vn")


def test_too_few_words_are_named_with_their_number(app: Flask, browser: Browser) -> None:
    browser.get(f"/cau-chuyen/{put(app, 'Một')}/bao-sai").submit({"kind": "other", "text": "Sai rồi."}, status=422)
    assert "Bạn mới viết 2" in browser.text


def test_what_a_machine_sends_is_dropped_quietly(app: Flask, browser: Browser) -> None:
    browser.get(f"/cau-chuyen/{put(app, 'Một')}/bao-sai")
    browser.submit({"kind": "other", "text": "Mua ngay hôm nay giá tốt", "website": "http://x"})
    with app.app_context():
        assert db.session.scalars(sa.select(ReaderReport)).all() == []


def _token(browser: Browser, slug: str) -> str:
    browser.get("/cau-chuyen/" + slug + "/bao-sai")
    return str(browser.form().values["csrf_token"])
