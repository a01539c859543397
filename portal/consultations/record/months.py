"""Keep the monthly figures: the running month is counted anew, a past one is frozen, later changes are noted."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from portal.consultations.record import counting
from portal.consultations.record.models import MonthFigures, MonthNote
from portal.consultations.record.policy import Record
from portal.core import clock
from portal.core.actor import SYSTEM
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.policy import require
from portal.engines.figures import small
from portal.moderation.models import Decision
from portal.moderation.states import Kind

SETTLES = timedelta(
    days=1
)  # after its end a month is counted for the last time: decisions can be taken back for a minute
BACK = 24  # months that are looked at again
SHOWN = 24  # months on the page
Counted = tuple[Kind, date, dict[str, Any]]


def counted(*, again: bool = False) -> list[Counted]:
    """Count what is not frozen yet; `again`: what is. Reading alone: nobody's writing waits meanwhile."""
    frozen = sa.select(MonthFigures.month, MonthFigures.kind).where(MonthFigures.frozen_at.is_not(None))
    done = {(row[0], row[1]) for row in db.session.execute(frozen)}
    wanted = ((kind, month) for month in _months() for kind in counting.KINDS if ((month, kind) in done) is again)
    return [(kind, month, counting.count(kind, month)) for kind, month in wanted]


def keep(found: Sequence[Counted]) -> None:
    """Bring the table up to what was counted. Done twice it changes nothing more."""
    require(SYSTEM, Record.COUNT)
    for kind, month, counts in found:
        _one(kind, month, counts)


def _one(kind: Kind, month: date, counted: dict[str, Any]) -> None:
    row = db.session.scalars(
        sa.select(MonthFigures).where(MonthFigures.month == month, MonthFigures.kind == kind)
    ).one_or_none()
    if row is None:
        row = MonthFigures(id=uuid.uuid4(), month=month, kind=kind, counted={}, shown={}, counted_at=clock.now())
        db.session.add(row)
    if row.frozen_at is not None:
        _note(row, counted)
        return
    if row.counted != counted:
        row.counted, row.shown, row.counted_at = counted, counting.public(counted), clock.now()
    if clock.now() >= counting.stretch(month).after + SETTLES:
        row.frozen_at = clock.now()
        db.session.flush()
        record(SYSTEM, Record.COUNT, row, month=month, kind=kind)
    db.session.flush()


def _note(row: MonthFigures, counted: dict[str, Any]) -> None:
    """Note figures that would be others by now, once they differ by so much that the difference points to nobody."""
    told = {note.figure: note.now for note in notes_of([row.id])}
    for figure in counting.FIGURES:
        if figure not in counted or figure not in row.counted:
            continue
        was, now = told.get(figure, row.counted[figure]), counted[figure]
        if abs(now - was) >= small.LEAST and not small.hidden(now) and not small.hidden(was):
            made = MonthNote(id=uuid.uuid4(), of_id=row.id, figure=figure, was=was, now=now, noted_on=clock.today())
            db.session.add(made)
    db.session.flush()


def _months() -> Iterator[date]:
    """The running month and those before it in which anything was decided, newest first."""
    first = db.session.scalar(sa.select(sa.func.min(Decision.made_at)))
    if first is None:
        return
    begin, month = clock.local(first).date().replace(day=1), clock.today().replace(day=1)
    for _ in range(BACK):
        if month < begin:
            return
        yield month
        month = (month - timedelta(days=1)).replace(day=1)


def figures(limit: int = SHOWN) -> Sequence[MonthFigures]:
    """The months that are shown, newest first, each with its kinds in order."""
    order = {kind: at for at, kind in enumerate(counting.KINDS)}
    newest = sa.select(MonthFigures.month).distinct().order_by(MonthFigures.month.desc()).limit(limit)
    rows = db.session.scalars(sa.select(MonthFigures).where(MonthFigures.month.in_(newest))).all()
    return sorted(rows, key=lambda row: (-row.month.toordinal(), order.get(row.kind, 9)))


def notes_of(ids: Sequence[uuid.UUID]) -> Sequence[MonthNote]:
    """The dated notes on some months, oldest first."""
    if not ids:
        return []
    mine = sa.select(MonthNote).where(MonthNote.of_id.in_(ids))
    return db.session.scalars(mine.order_by(MonthNote.noted_on, MonthNote.id)).all()


def edition() -> object:
    """What changes with every figure and note."""
    counted = sa.select(sa.func.count(), sa.func.max(MonthFigures.counted_at), sa.func.max(MonthFigures.frozen_at))
    return (*db.session.execute(counted).one(), db.session.scalar(sa.select(sa.func.count()).select_from(MonthNote)))
