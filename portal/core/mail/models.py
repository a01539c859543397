"""Letters waiting to be sent, and sent."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, choice


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"


class Letter(Keyed, Base):
    """One letter to one person. Its Message-ID comes from its key, so that a repeat is recognised as one letter."""

    __tablename__ = "letter"

    kind: Mapped[str] = mapped_column(sa.String(64))
    language: Mapped[str] = mapped_column(sa.String(2))
    address: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    leave: Mapped[str] = mapped_column(sa.Text, default="")  # address that ends letters of this kind by one POST
    sensitive: Mapped[bool] = mapped_column(
        default=False
    )  # holds a link that opens something: blanked once it has left
    state: Mapped[State] = mapped_column(choice(State, "state"), default=State.WAITING)
    created_at: Mapped[datetime] = mapped_column(Utc, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(Utc)
