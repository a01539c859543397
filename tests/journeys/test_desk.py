"""The desk by keyboard and by drawing: what scripts add, and that they can be switched off."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.core import clock
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.storage import intake, services
from portal.core.storage.store import chosen
from portal.moderation.reasons import load_reasons
from tests.core.storage.shots import picture
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.staff import PASSWORD, staff
from tests.web.moderation.told import add_photo, enter


@pytest.fixture
def desk(app: Flask, visit: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """Two stories at the desk, one with a photo; makes moderators signed in before the queue."""
    out = io.BytesIO()
    picture(600, 400).save(out, "JPEG")
    with app.app_context():
        staff(Role.MODERATOR, sign_in_name="kiem.duyet")
        received = intake.receive(io.BytesIO(out.getvalue()), name="anh.jpg", store=chosen())
        with unit_of_work():
            load_reasons()
            first = enter(title="Chuyện một")
            enter(title="Chuyện hai", received_at=clock.now() + timedelta(minutes=1))
            add_photo(first.id, services.keep(received).id)
        db.session.remove()

    def come(**how: object) -> Visitor:
        visitor: Visitor = visit("moderator", **how)
        visitor.open("/tai-khoan/dang-nhap")
        visitor.page.fill("[name=name]", "kiem.duyet")
        visitor.page.fill("[name=password]", PASSWORD)
        visitor.page.press("[name=password]", "Enter")
        visitor.page.wait_for_load_state("load")
        visitor.open("/nghiep-vu/hang-doi")
        return visitor

    return come


def test_the_desk_works_by_keyboard(desk: Callable[..., Visitor]) -> None:
    page = desk().page
    page.keyboard.press("j")
    page.wait_for_url("**/loi-ke/**")
    assert page.inner_text("#item") == "Chuyện một"
    assert page.locator(".btn kbd:visible").count()
    page.keyboard.press("g")
    page.get_by_text("Bạn đang giữ bài này").wait_for()
    page.keyboard.press("6")
    assert page.is_checked("[name=outcome][value=decline]")
    page.keyboard.press("1")
    assert page.is_checked("[name=outcome][value=accept]")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/xem-thu*")


def test_shortcuts_do_nothing_while_typing_and_can_be_switched_off(desk: Callable[..., Visitor]) -> None:
    page = desk().page
    page.click(".queue a")
    page.wait_for_url("**/loi-ke/**")
    here = page.url
    page.focus("[name=note]")
    page.keyboard.type("jk6")
    assert page.url == here
    assert page.input_value("[name=note]") == "jk6"
    page.uncheck("[data-keys-on]", force=True)
    page.locator("h1").click()
    page.keyboard.press("6")
    assert not page.is_checked("[name=outcome][value=decline]")
    page.reload()
    assert not page.is_checked("[data-keys-on]")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_part_of_a_photo_is_covered_by_drawing(desk: Callable[..., Visitor], size: dict[str, int]) -> None:
    visitor = desk(size=size)
    page = visitor.page
    page.click(".queue a")
    page.wait_for_url("**/loi-ke/**")
    page.click("a:has-text('Che một phần')")
    page.wait_for_url("**/che-anh/**")
    visitor.look()
    page.locator("[data-masking] img").evaluate("img => img.decode()")
    for again in range(4):  # three rows; what is drawn beside them finds none
        assert page.is_visible("[data-masking-full]") is (again == 3)
        box = page.locator("[data-masking] svg").bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.6)
        page.mouse.up()
    for _ in range(2):
        page.click("[data-clear] >> visible=true >> nth=1")
    assert page.locator("[data-masking] rect").count() == 1 and not page.is_visible("[data-masking-full]")
    drawn = [float(page.input_value(f"[name={side}-0]")) for side in ("left", "top", "width", "height")]
    assert drawn == pytest.approx([10, 20, 40, 40], abs=1.5)
    visitor.press("Che những chỗ này")
    assert "Đã che 1 chỗ" in page.inner_text("main")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_desk_works_without_scripts(desk: Callable[..., Visitor], size: dict[str, int]) -> None:
    visitor = desk(size=size, script=False)
    page = visitor.page
    page.click(".queue a")
    page.wait_for_url("**/loi-ke/**")
    visitor.look()
    assert page.locator("kbd").count() and not page.locator("kbd:visible").count(), "a key is shown that does nothing"
    page.check("[name=outcome][value=decline]", force=True)
    page.select_option("[name=reason_decline]", "too_little")
    visitor.press("Xem thư")
    assert "chưa đủ căn cứ để xác minh" in page.inner_text("[data-letter]")
    visitor.press("Lưu và sang bài sau")
    assert page.inner_text("#item") == "Chuyện hai"
    visitor.press("Hoàn tác")
    assert page.inner_text("#item") == "Chuyện một"
