"""How much waits: for letters to staff, and for the word to the public that we are late."""

import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import Base, Utc, db, unit_of_work
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.core.jobs.registry import every
from portal.core.policy import require
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import ItemKind, Turn
from portal.moderation.policy import Moderation

ONE = 1  # the only row
FRESH = 15  # seconds for which a process believes what it read
MOST = 1_000_000
D = DeskItem


class Backlog(Base):
    """From how many late things on the public is told that we are late; none means never."""

    __tablename__ = "desk_backlog"

    id: Mapped[int] = mapped_column(primary_key=True)
    above: Mapped[int | None]
    late: Mapped[int] = mapped_column(default=0)
    told_since: Mapped[datetime | None] = mapped_column(Utc)  # since when the public is told; none: it is not


@dataclass(frozen=True)
class Standing:
    """What waits, in numbers."""

    new: int  # came since the last letter
    soon: int  # due by the next working day
    late: int
    waiting: int


@dataclass(frozen=True)
class Late:
    """What is late for long."""

    number: int
    oldest_due: date | None
    kinds: dict[ItemKind, int]


def standing(*, since: datetime | None, soon: date) -> Standing:
    """What waits for a moderator, and how much of it came since then. One query."""
    mine, today = D.turn == Turn.DESK, clock.today()
    row = db.session.execute(
        sa.select(
            sa.func.count().filter(D.entered_at > since) if since else sa.func.count(),
            sa.func.count().filter(D.due_on >= today, D.due_on <= soon),
            sa.func.count().filter(D.due_on < today),
            sa.func.count(),
        ).where(mine)
    ).one()
    return Standing(*row)


def late_by(last: date) -> Late:
    """What was due on that day or before and still waits."""
    rows = db.session.execute(
        sa.select(D.kind, sa.func.count(), sa.func.min(D.due_on))
        .where(D.turn == Turn.DESK, D.due_on <= last)
        .group_by(D.kind)
    ).all()
    oldest = min((row[2] for row in rows if row[2]), default=None)
    return Late(sum(row[1] for row in rows), oldest, {row[0]: row[1] for row in rows})


def kept() -> Backlog:
    """The row; one that never tells where none was set."""
    return db.session.get(Backlog, ONE) or Backlog(id=ONE, above=None, late=0)


def tell_above(number: int | None, *, by: Actor) -> None:
    """Tell the public from so many late things on; None never does. Takes effect at once. Raises Unfit."""
    require(by, Moderation.SET_BACKLOG)
    if number is not None and not 1 <= number <= MOST:
        raise Unfit(N_("Write a number from 1 on, or leave it empty."), field="above")
    row = db.session.get(Backlog, ONE)
    if row is None:
        row = Backlog(id=ONE, above=None, late=0)
        db.session.add(row)
    record(by, Moderation.SET_BACKLOG, row, was=row.above, now=number)
    row.above = number
    _count(row)


@every(timedelta(minutes=5), "desk.backlog")
def count() -> None:
    """See whether the public is to be told that we are late, or no longer."""
    with unit_of_work() as session:
        row = session.get(Backlog, ONE)
        if row is not None:
            _count(row)


def _count(row: Backlog) -> None:
    late = sa.select(sa.func.count()).where(D.turn == Turn.DESK, D.due_on < clock.today())
    row.late = db.session.scalar(late) or 0
    tells = row.above is not None and row.late >= row.above
    row.told_since = (row.told_since or clock.now()) if tells else None
    _seen.clear()


_seen: dict[str, tuple[float, datetime | None]] = {}


def told_since() -> datetime | None:
    """Since when the public is told that we are late; read anew after FRESH seconds in each process."""
    here = str(db.engine.url)
    at, since = _seen.get(here, (0.0, None))
    if time.monotonic() - at > FRESH or not at:
        since = db.session.scalar(sa.select(Backlog.told_since).where(Backlog.id == ONE))
        _seen[here] = time.monotonic(), since
    return since


def forget() -> None:
    """Read anew at the next question."""
    _seen.clear()
