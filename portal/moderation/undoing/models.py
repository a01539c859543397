"""Held acts: who did what to which thing, and what must be put back if it is taken back within its minute."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, choice
from portal.moderation.undoing.states import ActKind


class HeldAct(Keyed, Base):
    """One act that can be taken back for a minute. What followed from it in other rooms is `part_of` it."""

    __tablename__ = "held_act"
    __table_args__ = (sa.Index("ix_held_act_mine", "made_by", "made_at"),)

    kind: Mapped[ActKind] = mapped_column(choice(ActKind, "kind"))
    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    part_of: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("held_act.id"), index=True)
    before: Mapped[dict[str, Any]] = mapped_column(sa.JSON)  # states, times, keys, public words: no resident's data
    made_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    made_at: Mapped[datetime] = mapped_column(Utc)
    undone_at: Mapped[datetime | None] = mapped_column(Utc)

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.undone_at is None
