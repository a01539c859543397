"""Hand-over notes."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, Versioned


class Handover(Keyed, Versioned, Base):
    """What one moderator left for the next shift, until somebody else has taken note of it."""

    __tablename__ = "handover"
    __table_args__ = (
        sa.CheckConstraint("read_at IS NULL OR read_by IS NOT NULL", name="read_by_somebody"),
        sa.Index("ix_handover_newest", "made_at", "id"),
    )

    text: Mapped[str] = mapped_column(sa.Text)
    made_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    made_by_name: Mapped[str] = mapped_column(sa.String(120))
    made_at: Mapped[datetime] = mapped_column(Utc)
    read_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    read_by_name: Mapped[str] = mapped_column(sa.String(120), default="")
    read_at: Mapped[datetime | None] = mapped_column(Utc)
