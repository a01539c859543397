"""One row for each function that was ever switched; none means that it is on."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, Versioned, choice
from portal.moderation.switches.states import Function


class Switch(Keyed, Versioned, Base):
    """How a function stands now; the changes before stand in the audit trail."""

    __tablename__ = "function_switch"
    __table_args__ = (
        sa.CheckConstraint(
            "off_since IS NULL OR (words_vi <> '' AND words_en <> '' AND why <> '')", name="off_is_told"
        ),
    )

    function: Mapped[Function] = mapped_column(choice(Function, "function"), unique=True)
    off_since: Mapped[datetime | None] = mapped_column(Utc)  # none while it is on
    words_vi: Mapped[str] = mapped_column(sa.String(600), default="")  # what the public reads meanwhile
    words_en: Mapped[str] = mapped_column(sa.String(600), default="")
    why: Mapped[str] = mapped_column(sa.String(600), default="")  # for colleagues: why it was changed last
    changed_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # none: the portal itself
    changed_by_name: Mapped[str] = mapped_column(sa.String(120), default="")
    changed_at: Mapped[datetime] = mapped_column(Utc)
