"""A resident at the pages of a story, for tests."""

from typing import Any

from flask import Flask

from portal.core.db import db
from portal.nominations.models import Draft, Nomination
from tests.browser import Browser

STORY = " ".join(["Bà Tơ giữ hộ chìa khóa cho cả ngõ, đêm ai ốm bà cũng dậy gọi xe rồi ngồi đợi ở viện."] * 5)
ANSWERS: dict[str, dict[str, Any]] = {
    "whom": {"s0-name": "Đặng Thị Tơ"},
    "deed": {"title": "Dậy đêm gọi xe cho người ốm", "story": STORY, "how_known": "saw"},
    "details": {"when": "since", "since": "1998"},
    "photos": {},
    "you": {"name": "Vũ Thị Ngọ", "phone": "0912 345 678", "consent_said": "not_asked", "agreed": "y"},
}


def tell(browser: Browser, *, upto: str = "check", about: str = "person", base: str = "", **changed: Any) -> Browser:
    """Answer the pages one after the other, up to the one named."""
    browser.get(f"{base}/ke-viec-tot/").submit({"about": about})
    for name, answers in ANSWERS.items():
        if name == upto:
            return browser
        said = {**answers, **changed.get(name, {})}
        browser.submit({field: value for field, value in said.items() if value is not None})
    return browser


def asked_again(browser: Browser, *, error: bool = True) -> None:
    """The page is there again by its address, so that going back sends nothing again; with what is wrong in it."""
    assert "loi=1" in browser.url, browser.url
    assert not error or browser.title.startswith("Lỗi:"), browser.title


def sent(app: Flask) -> list[Nomination]:
    """What was received."""
    with app.app_context():
        stories = list(db.session.query(Nomination).all())
        for story in stories:
            _ = story.subjects, story.writer
        return stories


def kept(app: Flask) -> list[Draft]:
    """The drafts there are."""
    with app.app_context():
        return list(db.session.query(Draft).all())


def same_tab(browser: Browser, browse: Any, app: Flask) -> Browser:
    """Another window of the same browser."""
    other: Browser = browse()
    other.client = browser.client
    return other
