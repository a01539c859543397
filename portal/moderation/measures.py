"""What the desk does, in numbers: answered within the promise, by week, kind and ward; reasons; what is covered.

Settled things carry the day that was promised; an answer is in time when it came on that day or before, in Viet Nam.
Months back are counted when they are asked for: the page is for staff, and its cost grows with weeks, not with things.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import ItemKind, Turn
from portal.moderation.models import Decision, Redaction
from portal.moderation.states import Outcome

WEEKS = 12
WARDS = 20
D = DeskItem


@dataclass(frozen=True)
class Answered:
    """How many were answered, and how many of them within the promise."""

    number: int
    in_time: int

    @property
    def share(self) -> int | None:
        """Per cent in time; None where nothing was answered."""
        return round(100 * self.in_time / self.number) if self.number else None


@dataclass(frozen=True)
class Week:
    """One week from its Monday on, all kinds together and each apart."""

    monday: date
    whole: Answered
    kinds: dict[ItemKind, Answered]


@dataclass(frozen=True)
class Reasons:
    """How often a reason was given, and how often that was taken back."""

    code: str
    outcome: Outcome
    number: int
    undone: int


@dataclass(frozen=True)
class Covered:
    """How many of what was let stand had parts covered."""

    accepted: int
    covered: int

    @property
    def per_thousand(self) -> int | None:
        """Of a thousand; None where nothing was accepted."""
        return round(1000 * self.covered / self.accepted) if self.accepted else None


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks(number: int = WEEKS) -> list[Week]:
    """The last weeks, the present one last. One query."""
    mondays = [monday_of(clock.today()) - timedelta(weeks=n) for n in range(number - 1, -1, -1)]
    cells = [cell for monday in mondays for cell in _cells(monday, monday + timedelta(weeks=1))]
    rows = db.session.execute(
        sa.select(D.kind, *cells).where(D.turn == Turn.DONE, D.settled_at >= _start(mondays[0])).group_by(D.kind)
    ).all()
    found = []
    for n, monday in enumerate(mondays):
        kinds = {kind: Answered(row[2 * n] or 0, row[2 * n + 1] or 0) for kind, *row in rows}
        found.append(Week(monday, _sum(list(kinds.values())), kinds))
    return found


def wards(since: date) -> list[tuple[str, Answered]]:
    """By ward, those with most answers first. One query."""
    number, in_time = sa.func.count(), sa.func.sum(sa.case((_in_time(), 1), else_=0))
    rows = db.session.execute(
        sa.select(D.ward_code, number, in_time)
        .where(D.turn == Turn.DONE, D.settled_at >= _start(since), D.ward_code.is_not(None))
        .group_by(D.ward_code).order_by(number.desc(), D.ward_code).limit(WARDS)
    )  # fmt: skip
    return [(code or "", Answered(n, timely or 0)) for code, n, timely in rows]


def reasons(since: date) -> list[Reasons]:
    """Which reasons were given how often, the most frequent first. One query."""
    undone = sa.func.count(Decision.undone_at)
    rows = db.session.execute(
        sa.select(Decision.reason_code, Decision.outcome, sa.func.count(), undone)
        .where(Decision.made_at >= _start(since), Decision.reason_code.is_not(None))
        .group_by(Decision.reason_code, Decision.outcome)
        .order_by(sa.func.count().desc(), Decision.reason_code)
    )
    return [Reasons(code or "", outcome, n, taken_back) for code, outcome, n, taken_back in rows]


def covered(since: date) -> Covered:
    """How much of what was let stand had something covered. One query."""
    hidden = sa.exists().where(Redaction.thing_kind == Decision.thing_kind, Redaction.thing_id == Decision.thing_id)
    row = db.session.execute(
        sa.select(sa.func.count(), sa.func.sum(sa.case((hidden, 1), else_=0))).where(
            Decision.made_at >= _start(since), Decision.undone_at.is_(None),
            Decision.outcome.in_((Outcome.ACCEPT, Outcome.ACCEPT_COVERED)),
        )
    ).one()  # fmt: skip
    return Covered(row[0], row[1] or 0)


def _cells(first: date, end: date) -> tuple[sa.ColumnElement[int], sa.ColumnElement[int]]:
    within = sa.and_(D.settled_at >= _start(first), D.settled_at < _start(end))
    return (
        sa.func.sum(sa.case((within, 1), else_=0)),
        sa.func.sum(sa.case((sa.and_(within, _in_time()), 1), else_=0)),
    )


def _in_time() -> sa.ColumnElement[bool]:
    """On the promised day or before; the day ends at 17:00 UTC. Nothing was promised: nothing was broken."""
    if db.session.get_bind().dialect.name == "postgresql":
        day = sa.func.date(sa.func.timezone("Asia/Ho_Chi_Minh", D.settled_at))
    else:
        day = sa.func.date(D.settled_at, "+7 hours")
    return sa.or_(D.promised_on.is_(None), day <= D.promised_on)


def _start(day: date) -> datetime:
    return clock.instant(day, time(0))


def _sum(parts: Sequence[Answered]) -> Answered:
    return Answered(sum(p.number for p in parts), sum(p.in_time for p in parts))
