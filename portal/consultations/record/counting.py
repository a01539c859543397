"""Count one month of one kind. Moves to the confidential channel leave the same traces as withdrawals, here too.

Of a testimony that was split every part counts in every figure, from its receipt to its end: each is decided by itself,
and what was received is what was accepted, declined, passed on, taken back and what still waits.
"""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from portal.consultations.opinions.models import Opinion, Reply
from portal.consultations.opinions.policy import Opinions
from portal.core import clock
from portal.core.audit.models import AuditEntry
from portal.core.db import db
from portal.engines.calendar.window import day_of
from portal.engines.figures import small, spread
from portal.honours.queries import calendar
from portal.moderation.models import Decision, Redaction
from portal.moderation.queries import reasons
from portal.moderation.reports.models import ReportCase
from portal.moderation.states import Kind, Outcome
from portal.nominations.deadlines import READ_DAYS, VERIFY_DAYS
from portal.nominations.models import Nomination
from portal.nominations.policy import Nominations

KINDS = (Kind.NOMINATION, Kind.OPINION, Kind.REPLY, Kind.REPORT)
PROMISED = {Kind.NOMINATION: READ_DAYS + VERIFY_DAYS}  # working days; nothing is promised for the others yet
CAME: dict[Kind, tuple[Any, Any]] = {
    Kind.NOMINATION: (Nomination, Nomination.received_at),
    Kind.OPINION: (Opinion, Opinion.submitted_at),
    Kind.REPLY: (Reply, Reply.sent_at),
    Kind.REPORT: (ReportCase, ReportCase.first_at),
}
FIGURES = (
    "received",
    "accepted",
    "published",
    "masked",
    "asked",
    "consent",
    "forwarded",
    "declined",
    "ended",
    "settled",
)
OF = {
    Kind.NOMINATION: (
        "received",
        "asked",
        "consent",
        "accepted",
        "published",
        "masked",
        "forwarded",
        "declined",
        "ended",
    ),
    Kind.OPINION: ("received", "asked", "accepted", "masked", "declined", "ended"),
    Kind.REPLY: ("received", "accepted", "masked", "declined"),
    Kind.REPORT: ("received", "settled"),
}  # which figures a kind has
OTHERS = "other"  # reasons that are not named


@dataclass(frozen=True)
class Stretch:
    """A month, from its first instant to the next one's."""

    first: datetime
    after: datetime

    def holds(self, moment: Any) -> sa.ColumnElement[bool]:
        """The condition that an instant lies within."""
        return sa.and_(moment >= self.first, moment < self.after)


def stretch(month: date) -> Stretch:
    """The month that begins on this day, by a Vietnamese clock."""
    return Stretch(clock.instant(month, time()), clock.instant(following(month), time()))


