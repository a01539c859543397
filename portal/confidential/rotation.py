"""Shut everything anew under the newest keys, piece by piece; cut off, it goes on where it stopped."""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from portal.confidential.keys import ring_of, shut_anew
from portal.confidential.models import Evidence, HoldRequest, Identity, Report, ReportMessage
from portal.core.db import db, unit_of_work

KINDS: tuple[Any, ...] = (Report, ReportMessage, Evidence, HoldRequest, Identity)
Progress = Callable[[int, int], None]


def rotate(progress: Progress = lambda done, total: None) -> int:
    """How many rows were shut anew. Raises Unsealable where an old key was taken off its ring too early."""
    total, done = sum(_stale_count(kind) for kind in KINDS), 0
    for kind in KINDS:
        for id in _stale(kind):
            with unit_of_work():
                _shut_anew(kind, id)
            done += 1
            progress(done, total)
    return done


def strangers() -> int:
    """How many rows are shut under a key that is on no ring: they cannot be opened."""
    return sum(
        db.session.scalar(sa.select(sa.func.count()).select_from(k).where(k.key_id.not_in(ring_of(k).ids))) or 0
        for k in KINDS
    )


def _stale_count(kind: Any) -> int:
    wanted = sa.select(sa.func.count()).select_from(kind).where(kind.key_id != ring_of(kind).newest)
    return db.session.scalar(wanted) or 0


def _stale(kind: Any) -> Iterator[Any]:
    ids = db.session.scalars(sa.select(kind.id).where(kind.key_id != ring_of(kind).newest)).all()
    db.session.rollback()
    yield from ids


def _shut_anew(kind: Any, id: Any) -> None:
    """Beside the row's version: what a person has open stays good, for nothing of it has changed."""
    ring, row = ring_of(kind), db.session.get(kind, id, with_for_update=True)
    if row is None or row.key_id == ring.newest:
        return
    anew = sa.update(kind).where(kind.id == id, kind.key_id == row.key_id)
    anew = anew.values(key_id=ring.newest, **shut_anew(row))
    db.session.execute(anew, execution_options={"synchronize_session": False})
    db.session.expunge(row)
