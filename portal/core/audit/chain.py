"""A chain of acts: entries are gathered during a unit of work and linked just before it is kept.

Linking last means the head row is the last lock taken, so that two acts at once cannot block each other for good.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.models import Entry
from portal.core.db import db
from portal.core.policy import Permission
from portal.core.upsert import insert_on

GENESIS = "0" * 64
_plainly = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str).encode
FIELDS = ("seq", "at", "actor_kind", "actor_id", "act", "thing_kind", "thing_id", "detail", "previous")


class Chain:
    """Links kept in two tables: the entries, and the one row of their head. `name` tells chains of one session apart."""

    def __init__(self, name: str, entry: Any, head: Any) -> None:
        self.name, self.entry, self.last = name, entry, head
        self.locked = sa.select(head.seq, head.hash).with_for_update()  # built once: every act of the portal asks
        self.append, self.move = sa.insert(entry.__table__), sa.update(head.__table__)
        self.begin = cache(
            lambda dialect: insert_on(dialect, head.__table__).on_conflict_do_nothing(index_elements=["id"])
        )
        event.listen(Session, "before_commit", self._chain)
        event.listen(Session, "after_rollback", self._forget)

    def record(
        self, by: Actor, act: Permission, thing: Any, detail: Mapping[str, object], *, at: datetime | None = None
    ) -> None:
        """Note who did what to which thing. Kept with the act itself or not at all. `at` may be coarser than now."""
        entry = {
            "at": (at or clock.now()).astimezone(UTC),
            "actor_kind": by.kind.value,
            "actor_id": by.id,
            "act": str(act),
            "thing_kind": thing.__tablename__,
            "thing_id": str(thing.id),
            "detail": _canonical(detail),
        }
        db.session().info.setdefault(self.name, []).append((thing, entry))

    def faults(self, anchor: tuple[int, str] | None = None) -> Iterator[str]:
        """Each fault of the chain in words. `anchor` is a (seq, hash) noted outside the portal earlier.

        Finds rows that were edited, removed, put in, or reordered, an end that was cut off, and a chain that was
        computed anew (which only an anchor kept elsewhere can show).
        """
        expected, previous, met = 1, GENESIS, anchor is None
        for row in self._rows():
            if row.seq != expected:
                missing = f"{expected}" if row.seq == expected + 1 else f"{expected}-{row.seq - 1}"
                yield f"entry {missing} is missing"
            elif row.previous != previous:
                yield f"entry {row.seq} does not follow the entry before it"
            if row.hash != link({f: getattr(row, f) for f in FIELDS}):
                yield f"entry {row.seq} was changed"
            met = met or (row.seq, row.hash) == anchor
            expected, previous = row.seq + 1, row.hash
        head = self._head()
        if (head.seq, head.hash) != (expected - 1, previous) if head else expected > 1:
            seq = head.seq if head else 0
            yield f"the end of the {self.name} does not match its head (head {seq}, last entry {expected - 1})"
        if not met and anchor:
            yield f"entry {anchor[0]} is not the one noted outside the portal"

    def head(self) -> tuple[int, str]:
        """The last link (seq, hash), to be noted where insiders cannot reach."""
        row = self._head()
        return (row.seq, row.hash) if row else (0, GENESIS)

    def _rows(self) -> Iterator[Entry]:
        wanted = sa.select(self.entry).order_by(self.entry.seq).execution_options(yield_per=2000)
        yield from db.session.execute(wanted).scalars()

    def _head(self) -> Any:
        return db.session.execute(sa.select(self.last.seq, self.last.hash)).one_or_none()

    def _chain(self, session: Session) -> None:
        waiting = session.info.pop(self.name, [])
        if not waiting:
            return
        session.flush()
        connection = session.connection()
        seq, previous = self._taken(connection)
        rows = []
        for thing, values in waiting:
            seq += 1
            entry = values | {"thing_id": str(thing.id), "seq": seq, "previous": previous}
            entry["hash"] = previous = link(entry)
            rows.append(entry)
        connection.execute(self.append, rows)
        connection.execute(self.move, {"seq": seq, "hash": previous})

    def _taken(self, connection: sa.Connection) -> tuple[int, str]:
        """The last link, held until this unit of work ends. The first two acts of all may both find none."""
        head = connection.execute(self.locked).one_or_none()
        if head is None:
            connection.execute(self.begin(connection.dialect.name), {"id": 1, "seq": 0, "hash": GENESIS})
            head = connection.execute(self.locked).one()
        return head.seq, head.hash

    def _forget(self, session: Session) -> None:
        session.info.pop(self.name, None)


def link(values: dict[str, Any]) -> str:
    """The hash of an entry: SHA-256 over its fields in a fixed order, as JSON."""
    plain = [values[f].isoformat() if f == "at" else values[f] and str(values[f]) for f in FIELDS]
    return hashlib.sha256(_plainly(plain).encode()).hexdigest()
