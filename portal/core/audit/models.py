"""Links of an append-only chain and its head; the general audit trail is the first such chain."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Utc, only_with


class Entry:
    """Mixin: one act. Each row's hash covers its own content and the hash before it; the database refuses any change."""

    seq: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Utc)
    actor_kind: Mapped[str] = mapped_column(sa.String(16))
    actor_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    act: Mapped[str] = mapped_column(sa.String(64))
    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[str] = mapped_column(sa.String(64))
    detail: Mapped[str] = mapped_column(sa.Text)  # canonical JSON, exactly as hashed
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))


class Head:
    """Mixin: the last link: one row, locked while links are added, so that a cut-off end shows."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(sa.BigInteger)
    hash: Mapped[str] = mapped_column(sa.String(64))


class AuditEntry(Entry, Base):
    """One act anywhere in the portal."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        sa.Index("ix_audit_entry_thing", "thing_kind", "thing_id"),
        only_with("ix_audit_entry_actor_id", "actor_id", there="actor_id"),  # most acts are residents'
    )


class AuditHead(Head, Base):
    """The last link of the audit trail."""

    __tablename__ = "audit_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)
