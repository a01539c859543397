"""Nominees, the consents they gave, and which were found to be one."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, Versioned, choice
from portal.nominees.states import ConsentChannel, ConsentState, Honorific, NomineeKind, PositionGroup


class Nominee(Keyed, Versioned, Base):
    """One person, collective or household that good deeds are told of."""

    __tablename__ = "nominee"
    __table_args__ = (
        sa.Index("ix_nominee_likely", "name_fold", "ward_code"),
        sa.Index("ix_nominee_given", "given_fold", "ward_code"),
    )

    kind: Mapped[NomineeKind] = mapped_column(choice(NomineeKind, "kind"))
    name: Mapped[str] = mapped_column(sa.String(160))  # as it is to be written; initials only for a minor
    name_fold: Mapped[str] = mapped_column(sa.String(160))
    given_fold: Mapped[str] = mapped_column(sa.String(80), default="")  # its last word: what neighbours call someone
    honorific: Mapped[Honorific] = mapped_column(choice(Honorific, "honorific"), default=Honorific.NONE)
    position_group: Mapped[PositionGroup] = mapped_column(choice(PositionGroup, "position_group"))
    occupation: Mapped[str] = mapped_column(sa.String(160), default="")  # work and unit in words
    ward_code: Mapped[str | None] = mapped_column(sa.ForeignKey("ward.code"), index=True)
    minor: Mapped[bool] = mapped_column(default=False)  # under 16: initials, parent's consent, photos withheld
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("nominee.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Utc)


class Merge(Keyed, Base):
    """Two nominees found to be one, by whom, and whether that was taken back."""

    __tablename__ = "nominee_merge"

    source_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nominee.id"), index=True)
    target_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nominee.id"), index=True)
    merged_at: Mapped[datetime] = mapped_column(Utc)
    merged_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    undone_at: Mapped[datetime | None] = mapped_column(Utc)
    undone_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)


class Consent(Keyed, Base):
    """One answer of the nominee (or parent), as recorded; the latest row stands, none is changed."""

    __tablename__ = "consent"
    __table_args__ = (
        sa.CheckConstraint("state NOT IN ('not_needed') OR ground <> ''", name="absence_has_ground"),
        sa.Index("ix_consent_latest", "nominee_id", "recorded_at"),
    )

    nominee_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nominee.id"))
    state: Mapped[ConsentState] = mapped_column(choice(ConsentState, "state"))
    channel: Mapped[ConsentChannel] = mapped_column(choice(ConsentChannel, "channel"))
    given_on: Mapped[date]
    given_by: Mapped[str] = mapped_column(sa.String(120), default="")  # the nominee, or who answered for them
    covers: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # "story", "name", "photo"
    ground: Mapped[str] = mapped_column(sa.String(500), default="")  # evidence, or why no consent is needed
    recorded_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    recorded_at: Mapped[datetime] = mapped_column(Utc)
