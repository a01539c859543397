"""Claims, decisions, reasons, redactions. What they are about is known by table and id, so that no room above is needed."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, Versioned, choice
from portal.moderation.states import Kind, Outcome


class Claim(Keyed, Versioned, Base):
    """One moderator at work on one thing, until a moment that work itself puts off."""

    __tablename__ = "claim"
    __table_args__ = (sa.UniqueConstraint("thing_kind", "thing_id"),)

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    staff_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, index=True)
    staff_name: Mapped[str] = mapped_column(sa.String(120))
    since: Mapped[datetime] = mapped_column(Utc)
    until: Mapped[datetime] = mapped_column(Utc)


class Reason(Keyed, Versioned, Base):
    """A reason for a decision; its text is what the writer reads. Edited by staff, so that wording is data."""

    __tablename__ = "reason"

    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    applies_to: Mapped[list[Any]] = mapped_column(sa.JSON, default=lambda: [Kind.NOMINATION.value])  # Kind values
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome, "outcome"))
    position: Mapped[int]
    title_vi: Mapped[str] = mapped_column(sa.String(120))
    title_en: Mapped[str] = mapped_column(sa.String(120))
    text_vi: Mapped[str] = mapped_column(sa.Text)
    text_en: Mapped[str] = mapped_column(sa.Text)
    second_person: Mapped[bool] = mapped_column(default=False)  # nobody decides with it alone
    public: Mapped[bool] = mapped_column(default=True)  # whether the monthly figures name it
    retired_at: Mapped[datetime | None] = mapped_column(Utc)


class Decision(Keyed, Base):
    """One decision on one revision of a thing: who, when, why. It may be undone for a minute before letters leave."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.Index("ix_decision_thing", "thing_kind", "thing_id", "made_at"),
        sa.Index("ix_decision_lately", "thing_kind", "made_at"),
        sa.Index("ix_decision_log", "made_at", "id"),
        sa.CheckConstraint("outcome <> 'decline' OR reason_code IS NOT NULL", name="decline_has_reason"),
    )

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    of_version: Mapped[int]  # the revision that was judged
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome, "outcome"))
    state_before: Mapped[str] = mapped_column(sa.String(40))
    reason_code: Mapped[str | None] = mapped_column(sa.String(40))
    words: Mapped[str] = mapped_column(sa.Text, default="")  # what the writer is told besides the reason's own text
    note: Mapped[str] = mapped_column(sa.Text, default="")  # for colleagues only
    made_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid, index=True)
    made_at: Mapped[datetime] = mapped_column(Utc)
    undone_at: Mapped[datetime | None] = mapped_column(Utc)
    reason_vi: Mapped[str] = mapped_column(sa.Text, default="")  # the reason's own text on that day: it may be reworded
    reason_en: Mapped[str] = mapped_column(sa.Text, default="")
    told_at: Mapped[datetime | None] = mapped_column(
        Utc
    )  # when its letter was written; none where nobody was written to
    reversed_at: Mapped[datetime | None] = mapped_column(Utc)

    @property
    def stands(self) -> bool:
        """Whether it was neither taken back nor reversed."""
        return self.undone_at is None and self.reversed_at is None


class Reversal(Keyed, Base):
    """A decision taken back after its minute was over: an act of its own, which keeps what it reverses and why."""

    __tablename__ = "reversal"
    __table_args__ = (
        sa.Index("ix_reversal_thing", "thing_kind", "thing_id", "made_at"),
        sa.CheckConstraint("reason <> ''", name="has_reason"),
    )

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    decision_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    appeal_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # what the writer asked for, where it was that
    state_before: Mapped[str] = mapped_column(sa.String(40))
    reason: Mapped[str] = mapped_column(sa.Text)  # for colleagues only
    words: Mapped[str] = mapped_column(sa.Text, default="")  # what the writer is told
    letter: Mapped[bool]  # a first letter had left, so that a second is owed
    made_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    made_at: Mapped[datetime] = mapped_column(Utc)


class Redaction(Keyed, Base):
    """A stretch of a text hidden before it goes on; the original stays as it was sent."""

    __tablename__ = "redaction"
    __table_args__ = (
        sa.Index("ix_redaction_thing", "thing_kind", "thing_id"),
        sa.CheckConstraint("stop > start AND start >= 0", name="span"),
    )

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    field: Mapped[str] = mapped_column(sa.String(40))
    of_version: Mapped[int]
    of_text: Mapped[str] = mapped_column(sa.String(64))  # SHA-256 of the wording that start and stop count in
    start: Mapped[int]
    stop: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(40))
    replacement: Mapped[str] = mapped_column(sa.String(120))
    made_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    made_at: Mapped[datetime] = mapped_column(Utc)


class Spared(Keyed, Base):
    """A stretch the checks would hide and a moderator left readable, so that it is not proposed again."""

    __tablename__ = "spared"
    __table_args__ = (sa.Index("ix_spared_thing", "thing_kind", "thing_id"),)

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    field: Mapped[str] = mapped_column(sa.String(40))
    of_text: Mapped[str] = mapped_column(sa.String(64))  # SHA-256 of the wording that start and stop count in
    start: Mapped[int]
    stop: Mapped[int]
    made_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    made_at: Mapped[datetime] = mapped_column(Utc)


class Mask(Keyed, Base):
    """A rectangle of a photo that is covered in every copy the public sees; in shares of width and height."""

    __tablename__ = "mask"

    file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    left: Mapped[float]
    top: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]
    made_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    made_at: Mapped[datetime] = mapped_column(Utc)


class EditedText(Keyed, Versioned, Base):
    """A moderator's working version of a text, beside the untouched original."""

    __tablename__ = "edited_text"
    __table_args__ = (sa.UniqueConstraint("thing_kind", "thing_id", "field"),)

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    field: Mapped[str] = mapped_column(sa.String(40))
    of_version: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    edited_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    edited_at: Mapped[datetime] = mapped_column(Utc)
