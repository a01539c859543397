"""What the checks found, how they ended, and what was learnt from the desk's own decisions."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, choice
from portal.moderation.states import Ended, FlagKind


class CheckRun(Keyed, Base):
    """One check of one wording of a text by one version of the check: how it ended, and how long it took."""

    __tablename__ = "check_run"
    __table_args__ = (
        sa.UniqueConstraint("thing_kind", "thing_id", "field", "of_text", "check_name", "version", name="uq_check_run_once"),
        sa.Index("ix_check_run_of", "check_name", "version", "ended"),
    )  # fmt: skip

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    field: Mapped[str] = mapped_column(sa.String(40))
    of_text: Mapped[str] = mapped_column(sa.String(64))  # SHA-256 of the wording that was checked
    check_name: Mapped[str] = mapped_column(sa.String(40))
    version: Mapped[int]
    ended: Mapped[Ended] = mapped_column(choice(Ended, "ended"))
    ms: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Utc)


class StoredFlag(Keyed, Base):
    """A stretch of a text that a check noticed. A moderator may say that it is wrong, and take that back."""

    __tablename__ = "flag"
    __table_args__ = (
        sa.Index("ix_flag_thing", "thing_kind", "thing_id"),
        sa.Index("ix_flag_of", "check_name", "version"),
        sa.CheckConstraint("stop >= start AND start >= 0", name="span"),
        sa.CheckConstraint("(wrong_by IS NULL) = (wrong_at IS NULL)", name="wrong_by_and_at"),
    )

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    field: Mapped[str] = mapped_column(sa.String(40))
    of_text: Mapped[str] = mapped_column(sa.String(64))
    check_name: Mapped[str] = mapped_column(sa.String(40))
    version: Mapped[int]
    kind: Mapped[FlagKind] = mapped_column(choice(FlagKind, "kind"))
    start: Mapped[int]
    stop: Mapped[int]
    params: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)  # numbers and words of the portal's own
    made_at: Mapped[datetime] = mapped_column(Utc)
    wrong_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    wrong_at: Mapped[datetime | None] = mapped_column(Utc)


class Learnt(Keyed, Base):
    """A small model of what the desk publishes unchanged, as plain numbers in JSON. It only re-orders."""

    __tablename__ = "learnt"

    numbers: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))  # of the numbers; others are no model
    decisions: Mapped[int]  # learnt from
    held_out: Mapped[int]  # kept apart and judged by
    right: Mapped[int]  # of those
    commonest: Mapped[int]  # of those, by always saying what is most common: what it must beat
    made_at: Mapped[datetime] = mapped_column(Utc)
    off_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    off_at: Mapped[datetime | None] = mapped_column(Utc)


class Foreseen(Keyed, Base):
    """How likely a thing is to be published unchanged, by a model; for the order of the queue alone."""

    __tablename__ = "foreseen"
    __table_args__ = (sa.UniqueConstraint("thing_kind", "thing_id", name="uq_foreseen_thing"),)

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    share: Mapped[float]  # 0 to 1
    by_model: Mapped[str] = mapped_column(sa.String(64))  # its hash
