"""Write the audit trail: entries are gathered during a unit of work and chained just before it is kept.

Chaining last means the head row is the last lock taken, so that two acts at once cannot block each other for good.
"""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.models import AuditEntry, AuditHead
from portal.core.db import db
from portal.core.policy import Permission

GENESIS = "0" * 64
FIELDS = ("seq", "at", "actor_kind", "actor_id", "act", "thing_kind", "thing_id", "detail", "previous")


def record(by: Actor, act: Permission, thing: Any, **detail: object) -> None:
    """Note who did what to which thing. Kept with the act itself or not at all.

    `detail` holds states, versions, reasons: never a resident's name, contact or text.
    """
    entry = {
        "at": clock.now(),
        "actor_kind": by.kind.value,
        "actor_id": by.id,
        "act": str(act),
        "thing_kind": thing.__tablename__,
        "thing_id": str(thing.id),
        "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str),
    }
    db.session().info.setdefault("audit", []).append((thing, entry))


def link(values: dict[str, Any]) -> str:
    """The hash of an entry: SHA-256 over its fields in a fixed order, as JSON."""
    plain = [values[f].isoformat() if f == "at" else values[f] and str(values[f]) for f in FIELDS]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@event.listens_for(Session, "before_commit")
def _chain(session: Session) -> None:
    waiting = session.info.pop("audit", [])
    if not waiting:
        return
    session.flush()
    head = session.execute(sa.select(AuditHead.seq, AuditHead.hash).with_for_update()).one_or_none()
    seq, previous = (head.seq, head.hash) if head else (0, GENESIS)
    rows = []
    for thing, values in waiting:
        seq += 1
        entry = values | {"thing_id": str(thing.id), "seq": seq, "previous": previous}
        entry["hash"] = previous = link(entry)
        rows.append(entry)
    session.execute(sa.insert(AuditEntry), rows)
    if head:
        session.execute(sa.update(AuditHead).values(seq=seq, hash=previous))
    else:
        session.execute(sa.insert(AuditHead).values(id=1, seq=seq, hash=previous))


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("audit", None)
