"""Several opinions in one act: by keyboard at a desk, by touch on a phone, and without scripts."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Display, OpinionState, Relation, Stance
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.moderation.reasons import load_reasons
from tests.consultations.clean import clean, some
from tests.consultations.held import announced, candidate_of, opinion
from tests.journeys.conftest import PHONE, Visitor
from tests.staff import PASSWORD, staff

SEVERAL = "/nghiep-vu/cung-luc"
FIT = 5


@pytest.fixture
def desk(app: Flask, visit: Callable[..., Visitor]) -> Iterator[Callable[..., Visitor]]:
    """Five opinions fit and two do not; makes moderators signed in."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock, app.app_context():
        staff(Role.MODERATOR, sign_in_name="kiem.duyet")
        with unit_of_work():
            load_reasons()
        candidate = candidate_of(announced())
        clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        some(candidate, FIT - 2)
        clean(
            candidate, stance=Stance.NOT_YET, relation=Relation.OTHER, relation_text="học trò cũ", name="Đinh Thị Lụa"
        )
        clean(candidate, stance=Stance.REMARKS, display=Display.UNPUBLISHED)
        clean(candidate, text="Cô ấy rất tận tâm với lũ trẻ trong xóm, cứ gọi tôi số 0912 345 678 để hỏi.")
        opinion(candidate)
        db.session.remove()
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=True):

        def come(**how: object) -> Visitor:
            visitor: Visitor = visit("moderator", **how)
            visitor.open("/tai-khoan/dang-nhap")
            visitor.page.fill("[name=name]", "kiem.duyet")
            visitor.page.fill("[name=password]", PASSWORD)
            visitor.press("Đăng nhập")
            return visitor

        yield come


def published(app: Flask) -> int:
    with app.app_context():
        waits = sa.select(sa.func.count()).where(Opinion.state.in_((OpinionState.PUBLISHED, OpinionState.COUNTED)))
        number = db.session.scalar(waits) or 0
        db.session.remove()
        return number


def test_by_keyboard_each_is_read_in_its_turn_and_ticked_with_one_key(app: Flask, desk: Callable[..., Visitor]) -> None:
    moderator = desk()
    moderator.open("/nghiep-vu/hang-doi")
    moderator.page.get_by_role("link", name="Nhiều việc một lượt").click()
    moderator.look()
    moderator.press("Đọc 5 ý kiến")
    page = moderator.page
    page.locator("input[name=item]").first.focus()
    for _ in range(FIT - 1):
        page.keyboard.press("Space")
        page.keyboard.press("j")
    assert page.locator("[data-several-number]").inner_text() == "4 / 5"
    page.keyboard.press("k")
    page.keyboard.press("Space")
    assert page.locator("input[name=item]:checked").count() == 3
    moderator.press("Tiếp tục")
    moderator.press("Chấp nhận 3 ý kiến")
    assert published(app) == 3
    moderator.press("Hoàn tác tất cả")
    assert published(app) == 0


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_on_a_phone_it_is_read_ticked_and_taken_back(app: Flask, desk: Callable[..., Visitor], script: bool) -> None:
    moderator = desk(size=PHONE, script=script, touch=True)
    moderator.open(SEVERAL)
    moderator.press("Đọc 5 ý kiến")
    moderator.press("Tiếp tục")
    assert moderator.page.get_by_role("alert").is_visible()
    for box in moderator.page.locator("label[for^=t-]").all():
        box.tap()
    moderator.press("Tiếp tục")
    moderator.press("Chấp nhận 5 ý kiến")
    assert published(app) == FIT
    moderator.press("Hoàn tác tất cả")
    assert published(app) == 0
