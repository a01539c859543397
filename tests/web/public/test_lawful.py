"""What anyone may read about honours that ask the public, and about working days."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.browser import Browser, words

PAGES = ("/hinh-thuc-lay-y-kien", "/lich-lam-viec", "/lich-lam-viec/2027")


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 23, 2, tzinfo=UTC), tick=False):
        yield


def sections(browser: Browser) -> dict[str, list[str]]:
    """The entries below each heading, as they read."""
    found = (s for s in browser.get("/hinh-thuc-lay-y-kien").all("section"))
    return {words(next(s.iter("h2"))): [words(li) for li in s.iter("li")] for s in found}


@pytest.mark.usefixtures("honours")
def test_the_page_says_which_honours_ask_and_for_how_long(browser: Browser) -> None:
    found = sections(browser)
    assert list(found)[:2] == ["Ít nhất 10 ngày làm việc", "Ít nhất 7 ngày làm việc"]
    assert any("Huân chương Lao động hạng Ba" in text for text in found["Ít nhất 10 ngày làm việc"])
    assert "Công dân Thủ đô ưu tú" in found["Ít nhất 7 ngày làm việc"][0]
    assert "Giấy khen" not in browser.text


@pytest.mark.usefixtures("honours")
def test_what_is_not_certain_is_not_shown_as_certain(browser: Browser) -> None:
    found = sections(browser)
    bravery = next(text for text in found["Ít nhất 10 ngày làm việc"] if "Dũng cảm" in text)
    assert "Cần kiểm tra" in bravery and "đột xuất cần nhanh" in bravery
    assert "Cần kiểm tra" not in found["Ít nhất 7 ngày làm việc"][0]
    assert "chưa phải điều chắc chắn" in browser.text


@pytest.mark.usefixtures("honours")
def test_the_basis_of_the_day_is_named(browser: Browser) -> None:
    assert "152/2025/NĐ-CP" in browser.get("/hinh-thuc-lay-y-kien").text


@pytest.mark.usefixtures("honours")
def test_the_calendar_says_when_a_list_posted_today_would_close(browser: Browser) -> None:
    text = browser.get("/lich-lam-viec").text
    assert "7 ngày làm việc thì nhận ý kiến đến hết thứ Năm, 03/12/2026" in text
    assert "Hội đồng có thể họp từ thứ Sáu, 04/12/2026" in text
    assert "24nghỉ: Ngày Văn hóa Việt Nam".replace("24", "24 ") in text


@pytest.mark.usefixtures("honours")
def test_days_not_yet_announced_are_marked(browser: Browser) -> None:
    assert "Tết 2027 chính thức chưa được công bố" in browser.get("/lich-lam-viec/2027").text


def test_before_the_rows_are_loaded_nothing_is_claimed(browser: Browser) -> None:
    assert "đang được chuẩn bị" in browser.get("/hinh-thuc-lay-y-kien").text
    assert "chưa được công bố" in browser.get("/lich-lam-viec").text


def test_years_far_away_are_not_there(browser: Browser) -> None:
    browser.get("/lich-lam-viec/2030", 404)


@pytest.mark.usefixtures("honours")
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_second_reading_costs_a_304_and_no_cookie(browser: Browser, path: str, prefix: str) -> None:
    first = browser.get(prefix + path).response
    assert "Set-Cookie" not in first.headers
    again = browser.client.get(prefix + path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_footer_leads_there(browser: Browser) -> None:
    assert browser.get("/").follow("Danh hiệu cần lấy ý kiến").h1.startswith("Danh hiệu, hình thức nào")
    assert browser.follow("Cách tính ngày làm việc").h1 == "Lịch làm việc năm 2026"
