"""Monthly figures of moderation, as they were counted and as everybody sees them."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, choice
from portal.moderation.states import Kind


class MonthFigures(Keyed, Base):
    """One kind of thing in one month. Once the month is over the row is frozen: later changes are noted beside it."""

    __tablename__ = "moderation_month"
    __table_args__ = (sa.UniqueConstraint("month", "kind"),)

    month: Mapped[date]  # its first day
    kind: Mapped[Kind] = mapped_column(choice(Kind, "kind"))
    counted: Mapped[dict[str, Any]] = mapped_column(sa.JSON)  # for the portal alone
    shown: Mapped[dict[str, Any]] = mapped_column(sa.JSON)  # small numbers left out
    counted_at: Mapped[datetime] = mapped_column(Utc)
    frozen_at: Mapped[datetime | None] = mapped_column(Utc)


class MonthNote(Keyed, Base):
    """A later change of a frozen month, dated: which figure would be another by now."""

    __tablename__ = "moderation_month_note"

    of_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("moderation_month.id"), index=True)
    figure: Mapped[str] = mapped_column(sa.String(40))
    was: Mapped[int]
    now: Mapped[int]
    noted_on: Mapped[date]
