"""Work that was given up is seen, and tried again once its cause is gone."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal import logs
from portal.core import clock
from portal.core.actor import RESIDENT, SYSTEM, Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied
from portal.core.jobs import dead, registry, runner, trigger
from portal.core.jobs.models import Job, State
from tests.core.jobs.test_jobs import ask
from tests.staff import staff

broken = [True]
told: list[str] = []


@registry.handler("test.letter", attempts=2)
def letter(word: str) -> None:
    if broken:
        raise ConnectionError("somebody@example.vn")
    told.append(word)


@registry.every(timedelta(hours=1), "test.turn", attempts=1)
def turn() -> None:
    raise ConnectionError


@pytest.fixture(autouse=True)
def _clean() -> None:
    broken[:] = [True]
    told.clear()


def give_up(now: Traveller, *words: str) -> None:
    for word in words:
        ask("test.letter", word=word)
    for _ in range(2):
        runner.run_due()
        now.shift(timedelta(minutes=1))
    db.session.rollback()


def revive(kind: str = "test.letter", by: object = SYSTEM) -> int:
    with unit_of_work():
        return dead.revive(kind, by=by)  # type: ignore[arg-type]  # an actor


def test_each_kind_that_was_given_up_is_one_pile(inside: Flask, now: Traveller) -> None:
    give_up(now, "một")
    give_up(now, "hai")
    (pile,) = dead.piles()
    assert (pile.kind, pile.number, pile.fault) == ("test.letter", 2, "ConnectionError")
    assert pile.since == datetime(2026, 11, 10, 2, 1, tzinfo=UTC) and pile.last - pile.since == timedelta(minutes=2)


def test_it_is_done_once_its_cause_is_gone_and_only_once(inside: Flask, now: Traveller) -> None:
    give_up(now, "một", "hai")
    broken.clear()
    assert (revive(), revive()) == (2, 0)
    runner.run_due()
    assert sorted(told) == ["hai", "một"] and not dead.piles()


def test_it_is_tried_as_often_as_at_first_and_comes_back(inside: Flask, now: Traveller) -> None:
    give_up(now, "một")
    revive()
    runner.run_due()
    assert not dead.piles() and dead.waiting().failed == 1
    now.shift(timedelta(minutes=1))
    runner.run_due()
    assert [pile.number for pile in dead.piles()] == [1]


def test_the_bell_rings_for_it_and_the_trail_names_who(inside: Flask, now: Traveller) -> None:
    give_up(now, "một")
    rung: list[uuid.UUID] = []
    trigger.hang(rung.append)
    by = staff(Role.ADMINISTRATOR)
    revive(by=by)
    job = db.session.scalars(sa.select(Job).where(Job.kind == "test.letter")).one()
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "job:revive")).one()
    assert rung == [job.id] and (entry.actor_id, entry.thing_id) == (by.id, str(job.id))


def test_only_who_looks_after_the_portal_may(inside: Flask, now: Traveller) -> None:
    give_up(now, "một")
    for by in (RESIDENT, staff(Role.MODERATOR), staff(Role.BOARD_LEAD)):
        with pytest.raises(Denied):
            revive(by=by)
    assert dead.piles()


def test_work_that_recurs_is_no_pile_and_is_forgotten(inside: Flask, now: Traveller) -> None:
    ask("test.turn")
    runner.run_due()
    assert db.session.scalars(sa.select(Job.state).where(Job.kind == "test.turn")).all() == [State.DEAD]
    assert not dead.piles() and revive("test.turn") == 0
    now.shift(runner.KEEP_DONE + timedelta(hours=1))
    runner.sweep()
    old = sa.select(Job.created_at).where(Job.kind == "test.turn").order_by(Job.created_at)
    assert db.session.scalars(old).all()[0] > datetime(2026, 11, 20, tzinfo=UTC)


def test_what_was_given_up_long_ago_is_not_done_any_more_and_then_forgotten(inside: Flask, now: Traveller) -> None:
    give_up(now, "một")
    now.shift(runner.KEEP_DONE)
    runner.sweep()
    assert not dead.piles() and revive() == 0 and dead.too_late() == 1
    now.shift(runner.KEEP_DEAD)
    runner.sweep()
    assert dead.too_late() == 0
    assert not db.session.scalars(sa.select(Job).where(Job.kind == "test.letter")).all()


def test_not_more_than_so_much_is_tried_at_once_the_oldest_first(
    inside: Flask, now: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dead, "AT_ONCE", 2)
    give_up(now, "một")
    give_up(now, "hai", "ba")
    rung: list[uuid.UUID] = []
    trigger.hang(rung.append)
    assert (revive(), len(rung)) == (2, 2)
    broken.clear()
    runner.run_due()
    assert "một" in told and len(told) == 2 and [pile.number for pile in dead.piles()] == [1]


def test_what_this_release_does_not_know_is_left_alone(inside: Flask, now: Traveller) -> None:
    times = dict.fromkeys(("run_at", "created_at", "finished_at"), clock.now())
    with unit_of_work() as session:
        session.add(Job(kind="newer.kind", args={}, state=State.DEAD, attempts=9, error="OSError", **times))
    assert not dead.piles() and revive("newer.kind") == 0


def test_it_is_said_aloud_that_work_was_given_up_but_not_of_what_recurs(
    inside: Flask, now: Traveller, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.install()
    ask("test.turn")
    give_up(now, "một")
    said = [line for line in capsys.readouterr().err.splitlines() if "jobs.given_up" in line]
    assert len(said) == 1 and "test.letter" in said[0] and "example.vn" not in said[0]


def test_what_is_due_and_what_will_be_tried_again_is_counted(inside: Flask, now: Traveller) -> None:
    ask("test.letter", word="một")
    now.shift(timedelta(minutes=3))
    assert dead.waiting() == dead.Waiting(1, 0, datetime(2026, 11, 10, 2, tzinfo=UTC))
    runner.run_due()
    db.session.rollback()
    assert dead.waiting() == dead.Waiting(0, 1, None)
