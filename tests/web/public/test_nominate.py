"""A resident tells a story, without JavaScript."""

from typing import Any

from flask import Flask

from portal.core.db import db
from portal.nominations.models import Nomination
from tests.browser import Browser

STORY = " ".join(["Bà Tơ giữ hộ chìa khóa cho cả ngõ, đêm ai ốm bà cũng dậy gọi xe rồi ngồi đợi ở viện."] * 5)
YOU = {"name": "Vũ Thị Ngọ", "phone": "0912 345 678", "consent_said": "not_asked", "agreed": "y"}


def tell(browser: Browser, *, upto: str = "check", about: str = "person", base: str = "", **changed: Any) -> Browser:
    """Answer the pages one after the other."""
    browser.get(f"{base}/ke-viec-tot/").submit({"about": about})
    pages: list[tuple[str, dict[str, Any]]] = [
        ("whom", {"s0-name": "Đặng Thị Tơ"}),
        ("deed", {"title": "Dậy đêm gọi xe cho người ốm", "story": STORY, "how_known": "saw"}),
        ("details", {"when": "since", "since": "1998"}),
        ("photos", {}),
        ("you", YOU),
    ]
    for name, answers in pages:
        if name == upto:
            return browser
        browser.submit({**answers, **changed.get(name, {})})
    return browser


def sent(app: Flask) -> list[Nomination]:
    with app.app_context():
        return list(db.session.query(Nomination).all())


def test_a_story_is_told_checked_sent_and_receipted(browser: Browser, app: Flask) -> None:
    tell(browser)
    assert "Đặng Thị Tơ" in browser.text and "1998" in browser.text
    browser.submit()
    assert "/ke-viec-tot/da-nhan" in browser.url
    assert len(sent(app)) == 1
