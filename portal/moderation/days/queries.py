"""Reads of one's own day, and of the team's without names."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from portal.core.actor import Actor
from portal.core.audit.models import AuditEntry
from portal.core.db import db
from portal.core.policy import require
from portal.engines.figures import spread
from portal.moderation.days.policy import Days
from portal.moderation.limits import LEASE
from portal.moderation.models import Decision
from portal.moderation.policy import Moderation
from portal.moderation.states import Outcome

LEAST = 3  # people in a sum that the lead sees
LONGEST = timedelta(hours=1)  # of one item: beyond, somebody was called away
BRIEF = timedelta(seconds=1)  # whoever decides takes in hand in the same instant: that is no beginning
BEFORE = timedelta(days=1)  # how far back a claim may lie that a decision belongs to
CLAIMS = (Moderation.CLAIM.value, Moderation.TAKE_OVER.value)


@dataclass(frozen=True)
class Work:
    """What was decided in a stretch of time, and how long it took: since it was taken in hand, or since the decision before."""

    people: int
    counts: dict[tuple[str, Outcome], int]
    undone: int
    spent: timedelta
    timed: int  # decisions that `spent` adds up
    middle: timedelta | None

    @property
    def decided(self) -> int:
        """How many decisions stand."""
        return sum(self.counts.values())

    def of(self, kind: str) -> int:
        """How many stand on things of a kind."""
        return sum(n for (thing, _), n in self.counts.items() if thing == kind)


def own(by: Actor, since: datetime, until: datetime) -> Work:
    """What the asker did."""
    require(by, Days.OWN)
    return _work(_decisions(Decision.made_by == by.id, since, until))


def latest(by: Actor, since: datetime, limit: int = 20) -> Sequence[Decision]:
    """The asker's decisions, newest first."""
    require(by, Days.OWN)
    mine = sa.select(Decision).where(Decision.made_by == by.id, Decision.made_at >= since)
    return db.session.scalars(mine.order_by(Decision.made_at.desc(), Decision.id).limit(limit)).all()


def undone(by: Actor, since: datetime) -> Sequence[Decision]:
    """What the asker decided and took back, newest first."""
    require(by, Days.OWN)
    mine = sa.select(Decision).where(Decision.made_by == by.id, Decision.undone_at >= since)
    return db.session.scalars(mine.order_by(Decision.undone_at.desc(), Decision.id).limit(50)).all()


def team(by: Actor, since: datetime, until: datetime) -> Work | None:
    """What all others did together; nothing where fewer than three of them decided anything."""
    require(by, Days.TEAM)
    made = _decisions(Decision.made_by != by.id, since, until)
    return _work(made) if len({d.made_by for d in made}) >= LEAST else None


def _decisions(whose: sa.ColumnElement[bool], since: datetime, until: datetime) -> Sequence[Decision]:
    made = sa.select(Decision).where(whose, Decision.made_at >= since, Decision.made_at < until)
    return db.session.scalars(made.order_by(Decision.made_at)).all()


def _work(made: Sequence[Decision]) -> Work:
    standing = [d for d in made if d.undone_at is None]
    gaps = _gaps(standing, made)
    return Work(
        people=len({d.made_by for d in made}),
        counts=dict(Counter((d.thing_kind, d.outcome) for d in standing)),
        undone=len(made) - len(standing),
        spent=sum(gaps, timedelta()),
        timed=len(gaps),
        middle=timedelta(seconds=spread.median([int(g.total_seconds()) for g in gaps])) if gaps else None,
    )


def _gaps(standing: Sequence[Decision], made: Sequence[Decision]) -> list[timedelta]:
    """From each claim to the decision it led to; without one from the same person's decision before, if it was no longer
    than a claim lasts. What has neither, and all but the first of several in one act, is not timed.
    """
    if not standing:
        return []
    taken = _claims({d.made_by for d in made}, made[0].made_at - BEFORE, made[-1].made_at)
    before, latest = {}, dict[uuid.UUID, datetime]()
    for each in made:
        before[each.id], latest[each.made_by] = latest.get(each.made_by), each.made_at
    found = []
    for each in standing:
        mine = taken.get((each.made_by, str(each.thing_id)), ())
        last = before[each.id]
        begun = [at for at in mine if BRIEF <= each.made_at - at <= BEFORE]
        if not begun and last is not None and BRIEF <= each.made_at - last <= LEASE:
            begun = [last]
        if begun:
            found.append(min(each.made_at - begun[-1], LONGEST))
    return found


def _claims(
    people: Iterable[uuid.UUID], since: datetime, until: datetime
) -> dict[tuple[uuid.UUID, str], list[datetime]]:
    """When who took what in hand, oldest first."""
    pick = sa.select(AuditEntry.actor_id, AuditEntry.thing_id, AuditEntry.at).where(
        AuditEntry.actor_id.in_(list(people)), AuditEntry.act.in_(CLAIMS), AuditEntry.at >= since,
        AuditEntry.at <= until,
    )  # fmt: skip
    found: dict[tuple[uuid.UUID, str], list[datetime]] = {}
    for row in db.session.execute(pick.order_by(AuditEntry.seq)):
        found.setdefault((row.actor_id, row.thing_id), []).append(row.at)
    return found
