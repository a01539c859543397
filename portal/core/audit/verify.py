"""Prove the audit trail whole, or name the rows where it is not."""

from collections.abc import Iterator

import sqlalchemy as sa

from portal.core.audit.models import AuditEntry, AuditHead
from portal.core.audit.trail import FIELDS, GENESIS, link
from portal.core.db import db


def faults(anchor: tuple[int, str] | None = None) -> Iterator[str]:
    """Each fault of the chain in words. `anchor` is a (seq, hash) noted outside the portal earlier.

    Finds rows that were edited, removed, put in, or reordered, an end that was cut off, and a chain that was
    computed anew (which only an anchor kept elsewhere can show).
    """
    expected, previous, met = 1, GENESIS, anchor is None
    for row in db.session.execute(
        sa.select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=2000)
    ).scalars():
        if row.seq != expected:
            missing = f"{expected}" if row.seq == expected + 1 else f"{expected}-{row.seq - 1}"
            yield f"entry {missing} is missing"
        elif row.previous != previous:
            yield f"entry {row.seq} does not follow the entry before it"
        if row.hash != link({f: getattr(row, f) for f in FIELDS}):
            yield f"entry {row.seq} was changed"
        met = met or (row.seq, row.hash) == anchor
        expected, previous = row.seq + 1, row.hash
    head = db.session.execute(sa.select(AuditHead.seq, AuditHead.hash)).one_or_none()
    if (head.seq, head.hash) != (expected - 1, previous) if head else expected > 1:
        yield f"the end of the trail does not match its head (head {head.seq if head else 0}, last entry {expected - 1})"
    if not met and anchor:
        yield f"entry {anchor[0]} is not the one noted outside the portal"


def head() -> tuple[int, str]:
    """The last link (seq, hash), to be noted where insiders cannot reach."""
    row = db.session.execute(sa.select(AuditHead.seq, AuditHead.hash)).one_or_none()
    return (row.seq, row.hash) if row else (0, GENESIS)
