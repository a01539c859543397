"""Files with an opinion and the photo of a candidate, chosen in a real browser, with and without its scripts."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, request, request_finished

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.models import OpinionFile
from portal.consultations.rounds import scheduling
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.engines.calendar.workdays import standard
from portal.web.kit.parcels import AHEAD
from tests.consultations.held import BOARD, LAW, TEXT, candidate_of, drafted
from tests.core.storage.shots import PDF, exif, picture, saved
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.staff import PASSWORD, staff

PHOTO = {
    "name": "ba-nhai.jpg", "mimeType": "image/jpeg", "buffer": saved(picture(900, 1200), "jpeg", exif=exif()),
}  # fmt: skip
PAPER = {"name": "tóm tắt thành tích.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture
def id(app: Flask) -> uuid.UUID:
    """The one candidate of a round being prepared."""
    with app.app_context():
        found = candidate_of(drafted("Trần Thị Nhài")).id
        staff(Role.APPRAISER, sign_in_name="tham.dinh")
        staff(Role.MODERATOR, sign_in_name="kiem.duyet")
        db.session.remove()
    return found


def opened(app: Flask, id: uuid.UUID) -> str:
    """The round is open: the address of its candidate."""
    with app.app_context():
        round = db.session.scalars(sa.select(Round)).one()
        close = LAW.first_close(clock.today() + timedelta(days=1))  # should midnight come before it opens
        council = standard().add(close, 3)
        with unit_of_work():
            scheduling.schedule(round, opens_at=clock.now(), closes_on=close, council_on=council, law=LAW, by=BOARD)
        address = f"/lay-y-kien/{round.slug}/{db.session.get_one(Candidate, id).slug}"
        db.session.remove()
    return address


def signed_in(visitor: Visitor, name: str) -> Visitor:
    visitor.open("/tai-khoan/dang-nhap")
    visitor.page.fill("[name=name]", name)
    visitor.page.fill("[name=password]", PASSWORD)
    visitor.page.press("[name=password]", "Enter")
    visitor.page.wait_for_load_state("load")
    return visitor


@pytest.mark.parametrize("script", [True, False], ids=["phone", "phone-without-script"])
def test_files_survive_a_mistake_and_reach_staff_only(
    app: Flask, visit: Callable[..., Visitor], id: uuid.UUID, script: bool
) -> None:
    path = opened(app, id)
    resident = visit("speaker", size=PHONE, script=script)
    resident.open(f"{path}/gop-y")
    resident.page.set_input_files("[name=files]", [PHOTO, PAPER])
    resident.page.fill("[name=text]", TEXT)
    resident.press("Gửi góp ý")
    assert resident.page.locator(".files li").count() == 2
    resident.page.check("[name=stance][value=support]")
    resident.page.check("[name=how_known][value=saw]")
    resident.page.fill("[name=email]", "lua@example.vn")
    resident.press("Gửi góp ý")
    assert resident.page.locator("#receipt-code").count() == 1
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(OpinionFile)) == 2
        db.session.remove()
    moderator = signed_in(visit("moderator", size=PHONE), "kiem.duyet")
    moderator.open("/nghiep-vu/y-kien")
    moderator.page.get_by_role("link", name="Trần Thị Nhài").click()
    moderator.look()
    with moderator.page.expect_download() as saving:
        moderator.page.get_by_role("link", name="Mở tóm tắt thành tích.pdf").click()
    assert saving.value.suggested_filename == "tóm tắt thành tích.pdf"


def test_words_travel_before_files(app: Flask, visit: Callable[..., Visitor], id: uuid.UUID) -> None:
    board = signed_in(visit("board"), "tham.dinh")
    board.open(f"/nghiep-vu/ung-vien/{id}/anh")
    fill(board, file=PHOTO, alt="Bà Nhài", agreed="Bà Nhài")
    names = board.page.evaluate("[...new FormData(document.querySelector('form[enctype]'))].map(([name]) => name)")
    assert names[-1] == "file" and {"csrf_token", "alt", "agreed", "focus_y"} <= set(names[:-1])
    assert (
        board.page.evaluate("new FormData(document.querySelector('form[enctype]')).get('file').name") == "ba-nhai.jpg"
    )


def test_words_are_kept_although_the_upload_never_arrives(app: Flask, visit: Callable[..., Visitor]) -> None:
    teller = visit("teller", size=PHONE)
    teller.open("/ke-viec-tot/")
    teller.page.check("[name=about][value=person]", force=True)
    teller.press("Tiếp tục")
    teller.open("/ke-viec-tot/anh-va-nguoi-biet-chuyen")
    teller.page.fill("[name=taken_by]", "Trần Văn Minh")
    teller.page.set_input_files("[name=files]", PHOTO)
    whole, came = teller.page.context, threading.Event()
    whole.route(
        teller.page.url, lambda route: route.abort() if route.request.is_navigation_request() else route.fallback()
    )

    def done(*_: object, **__: object) -> None:
        if request.form.get(AHEAD):
            came.set()

    with request_finished.connected_to(done, app):
        teller.page.locator("main .actions .btn").first.click(no_wait_after=True)
        for _ in range(3000):
            if not came.is_set():
                teller.page.wait_for_timeout(10)  # the browser's own doings go on
    whole.unroute_all()
    teller.open("/ke-viec-tot/anh-va-nguoi-biet-chuyen")
    assert teller.page.input_value("[name=taken_by]") == "Trần Văn Minh"


def test_the_board_hangs_a_photo_and_a_document_that_everyone_sees(
    app: Flask, visit: Callable[..., Visitor], id: uuid.UUID
) -> None:
    board = signed_in(visit("board", size=PHONE), "tham.dinh")
    board.open(f"/nghiep-vu/ung-vien/{id}/anh")
    board.press("Lưu")
    assert board.page.locator(".errors li").count() == 3
    fill(board, file=PHOTO, alt="Bà Nhài bên xe rác, trời chưa sáng", agreed="Bà Nhài, qua điện thoại hôm nay")
    board.press("Lưu")
    board.open(f"/nghiep-vu/ung-vien/{id}/tai-lieu")
    fill(board, file=PAPER, title="Báo cáo tóm tắt thành tích")
    board.press("Thêm")
    path = opened(app, id)
    for size in (PHONE, DESK):
        reader = visit(f"reader-{size['width']}", size=size)
        reader.open(path)
        reader.page.wait_for_function("document.querySelector('.profile img').naturalWidth > 0")
        assert reader.page.locator(".profile img").get_attribute("alt") == "Bà Nhài bên xe rác, trời chưa sáng"
        assert "Báo cáo tóm tắt thành tích" in reader.page.inner_text("main")
        reader.open(path.rpartition("/")[0])


def fill(visitor: Visitor, *, file: dict[str, Any], **told: str) -> None:
    visitor.page.set_input_files("[name=file]", file)
    for name, words in told.items():
        visitor.page.fill(f"[name={name}]", words)
