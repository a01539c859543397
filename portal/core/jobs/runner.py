"""Do the work: one piece at a time, and the sweep that finds what was lost."""

import uuid
from datetime import timedelta

import sqlalchemy as sa
import structlog

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs import courtesy, queue, registry
from portal.core.jobs.models import Job, State

log = structlog.get_logger()
KEEP_DONE = timedelta(days=14)  # for as long what was done is known by its key and not done again
KEEP_DEAD = timedelta(days=90)


def run(id: uuid.UUID) -> bool:
    """Do one piece of work if it is there to be done. False when another worker has it, or it failed."""
    worker = uuid.uuid4()
    job = queue.claim(id, worker)
    if job is None:
        return False
    kind, args, attempts = job.kind, dict(job.args), job.attempts
    courtesy.give_way(courtesy.LONG if registry.of(kind).heavy else courtesy.SHORT)
    try:
        registry.of(kind).run(**args)
    except Exception as fault:
        db.session.rollback()
        name, hopeless = type(fault).__name__, isinstance(fault, registry.Hopeless)  # its text may hold an address
        log.warning("jobs.failed", job=str(id), kind=kind, attempt=attempts, fault=name, hopeless=hopeless)
        queue.give_back(id, worker, attempts=attempts, error=name, hopeless=hopeless)
        return False
    return queue.finish(id, worker)


def run_due(limit: int = 1000) -> int:
    """Do everything that is due now, including what that work asks for in turn; how many were done."""
    done = 0
    while (ids := queue.due(min(limit, 100))) and done < limit:
        db.session.rollback()
        progress = sum(run(id) for id in ids)
        done += progress
        if not progress:
            break
    return done


def sweep() -> int:
    """Ask for recurring work of the present slot, do what is due, forget what ended long ago."""
    ask_for_slots()
    done, now = run_due(), clock.now()
    with unit_of_work() as session:
        ended = sa.or_(Job.state == State.DONE, sa.and_(Job.state == State.DEAD, Job.kind.in_(registry.clocks())))
        session.execute(sa.delete(Job).where(ended, Job.finished_at < now - KEEP_DONE))
        session.execute(sa.delete(Job).where(Job.state == State.DEAD, Job.finished_at < now - KEEP_DEAD))
    return done


def ask_for_slots() -> None:
    """Enqueue each recurring kind once for the present slot of its period."""
    now = clock.now()
    with unit_of_work():
        asked = _asked_for_alone()
        for kind, period in registry.clocks().items():
            if kind in asked:
                continue
            slot = int(now.timestamp() // period.total_seconds())
            queue.enqueue(kind, unique_key=f"{kind}:{slot}")


def _asked_for_alone() -> set[str]:
    """Kinds that are done alone and are still to be done: by a worker that is at it, or by one that comes to it."""
    alone = [kind for kind in registry.clocks() if registry.of(kind).alone]
    open_ = sa.select(Job.kind).where(Job.state.in_((State.READY, State.RUNNING)), Job.kind.in_(alone))
    return set(db.session.scalars(open_))
