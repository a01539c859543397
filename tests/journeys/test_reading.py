"""What a first visitor opens: no fault of accessibility at phone and desk size, by day and by night, in both languages."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import DESK, PHONE, Visitor

PAGES = (
    "/",
    "/cau-chuyen",
    "/cach-xem-xet",
    "/du-lieu-ca-nhan",
    "/quy-tac-binh-luan",
    "/kha-nang-tiep-can",
    "/tai-khoan/dang-nhap",
    "/khong-co-trang-nay",
)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
def test_open_pages(visit: Callable[..., Visitor], size: dict[str, int], dark: bool) -> None:
    visitor = visit("reader", size=size, dark=dark)
    for path in PAGES:
        visitor.open(path)
        visitor.open(f"/en{path}")


def test_text_twice_as_large_on_a_small_phone(visit: Callable[..., Visitor]) -> None:
    visitor = visit("reader", size={"width": PHONE["width"] // 2, "height": 370})  # every measure of ours is in em
    for path in (*PAGES, "/ke-viec-tot/", "/theo-doi/"):
        visitor.open(path)
        visitor.open(f"/en{path}")


def test_a_file_too_large_is_said_so_before_it_is_sent(visit: Callable[..., Visitor]) -> None:
    visitor = visit("teller", size=PHONE)
    visitor.open("/ke-viec-tot/")
    visitor.page.check("[name=about][value=person]", force=True)
    visitor.press("Tiếp tục")
    visitor.page.fill("[name=s0-name]", "Đặng Thị Tơ")
    visitor.press("Tiếp tục")
    visitor.page.goto(visitor.address + "/ke-viec-tot/anh-va-nguoi-biet-chuyen")
    big = {"name": "to.jpg", "mimeType": "image/jpeg", "buffer": b"x" * (10 * 1024 * 1024 + 1)}
    small = {"name": "nho.jpg", "mimeType": "image/jpeg", "buffer": b"x"}
    visitor.page.set_input_files("[type=file]", [big, small])
    assert "“to.jpg” lớn hơn 10 MB" in visitor.page.inner_text("main")
    assert visitor.page.evaluate("document.querySelector('[type=file]').files.length") == 1


def test_going_back_past_a_mistake_opens_the_page_anew(visit: Callable[..., Visitor]) -> None:
    visitor = visit("teller", size=PHONE)
    visitor.open("/ke-viec-tot/")
    visitor.page.check("[name=about][value=person]", force=True)
    visitor.press("Tiếp tục")
    visitor.press("Tiếp tục")
    assert visitor.page.locator(".errors").count()
    visitor.page.fill("[name=s0-name]", "Đặng Thị Tơ")
    visitor.press("Tiếp tục")
    visitor.page.go_back()
    assert visitor.page.input_value("[name=s0-name]") == "Đặng Thị Tơ"


SMALL = """() => [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && !e.closest("svg, .vh")
  && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && parseFloat(getComputedStyle(e).fontSize) < 16)
  .map((e) => e.textContent.trim().slice(0, 40))"""


def test_nothing_is_written_smaller_than_16_px_on_a_phone(visit: Callable[..., Visitor]) -> None:
    visitor = visit("reader", size=PHONE)
    for path in (*PAGES, "/ke-viec-tot/", "/theo-doi/", "/lay-y-kien", "/lich-lam-viec"):
        visitor.open(path)
        assert visitor.page.evaluate(SMALL) == [], path
