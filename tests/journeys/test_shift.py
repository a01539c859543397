"""A shift at the desk in a real browser: a canned reply put in at once, the pages around the desk looked at by axe."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.moderation.canned import services
from portal.moderation.canned.services import Wording
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Kind
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.moderation.test_canned import EDITOR
from tests.staff import PASSWORD, staff
from tests.web.moderation.told import enter

PAGES = (
    "/nghiep-vu/cong-tac", "/nghiep-vu/cong-tac/reports/tat", "/nghiep-vu/nhat-ky", "/nghiep-vu/nhat-ky/viec",
    "/nghiep-vu/cau-soan-san", "/nghiep-vu/cau-soan-san/them", "/nghiep-vu/ban-giao", "/nghiep-vu/ngay-cua-toi",
    "/nghiep-vu/ngay-chung", "/nghiep-vu/nhac-toi", "/nghiep-vu/ly-do/too_little", "/so-lieu-kiem-duyet",
    "/en/nghiep-vu/cong-tac", "/en/nghiep-vu/nhat-ky", "/en/so-lieu-kiem-duyet",
)  # fmt: skip


@pytest.fixture
def shift(app: Flask, visit: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """A story at the desk and a canned reply; makes leads signed in."""
    with app.app_context():
        staff(Role.BOARD_LEAD, sign_in_name="lanh.dao")
        with unit_of_work():
            load_reasons()
            enter(title="Chuyện một", number="NT26-00042")
            services.add(
                Wording("Cảm ơn", "Cảm ơn bạn. Số của bạn là {number}.", "Thank you.", (Kind.NOMINATION,)), by=EDITOR
            )
        db.session.remove()

    def come(**how: object) -> Visitor:
        visitor: Visitor = visit("lead", **how)
        visitor.open("/tai-khoan/dang-nhap")
        visitor.page.fill("[name=name]", "lanh.dao")
        visitor.page.fill("[name=password]", PASSWORD)
        visitor.page.press("[name=password]", "Enter")
        visitor.page.wait_for_load_state("load")
        return visitor

    return come


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_around_the_desk_is_sound(shift: Callable[..., Visitor], size: dict[str, int]) -> None:
    visitor = shift(size=size)
    for url in PAGES:
        visitor.open(url)


def test_a_reply_goes_into_the_letter_at_once_below_what_is_written(shift: Callable[..., Visitor]) -> None:
    visitor = shift()
    visitor.open("/nghiep-vu/hang-doi")
    page = visitor.page
    page.click("text=Chuyện một")
    page.fill("#words", "Chào bạn.")
    page.select_option("#canned-words", label="Cảm ơn")
    address = page.url
    page.click("[data-canned=words] button")
    assert page.input_value("#words") == "Chào bạn.\n\nCảm ơn bạn. Số của bạn là NT26-00042."
    assert page.url == address and "Đã chèn" in page.inner_text("[data-canned=words]")
