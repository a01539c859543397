"""What the desk does, in numbers: answered within the promise, by week, kind and ward; reasons; what is covered; what a
second person, or whoever looked at an appeal, saw otherwise.

Settled things carry the day that was promised; an answer is in time when it came on that day or before, in Viet Nam.
Months back are counted when they are asked for: the page is for staff, and its cost grows with weeks, not with things.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from portal.core import clock
from portal.core.db import db
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.states import AppealState
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import ItemKind, Turn
from portal.moderation.eyes.models import Proposal, Sample
from portal.moderation.eyes.states import STOOD, ProposalState, SampleState
from portal.moderation.models import Decision, Redaction
from portal.moderation.states import Outcome

WEEKS = 12
WARDS = 20
D = DeskItem


@dataclass(frozen=True)
class Part:
    """So many of so many: answers in time of all answers, covered things of those let stand."""

    number: int
    of_these: int

    @property
    def share(self) -> int | None:
        """Per cent; None where there was nothing."""
        return self._per(100)

    @property
    def per_thousand(self) -> int | None:
        """Of a thousand; None where there was nothing."""
        return self._per(1000)

    @property
    def rest(self) -> int:
        """Those that are not."""
        return self.number - self.of_these

    def __add__(self, other: "Part") -> "Part":
        return Part(self.number + other.number, self.of_these + other.of_these)

    def _per(self, many: int) -> int | None:
        return round(many * self.of_these / self.number) if self.number else None


NONE = Part(0, 0)


@dataclass(frozen=True)
class Week:
    """One week from its Monday on, all kinds together and each apart."""

    monday: date
    whole: Part
    kinds: dict[ItemKind, Part]


@dataclass(frozen=True)
class Reasons:
    """How often a reason was given, and how often that was taken back."""

    code: str
    outcome: Outcome
    number: int
    undone: int


@dataclass(frozen=True)
class Looks:
    """One week of looking again: what was let stand and covered, second looks that differed, appeals that changed something."""

    monday: date
    covered: Part
    second: Part
    appeals: Part


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def mondays(number: int = WEEKS) -> list[date]:
    """The Mondays of the last weeks, that of the present one last."""
    return [monday_of(clock.today()) - timedelta(weeks=n) for n in range(number - 1, -1, -1)]


def weeks(number: int = WEEKS) -> list[Week]:
    """The last weeks, the present one last. One query."""
    days = mondays(number)
    cells = _cells(days, D.settled_at, _in_time(D.settled_at, D.promised_on))
    rows = db.session.execute(
        sa.select(D.kind, *cells).where(D.turn == Turn.DONE, D.settled_at >= _start(days[0])).group_by(D.kind)
    ).all()
    by_kind = {kind: _parts(row) for kind, *row in rows}
    return [
        Week(monday, sum((parts[n] for parts in by_kind.values()), NONE), {k: parts[n] for k, parts in by_kind.items()})
        for n, monday in enumerate(days)
    ]


def looks(number: int = WEEKS) -> list[Looks]:
    """The last weeks of looking again, the present one last. Four queries."""
    days = mondays(number)
    p, s, a = Proposal, Sample, Appeal
    proposals = _by_week(
        days, p.ended_at, p.state == ProposalState.OVERTURNED, p.state.in_((*STOOD, ProposalState.OVERTURNED))
    )
    samples = _by_week(
        days, s.reviewed_at, s.state == SampleState.DIFFERED, s.state.in_((SampleState.AGREED, SampleState.DIFFERED))
    )
    upheld = a.state.in_((AppealState.ANEW, AppealState.LIFTED))
    appeals = _by_week(days, a.settled_at, upheld, upheld | (a.state == AppealState.STANDS))
    covered = _by_week(
        days, Decision.made_at, _covered(), Decision.undone_at.is_(None), Decision.outcome.in_(LET_STAND)
    )
    second = [one + other for one, other in zip(proposals, samples, strict=True)]
    return [Looks(*row) for row in zip(days, covered, second, appeals, strict=True)]


def wards(since: date, *, most: int | None = None) -> list[tuple[str, Part]]:
    """By ward, those with most answers first, `most` of them or all. One query."""
    number, in_time = sa.func.count(), sa.func.sum(sa.case((_in_time(D.settled_at, D.promised_on), 1), else_=0))
    rows = db.session.execute(
        sa.select(D.ward_code, number, in_time)
        .where(D.turn == Turn.DONE, D.settled_at >= _start(since), D.ward_code.is_not(None))
        .group_by(D.ward_code).order_by(number.desc(), D.ward_code).limit(most)
    )  # fmt: skip
    return [(code or "", Part(n, timely or 0)) for code, n, timely in rows]


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


def late_appeals(since: date) -> Part:
    """Appeals settled since, and how many of them after the promised day. One query."""
    late = sa.func.sum(sa.case((_in_time(Appeal.settled_at, Appeal.due_on), 0), else_=1))
    kept = sa.select(sa.func.count(), late).where(
        Appeal.settled_at >= _start(since), Appeal.state != AppealState.OVERTAKEN
    )
    number, tardy = db.session.execute(kept).one()
    return Part(number, tardy or 0)


LET_STAND = (Outcome.ACCEPT, Outcome.ACCEPT_COVERED)


def _covered() -> sa.ColumnElement[bool]:
    return sa.exists().where(Redaction.thing_kind == Decision.thing_kind, Redaction.thing_id == Decision.thing_id)


Column = sa.ColumnElement[Any] | InstrumentedAttribute[Any]


def _by_week(
    days: Sequence[date], at: Column, part: sa.ColumnElement[bool], *where: sa.ColumnElement[bool]
) -> list[Part]:
    row = db.session.execute(sa.select(*_cells(days, at, part)).where(at >= _start(days[0]), *where)).one()
    return _parts(row)


def _cells(days: Sequence[date], at: Column, part: sa.ColumnElement[bool]) -> list[sa.ColumnElement[int]]:
    """For each week how many there were, and how many of these are such."""
    made: list[sa.ColumnElement[int]] = []
    for monday in days:
        within = sa.and_(at >= _start(monday), at < _start(monday + timedelta(weeks=1)))
        made += [sa.func.sum(sa.case((each, 1), else_=0)) for each in (within, sa.and_(within, part))]
    return made


def _parts(row: Sequence[int | None]) -> list[Part]:
    return [Part(row[n] or 0, row[n + 1] or 0) for n in range(0, len(row), 2)]


def _in_time(at: Column, promised: Column) -> sa.ColumnElement[bool]:
    """On the promised day or before; the day ends at 17:00 UTC. Nothing was promised: nothing was broken."""
    if db.session.get_bind().dialect.name == "postgresql":
        day = sa.func.date(sa.func.timezone("Asia/Ho_Chi_Minh", at))
    else:
        day = sa.func.date(at, "+7 hours")
    return sa.or_(promised.is_(None), day <= promised)


def _start(day: date) -> datetime:
    return clock.instant(day, time(0))
