"""Somebody afraid reports wrongdoing on a phone; the officer reads, asks, forwards; the answer waits behind nine words."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.core.actor import Role
from portal.core.db import db
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.staff import PASSWORD, staff

Visit = Callable[..., Visitor]
TEXT = "Quỹ của ngõ thu bốn mươi hai triệu mà bảng công khai chỉ ghi ba mươi triệu. Tôi có chụp cả hai bảng."
ABOUT = "Ông Hoàng Đình Kỷ, giữ quỹ khuyến học ngõ Cây Si"
ASKED = "Bạn chụp hai bảng ấy vào ngày nào?"


def enter(app: Flask, visitor: Visitor, role: Role) -> None:
    """Sign a member of staff in."""
    with app.app_context():
        staff(role, sign_in_name=role.value.replace("_", "."))
        db.session.remove()
    visitor.open("/tai-khoan/dang-nhap")
    visitor.page.get_by_label("Tên đăng nhập").fill(role.value.replace("_", "."))
    visitor.page.get_by_label("Mật khẩu").fill(PASSWORD)
    visitor.press("Đăng nhập")


def reported(visitor: Visitor) -> str:
    """Report from the landing page on; the nine words."""
    visitor.open("/kenh-bao-mat/")
    visitor.page.locator("main").get_by_role("link", name="Viết phản ánh").click()
    visitor.look()
    visitor.press("Gửi kín")
    visitor.page.get_by_label("Việc này nói về ai?").fill(ABOUT)
    visitor.page.get_by_label("Chuyện gì đã xảy ra?").fill(TEXT)
    visitor.press("Gửi kín")
    return str(visitor.page.locator("#receipt-code").inner_text())


@pytest.mark.parametrize("script", [True, False], ids=["scripted", "plain"])
def test_a_report_and_its_answer(app: Flask, visit: Visit, script: bool) -> None:
    resident = visit("resident", size=PHONE, script=script)
    code = reported(resident)
    officer = visit("officer", size=DESK, script=script)
    enter(app, officer, Role.CONFIDENTIAL_READER)
    officer.open("/tiep-nhan/")
    officer.page.get_by_role("link", name="Mở đọc").click()
    officer.look()
    assert officer.page.get_by_text(TEXT).count() == 1
    officer.page.get_by_label("Lời nhắn cho người gửi").fill(ASKED)
    officer.press("Gửi")
    officer.page.get_by_label("Chuyển đến cơ quan có thẩm quyền").check()
    officer.page.get_by_label("Cơ quan nhận chuyển").fill("UBND phường Láng")
    officer.page.get_by_label("Lý do").fill("Thuộc thẩm quyền của phường.")
    officer.press("Lưu")
    officer.page.get_by_role("link", name="Phiếu chuyển").click()
    officer.look()
    resident.open("/kenh-bao-mat/theo-doi")
    resident.page.get_by_label("Mã tra cứu của bạn").fill(code)
    resident.press("Mở")
    assert resident.page.get_by_text(ASKED).count() == 1 and resident.page.get_by_text(ABOUT).count() == 0
    resident.page.get_by_label("Lời nhắn").fill("Ngày mùng ba.")
    resident.press("Gửi lời nhắn")
    resident.page.locator(".thread").get_by_text("Ngày mùng ba.").wait_for()
    resident.look()
    resident.press("Đóng hộp thư")


def test_every_page_of_it_is_whole_in_both_languages_and_widths(app: Flask, visit: Visit) -> None:
    reported(visit("first", size=DESK))
    keeper, reader = visit("keeper", size=PHONE), visit("reader", size=PHONE)
    enter(app, keeper, Role.IDENTITY_KEEPER)
    keeper.open("/tiep-nhan/")
    keeper.page.get_by_role("link", name="Người gửi").click()
    keeper.page.get_by_label("Bảo vệ người gửi").check()
    keeper.press("Mở")
    enter(app, reader, Role.CONFIDENTIAL_READER)
    reader.open("/en/tiep-nhan/")
    reader.page.get_by_role("link", name="Open to read").click()
    reader.look()
    for size, dark in ((PHONE, False), (DESK, True)):
        anyone = visit(f"anyone-{size['width']}", size=size, dark=dark)
        for path in ("/kenh-bao-mat/", "/kenh-bao-mat/gui", "/kenh-bao-mat/theo-doi", "/kenh-bao-mat/don-to-cao"):
            anyone.open(path)
            anyone.open(f"/en{path}")
