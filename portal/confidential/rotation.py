"""Shut everything anew under the newest keys, piece by piece; cut off, it goes on where it stopped."""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from portal.confidential import keys
from portal.confidential.keys import ring_of
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
    return db.session.scalar(sa.select(sa.func.count()).select_from(kind).where(_old(kind))) or 0


def _old(kind: Any) -> sa.ColumnElement[bool]:
    """Shut under an older key, or marked under one, or, as reports once were, under none."""
    newest = ring_of(kind).newest
    old: sa.ColumnElement[bool] = kind.key_id != newest
    return old | kind.receipt_hash.not_like(f"{newest}%") if kind is Report else old


def _stale(kind: Any) -> Iterator[Any]:
    ids = db.session.scalars(sa.select(kind.id).where(_old(kind))).all()
    db.session.rollback()
    yield from ids


def _shut_anew(kind: Any, id: Any) -> None:
    """Beside the row's version: what a person has open stays good, for nothing of it has changed."""
    ring, row = ring_of(kind), db.session.get(kind, id, with_for_update=True)
    if row is None:
        return
    anew = sa.update(kind).where(kind.id == id, kind.key_id == row.key_id)
    anew = anew.values(key_id=ring.newest, **(_report_anew(row) if kind is Report else keys.shut_anew(row)))
    db.session.expunge(row)
    db.session.execute(anew, execution_options={"synchronize_session": False})


def _report_anew(report: Report) -> dict[str, Any]:
    """A report's words and its mark; those of before marks are given one."""
    said = dict(keys.opened(report))
    receipt = said.setdefault("receipt", report.receipt_hash)
    keys.shut(report, **said)
    return {"sealed": report.sealed, "receipt_hash": keys.mark(receipt)}
