"""Reports, with every word sealed; who wrote them stands in a table apart, under keys of its own.

Days are kept instead of times: when something came cannot be read from a row more closely than that.
"""

import uuid
from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.confidential.states import ReportState, Words
from portal.core.audit.models import Entry, Head
from portal.core.db import Base, Keyed, Versioned, choice

TEXTS, IDENTITIES = "texts", "identities"


class Sealed:
    """Mixin: `sealed` is shut under the key `key_id` of a ring outside the database; so are the columns in `shut`."""

    ring: ClassVar[str] = TEXTS
    shut: ClassVar[tuple[str, ...]] = ("sealed",)

    sealed: Mapped[bytes]
    key_id: Mapped[str] = mapped_column(sa.String(16), index=True)


class Report(Sealed, Keyed, Versioned, Base):
    """What somebody wrote: about whom, what, when, where, how they know."""

    __tablename__ = "confidential_report"
    __table_args__ = (
        sa.Index("ix_confidential_report_listed", "state", "received_on", "id"),
        sa.CheckConstraint(
            "state = 'received' OR (decided_by IS NOT NULL AND decided_on IS NOT NULL)", name="decided_by_someone"
        ),
    )

    state: Mapped[ReportState] = mapped_column(choice(ReportState, "state"), default=ReportState.RECEIVED)
    received_on: Mapped[date]
    language: Mapped[str] = mapped_column(sa.String(2), default="vi")
    receipt_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)  # once more, under a key: see keys.mark
    decided_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    decided_on: Mapped[date | None]

    @property
    def number(self) -> str:
        """What readers call it among themselves and on papers; it cannot be counted on from another."""
        return f"{self.id.hex[:4]}-{self.id.hex[4:8]}".upper()


class Identity(Sealed, Base):
    """Who wrote a report, also where nothing is known of them, so that its presence tells nothing."""

    __tablename__ = "confidential_writer"
    ring = IDENTITIES

    id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("confidential_report.id"), primary_key=True)


class ReportMessage(Sealed, Keyed, Base):
    """Words between the writer and a reader, or a reader's note."""

    __tablename__ = "confidential_message"
    __table_args__ = (sa.UniqueConstraint("report_id", "position"),)

    report_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("confidential_report.id"))
    position: Mapped[int]
    kind: Mapped[Words] = mapped_column(choice(Words, "kind"))
    staff_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    written_on: Mapped[date]


class Evidence(Sealed, Keyed, Base):
    """A file handed in; its bytes lie here, sealed, and never in the store of other files."""

    __tablename__ = "confidential_file"
    __table_args__ = (sa.UniqueConstraint("report_id", "position"),)
    shut = ("sealed", "body")

    report_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("confidential_report.id"))
    position: Mapped[int]
    body: Mapped[bytes] = mapped_column(deferred=True)


class HoldRequest(Sealed, Keyed, Base):
    """A dossier was asked to stand still because of a report; which one is sealed."""

    __tablename__ = "confidential_hold"

    report_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("confidential_report.id"), index=True)
    asked_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    asked_on: Mapped[date]


class ReportNotice(Keyed, Base):
    """The writer is to be told that there is a message; gone as soon as that is done, or cannot be done."""

    __tablename__ = "confidential_notice"

    report_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("confidential_report.id"))


class ConfidentialEntry(Entry, Base):
    """One act in this room: who read what, and when."""

    __tablename__ = "confidential_entry"
    __table_args__ = (
        sa.Index("ix_confidential_entry_thing", "thing_kind", "thing_id"),
        sa.Index("ix_confidential_entry_actor_id", "actor_id"),
    )


class ConfidentialHead(Head, Base):
    """The last link of this room's log."""

    __tablename__ = "confidential_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)
