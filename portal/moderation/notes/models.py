"""Notes and mentions."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc


class Note(Keyed, Base):
    """What one colleague wrote for others about a thing. Never changed; its words go when it is taken back in time."""

    __tablename__ = "desk_note"
    __table_args__ = (sa.Index("ix_desk_note_thing", "thing_kind", "thing_id", "made_at"),)

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    text: Mapped[str] = mapped_column(sa.Text)
    made_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    made_by_name: Mapped[str] = mapped_column(sa.String(120))
    made_at: Mapped[datetime] = mapped_column(Utc)
    taken_back_at: Mapped[datetime | None] = mapped_column(Utc)


class Mention(Keyed, Base):
    """A colleague named in a note, until that colleague has read it."""

    __tablename__ = "desk_mention"
    __table_args__ = (
        sa.UniqueConstraint("note_id", "staff_id"),
        sa.Index("ix_desk_mention_unread", "staff_id", "read_at"),
    )

    note_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("desk_note.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    read_at: Mapped[datetime | None] = mapped_column(Utc)
