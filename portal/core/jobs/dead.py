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
from portal.core.jobs.runner import KEEP_DONE
from portal.core.jobs.trigger import poke
from portal.core.policy import require

AT_ONCE = 200  # tried again with one act, the oldest first: letters of this moment should not stand behind thousands
BELLS = 20  # rung for them: the sweep finds the others within a minute


@dataclass(frozen=True)
class Pile:
    """Work of one kind that was given up: how much, when the first and the last, and the last one's fault (a class's name)."""

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
    """What was given up and can be tried again, the newest pile first.

    Work that recurs is not among it: its next turn does the same. Nor is what this release does not know.
    """
    newest = sa.func.row_number().over(partition_by=Job.kind, order_by=(Job.finished_at.desc(), Job.id)).label("nth")
    ranked = sa.select(Job.kind, Job.finished_at, Job.error, newest).where(*_revivable()).subquery()
    fault = sa.func.max(sa.case((ranked.c.nth == 1, ranked.c.error)))
    since, last = sa.func.min(ranked.c.finished_at), sa.func.max(ranked.c.finished_at)
    asked = sa.select(ranked.c.kind, sa.func.count(), since, last, fault).group_by(ranked.c.kind)
    found = db.session.execute(asked.order_by(last.desc(), ranked.c.kind))
    return [Pile(kind, number, since, last, fault or "") for kind, number, since, last, fault in found]


def too_late() -> int:
    """How much was given up so long ago that it is not tried again: whether it was done in part is forgotten by then."""
    old = sa.select(sa.func.count()).where(*_given_up(), Job.finished_at <= clock.now() - KEEP_DONE)
    return db.session.scalar(old) or 0


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
    """Have work of a kind that was given up tried again, from the first attempt on, AT_ONCE at most; how much that is.

    What it did before it failed it does not do again: handlers are idempotent. Only a letter may arrive twice, where
    the work broke off between sending and noting it.
    """
    require(by, Jobs.REVIVE)
    oldest = sa.select(Job.id).where(*_revivable(), Job.kind == kind).order_by(Job.finished_at, Job.id).limit(AT_ONCE)
    found = db.session.scalars(oldest.with_for_update(skip_locked=True)).all()
    if not found:
        return 0
    again = {"state": State.READY, "run_at": clock.now(), "attempts": 0, "finished_at": None}
    db.session.execute(sa.update(Job).where(Job.id.in_(found)).values(again))
    for id in found[:BELLS]:
        on_kept(partial(poke, id))
    record(by, Jobs.REVIVE, db.session.get_one(Job, found[0]), kind=kind, number=len(found))
    return len(found)


def _given_up() -> tuple[sa.ColumnElement[bool], ...]:
    return Job.state == State.DEAD, Job.kind.in_(registry.kinds()), Job.kind.not_in(registry.clocks())


def _revivable() -> tuple[sa.ColumnElement[bool], ...]:
    return *_given_up(), Job.finished_at > clock.now() - KEEP_DONE
