"""An opinion with marked words is moved to the confidential channel: outside it nothing of them is left."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.confidential import keys, queries
from portal.confidential.models import Report
from portal.core import codes
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.core.storage import intake, services
from portal.core.storage.store import chosen
from portal.moderation.reasons import load_reasons
from tests.attacks.test_canary import CANARY, FILE, crawl, everything, marks_in
from tests.browser import Browser
from tests.consultations.held import announced, candidate_of, opinion
from tests.core.storage.shots import PDF
from tests.staff import sign_in

CODE = "bach bai ban bang banh bao bat bau be"
OTHERS = (Role.EDITOR, Role.BOARD_LEAD, Role.APPRAISER, Role.OBSERVER, Role.ADMINISTRATOR, Role.CLERK)


@pytest.fixture
def moved(app: Flask, browser: Browser) -> Iterator[Flask]:
    """A moderator moved an opinion with a file; nothing else happened since."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        with app.app_context():
            round = announced()
            clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
            with unit_of_work():
                load_reasons()
            received = intake.receive(io.BytesIO(PDF), name=FILE, store=chosen())
            with unit_of_work():
                file_id = services.keep(received).id
            made = opinion(
                candidate_of(round), text=CANARY["text"], name=CANARY["name"], email=CANARY["email"],
                files=(file_id,), receipt_hash=codes.lightly_hashed(CODE),
            )  # fmt: skip
            id = made.id
            db.session.remove()
        sign_in(app, browser, Role.MODERATOR)
        browser.get(f"/nghiep-vu/y-kien/{id}").submit(form="kenh-kin")
        with app.app_context():
            runner.run_due()
            db.session.remove()
        yield app


def test_it_lies_whole_in_the_channel(moved: Flask) -> None:
    with moved.app_context():
        (kept,) = db.session.scalars(sa.select(Report))
        (file,) = queries.files(kept)
        assert keys.opened(kept)["text"] == CANARY["text"] and keys.opened(kept)["subject"] == "candidate"
        assert keys.body_of(file) == PDF
        db.session.remove()


def test_no_row_outside_holds_a_word_of_it(moved: Flask) -> None:
    letters = ("letter ",)  # those written before the move went to the writer alone
    left = [line for line in everything(moved).split("\n") if marks_in(line) and not line.startswith(letters)]
    assert left == []


def test_nobody_finds_it_on_any_page(moved: Flask, browser: Browser, browse: Callable[[], Browser]) -> None:
    assert not marks_in(str(crawl(browser)))
    for role in OTHERS:
        other = browse()
        sign_in(moved, other, role)
        assert not marks_in(str(crawl(other))), role


def test_the_writers_receipt_leads_there_and_says_kindly_why(moved: Flask, browse: Callable[[], Browser]) -> None:
    page = browse().get("/theo-doi/").submit({"code": CODE})
    assert page.url == "/kenh-bao-mat/theo-doi/hop-thu"
    assert "Bạn không làm gì sai" in page.text and not marks_in(page.text)
