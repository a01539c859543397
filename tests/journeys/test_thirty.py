"""Thirty things of every sort judged one after the other without a mouse, each press of a key counted.

Where PORTAL_TEST_WALK names a file, the walk is written there as a table, with the seconds that pages and server took.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.consultations.opinions.states import Stance
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import Turn
from portal.moderation.reasons import load_reasons
from tests.consultations.clean import SAID
from tests.consultations.held import announced, candidate_of, opinion
from tests.journeys.conftest import Visitor
from tests.staff import PASSWORD, staff
from tests.web.moderation.told import enter

WALK = os.environ.get("PORTAL_TEST_WALK", "")


@dataclass(frozen=True)
class Step:
    """A thing that waits, what is decided, and the keys that it takes; "→" is a key that leads to the next page."""

    text: str
    what: str
    keys: tuple[str, ...]
    stance: Stance | None = Stance.SUPPORT  # none: a testimony


SEND, DOWN = "→Control+Enter", "ArrowDown"
ACCEPT, COVER, DECLINE = ("1", SEND), ("1", SEND, SEND), ("2", DOWN, SEND, SEND)  # the letter is seen, then sent
ASKED = ("3", DOWN, SEND, SEND)
PUBLISHED = [Step(text, "publish", ACCEPT, stance) for text, stance in zip(SAID[:14], [*Stance] * 4, strict=False)]
COVERED = [
    Step(f"{SAID[14 + n]} Ai cần cứ gọi 0912 345 67{n} nhé.", "publish, the number is covered", COVER) for n in range(4)
]
DECLINED = [
    Step("Đồ ngu, chỉ giỏi làm màu, biến đi cho khuất mắt.", "do not publish", DECLINE),
    Step("Shop em đang giảm giá dép nhựa, mua hai tặng một, inbox nhận quà.", "do not publish", DECLINE),
]
PROPOSED = [
    Step("Bà này chẳng làm gì ra hồn, phong tặng chỉ tổ phí tiền.", "propose not to publish", (*DECLINE, "→Enter"), Stance.NOT_YET)
]  # fmt: skip
ASKED_BACK = [Step("Tôi thấy cô ấy giúp người ta nhiều lắm, hôm ấy tôi đứng ngay đó.", "ask the writer", ASKED)]
STORIES = [
    *(
        Step(f"Nồi chè thứ {n}", "accept, with covers; the draft waits", ("2", SEND, SEND, "→j", "→j"), None)
        for n in range(1, 4)
    ),
    *(Step(f"Gánh nước thứ {n}", "ask for consent", ("4", SEND, SEND), None) for n in range(1, 4)),
    Step("Chuyện kể dở dang", "ask the writer", ("3", DOWN, SEND, SEND), None),
    Step("Quảng cáo quán ăn", "do not publish", ("6", DOWN, SEND, SEND), None),
]
STEPS = [*PUBLISHED, *COVERED, *DECLINED, *PROPOSED, *ASKED_BACK, *STORIES]


@pytest.fixture
def moderator(app: Flask, visit: Callable[..., Visitor]) -> Iterator[Visitor]:
    """Somebody before the list with all of these waiting, every check done."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock, app.app_context():
        staff(Role.MODERATOR, sign_in_name="kiem.duyet")
        with unit_of_work():
            load_reasons()
        candidate = candidate_of(announced())
        clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        for n, step in enumerate(STEPS):
            clock.shift(timedelta(minutes=1))
            if step.stance is None:
                with unit_of_work():
                    enter(title=step.text, name=f"Nguyễn Thị Tơ {n}")
            else:
                opinion(
                    candidate, text=step.text, stance=step.stance, form_key=f"{n:032x}", receipt_hash=f"{n:064x}",
                    email=f"nguoi{n}@example.vn",
                )  # fmt: skip
        runner.run_due()
        db.session.remove()
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=True):
        visitor = visit("moderator")
        visitor.open("/tai-khoan/dang-nhap")
        visitor.page.fill("[name=name]", "kiem.duyet")
        visitor.page.fill("[name=password]", PASSWORD)
        visitor.page.press("[name=password]", "Enter")
        visitor.page.wait_for_load_state("load")
        visitor.open("/nghiep-vu/hang-doi")
        yield visitor


def before(visitor: Visitor) -> Step:
    """The thing that the page shows: by its heading, or by the words of the opinion."""
    page = visitor.page
    shown = f"{page.locator('#item').inner_text()}\n{page.locator('blockquote.read').first.text_content()}"
    return next(step for step in STEPS if step.text[:40] in shown)


def test_thirty_things_by_keyboard_alone(app: Flask, moderator: Visitor) -> None:
    assert len(STEPS) == 30
    page, done, lines = moderator.page, [], []
    press(page, "→j")
    for n in range(len(STEPS)):
        step, began = before(moderator), time.monotonic()
        for key in step.keys:
            press(page, key)
        done.append(step)
        keys = " ".join(key.lstrip("→") for key in step.keys)
        kind = "testimony" if step.stance is None else f"opinion ({step.stance})"
        lines.append(f"| {n + 1} | {kind} | {step.what} | {keys} | {len(step.keys)} | {time.monotonic() - began:.1f} |")
    assert {step.text for step in done} == {step.text for step in STEPS}
    pressed = 1 + sum(len(step.keys) for step in done)
    assert pressed == 1 + 14 * 2 + 4 * 3 + 2 * 4 + 5 + 4 + 3 * 5 + 3 * 3 + 2 * 4
    with app.app_context():
        waits = db.session.scalar(sa.select(sa.func.count()).where(DeskItem.turn == Turn.DESK, DeskItem.eyes.is_(None)))
        db.session.remove()
    assert waits == 3  # whose consent is asked for: a colleague records it
    if WALK:
        head = "| | thing | decision | keys | presses | seconds |\n|---:|---|---|---|---:|---:|"
        Path(WALK).write_text("\n".join([head, *lines, f"\nPresses in all: {pressed}, the first J included.\n"]))


def press(page, key: str) -> None:  # type: ignore[no-untyped-def]  # Playwright has no types here
    """Press a key, and wait for the page that it leads to."""
    if not key.startswith("→"):
        page.keyboard.press(key)
        return
    if key == "→Enter":  # the browser sets the focus that the page asks for a moment after it has loaded
        page.wait_for_function("document.activeElement !== document.body")
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key[1:])
