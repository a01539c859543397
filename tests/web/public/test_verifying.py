"""The page where an opinion is followed: what it asks of a writer can be done by that writer."""

import secrets
from datetime import UTC, datetime

import pytest
from flask import Flask
from time_machine import Traveller

from portal.core import codes
from portal.core.sms import gateway
from portal.engines.receipts import words
from tests.browser import Browser
from tests.consultations.held import announced, candidate_of, opinion

CODE = words.new_code(secrets.choice)
DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)


def followed(app: Flask, browser: Browser, now: Traveller, **contact: str) -> Browser:
    """The page of an opinion whose writer left this to be reached by."""
    with app.app_context():
        candidate = candidate_of(announced("Trần Thị Nhài"))
        now.move_to(DURING)
        opinion(candidate, receipt_hash=codes.lightly_hashed(CODE), **contact)
    return browser.get("/theo-doi/").submit({"code": CODE})


def asks_for_digits(browser: Browser) -> bool:
    return browser.root.find(".//*[@name='code']") is not None


@pytest.mark.parametrize("contact", [{"email": "lua@example.vn"}, {"email": "", "phone": "+84912345678"}])
def test_who_was_sent_digits_is_asked_for_them(
    app: Flask, browser: Browser, now: Traveller, contact: dict[str, str]
) -> None:
    followed(app, browser, now, **contact)
    assert asks_for_digits(browser) and "Sáu chữ số cho biết" in browser.text


def test_nobody_is_asked_for_digits_that_nobody_can_send(app: Flask, browser: Browser, now: Traveller) -> None:
    followed(app, browser, now, email="", phone="+84912345678")
    gateway.choose(None)
    browser.get("/theo-doi/y-kien")
    assert "Chưa xác nhận" in browser.text and "vẫn được giữ, và được tính riêng" in browser.text
    assert not asks_for_digits(browser) and "chữ số" not in browser.text.lower()
