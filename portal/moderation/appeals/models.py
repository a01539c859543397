"""Appeals: one for each decision, by whoever holds the receipt of what was decided."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, Versioned, choice
from portal.moderation.appeals.states import AppealState, Channel
from portal.moderation.matters import OfMatter


class Appeal(Keyed, Versioned, OfMatter, Base):
    """A writer's wish that somebody else look at a decision again."""

    __tablename__ = "appeal"
    __table_args__ = (
        sa.Index("ix_appeal_thing", "thing_kind", "thing_id", "made_at"),
        sa.CheckConstraint("(state = 'waiting') = (settled_at IS NULL)", name="settled_has_time"),
        sa.CheckConstraint("state NOT IN ('anew', 'lifted', 'stands') OR said <> ''", name="outcome_is_said"),
    )

    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), unique=True)
    decided_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)  # who made that decision: everyone but them may look
    state: Mapped[AppealState] = mapped_column(choice(AppealState, "state"), default=AppealState.WAITING)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    clerk_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    checked: Mapped[str] = mapped_column(sa.String(300), default="")  # how the clerk made sure that it is the writer
    language: Mapped[str] = mapped_column(sa.String(2), default="vi")
    text: Mapped[str] = mapped_column(sa.Text)
    made_at: Mapped[datetime] = mapped_column(Utc)
    due_on: Mapped[date]
    said: Mapped[str] = mapped_column(sa.Text, default="")  # the outcome's reason, as the writer reads it
    note: Mapped[str] = mapped_column(sa.Text, default="")  # for colleagues only
    settled_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    settled_at: Mapped[datetime | None] = mapped_column(Utc)
