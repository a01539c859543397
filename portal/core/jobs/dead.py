"""Work that was given up: what there is of it, and having it tried again once its cause is gone."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db, on_kept
from portal.core.jobs import registry
from portal.core.jobs.models import Job, State
from portal.core.jobs.policy import Jobs
from portal.core.jobs.trigger import poke
from portal.core.policy import require

AT_ONCE = 500  # bells rung for one act: the sweep finds the others within a minute


@dataclass(frozen=True)
class Pile:
    """All work of one kind that was given up: how much, when the first and the last, and the last one's fault (a class's name)."""

    kind: str
    number: int
    since: datetime
    last: datetime
    fault: str


@dataclass(frozen=True)
class Waiting:
    """Work that is due now, and work that failed and will be tried again by itself; since when the oldest is due."""

    due: int
    failed: int
    since: datetime | None


def piles() -> list[Pile]:
    """What was given up, the newest pile first. Work that recurs is not among it: its next turn does the same."""
    newest = sa.func.row_number().over(partition_by=Job.kind, order_by=(Job.finished_at.desc(), Job.id)).label("nth")
    ranked = sa.select(Job.kind, Job.finished_at, Job.error, newest).where(*_given_up()).subquery()
    fault = sa.func.max(sa.case((ranked.c.nth == 1, ranked.c.error)))
    since, last = sa.func.min(ranked.c.finished_at), sa.func.max(ranked.c.finished_at)
    asked = sa.select(ranked.c.kind, sa.func.count(), since, last, fault).group_by(ranked.c.kind)
    found = db.session.execute(asked.order_by(last.desc(), ranked.c.kind))
    return [Pile(kind, number, since, last, fault or "") for kind, number, since, last, fault in found]


def waiting() -> Waiting:
    """What is not done yet."""
    now = clock.now()
    due = sa.and_(Job.state == State.READY, Job.run_at <= now)
    failed = sa.and_(Job.state == State.READY, Job.run_at > now, Job.attempts > 0)
    counts = sa.select(
        sa.func.count().filter(due), sa.func.count().filter(failed), sa.func.min(sa.case((due, Job.run_at)))
    ).where(Job.state == State.READY)
    return Waiting(*db.session.execute(counts).one())


def revive(kind: str, *, by: Actor) -> int:
    """Have all work of a kind that was given up tried again, from the first attempt on; how much that is.

    Harmless twice: what it did before it failed it does not do again (handlers are idempotent).
    """
    require(by, Jobs.REVIVE)
    now = clock.now()
    dead = sa.select(Job).where(*_given_up(), Job.kind == kind).order_by(Job.finished_at, Job.id)
    found = db.session.scalars(dead.with_for_update(skip_locked=True)).all()
    for job in found:
        job.state, job.run_at, job.attempts, job.finished_at = State.READY, now, 0, None
    for job in found[:AT_ONCE]:
        on_kept(partial(poke, job.id))
    if found:
        record(by, Jobs.REVIVE, found[0], kind=kind, number=len(found))
    return len(found)


def _given_up() -> tuple[sa.ColumnElement[bool], ...]:
    return Job.state == State.DEAD, Job.kind.not_in(registry.clocks())
