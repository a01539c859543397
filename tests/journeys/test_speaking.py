"""A resident reads about a candidate, says what she knows, confirms it, follows it; a moderator reads it."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState, Verified
from portal.consultations.rounds import scheduling
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.mail.models import Letter
from portal.engines.calendar.workdays import standard
from tests.consultations.held import BOARD, LAW, TEXT, candidate_of, drafted
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.staff import PASSWORD, staff

WAYS = pytest.mark.parametrize(
    ("size", "script", "english"),
    [(PHONE, True, False), (PHONE, False, False), (DESK, True, True)],
    ids=["phone", "phone-without-script", "desk-english"],
)


@pytest.fixture
def path(app: Flask) -> str:
    """The address of a candidate in a round that has just opened."""
    with app.app_context():
        round = drafted("Trần Thị Nhài")
        close = LAW.first_close(clock.today() + timedelta(days=1))  # should midnight come before it opens
        with unit_of_work():
            scheduling.schedule(
                round, opens_at=clock.now(), closes_on=close, council_on=standard().add(close, 3), law=LAW, by=BOARD
            )
        address = f"/lay-y-kien/{round.slug}/{candidate_of(round).slug}"
        staff(Role.MODERATOR, sign_in_name="kiem.duyet")
        db.session.remove()
    return address


def the_opinion(app: Flask) -> Opinion:
    with app.app_context():
        found = db.session.scalars(sa.select(Opinion)).one()
        db.session.expunge_all()
        return found


def letters_key(app: Flask) -> str:
    """The key in the letter that asks to confirm, once a worker has written it."""
    for _ in range(100):
        with app.app_context():
            text = db.session.scalars(sa.select(Letter.text).where(Letter.kind == "opinion_verify")).first()
            db.session.remove()
        if text:
            return re.findall(r"xac-nhan/([\w-]+)", text)[0]
        time.sleep(0.1)
    raise AssertionError("no letter was written")


@WAYS
def test_from_reading_to_a_confirmed_opinion(
    app: Flask, visit: Callable[..., Visitor], path: str, size: dict[str, int], script: bool, english: bool
) -> None:
    at = "/en" if english else ""
    resident = visit("speaker", size=size, script=script)
    resident.open(f"{at}/lay-y-kien")
    resident.open(f"{at}{path.rsplit('/', 1)[0]}")
    label, choice = (resident.page.locator(css).bounding_box() for css in ("label[for=f]", "#f"))
    assert label["x"] + label["width"] < choice["x"], "which candidates are shown stands in one row with its word"
    resident.open(f"{at}{path}")
    resident.page.locator(f"main a[href$='{path}/gop-y']").click()
    resident.look()
    resident.press("Send my opinion" if english else "Gửi góp ý")
    assert resident.page.locator(".errors li").count() == 4
    resident.page.check("[name=stance][value=remarks]")
    resident.page.fill("[name=text]", TEXT)
    resident.page.check("[name=how_known][value=saw]")
    resident.page.fill("[name=email]", "lua@example.vn")
    resident.press("Send my opinion" if english else "Gửi góp ý")
    code = resident.page.inner_text("#receipt-code")
    resident.open(f"/lay-y-kien/xac-nhan/{letters_key(app)}")
    assert the_opinion(app).verified is Verified.NO
    resident.press("Đúng là của tôi")
    assert the_opinion(app).verified is Verified.EMAIL
    resident.open("/theo-doi/")
    resident.page.fill("[name=code]", code)
    resident.press("Mở")
    assert "Đang xem xét" in resident.page.inner_text("main")


def test_a_moderator_reads_it_and_the_public_sees_it(app: Flask, visit: Callable[..., Visitor], path: str) -> None:
    resident = visit("speaker", size=PHONE)
    resident.open(f"{path}/gop-y")
    resident.page.check("[name=stance][value=support]")
    resident.page.fill("[name=text]", TEXT + " Gọi tôi số 0912 345 678 nhé.")
    resident.page.check("[name=how_known][value=saw]")
    resident.page.fill("[name=email]", "lua@example.vn")
    resident.press("Gửi góp ý")
    assert "Có vẻ là số điện thoại" in resident.page.inner_text("main")
    resident.press("Gửi nguyên như vậy")
    moderator = visit("moderator", size=DESK)
    moderator.open("/tai-khoan/dang-nhap")
    moderator.page.fill("[name=name]", "kiem.duyet")
    moderator.page.fill("[name=password]", PASSWORD)
    moderator.page.press("[name=password]", "Enter")
    moderator.page.wait_for_load_state("load")
    moderator.open("/nghiep-vu/y-kien")
    moderator.page.get_by_role("link", name="Trần Thị Nhài").click()
    moderator.look()
    moderator.page.check("[name=outcome][value=accept]")
    moderator.press("Quyết định và sang bài sau")
    assert "0912" not in moderator.page.inner_text("main aside"), (
        "what is decided, beside the letter that is seen first"
    )
    moderator.press("Lưu và sang bài sau")
    assert the_opinion(app).state is OpinionState.PUBLISHED
    resident.open(path)
    shown = resident.page.inner_text("#y-kien")
    assert "quét sạch cả đoạn phố" in shown and "0912" not in shown
    box = resident.page.get_by_role("link", name="Báo về ý kiến này").bounding_box()
    assert box["height"] >= 44, "wide enough for a thumb"


def test_the_round_closes_on_its_own(app: Flask, visit: Callable[..., Visitor], path: str) -> None:
    resident = visit("late", size=PHONE)
    resident.open(f"{path}/gop-y")
    resident.page.check("[name=stance][value=support]")
    resident.page.fill("[name=text]", TEXT)
    resident.page.check("[name=how_known][value=saw]")
    resident.page.fill("[name=email]", "lua@example.vn")
    with app.app_context():
        over = clock.now() - timedelta(seconds=2)
        with unit_of_work() as session:  # as if the window had been over two seconds ago
            for table in (Candidate, Round):
                session.execute(sa.update(table).values(opens_at=over - timedelta(days=14), closes_at=over))
        db.session.remove()
    resident.press("Gửi góp ý")
    said = resident.page.inner_text("main")
    assert "Ý kiến của bạn đến sau hạn" in said and "kênh kín" in said
    assert resident.page.input_value("#viet") == TEXT
