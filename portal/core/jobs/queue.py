"""Put work into the outbox, take it out under a lease, and note how it ended."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

import sqlalchemy as sa
import structlog

from portal.core import clock, keys
from portal.core.db import db, on_kept, unit_of_work
from portal.core.jobs import registry
from portal.core.jobs.models import Job, State
from portal.core.jobs.trigger import poke
from portal.core.upsert import insert_on

log = structlog.get_logger()
TABLE: Any = Job.__table__
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Work:
    """Work to be asked for: of which kind, about what, and the key under which it is asked for once only."""

    kind: str
    unique_key: str | None = None
    run_at: datetime | None = None  # none: at once
    args: Mapping[str, Any] = field(default_factory=dict)


def enqueue(kind: str, *, unique_key: str | None = None, run_at: datetime | None = None, **args: Any) -> None:
    """Ask for work in the present unit of work: kept with the act, or neither is. Twice the same key is once."""
    enqueue_all(Work(kind, unique_key, run_at, args))


def enqueue_all(*works: Work) -> None:
    """The same for several pieces of work in one statement."""
    now = clock.now()
    rows = [_row(work, now) for work in works]
    connection = db.session.connection()
    connection.execute(_put(connection.dialect.name), rows)
    for row in rows:
        if row["run_at"] <= now:
            on_kept(partial(poke, row["id"]))


def _row(work: Work, now: datetime) -> dict[str, Any]:
    registry.of(work.kind)
    return {
        "id": keys.in_order(), "kind": work.kind, "args": work.args, "state": State.READY, "run_at": work.run_at or now,
        "attempts": 0, "unique_key": work.unique_key, "created_at": now,
    }  # fmt: skip


@cache  # built once: every letter asks
def _put(dialect: str) -> Any:
    return insert_on(dialect, TABLE).on_conflict_do_nothing(index_elements=["unique_key"])


tell, tell_all = enqueue, enqueue_all  # the fourth beat of a service


def due(limit: int = 100) -> Sequence[uuid.UUID]:
    """Ids of work that is ready, or whose worker let its lease run out; oldest first."""
    now = clock.now()
    return db.session.scalars(sa.select(Job.id).where(_takeable(now)).order_by(Job.run_at, Job.id).limit(limit)).all()


def last_done(kind: str) -> datetime | None:
    """For when work of this kind was asked for that was done last; none where none is remembered."""
    done = sa.select(Job.run_at).where(Job.state == State.DONE, Job.kind == kind)
    return db.session.scalar(done.order_by(Job.run_at.desc()).limit(1))


def claim(id: uuid.UUID, worker: uuid.UUID) -> Job | None:
    """Take one piece of work under a lease; None when another has it or it is done.

    Work that took its worker down with it as often as it may be tried is dead: the next one would fare no better.
    """
    now = clock.now()
    with unit_of_work() as session:
        pick = sa.select(Job).where(Job.id == id, _takeable(now)).with_for_update(skip_locked=True)
        job = session.scalars(pick).one_or_none()
        if job is None:
            return None
        if job.attempts >= registry.of(job.kind).attempts:
            job.state, job.worker, job.lease_until = State.DEAD, None, None
            job.finished_at, job.error = now, "WorkerLost"
            on_kept(partial(_tell_given_up, id, job.kind, job.error))
            return None
        job.state, job.worker, job.attempts = State.RUNNING, worker, job.attempts + 1
        job.lease_until = now + registry.of(job.kind).lease
        return job


def finish(id: uuid.UUID, worker: uuid.UUID) -> bool:
    """Mark work done; False for a worker whose lease was lost meanwhile."""
    return _settle(id, worker, state=State.DONE, finished_at=clock.now(), error=None)


def give_back(id: uuid.UUID, worker: uuid.UUID, *, attempts: int, error: str, hopeless: bool = False) -> bool:
    """Put work back to be tried again later, each time twice as late; after the last attempt, or if hopeless, it is dead."""
    kind = _kind(id)
    if hopeless or attempts >= registry.of(kind).attempts:
        given_up = _settle(id, worker, state=State.DEAD, finished_at=clock.now(), error=error[:500])
        if given_up:
            _tell_given_up(id, kind, error)
        return given_up
    wait = min(timedelta(seconds=5 * 2 ** (attempts - 1)), LONGEST_WAIT)
    return _settle(id, worker, state=State.READY, run_at=clock.now() + wait, error=error[:500])


def _takeable(now: datetime) -> sa.ColumnElement[bool]:
    """Of a kind that is known here: while an upgrade is under way, another process may ask for what only newer ones do."""
    ready = sa.and_(Job.state == State.READY, Job.run_at <= now)
    left = sa.and_(Job.state == State.RUNNING, Job.lease_until < now)
    return sa.and_(sa.or_(ready, left), Job.kind.in_(registry.kinds()))


def _kind(id: uuid.UUID) -> str:
    return db.session.scalars(sa.select(Job.kind).where(Job.id == id)).one()


def _tell_given_up(id: uuid.UUID, kind: str, fault: str) -> None:
    """Louder than a failed attempt: nothing more is done by itself, but for what recurs."""
    if kind not in registry.clocks():
        log.error("jobs.given_up", job=str(id), kind=kind, fault=fault)


def _settle(id: uuid.UUID, worker: uuid.UUID, **values: Any) -> bool:
    mine = sa.update(Job).where(Job.id == id, Job.worker == worker, Job.state == State.RUNNING)
    with unit_of_work() as session:
        done = session.execute(mine.values(lease_until=None, worker=None, **values))
        return bool(done.rowcount)  # type: ignore[attr-defined]  # every UPDATE has one
