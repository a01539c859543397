"""Text messages waiting to leave, and gone."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, choice


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"  # what it says was no longer true before it could leave


class TextMessage(Keyed, Base):
    """One message to one telephone. Its words hold a code: they are blanked once it has left, or has grown old."""

    __tablename__ = "text_message"
    __table_args__ = (sa.Index("ix_text_message_phone", "phone", "created_at"),)

    phone: Mapped[str] = mapped_column(sa.String(20))  # E.164
    text: Mapped[str] = mapped_column(sa.String(480))
    state: Mapped[State] = mapped_column(choice(State, "state"), default=State.WAITING)
    created_at: Mapped[datetime] = mapped_column(Utc)
    useful_until: Mapped[datetime] = mapped_column(Utc)
    sent_at: Mapped[datetime | None] = mapped_column(Utc)
