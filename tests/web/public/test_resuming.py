"""Saved now, told later: on this device or another, by the code or by the letter."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import segno
from flask import Flask
from time_machine import Traveller

from portal.core import codes
from portal.core.db import db
from portal.core.mail.models import Letter
from portal.web.kit import patience, signed
from portal.web.kit.telling.drawing import EDGE, MASK
from tests.browser import Browser, words
from tests.web.public.telling import ANSWERS, kept, sent, tell

Browse = Callable[[], Browser]


def saved(browser: Browser) -> str:
    """Save a half-told story; its code."""
    tell(browser, upto="deed").submit({"title": "Dở dang"}, button="Lưu và kể tiếp sau")
    return next(words(p) for p in browser.all("p") if p.get("id") == "receipt-code")


def test_a_half_told_story_is_saved_with_what_is_wrong_in_it(browser: Browser) -> None:
    saved(browser)
    assert browser.url == "/ke-viec-tot/da-luu"
    browser.get("/ke-viec-tot/viec-da-lam")
    assert browser.form().values["title"] == "Dở dang"


def test_the_code_opens_it_on_another_device(browser: Browser, browse: Browse) -> None:
    code = saved(browser)
    other = browse().get("/ke-viec-tot/tiep-tuc").submit({"code": f"  {code.upper()}, "})
    assert "Đặng Thị Tơ" in other.text


def test_the_code_stays_the_same_when_it_is_saved_again_elsewhere(browser: Browser, browse: Browse) -> None:
    code = saved(browser)
    other = browse().get("/ke-viec-tot/tiep-tuc").submit({"code": code})
    other.get("/ke-viec-tot/viec-da-lam").submit(button="Lưu và kể tiếp sau")
    assert code in other.text


def test_a_wrong_code_opens_nothing(browser: Browser) -> None:
    browser.get("/ke-viec-tot/tiep-tuc").submit({"code": "mot hai ba"}, status=422)
    assert browser.title.startswith("Lỗi:")


def test_wrong_codes_are_slowed_down_for_who_types_them(
    browser: Browser, browse: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "OF_BROWSER", ("2/15 minutes",))
    browser.get("/ke-viec-tot/tiep-tuc")
    for _ in range(2):
        browser.submit({"code": "mot hai ba"}, status=422)
    browser.submit({"code": "mot hai ba"}, status=429)
    assert browser.response.headers["Retry-After"]
    browse().get("/ke-viec-tot/tiep-tuc").submit({"code": "mot hai ba"}, status=422)


def test_only_a_slow_hash_of_the_code_is_kept(browser: Browser, app: Flask) -> None:
    code = saved(browser)
    (draft,) = kept(app)
    assert draft.code_hash == codes.hashed(code)
    assert code not in str(draft.answers) and code.replace(" ", "") not in str(draft.answers)


def test_a_code_opens_nothing_once_the_story_was_sent(browser: Browser, browse: Browse) -> None:
    code = saved(browser)
    browser.get("/ke-viec-tot/viec-da-lam").submit(ANSWERS["deed"])
    for page in ("details", "photos", "you"):
        browser.submit(ANSWERS[page])
    browser.submit()
    browse().get("/ke-viec-tot/tiep-tuc").submit({"code": code}, status=422)


def test_a_story_sent_from_two_devices_is_received_once(browser: Browser, browse: Browse, app: Flask) -> None:
    code = saved(browser)
    other = browse().get("/ke-viec-tot/tiep-tuc").submit({"code": code})
    browser.get("/ke-viec-tot/viec-da-lam").submit(ANSWERS["deed"])
    for page in ("details", "photos", "you"):
        browser.submit(ANSWERS[page])
    browser.submit()
    other.submit()
    assert len(sent(app)) == 1
    assert "gửi từ một máy khác" in other.text
    assert other.follow("Tra cứu bằng mã").h1 == "Theo dõi câu chuyện hoặc ý kiến"


def test_a_letter_carries_a_link_that_opens_it(browser: Browser, browse: Browse, app: Flask) -> None:
    saved(browser)
    browser.submit({"email": "ngo@example.vn"})
    with app.app_context():
        letter = db.session.query(Letter).one()
    found = re.search(r"https?://[^/\s]+(/ke-viec-tot/tiep-tuc/\S+)", letter.text)
    assert found and letter.address == "ngo@example.vn"
    other = browse().get(found[1])
    assert "Đặng Thị Tơ" not in other.text  # a mail scanner that looks learns and changes nothing
    assert "Đặng Thị Tơ" in other.submit().text


def test_a_draft_opened_by_the_letter_gets_a_new_code_and_says_so(browser: Browser, browse: Browse, app: Flask) -> None:
    saved(browser)
    with app.test_request_context("/"):
        token = signed.signer("nominate.letter").dumps(kept(app)[0].id.hex)
    other = browse().get(f"/ke-viec-tot/tiep-tuc/{token}").submit()
    other.get("/ke-viec-tot/viec-da-lam").submit(button="Lưu và kể tiếp sau")
    assert "Đây là mã mới" in other.text


def test_a_forged_link_opens_nothing(browser: Browser) -> None:
    browser.get("/ke-viec-tot/tiep-tuc/rubbish", status=410)


def test_a_shared_device_forgets_the_draft(browser: Browser) -> None:
    saved(browser)
    browser.submit(form="quen")
    assert browser.get("/ke-viec-tot/viec-da-lam").url == "/ke-viec-tot/"


def test_a_receipt_is_seen_only_in_the_browser_that_sent(browser: Browser, browse: Browse) -> None:
    tell(browser).submit()
    assert browse().get("/ke-viec-tot/da-nhan").url == "/ke-viec-tot/"


def test_a_receipt_is_gone_once_it_was_written_down(browser: Browser) -> None:
    tell(browser).submit()
    browser.submit(form="xong")
    assert browser.get("/ke-viec-tot/da-nhan").url == "/ke-viec-tot/"


def test_the_code_of_a_receipt_stands_in_no_table(browser: Browser, app: Flask) -> None:
    tell(browser).submit()
    code = next(words(p) for p in browser.all("p") if p.get("id") == "receipt-code")
    assert len(code.split()) == 9
    (story,) = sent(app)
    assert story.receipt_hash == codes.hashed(code)
    assert kept(app)[0].answers == {}


def test_the_square_holds_the_tracking_address(browser: Browser) -> None:
    """Bar by bar what a QR code of the address is, with its margin: what a phone photographs leads where the link does."""
    tell(browser).submit()
    link = next(a.get("href", "") for a in browser.all("a") if "trang theo dõi" in words(a))
    assert "#ma=" in link
    drawn = re.search(r'viewBox="0 0 (\d+) \1"><path stroke="#000" d="([^"]+)"', browser.response.text)
    assert drawn is not None
    dark = {
        (int(x) + n, int(y)) for x, y, long in re.findall(r"M(\d+) (\d+)\.5h(\d+)", drawn[2]) for n in range(int(long))
    }
    rows = segno.make(link, error="m", micro=False, mask=MASK).matrix
    assert dark == {(x + EDGE, y + EDGE) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark}
    assert int(drawn[1]) == len(rows) + 2 * EDGE


def test_the_hold_on_a_draft_is_signed_anew_after_an_hour_and_never_lasts_less_than_the_draft(
    browser: Browser, app: Flask, now: Traveller
) -> None:
    def answered(name: str) -> list[str]:
        data = browser.form().values | ANSWERS[name]
        gave = browser.client.post(browser.url, data=data)
        browser.get(gave.location)
        return [c for c in gave.headers.getlist("Set-Cookie") if c.startswith("draft=")]

    tell(browser, upto="whom")
    now.shift(timedelta(minutes=59))
    assert answered("whom") == []
    now.shift(timedelta(minutes=2))
    (renewed,) = answered("deed")
    assert f"Max-Age={(30 * 24 + 1) * 3600}" in renewed
    now.shift(timedelta(minutes=58))
    assert answered("details") == []
    now.shift(timedelta(days=29, hours=23, minutes=59))
    assert browser.get("/ke-viec-tot/viec-da-lam").form().values["title"] == ANSWERS["deed"]["title"]
    now.shift(timedelta(minutes=2))
    assert browser.get("/ke-viec-tot/viec-da-lam").url == "/ke-viec-tot/"
