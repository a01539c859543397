"""What each member of staff chose to be told, and up to when they have been."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.accounts.alerts.states import Pace
from portal.core.db import Base, Utc, choice


class AlertChoice(Base):
    """One person's choice. Hours are of a Vietnamese clock; the quiet ones may pass midnight."""

    __tablename__ = "alert_choice"
    __table_args__ = (
        sa.CheckConstraint("quiet_from >= 0 AND quiet_from < 24 AND quiet_to >= 0 AND quiet_to < 24", name="hours"),
    )

    staff_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("staff.id"), primary_key=True)
    pace: Mapped[Pace] = mapped_column(choice(Pace, "pace"), default=Pace.OFF)
    quiet_from: Mapped[int] = mapped_column(default=18)
    quiet_to: Mapped[int] = mapped_column(default=7)
    told_at: Mapped[datetime | None] = mapped_column(Utc)  # what came up to then was told
