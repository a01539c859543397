"""An opinion with marked words is moved to the confidential channel: outside it nothing of them is left."""

import hashlib
import io
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.accounts.models import Staff
from portal.confidential import keys, queries
from portal.confidential.models import ConfidentialEntry, Report
from portal.consultations.opinions.models import Opinion
from portal.core import clock, codes
from portal.core.actor import Role
from portal.core.audit.chain import GENESIS
from portal.core.db import Base, db, unit_of_work
from portal.core.jobs import runner
from portal.core.storage import intake, services
from portal.core.storage.store import chosen
from portal.moderation.models import Claim
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
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as hands:
        with app.app_context():
            round = announced()
            hands.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
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
        browser.get(f"/nghiep-vu/y-kien/{id}").send(form="kenh-kin")
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


def values_of(table: sa.Table) -> set[object]:
    """Every value of a table that could tell one row from another: no words of a short list, no whole days."""
    found: set[object] = set()
    for row in db.session.execute(sa.select(table)):
        for value in row:
            if isinstance(value, datetime):
                found |= {value} - {datetime.combine(value, time.min, value.tzinfo)}
            elif isinstance(value, uuid.UUID | bytes) or (isinstance(value, str) and len(value) > 20):
                found.add(value.hex if isinstance(value, uuid.UUID) else value)
    return found


def test_nothing_in_the_database_ties_it_to_the_report(moved: Flask) -> None:
    with moved.app_context():
        tables = Base.metadata.sorted_tables
        inside = set[object]().union(*(values_of(t) for t in tables if t.name.startswith("confidential_")))
        outside = set[object]().union(*(values_of(t) for t in tables if not t.name.startswith("confidential_")))
        hashed = db.session.scalars(sa.select(Opinion.receipt_hash)).one()
        kept = db.session.scalars(sa.select(Report)).one()
        db.session.remove()
    assert inside & outside == {GENESIS}
    keyless = {hashlib.new(name, hashed.encode()).hexdigest()[: 64 - 16] for name in ("sha256", "blake2s", "sha3_256")}
    assert kept.receipt_hash[16:] not in keyless | {hashed[:48], hashed[16:]}


def test_its_log_names_neither_the_moment_nor_the_moderator(moved: Flask) -> None:
    with moved.app_context():
        entry = db.session.scalars(sa.select(ConfidentialEntry)).one()
        assert (entry.act, entry.actor_kind, entry.actor_id) == ("confidential:move", "system", None)
        assert clock.local(entry.at).time() == time.min
        db.session.remove()


def test_its_officers_still_read_who_moved_it(moved: Flask, browse: Callable[[], Browser]) -> None:
    officer = browse()
    sign_in(moved, officer, Role.CONFIDENTIAL_READER)
    with moved.app_context():
        id = db.session.scalars(sa.select(Report.id)).one()
        name = db.session.scalars(sa.select(Staff.name).order_by(Staff.name)).all()
        db.session.remove()
    page = officer.get(f"/tiep-nhan/{id}").text
    assert any(f"({each})" in page for each in name)


def test_one_that_was_taken_back_leaves_the_same_rows(moved: Flask) -> None:
    with moved.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Claim)) == 0
        db.session.remove()
