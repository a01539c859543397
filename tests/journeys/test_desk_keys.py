"""A shift at the desk without a mouse, and one by touch: opinions one after the other, each key counted."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.moderation.reasons import load_reasons
from tests.consultations.held import announced, candidate_of, opinion
from tests.journeys.conftest import PHONE, Visitor
from tests.staff import PASSWORD, staff

ITEMS = 8


class Keys:
    """Presses keys, and counts them."""

    def __init__(self, visitor: Visitor) -> None:
        self.page, self.pressed = visitor.page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def on(self, *keys: str) -> None:
        """Press keys that lead to another page."""
        before = self.page.url
        self.press(*keys)
        self.page.wait_for_url(lambda url: url != before, wait_until="load")


@pytest.fixture
def desk(app: Flask, visit: Callable[..., Visitor]) -> Iterator[Callable[..., Visitor]]:
    """Eight opinions that support a candidate wait; makes moderators signed in before the list of opinions."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock, app.app_context():
        staff(Role.MODERATOR, sign_in_name="kiem.duyet")
        with unit_of_work():
            load_reasons()
        candidate = candidate_of(announced())
        clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        for n in range(ITEMS):
            opinion(candidate, form_key=f"{n:032x}", receipt_hash=f"{n:064x}", email=f"nguoi{n}@example.vn")
        db.session.remove()
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=True):

        def come(**how: object) -> Visitor:
            visitor: Visitor = visit("moderator", **how)
            visitor.open("/tai-khoan/dang-nhap")
            visitor.page.fill("[name=name]", "kiem.duyet")
            visitor.page.fill("[name=password]", PASSWORD)
            visitor.page.press("[name=password]", "Enter")
            visitor.page.wait_for_load_state("load")
            visitor.open("/nghiep-vu/hang-doi?kind=opinion")
            return visitor

        yield come


def states(app: Flask) -> dict[OpinionState, int]:
    with app.app_context():
        rows = db.session.execute(sa.select(Opinion.state, sa.func.count()).group_by(Opinion.state)).all()
        db.session.remove()
    return {row[0]: row[1] for row in rows}


def test_a_shift_by_keyboard_takes_two_presses_for_each_clean_opinion(app: Flask, desk: Callable[..., Visitor]) -> None:
    visitor = desk()
    keys = Keys(visitor)
    keys.on("j")
    for _ in range(ITEMS - 1):
        keys.press("1")
        keys.on("Control+Enter")
    assert keys.pressed == 1 + 2 * (ITEMS - 1)
    keys.press("2", "ArrowDown")  # not published: straight to its reason, and to the letter that says it
    keys.on("Control+Enter")
    keys.on("Control+Enter")
    assert keys.pressed == 1 + 2 * (ITEMS - 1) + 4
    assert states(app) == {OpinionState.PUBLISHED: ITEMS - 1, OpinionState.DECLINED: 1}
    visitor.look()


def test_one_key_calls_a_flag_wrong(app: Flask, desk: Callable[..., Visitor]) -> None:
    with app.app_context():
        candidate = db.session.scalars(sa.select(Opinion)).first().candidate  # type: ignore[union-attr]  # there is one
        said = opinion(candidate, text="Bà con gọi cô ấy theo số 0912 345 678 lúc nào cũng được, đêm hôm cô vẫn đi.").id
        runner.run_due()
        db.session.remove()
    visitor = desk()
    visitor.open(f"/nghiep-vu/y-kien/{said}?kind=opinion")
    page = visitor.page
    assert page.locator("[data-flag-wrong]").first.inner_text().startswith("Gợi ý sai")
    with page.expect_navigation():
        page.keyboard.press("x")
    assert page.locator("[data-flag-wrong]").first.inner_text().startswith("Gợi ý này đúng")


def test_a_decision_by_touch_on_a_phone(app: Flask, desk: Callable[..., Visitor]) -> None:
    visitor = desk(size=PHONE, touch=True)
    page = visitor.page
    page.locator(".queue a").first.tap()
    page.wait_for_url("**/y-kien/**")
    visitor.look()
    page.locator("label[for=outcome-0]").tap()
    assert page.is_checked("#outcome-0")
    before = page.url
    page.get_by_role("button", name="Quyết định và sang bài sau").tap()
    page.wait_for_url(lambda url: url != before, wait_until="load")
    assert states(app)[OpinionState.PUBLISHED] == 1
