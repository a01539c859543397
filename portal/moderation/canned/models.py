"""A canned reply and every wording it ever had: letters that were sent stay readable as they were."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, Versioned


class Canned(Keyed, Versioned, Base):
    """A reply that can be put into a letter; its words stand in its newest wording."""

    __tablename__ = "canned_reply"

    title: Mapped[str] = mapped_column(sa.String(120))  # for colleagues, in the list
    kinds: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # Kind values it is offered for
    position: Mapped[int]
    newest: Mapped[int] = mapped_column(default=1)  # number of the wording that is offered
    retired_at: Mapped[datetime | None] = mapped_column(Utc)


class CannedWording(Keyed, Base):
    """One wording of a reply. Never changed: a new one is added."""

    __tablename__ = "canned_wording"
    __table_args__ = (sa.UniqueConstraint("canned_id", "number"),)

    canned_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("canned_reply.id"))
    number: Mapped[int]
    text_vi: Mapped[str] = mapped_column(sa.Text)
    text_en: Mapped[str] = mapped_column(sa.Text)
    made_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    made_by_name: Mapped[str] = mapped_column(sa.String(120), default="")
    made_at: Mapped[datetime] = mapped_column(Utc)
