"""The outbox: kept with the act, done at least once, never lost."""

import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from time_machine import Traveller

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs import queue, registry, runner, trigger
from portal.core.jobs.models import Job, State

done: list[str] = []


@registry.handler("test.note", attempts=3, lease=timedelta(minutes=2))
def note(word: str) -> None:
    done.append(word)


@registry.handler("test.fail", attempts=3)
def fail() -> None:
    raise OSError("somebody@example.vn refused")


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    done.clear()
    yield
    trigger.hang(None)


def ask(kind: str = "test.note", **options: object) -> None:
    with unit_of_work():
        queue.enqueue(kind, **({"word": "một"} if kind == "test.note" else {}), **options)  # type: ignore[arg-type]  # any of its fields


def jobs() -> list[Job]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Job).order_by(Job.created_at)))


def test_work_is_done_once_it_is_kept(inside: Flask) -> None:
    ask()
    assert runner.run_due() == 1
    assert done == ["một"]
    assert runner.run_due() == 0


def test_work_of_an_act_that_failed_is_never_asked_for(inside: Flask) -> None:
    rung: list[uuid.UUID] = []
    trigger.hang(rung.append)
    with pytest.raises(RuntimeError), unit_of_work():
        queue.enqueue("test.note", word="một")
        raise RuntimeError
    assert (jobs(), rung) == ([], [])


def test_the_bell_rings_after_the_act_is_kept(inside: Flask) -> None:
    seen: list[int] = []
    trigger.hang(lambda id: seen.append(len(jobs())))
    ask()
    assert seen == [1]


def test_a_broken_bell_loses_nothing(inside: Flask) -> None:
    def broken(id: uuid.UUID) -> None:
        raise ConnectionError

    trigger.hang(broken)
    ask()
    assert runner.run_due() == 1


def test_the_same_key_is_asked_for_once(inside: Flask) -> None:
    ask(unique_key="letter:1")
    ask(unique_key="letter:1")
    assert len(jobs()) == 1


def test_work_for_later_waits(inside: Flask) -> None:
    ask(run_at=clock.now() + timedelta(seconds=60))
    assert runner.run_due() == 0
    with time_machine.travel(clock.now() + timedelta(seconds=61)):
        assert runner.run_due() == 1


def test_a_killed_worker_loses_nothing(inside: Flask) -> None:
    ask()
    assert queue.claim(jobs()[0].id, uuid.uuid4())
    assert runner.run_due() == 0
    with time_machine.travel(clock.now() + timedelta(minutes=3)):
        assert runner.run_due() == 1


def test_a_worker_that_lost_its_lease_settles_nothing(inside: Flask) -> None:
    ask()
    id, slow, quick = jobs()[0].id, uuid.uuid4(), uuid.uuid4()
    queue.claim(id, slow)
    with time_machine.travel(clock.now() + timedelta(minutes=3)):
        queue.claim(id, quick)
        assert not queue.finish(id, slow)
        assert queue.finish(id, quick)


def test_failing_work_is_tried_later_each_time_and_then_given_up(inside: Flask) -> None:
    ask("test.fail")
    waits = []
    for _ in range(3):
        job = jobs()[0]
        waits.append(job.run_at)
        with time_machine.travel(job.run_at + timedelta(seconds=1)):
            runner.run_due()
    assert waits == sorted(set(waits))
    assert jobs()[0].state is State.DEAD


def test_the_reason_of_a_failure_holds_no_address(inside: Flask) -> None:
    ask("test.fail")
    runner.run_due()
    assert jobs()[0].error == "OSError"


def test_recurring_work_is_asked_for_once_a_slot(inside: Flask) -> None:
    runner.ask_for_slots()
    first = len(jobs())
    runner.ask_for_slots()
    assert first == len(jobs()) >= 1


def test_two_workers_never_do_the_same_piece(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        for number in range(40):
            queue.enqueue("test.note", word=str(number))

    def work() -> None:
        with app.app_context():
            while runner.run_due():
                pass
            db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done, key=int) == [str(n) for n in range(40)]


