"""An officer of the Board enters a swapped day in a browser; a resident reads what it means."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.core.actor import SYSTEM, Role
from portal.core.db import db, unit_of_work
from portal.honours.reference import load_honours
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.staff import PASSWORD, staff

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
CATALOGUE = "/nghiep-vu/danh-muc"


@pytest.fixture
def board(app: Flask, visit: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """Makes officers of the Board, signed in, before a loaded catalogue."""
    with app.app_context():
        staff(Role.APPRAISER, sign_in_name="chuyen.vien")
        with unit_of_work():
            load_honours(by=SYSTEM)
        db.session.remove()

    def come(**how: object) -> Visitor:
        visitor: Visitor = visit("officer", **how)
        visitor.open("/tai-khoan/dang-nhap")
        visitor.page.fill("[name=name]", "chuyen.vien")
        visitor.page.fill("[name=password]", PASSWORD)
        visitor.page.press("[name=password]", "Enter")
        visitor.page.wait_for_load_state("load")
        return visitor

    return come


@SIZES
def test_a_swapped_day_is_looked_at_and_confirmed(board: Callable[..., Visitor], size: dict[str, int]) -> None:
    officer = board(size=size)
    officer.open(f"{CATALOGUE}/lich/2026")
    officer.open(f"{CATALOGUE}/lich/them")
    told = {"day": "25/11/2027", "name_vi": "Nghỉ hoán đổi", "name_en": "Day off by swap", "source": "Thông báo thử"}
    for name, value in {**told, "why": "Thông báo mới của Chính phủ."}.items():
        officer.page.fill(f"[name={name}]", value)
    officer.page.select_option("[name=kind]", "swap_off")
    officer.press("Xem trước thay đổi")
    assert "sẽ kết thúc vào ngày khác" in officer.page.inner_text("main")
    officer.press("Xác nhận và ghi lại")
    assert "25/11/2027" in officer.page.inner_text("main")


@SIZES
def test_the_catalogue_and_a_correction_of_it(board: Callable[..., Visitor], size: dict[str, int]) -> None:
    officer = board(size=size)
    officer.open(f"{CATALOGUE}/van-ban")
    officer.open(f"{CATALOGUE}/khen-thuong?q=dung+cam")
    officer.page.get_by_role("link", name="Huân chương Dũng cảm").click()
    officer.look()
    officer.page.get_by_role("link", name="Sửa dòng này").click()
    officer.page.fill("[name=min_working_days]", "5")
    officer.press("Xem trước thay đổi")
    assert "Hãy ghi lý do" in officer.page.inner_text("main")
    officer.page.fill("[name=why]", "Đã đối chiếu văn bản gốc.")
    officer.press("Xem trước thay đổi")
    officer.press("Xác nhận và ghi lại")
    assert "5 ngày làm việc" in officer.page.inner_text("main")


@SIZES
@pytest.mark.usefixtures("board")
def test_a_resident_reads_which_honours_ask_and_how_days_are_counted(
    visit: Callable[..., Visitor], size: dict[str, int]
) -> None:
    resident = visit("resident", size=size)
    resident.open("/hinh-thuc-lay-y-kien")
    resident.open("/lich-lam-viec")
    resident.open("/en/lich-lam-viec")
    assert "Viet Nam time" in resident.page.inner_text("main")
