"""The main job, whole: a resident tells of a deed, a moderator checks it, the nominee agrees, the story is public,
and the resident can follow all of it without an account."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.core import clock
from portal.core.actor import SYSTEM, Role
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.moderation.reasons import load_reasons
from portal.organisations.services import load_reference
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.staff import PASSWORD, staff

STORY = (
    "Bà Tơ dậy từ bốn giờ sáng mỗi ngày để nấu nước chè cho người nhà bệnh nhân trước cổng bệnh viện. Suốt mười hai năm bà "
    "không lấy tiền của ai. Mùa đông bà nhóm thêm bếp than cho mọi người ngồi sưởi. Có hôm tôi thấy bà nhường cả áo ấm cho một "
    "chị từ quê lên nuôi con. Ai hỏi thì bà chỉ cười, bảo thương thì làm thôi. Cần gì cứ gọi tôi 0912 345 678."
)
BODY = "Bà Tơ dậy từ bốn giờ sáng để nấu nước chè cho người nhà bệnh nhân.\n\n## Bếp than\n\nMùa đông bà nhóm thêm bếp than cho mọi người ngồi sưởi."
WORDS = {
    "vi": {"next": "Tiếp tục", "send": "Gửi câu chuyện", "thanks": "Cảm ơn bạn"},
    "en": {"next": "Continue", "send": "Send the story", "thanks": "Thank you"},
}


@pytest.fixture
def city(app: Flask) -> None:
    """A city with its wards, reasons and staff."""
    with app.app_context():
        with unit_of_work():
            load_reference(by=SYSTEM)
            load_reasons()
        staff(Role.MODERATOR, sign_in_name="kiem.duyet")
        staff(Role.EDITOR, sign_in_name="bien.tap")
        db.session.remove()


@pytest.mark.parametrize(
    ("language", "size", "script"),
    [("vi", PHONE, True), ("vi", PHONE, False), ("vi", DESK, True), ("en", PHONE, False), ("en", DESK, True)],
    ids=["vi-phone", "vi-phone-noscript", "vi-desk", "en-phone-noscript", "en-desk"],
)
def test_from_telling_to_reading(
    app: Flask, city: None, visit: Callable[..., Visitor], language: str, size: dict[str, int], script: bool
) -> None:
    base, words = ("/en" if language == "en" else ""), WORDS[language]
    resident = visit("resident", size=size, script=script)
    code = tell(resident, base, words)
    follow(resident, base, code)
    moderate(visit("moderator", script=script))
    publish(visit("editor", script=script))
    letters_leave(app)
    read(visit("reader", size=size, script=script), base)
    with time_machine.travel(clock.now() + timedelta(minutes=2)):  # when it can be taken back no longer
        resident.open(f"{base}/theo-doi/cau-chuyen")
    assert resident.page.locator("main a[href*='/cau-chuyen/']").count(), "the resident is led to the published story"


def fill(visitor: Visitor, **values: str) -> None:
    """Fill in controls by name; a radio or checkbox of that value is pressed."""
    for name, value in values.items():
        control = visitor.page.locator(f"main [name='{name}']").first
        kind = control.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
        if kind in ("radio", "checkbox"):
            visitor.page.locator(f"main [name='{name}'][value='{value}']").check(force=True)
        elif kind == "select":
            control.select_option(value)
        else:
            control.fill(value)


def click(visitor: Visitor, what: str) -> None:
    """Follow the first link or button that a selector finds; what comes next is looked at."""
    visitor.page.locator(what).first.click()
    visitor.page.wait_for_load_state("load")
    visitor.look()


def tell(resident: Visitor, base: str, words: dict[str, str]) -> str:
    resident.open(f"{base}/ke-viec-tot/")
    fill(resident, about="person")
    resident.press(words["next"])
    fill(resident, **{"s0-name": "Đặng Thị Tơ", "s0-honorific": "bà", "s0-where": "phường Hàng Bạc, quận Hoàn Kiếm"})
    resident.press(words["next"])
    fill(resident, title="Mười hai năm bát nước chè", story="Ngắn quá.", how_known="saw")
    resident.press(words["next"])
    assert resident.page.locator(".errors").count(), "a story of two words is sent back with words"
    fill(resident, story=STORY)
    resident.press(words["next"])
    assert "“0912 345 678”" in resident.page.inner_text("main .notice"), "the number is asked about, gently and once"
    resident.press(words["next"])
    fill(resident, when="since", since="2014", ongoing="y", place="phường Hoàn Kiếm", commended="no")
    resident.press(words["next"])
    resident.press(words["next"])
    fill(resident, name="Vũ Thị Ngọ", email="ngo@example.vn", consent_said="not_asked", agreed="y")
    resident.press(words["next"])
    resident.press(words["send"])
    assert words["thanks"] in resident.page.inner_text("h1")
    return " ".join(resident.page.inner_text(".code").split())


def follow(resident: Visitor, base: str, code: str) -> None:
    assert len(code.split()) == 9
    resident.open(f"{base}/theo-doi/")
    resident.page.locator("main input[type=text], main textarea").first.fill(code.upper().replace(" ", ", "))
    click(resident, "main form button")
    assert "/theo-doi/cau-chuyen" in resident.page.url


def sign_in(visitor: Visitor, name: str) -> None:
    visitor.open("/tai-khoan/dang-nhap")
    fill(visitor, name=name, password=PASSWORD)
    visitor.press("Đăng nhập")


def moderate(moderator: Visitor) -> None:
    sign_in(moderator, "kiem.duyet")
    moderator.open("/nghiep-vu/hang-doi")
    click(moderator, ".queue a")
    assert "0912 345 678" in moderator.page.inner_text("main"), "the telephone number stands out as something to cover"
    moderator.press("Nhận bài")
    click(moderator, "a:has-text('Ghi lời đồng ý')")
    day = f"{clock.today():%d/%m/%Y}"
    fill(moderator, state="agreed", covers="story", channel="in_person", given_on=day, ground="Gặp tại nhà.")
    fill(moderator, covers="name")
    moderator.press("Ghi câu trả lời")
    fill(moderator, outcome="accept")
    moderator.press("Xem thư")
    moderator.press("Lưu và viết bài")
    assert "Hoàn tác" in moderator.page.inner_text("main")


def publish(editor: Visitor) -> None:
    sign_in(editor, "bien.tap")
    editor.open("/nghiep-vu/chuyen")
    click(editor, "section[aria-labelledby=drafts] a")
    fill(
        editor,
        title="Mười hai năm bát nước chè",
        deck="Từ năm 2014.",
        body=BODY,
        position_group="citizen",
        themes="care",
    )
    editor.press("Lưu và xem trước")
    editor.press("Đăng")
    editor.press("Đăng câu chuyện này")  # the letter to who told of it is seen first


def letters_leave(app: Flask) -> None:
    with app.app_context():
        with time_machine.travel(clock.now() + timedelta(minutes=2)):
            runner.run_due()
        db.session.remove()


def read(reader: Visitor, base: str) -> None:
    reader.open(f"{base}/cau-chuyen?q=bat+nuoc+che")
    click(reader, "main a[href*='/cau-chuyen/']")
    text = reader.page.inner_text("main")
    assert "Mười hai năm bát nước chè" in text and "Đặng Thị Tơ" in text
    assert "0912 345" not in text and "Ngọ" not in reader.page.content()
