"""A Board user announces a round: refused while unlawful, then lawful; it opens on its own, and is extended."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.consultations.candidates.models import Candidate
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.core.actor import SYSTEM, Role
from portal.core.db import db, unit_of_work
from portal.honours import queries
from portal.honours.reference import load_honours
from tests.consultations.held import drafted
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.staff import PASSWORD, staff

WHY = "Người dân ở ba thôn xin thêm thời gian vì mưa lũ chia cắt đường đi."


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_round_is_announced_opens_by_itself_and_is_extended(
    app: Flask, visit: Callable[..., Visitor], size: dict[str, int]
) -> None:
    with app.app_context():
        staff(Role.APPRAISER, Role.BOARD_LEAD, sign_in_name="tham.dinh")
        with unit_of_work():
            load_honours(by=SYSTEM)
        round, calendar = drafted(), queries.calendar()
        db.session.remove()
    visitor = visit("board", size=size)
    page = visitor.page
    visitor.open("/tai-khoan/dang-nhap")
    page.fill("[name=name]", "tham.dinh")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state("load")
    home = f"/nghiep-vu/dot-lay-y-kien/{round.id}"
    for path in ("/nghiep-vu/dot-lay-y-kien", "/nghiep-vu/dot-lay-y-kien/them", home, f"{home}/sua", f"{home}/huy",
                 f"{home}/chon-nguoi?q=nhai", f"{home}/dua-them"):  # fmt: skip
        visitor.open(path)
    visitor.open(f"{home}/cong-bo")
    opens = clock.local(clock.now()) + timedelta(days=2)  # ahead, even if midnight comes before it is announced
    page.fill("[name=opens_at]", f"{opens:%d/%m/%Y}")
    page.fill("[name=closes_on]", f"{opens + timedelta(days=3):%d/%m/%Y}")
    page.fill("[name=council_on]", f"{opens + timedelta(days=60):%d/%m/%Y}")
    visitor.press("Xem trước thay đổi")
    assert "quá ngắn" in page.inner_text("main")
    page.fill("[name=closes_on]", f"{calendar.add(opens.date(), 25):%d/%m/%Y}")
    visitor.press("Xem trước thay đổi")
    visitor.press("Xác nhận và ghi lại")
    assert "Sắp mở" in page.inner_text("main")
    visitor.open(f"{home}/rut-cong-bo")
    with app.app_context(), unit_of_work() as session:  # the hour of opening comes
        for thing in (Round, Candidate):
            session.execute(sa.update(thing).values(opens_at=clock.now()))
    visitor.open(home)
    assert "Đang lấy ý kiến" in page.inner_text("main")
    visitor.open(f"{home}/gian-doan")
    visitor.open(f"{home}/gia-han")
    page.fill("[name=closes_on]", f"{calendar.add(opens.date(), 28):%d/%m/%Y}")
    page.fill("[name=reason_vi]", WHY)
    visitor.press("Xem trước thay đổi")
    visitor.press("Xác nhận và ghi lại")
    assert WHY in page.inner_text("main")
    visitor.open(f"{home}/xac-nhan-cong-khai")
    visitor.open(f"{home}/ket-qua")
    visitor.open(home)
    page.get_by_role("link", name="Trần Thị Nhài").click()
    page.wait_for_load_state("load")
    visitor.look()
    candidate = page.url.removeprefix(visitor.address)
    for end in ("dinh-chinh", "rut", "tam-dung", "tai-lieu", "van-de", "van-de/them", "ket-luan", "sap-xep"):
        visitor.open(f"{candidate}/{end}")