def test_several_pieces_of_work_are_asked_for_in_one_statement(inside: Flask) -> None:
    works = [
        queue.Work("test.note", key, args={"word": word}) for key, word in (("a", "một"), ("b", "hai"), ("a", "ba"))
    ]
    rung: list[uuid.UUID] = []
    trigger.hang(rung.append)
    statements: list[str] = []

    def note(*seen: Any) -> None:
        statements.append(seen[2])

    sa.event.listen(db.engine, "before_cursor_execute", note)
    with unit_of_work():
        queue.enqueue_all(
            *works, queue.Work("test.note", run_at=clock.now() + timedelta(hours=1), args={"word": "sau"})
        )
    sa.event.remove(db.engine, "before_cursor_execute", note)
    assert len([s for s in statements if s.startswith("INSERT INTO job")]) == 1
    kept = {job.args["word"]: job for job in db.session.scalars(sa.select(Job))}
    assert set(kept) == {"một", "hai", "sau"}  # twice the same key is once
    assert {kept["một"].id, kept["hai"].id} < set(rung) and kept["sau"].id not in rung
    with pytest.raises(KeyError), unit_of_work():
        queue.enqueue_all(queue.Work("test.note", args={"word": "bốn"}), queue.Work("test.unknown"))
    assert len(kept) == db.session.scalar(sa.select(sa.func.count(Job.id)))


def test_work_that_takes_every_worker_down_with_it_is_given_up(inside: Flask) -> None:
    ask()
    (job,) = jobs()
    later = clock.now()
    for _ in range(registry.of("test.note").attempts):
        with time_machine.travel(later):
            assert queue.claim(job.id, uuid.uuid4()) is not None  # and is killed
        later += timedelta(minutes=3)
    with time_machine.travel(later):
        assert runner.run_due() == 0
    (job,) = jobs()
    assert (job.state, job.error, done) == (State.DEAD, "WorkerLost", [])


def test_work_that_only_newer_processes_know_is_left_to_them_and_stops_nothing(inside: Flask) -> None:
    ask()
    with unit_of_work() as session:
        session.execute(sa.update(Job).values(kind="test.newer"))
    ask()
    assert runner.run_due() == 1
    assert done == ["một"]
    assert sorted(job.state for job in jobs()) == [State.DONE, State.READY]


def test_a_bell_that_failed_is_left_alone_for_a_while(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[uuid.UUID] = []
    now = [1_000.0]

    def away(id: uuid.UUID) -> None:
        rung.append(id)
        raise TimeoutError

    monkeypatch.setattr(trigger, "monotonic", lambda: now[0])
    trigger.hang(away)
    ask()
    ask()
    assert len(rung) == 1
    now[0] += trigger.SILENT
    ask()
    assert len(rung) == 2
    assert runner.run_due() == 3


def test_long_recurring_work_is_not_asked_for_beside_itself(
    inside: Flask, monkeypatch: pytest.MonkeyPatch, now: Traveller
) -> None:
    """It would be done by one worker after the other until none is left for letters."""
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(registry, "_clocks", {})
    for kind, alone in (("test.long", True), ("test.short", False)):
        registry.every(timedelta(minutes=10), kind, lease=timedelta(hours=1), alone=alone)(lambda: None)
    runner.ask_for_slots()
    now.shift(timedelta(minutes=11))  # nobody has come to it
    runner.ask_for_slots()
    for job in jobs():
        assert queue.claim(job.id, uuid.uuid4())
    now.shift(timedelta(minutes=11))  # somebody is at it
    runner.ask_for_slots()
    assert sorted(job.kind for job in jobs()) == ["test.long", *["test.short"] * 3]
    now.shift(timedelta(hours=1))  # and is lost: it is taken over, not asked for beside
    runner.ask_for_slots()
    runner.run_due()
    assert [job.state for job in jobs() if job.kind == "test.long"] == [State.DONE]
    now.shift(timedelta(minutes=11))
    runner.ask_for_slots()
    assert [job.state for job in jobs() if job.kind == "test.long"] == [State.DONE, State.READY]
