"""`portal recount` and `portal ledger verify`: silent when all is well, a line and status 1 for each fault."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine

from portal.commands.ground import application
from portal.consultations.opinions.models import Tally
from portal.consultations.outcome import freezing
from portal.consultations.outcome.models import LedgerLine
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from tests.commands.test_command import folder, ready, run  # noqa: F401  # fixtures
from tests.consultations.held import announced, candidate_of, opinion


@pytest.fixture
def closed(ready: Path) -> Iterator[Path]:  # noqa: F811  # a fixture, by its name
    """A folder with one round that closed with two opinions."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as now:
        with application(str(ready)).app_context():
            round = announced()
            now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
            for email in ("mot@example.vn", "hai@example.vn"):
                opinion(candidate_of(round), email=email)
            now.move_to(datetime(2026, 12, 2, tzinfo=UTC) + timedelta(hours=1))
            freezing.freeze(round.id, by=SYSTEM)
            db.session.remove()
            db.engine.dispose()
        yield ready


def change(data: Path, statement: sa.Executable) -> None:
    with application(str(data)).app_context():
        with unit_of_work() as session:
            session.execute(statement)
        db.session.remove()
        db.engine.dispose()


def test_a_true_count_is_silent(closed: Path) -> None:
    assert "Every counter says what the opinions say." in run(closed, "recount").output


def test_a_wrong_counter_is_named(closed: Path) -> None:
    change(closed, sa.update(Tally).where(Tally.axis == "stance").values(n=7))
    output = run(closed, "recount", status=1).output
    assert "stance support unverified: kept 7, counted 2" in output
    assert "1 counter(s) differ" in output


def test_whole_ledgers_are_counted(closed: Path) -> None:
    output = run(closed, "ledger", "verify").output
    assert "2 line(s), whole" in output and "1 ledger(s) whole." in output


def test_a_changed_line_is_named(closed: Path) -> None:
    change(closed, sa.update(LedgerLine).where(LedgerLine.position == 1).values(line="{}"))
    assert "changed at line(s) 1" in run(closed, "ledger", "verify", status=1).output


def test_a_line_taken_out_breaks_the_seal(closed: Path) -> None:
    change(closed, sa.delete(LedgerLine).where(LedgerLine.position == 1))
    assert "do not make the public seal" in run(closed, "ledger", "verify", status=1).output
