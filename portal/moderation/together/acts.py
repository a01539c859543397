"""An act on several things, as the audit trail keeps it: who began it, and what became of each thing.

There is no table of such acts. Each thing's line is written in the unit of work that did it, so that no line can say
what is not so; and what was done is read where it cannot be changed afterwards.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import sqlalchemy as sa

from portal.core.audit.models import AuditEntry
from portal.core.db import db
from portal.moderation.models import Decision
from portal.moderation.together.policy import Together

KIND = "together"


@dataclass(frozen=True)
class Whole:
    """One act on several things."""

    __tablename__: ClassVar[str] = KIND

    id: uuid.UUID
    began_by: uuid.UUID | None


@dataclass(frozen=True)
class Line:
    """What became of one thing: the latest that was done with it, and why nothing was where that is so."""

    kind: str
    thing_id: uuid.UUID
    step: Together
    why: str = ""
    decision_id: uuid.UUID | None = None


def one(act_id: uuid.UUID) -> Whole | None:
    """An act that was begun, by its key."""
    pick = sa.select(AuditEntry.actor_id).where(*_of(act_id)).order_by(AuditEntry.seq).limit(1)
    row = db.session.execute(pick).one_or_none()
    return Whole(act_id, row.actor_id) if row else None


def lines(whole: Whole) -> list[Line]:
    """What became of each thing, in the order in which they were taken up."""
    pick = sa.select(AuditEntry.act, AuditEntry.detail).where(*_of(whole.id))
    found: dict[uuid.UUID, Line] = {}
    for act, detail in db.session.execute(pick.order_by(AuditEntry.seq)):
        line = _line(Together(act), json.loads(detail))
        was = found.get(line.thing_id)
        kept = was.why if was and line.step is Together.PUT_BACK else line.why  # why it was put back
        found[line.thing_id] = replace(line, why=kept)
    return list(found.values())


def begun_with(decision: Decision) -> Whole | None:
    """The act that a decision was a part of; none for one that was made by itself."""
    pick = sa.select(AuditEntry.detail).where(
        AuditEntry.thing_kind == decision.thing_kind, AuditEntry.thing_id == str(decision.thing_id),
        AuditEntry.at >= decision.made_at, AuditEntry.actor_id == decision.made_by,
    )  # fmt: skip
    parts = (json.loads(detail).get("part_of") for detail in db.session.scalars(pick.order_by(AuditEntry.seq)))
    key = next((part for part in parts if part), None)
    return one(uuid.UUID(key)) if key else None


def decisions(some: Sequence[Line]) -> dict[uuid.UUID, Decision]:
    """The decisions that lines speak of, by key, as they stand now."""
    keys = [line.decision_id for line in some if line.decision_id]
    made = sa.select(Decision).where(Decision.id.in_(keys)).execution_options(populate_existing=True)
    return {each.id: each for each in db.session.scalars(made)}


def _of(act_id: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return AuditEntry.thing_kind == KIND, AuditEntry.thing_id == str(act_id)


def _line(step: Together, told: dict[str, str]) -> Line:
    decision = uuid.UUID(told["decision"]) if told.get("decision") else None
    return Line(told["kind"], uuid.UUID(told["about"]), step, told.get("why", ""), decision)
