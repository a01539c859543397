"""Rounds, and what was publicly noted about their window."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.consultations.rounds.limits import CAUSE
from portal.consultations.rounds.states import CommentsShown, NoteKind, Phase, RoundState, TallyShown
from portal.core.db import Base, Keyed, Utc, Versioned, choice

LAST_SECOND = timedelta(seconds=1)  # a window ends at 23:59:59, and that second still belongs to it


class Round(Keyed, Versioned, Base):
    """One consultation of the public about candidates for State honours (Decree 152/2025, Art 44(2))."""

    __tablename__ = "round"
    __table_args__ = (
        sa.Index("ix_round_window", "state", "closes_at", "id"),
        sa.CheckConstraint(
            "state IN ('draft', 'cancelled') OR (opens_at IS NOT NULL AND closes_at IS NOT NULL AND council_on IS NOT NULL"
            " AND officer_id IS NOT NULL AND calendar_version <> '')",
            name="announced_is_whole",
        ),
        sa.CheckConstraint("closes_at IS NULL OR closes_at > opens_at", name="window"),
        sa.CheckConstraint("root_hash IS NULL OR frozen_at IS NOT NULL", name="frozen_has_time"),
    )

    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    state: Mapped[RoundState] = mapped_column(choice(RoundState, "state"), default=RoundState.DRAFT)
    name_vi: Mapped[str] = mapped_column(sa.String(200))
    name_en: Mapped[str] = mapped_column(sa.String(200), default="")
    lede_vi: Mapped[str] = mapped_column(sa.String(600), default="")
    lede_en: Mapped[str] = mapped_column(sa.String(600), default="")
    notice_number: Mapped[str] = mapped_column(sa.String(60), default="")  # the Board's dispatch, as "785/BTĐ-HCTH"
    officer_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    officer_name: Mapped[str] = mapped_column(sa.String(120), default="")
    council_on: Mapped[date | None]  # the day the Council is to meet
    opens_at: Mapped[datetime | None] = mapped_column(Utc)  # posted_at in the law's words
    closes_at: Mapped[datetime | None] = mapped_column(Utc)  # 23:59:59 Viet Nam time of the last working day
    min_working_days: Mapped[int] = mapped_column(default=0)  # the strictest honour's, when it was scheduled
    calendar_version: Mapped[str] = mapped_column(sa.String(40), default="")
    legal_basis: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # instruments in force that day, as shown
    comments: Mapped[CommentsShown] = mapped_column(choice(CommentsShown, "comments"), default=CommentsShown.SHOWN)
    tally: Mapped[TallyShown] = mapped_column(choice(TallyShown, "tally"), default=TallyShown.AFTER_CLOSE)
    displays: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # Display values a writer may choose from
    edition: Mapped[int] = mapped_column(default=0)  # grows with everything public in the round; pages carry it
    candidates: Mapped[int] = mapped_column(default=0)  # how many, kept with the act
    created_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    created_at: Mapped[datetime] = mapped_column(Utc)
    scheduled_at: Mapped[datetime | None] = mapped_column(Utc)
    frozen_at: Mapped[datetime | None] = mapped_column(Utc)  # when the ledger was closed
    root_hash: Mapped[str | None] = mapped_column(sa.String(64))
    ledger_size: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None] = mapped_column(Utc)

    def phase(self, now: datetime) -> Phase:
        """What the round is to the public at this instant; once its ledger was closed it is over, whatever a clock that was
        set back says."""
        if self.state in (RoundState.DRAFT, RoundState.CANCELLED) or self.opens_at is None or self.closes_at is None:
            return Phase.HIDDEN
        if now < self.opens_at and self.frozen_at is None:
            return Phase.COMING
        if now < self.closes_at + LAST_SECOND and self.frozen_at is None:
            return Phase.OPEN
        return Phase.ANSWERED if self.state is RoundState.ANSWERED else Phase.CLOSED


class RoundNote(Keyed, Base):
    """A public note with a date: why a window grew, what of a candidate was corrected. Never changed."""

    __tablename__ = "round_note"
    __table_args__ = (sa.Index("ix_round_note_of", "round_id", "made_at"),)

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"))
    candidate_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    kind: Mapped[NoteKind] = mapped_column(choice(NoteKind, "kind"))
    text_vi: Mapped[str] = mapped_column(sa.String(600))
    text_en: Mapped[str] = mapped_column(sa.String(600), default="")
    closed_before: Mapped[datetime | None] = mapped_column(Utc)  # the end of the window as it stood
    closes_now: Mapped[datetime | None] = mapped_column(Utc)
    made_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    made_at: Mapped[datetime] = mapped_column(Utc)


class Outage(Keyed, Base):
    """A stretch in which the public could not reach a round; it is given back at the end of the window."""

    __tablename__ = "round_outage"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime] = mapped_column(Utc)
    cause: Mapped[str] = mapped_column(sa.String(CAUSE))
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # none: the portal itself
    recorded_at: Mapped[datetime] = mapped_column(Utc)


class Follower(Keyed, Base):
    """Someone who asked to be told when a round opens; counts only once the address was confirmed."""

    __tablename__ = "round_follower"
    __table_args__ = (sa.UniqueConstraint("email", "ward_code", "field"),)

    email: Mapped[str] = mapped_column(sa.String(254))
    ward_code: Mapped[str] = mapped_column(sa.String(60), default="")  # empty: the whole City
    field: Mapped[str] = mapped_column(sa.String(40), default="")  # a position group; empty: every field
    language: Mapped[str] = mapped_column(sa.String(2), default="vi")
    asked_at: Mapped[datetime] = mapped_column(Utc)
    confirmed_at: Mapped[datetime | None] = mapped_column(Utc)
