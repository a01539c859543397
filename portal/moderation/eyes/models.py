"""Proposals that wait for a second person, and decisions drawn to be judged again."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, Versioned, choice
from portal.moderation.eyes.states import Act, Lapse, ProposalState, SampleState


class Proposal(Keyed, Versioned, Base):
    """What one person would do and a second must see likewise. Until then nothing has happened.

    `first`, `second` and `third` are verdicts as plain values. Nobody reads one before giving their own, but the lead
    who settles a dispute.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        sa.Index("ix_proposal_line", "state", "first_at", "id"),
        sa.Index("ix_proposal_thing", "thing_kind", "thing_id"),
        sa.Index("ix_proposal_ended", "ended_at"),
        sa.Index(
            "uq_proposal_open",
            "thing_kind",
            "thing_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.CheckConstraint("(state IN ('pending', 'disputed')) = (ended_at IS NULL)", name="ended_has_time"),
        sa.CheckConstraint("state IN ('pending', 'lapsed') OR second_by IS NOT NULL", name="judged_by_two"),
        sa.CheckConstraint("second_by IS NULL OR second_by <> first_by", name="two_people"),
        sa.CheckConstraint("third_by IS NULL OR third_by NOT IN (first_by, second_by)", name="three_people"),
    )

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    act: Mapped[Act] = mapped_column(choice(Act, "act"))
    state: Mapped[ProposalState] = mapped_column(choice(ProposalState, "state"), default=ProposalState.PENDING)
    of_version: Mapped[int]
    mark: Mapped[str] = mapped_column(sa.String(64))  # of what was judged: it is another when that changed
    stance: Mapped[str] = mapped_column(sa.String(16), default="")
    reason_code: Mapped[str | None] = mapped_column(sa.String(40))  # the first person's
    first_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid, index=True)
    first_name: Mapped[str] = mapped_column(sa.String(120))
    first_at: Mapped[datetime] = mapped_column(Utc)
    first: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    second_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid, index=True)
    second_name: Mapped[str] = mapped_column(sa.String(120), default="")
    second_at: Mapped[datetime | None] = mapped_column(Utc)
    second: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    third_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    third_name: Mapped[str] = mapped_column(sa.String(120), default="")
    third_at: Mapped[datetime | None] = mapped_column(Utc)
    third: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    decision_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("decision.id"), unique=True)  # it led to
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    lapsed: Mapped[Lapse | None] = mapped_column(choice(Lapse, "lapsed"))


class Draw(Base):
    """The sample of one week: from how many decisions, and by which seed, so that anyone can draw it again."""

    __tablename__ = "sample_draw"

    week: Mapped[date] = mapped_column(primary_key=True)  # its Monday
    seed: Mapped[str] = mapped_column(sa.String(100))
    eligible: Mapped[int]
    taken: Mapped[int]
    drawn_at: Mapped[datetime] = mapped_column(Utc)


class Sample(Keyed, Versioned, Base):
    """A decision of last week that somebody else judges again, without seeing it. Nothing changes by it."""

    __tablename__ = "sample"
    __table_args__ = (
        sa.Index("ix_sample_line", "state", "week", "id"),
        sa.CheckConstraint("(state IN ('agreed', 'differed')) = (reviewed_by IS NOT NULL)", name="judged_by_somebody"),
        sa.CheckConstraint("reviewed_by IS NULL OR reviewed_by <> decided_by", name="two_people"),
    )

    week: Mapped[date] = mapped_column(sa.ForeignKey("sample_draw.week"))
    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), unique=True)
    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    stance: Mapped[str] = mapped_column(sa.String(16), default="")
    outcome: Mapped[str] = mapped_column(sa.String(40))  # what was decided
    reason_code: Mapped[str | None] = mapped_column(sa.String(40))
    decided_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    state: Mapped[SampleState] = mapped_column(choice(SampleState, "state"), default=SampleState.WAITING)
    reviewed_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    reviewed_name: Mapped[str] = mapped_column(sa.String(120), default="")
    reviewed_at: Mapped[datetime | None] = mapped_column(Utc)
    found: Mapped[str] = mapped_column(sa.String(40), default="")  # the outcome the reviewer would have chosen
    found_reason: Mapped[str | None] = mapped_column(sa.String(40))
    note: Mapped[str] = mapped_column(sa.Text, default="")