def following(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def count(kind: Kind, month: date) -> dict[str, Any]:
    """Every figure of a kind in a month, whole."""
    when = stretch(month)
    made = _decisions(kind, when)
    by = Counter(d.outcome for d in made)
    model, came = CAME[kind]
    days = _days(kind, when)
    found = {
        "received": _number(sa.select(sa.func.count()).select_from(model).where(when.holds(came))),
        "accepted": by[Outcome.ACCEPT] + by[Outcome.ACCEPT_COVERED],
        "masked": _masked(kind, [d for d in made if d.outcome.accepts]),
        "asked": by[Outcome.ASK],
        "consent": by[Outcome.AWAIT_CONSENT],
        "forwarded": by[Outcome.FORWARD],
        "declined": by[Outcome.DECLINE],
        "published": _acts(Nominations.PUBLISH, when) if kind is Kind.NOMINATION else 0,
        "ended": _ended(kind, when),
        "settled": _number(sa.select(sa.func.count()).select_from(ReportCase).where(when.holds(ReportCase.settled_at))),
    }  # fmt: skip
    told: dict[str, Any] = {name: found[name] for name in OF[kind]}
    if "declined" in told:
        told["reasons"] = dict(Counter(d.reason_code or OTHERS for d in made if d.outcome is Outcome.DECLINE))
    promised = PROMISED.get(kind)
    return told | {
        "answered": len(days), "median": spread.median(days) if days else None,
        "slow": spread.percentile(days, 90) if days else None, "promised": promised,
        "in_time": sum(n <= promised for n in days) if promised is not None else None,
    }  # fmt: skip


def public(counted: Mapping[str, Any]) -> dict[str, Any]:
    """The same figures as everybody may see them: nothing between one and four, and no way to work it out."""
    told: dict[str, Any] = {name: small.shown(counted[name]) for name in FIGURES if name in counted}
    if "reasons" in counted:
        told["reasons"] = _named(counted["reasons"])
    enough = counted["answered"] >= small.LEAST
    told |= {name: counted[name] if enough else None for name in ("median", "slow")}
    late = counted["answered"] - (counted["in_time"] or 0)
    sure = enough and counted["in_time"] is not None and not small.hidden(late) and not small.hidden(counted["in_time"])
    told["promised"] = counted["promised"]
    told["in_time_percent"] = round(100 * counted["in_time"] / counted["answered"]) if sure else None
    return told


def _named(counts: Mapping[str, int]) -> dict[str, int | None]:
    """By reason: those that are not public, and those too rare to be named, together."""
    named = {r.code for r in reasons(retired=True) if r.public}
    together: Counter[str] = Counter()
    for code, n in counts.items():
        together[code if code in named and not small.hidden(n) else OTHERS] += n
    return small.parts(together)


def _decisions(kind: Kind, when: Stretch) -> Sequence[Decision]:
    table = CAME[kind][0].__tablename__
    made = sa.select(Decision).where(Decision.thing_kind == table, Decision.undone_at.is_(None))
    return db.session.scalars(made.where(when.holds(Decision.made_at))).all()


def _masked(kind: Kind, accepted: Sequence[Decision]) -> int:
    """How many of those accepted went on with something covered."""
    if kind is Kind.NOMINATION:
        return sum(d.outcome is Outcome.ACCEPT_COVERED for d in accepted)
    ids = {d.thing_id for d in accepted}
    table = CAME[kind][0].__tablename__
    covered: set[uuid.UUID] = set()
    for part in _parts(list(ids)):
        mine = sa.select(Redaction.thing_id).where(Redaction.thing_kind == table, Redaction.thing_id.in_(part))
        covered |= set(db.session.scalars(mine.distinct()))
    return sum(d.thing_id in covered for d in accepted)


def _ended(kind: Kind, when: Stretch) -> int:
    """How many were taken back, or are no longer part of what they were sent for: nothing tells these apart."""
    if kind is Kind.OPINION:
        return _acts(Opinions.CLOSE, when)
    return _acts(Nominations.WITHDRAW, when) if kind is Kind.NOMINATION else 0


def _acts(act: str, when: Stretch) -> int:
    done = sa.select(sa.func.count(sa.distinct(AuditEntry.thing_id))).where(AuditEntry.act == str(act))
    return _number(done.where(when.holds(AuditEntry.at)))


def _days(kind: Kind, when: Stretch) -> list[int]:
    """For each thing whose first decision fell into the month: working days since it came."""
    model, came = CAME[kind]
    if kind is Kind.REPORT:
        pick = sa.select(came, ReportCase.settled_at).where(when.holds(ReportCase.settled_at))
    else:
        first = sa.func.min(Decision.made_at)
        stands = (Decision.thing_kind == model.__tablename__, Decision.undone_at.is_(None))
        lately = sa.select(Decision.thing_id).where(*stands, when.holds(Decision.made_at))
        judged = sa.select(Decision.thing_id, first.label("at")).where(*stands, Decision.thing_id.in_(lately))
        firsts = judged.group_by(Decision.thing_id).having(when.holds(first)).subquery()
        pick = sa.select(came, firsts.c.at).join(firsts, firsts.c.thing_id == model.id)
    pairs = Counter((day_of(row[0]), day_of(row[1])) for row in db.session.execute(pick))
    between = calendar().between
    return [max(0, between(*pair)) for pair, n in pairs.items() for _ in range(n)]


def _parts(ids: list[uuid.UUID], size: int = 500) -> list[list[uuid.UUID]]:
    return [ids[at : at + size] for at in range(0, len(ids), size)]


def _number(pick: Any) -> int:
    return int(db.session.scalar(pick) or 0)
