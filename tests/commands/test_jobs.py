"""`portal jobs`: silent when all is well, a line and status 1 for work that was given up."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.commands.ground import application
from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs.models import Job, State
from tests.commands.test_command import folder, ready, run  # noqa: F401  # fixtures


@pytest.fixture
def broken(ready: Path) -> Path:  # noqa: F811  # a fixture, by its name
    """A folder in which two letters and a picture were given up."""
    with application(str(ready)).app_context():
        with unit_of_work() as session:
            for kind in ("mail.send", "mail.send", "storage.derive"):
                times = dict.fromkeys(("run_at", "created_at", "finished_at"), clock.now())
                session.add(Job(kind=kind, args={}, state=State.DEAD, attempts=9, error="OSError", **times))
        db.session.remove()
        db.engine.dispose()
    return ready


def states(data: Path) -> list[tuple[str, str]]:
    with application(str(data)).app_context():
        found = [(kind, state.value) for kind, state in db.session.execute(sa.select(Job.kind, Job.state))]
        db.session.remove()
        db.engine.dispose()
    return sorted(found)


def test_where_all_is_well_it_says_so(ready: Path) -> None:  # noqa: F811  # a fixture, by its name
    assert "Nothing was given up" in run(ready, "jobs", "check").output


def test_what_was_given_up_is_named_with_how_to_go_on(broken: Path) -> None:
    told = run(broken, "jobs", "check", status=1).output
    assert "mail.send: 2 given up since" in told and "storage.derive: 1" in told and "portal jobs revive" in told


def test_one_kind_is_tried_again_or_all(broken: Path) -> None:
    assert run(broken, "jobs", "revive", "mail.send").output == "mail.send: 2 to be tried again\n"
    assert states(broken) == [("mail.send", "ready"), ("mail.send", "ready"), ("storage.derive", "dead")]
    assert "storage.derive: 1" in run(broken, "jobs", "revive", "--all").output
    assert "Nothing was given up" in run(broken, "jobs", "check").output


@pytest.mark.parametrize(
    ("words", "status"), [((), 2), (("mail.send", "--all"), 2), (("no.such",), 1), (("mail.send", "no.such"), 1)]
)
def test_what_cannot_be_meant_changes_nothing(broken: Path, words: tuple[str, ...], status: int) -> None:
    said = run(broken, "jobs", "revive", *words, status=status).output
    assert len(said.strip().splitlines()) == 1
    assert {state for _, state in states(broken)} == {"dead"}
