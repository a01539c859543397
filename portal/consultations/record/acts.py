"""Everything that was done at the desk, from the audit trail: claims, covers, contacts looked at, decisions, switches."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from portal.accounts.models import Staff
from portal.core import clock
from portal.core.audit.models import AuditEntry
from portal.core.db import db

PAGE = 50
KINDS = (
    "nomination", "opinion", "opinion_reply", "story", "report_case", "appeal", "decision", "reason", "canned_reply",
    "function_switch", "handover", "desk_note", "moderation_log", "together",
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What of it is asked for."""

    who: uuid.UUID | None = None
    kind: str = ""
    act: str = ""
    since: date | None = None
    until: date | None = None
    after: int | None = None


@dataclass(frozen=True)
class Act:
    """One act. Its details hold states, versions and reasons, never somebody's name or words."""

    seq: int
    at: datetime
    who: str
    staff: bool
    act: str
    kind: str
    thing_id: str
    detail: str

    @property
    def part_of(self) -> str:
        """The key of the act on several things that this was a part of; empty for one done by itself."""
        return str(json.loads(self.detail).get("part_of", ""))


def page(wish: Wish) -> tuple[Sequence[Act], int | None]:
    """A page of acts, newest first, and the number to go on from."""
    a = AuditEntry
    pick = sa.select(a.seq, a.at, Staff.name, a.actor_kind, a.act, a.thing_kind, a.thing_id, a.detail)
    pick = pick.outerjoin(Staff, Staff.id == a.actor_id).where(a.thing_kind.in_(KINDS))
    asked = (
        (wish.who, a.actor_id == wish.who),
        (wish.kind, a.thing_kind == wish.kind),
        (wish.act, a.act == wish.act),
        (wish.since, a.at >= clock.instant(wish.since or clock.today(), time())),
        (wish.until, a.at < clock.instant((wish.until or clock.today()) + timedelta(days=1), time())),
        (wish.after, a.seq < (wish.after or 0)),
    )
    pick = pick.where(*(condition for value, condition in asked if value))
    rows = db.session.execute(pick.order_by(a.seq.desc()).limit(PAGE + 1)).all()
    items = [Act(r[0], r[1], r[2] or "", r[3] == "staff", r[4], r[5], r[6], r[7]) for r in rows[:PAGE]]
    return items, items[-1].seq if len(rows) > PAGE else None
