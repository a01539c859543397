"""Letters and background work, as whoever looks after the portal sees them."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.core import clock
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.jobs import registry
from portal.core.jobs.models import Job, State
from portal.web.account.work import KINDS
from tests.browser import Browser
from tests.staff import sign_in

PAGE = "/tai-khoan/viec-nen"


@pytest.fixture
def keeper(app: Flask, browser: Browser, now: Traveller) -> Browser:
    sign_in(app, browser, Role.ADMINISTRATOR)
    return browser


def dead(app: Flask, kind: str = "mail.send", fault: str = "SMTPServerDisconnected") -> None:
    with app.app_context(), unit_of_work() as session:
        args = {"letter_id": str(uuid.uuid4())}
        session.add(
            Job(
                kind=kind, args=args, state=State.DEAD, run_at=clock.now(), created_at=clock.now(),
                finished_at=clock.now(), attempts=40, error=fault,
            )
        )  # fmt: skip


def states(app: Flask) -> list[State]:
    with app.app_context():
        found = list(db.session.scalars(sa.select(Job.state).where(Job.kind == "mail.send")))
        db.session.remove()
    return found


def test_what_was_given_up_is_told_and_tried_again(app: Flask, keeper: Browser) -> None:
    dead(app)
    dead(app)
    keeper.get("/tai-khoan/").follow("Thư và việc chạy nền")
    assert "Thư điện tử" in keeper.text and "SMTPServerDisconnected" in keeper.text
    assert "10/11/2026" in keeper.text
    keeper.submit(button="Cho làm lại", form=PAGE)
    assert "Đang làm lại" in keeper.text and "2 việc" in keeper.text and "Không có việc nào bị bỏ dở" in keeper.text
    assert states(app) == [State.READY] * 2


def test_pressed_twice_it_says_nothing_untrue(app: Flask, keeper: Browser) -> None:
    dead(app)
    token = keeper.get(PAGE).form(PAGE).values["csrf_token"]
    for _ in range(2):
        keeper.post(PAGE, {"csrf_token": token, "kind": "mail.send"})
    assert "Đang làm lại" not in keeper.text and states(app) == [State.READY]


@pytest.mark.parametrize("kind", ["", "không có", "x" * 5_000, "desk.backlog"])
def test_what_was_not_given_up_is_not_touched(app: Flask, keeper: Browser, kind: str) -> None:
    dead(app)
    token = keeper.get(PAGE).form(PAGE).values["csrf_token"]
    keeper.post(PAGE, {"csrf_token": token, "kind": kind})
    assert states(app) == [State.DEAD]


def test_what_is_too_old_is_counted_and_not_offered(app: Flask, keeper: Browser, now: Traveller) -> None:
    dead(app)
    now.shift(timedelta(days=15))
    sign_in(app, keeper, Role.ADMINISTRATOR)
    keeper.get(PAGE)
    assert "Thôi làm đã quá 14 ngày1" in keeper.text and "Không có việc nào bị bỏ dở" in keeper.text


def test_others_have_no_such_door(app: Flask, browse: Callable[[], Browser]) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        other = browse()
        sign_in(app, other, role)
        assert PAGE not in other.get("/tai-khoan/").response.text
        other.get(PAGE, 403)


def test_every_kind_of_work_has_a_name_for_people() -> None:
    once = {kind for kind in registry.kinds() if kind not in registry.clocks() and not kind.startswith("test.")}
    assert {kind.partition(".")[0] for kind in once} == set(KINDS)
