"""Candidates: the minimum the law makes public (domain.md 2.7), and what stands behind it."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.consultations.candidates.states import CandidateKind, CandidateState
from portal.consultations.candidates.terms import Terms
from portal.consultations.rounds.models import Round
from portal.core.db import Base, Keyed, Utc, Versioned, choice
from portal.core.storage.models import StoredFile
from portal.nominees.states import Honorific


class Candidate(Keyed, Versioned, Base):
    """One nominee in one round for one honour. Each has a clock of its own, for a correction starts it again."""

    __tablename__ = "candidate"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "slug"),
        sa.Index("ix_candidate_of", "round_id", "position", "id"),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR (withdrawn_at IS NOT NULL AND withdrawn_why <> '')", name="withdrawn_has_reason"
        ),
        sa.CheckConstraint("birth_year IS NULL OR (birth_year > 1880 AND birth_year < 2100)", name="birth_year"),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"))
    nominee_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nominee.id"), index=True)
    honour_code: Mapped[str] = mapped_column(sa.String(60))  # in the catalogue, read as of the round's opening
    honour_vi: Mapped[str] = mapped_column(sa.String(200))  # its name on that day, kept as it was shown
    honour_en: Mapped[str] = mapped_column(sa.String(200), default="")
    slug: Mapped[str] = mapped_column(sa.String(120))
    position: Mapped[int] = mapped_column(default=0)  # by given name, never by rank
    state: Mapped[CandidateState] = mapped_column(choice(CandidateState, "state"), default=CandidateState.LISTED)
    kind: Mapped[CandidateKind] = mapped_column(choice(CandidateKind, "kind"))
    name: Mapped[str] = mapped_column(sa.String(160))
    name_fold: Mapped[str] = mapped_column(sa.String(160), index=True)
    honorific: Mapped[Honorific] = mapped_column(choice(Honorific, "honorific"), default=Honorific.NONE)
    posthumous: Mapped[bool] = mapped_column(default=False)  # truy tặng
    birth_year: Mapped[int | None]  # never more than the year
    office: Mapped[str] = mapped_column(sa.String(200), default="")  # chức vụ, nghề nghiệp
    unit: Mapped[str] = mapped_column(sa.String(200), default="")  # where they work or live, as public by law
    unit_fold: Mapped[str] = mapped_column(sa.String(200), default="")
    ward_code: Mapped[str | None] = mapped_column(sa.ForeignKey("ward.code"), index=True)
    field: Mapped[str] = mapped_column(sa.String(40), default="")
    proposed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    proposed_by: Mapped[str] = mapped_column(sa.String(200))  # its name on the day
    submission_number: Mapped[str] = mapped_column(sa.String(60), default="")  # số Tờ trình
    submission_on: Mapped[date | None]
    headline: Mapped[str] = mapped_column(sa.String(300), default="")  # one concrete deed, for lists
    achievements: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # {title, text}
    past_honours: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # {year, text}
    standards: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # {standard, met, evidence}
    photo_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"))
    photo_alt: Mapped[str] = mapped_column(sa.String(300), default="")
    photo_agreed: Mapped[str] = mapped_column(
        sa.String(300), default=""
    )  # who agreed to it, when and how; never public
    photo_x: Mapped[int] = mapped_column(default=50)  # the point that every crop keeps, in per cent
    photo_y: Mapped[int] = mapped_column(default=50)
    illustration: Mapped[str] = mapped_column(sa.String(60), default="")
    opens_at: Mapped[datetime | None] = mapped_column(Utc)
    closes_at: Mapped[datetime | None] = mapped_column(Utc)
    corrections: Mapped[int] = mapped_column(default=0)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Utc)
    withdrawn_why: Mapped[str] = mapped_column(sa.String(600), default="")
    edition: Mapped[int] = mapped_column(default=0)  # grows with every public change of its page, opinions included
    created_at: Mapped[datetime] = mapped_column(Utc)

    round: Mapped[Round] = relationship()
    photo: Mapped[StoredFile | None] = relationship()
    documents: Mapped[list["CandidateDocument"]] = relationship(
        order_by="CandidateDocument.position", cascade="all, delete-orphan"
    )

    @property
    def terms(self) -> Terms:
        """What decides whether it takes an opinion."""
        round = self.round
        return Terms(
            id=self.id, round_id=self.round_id, state=self.state, opens_at=self.opens_at, closes_at=self.closes_at,
            name=self.name, nominee_id=self.nominee_id, proposed_by_id=self.proposed_by_id, round_state=round.state,
            frozen_at=round.frozen_at, displays=round.displays,
        )  # fmt: skip

    def takes(self, at: datetime) -> bool:
        """Whether an opinion sent at this instant is in time."""
        return self.terms.takes(at)


class CandidateDocument(Keyed, Base):
    """A public document beside a candidate: the unit's summary of achievements."""

    __tablename__ = "candidate_document"

    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"))
    title: Mapped[str] = mapped_column(sa.String(200))
    position: Mapped[int]

    file: Mapped[StoredFile] = relationship()


class Hold(Keyed, Base):
    """A dossier stands still while something is looked into (Decree 152/2025, Art 4(4)). Seen by staff only.

    It does not stop the window: the public goes on speaking, and sees nothing of it.
    """

    __tablename__ = "candidate_hold"
    __table_args__ = (
        sa.CheckConstraint("released_at IS NULL OR released_why <> ''", name="release_has_reason"),
        sa.Index(
            "uq_candidate_hold_present",
            "candidate_id",
            unique=True,
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        ),
    )

    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id"))
    ground: Mapped[str] = mapped_column(sa.String(600))
    placed_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # none: the system, whoever asked it
    placed_at: Mapped[datetime] = mapped_column(Utc)
    released_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    released_at: Mapped[datetime | None] = mapped_column(Utc)
    released_why: Mapped[str] = mapped_column(sa.String(600), default="")


class ShownPage(Keyed, Base):
    """What the public was shown of a candidate, frozen: from when, until when, by which calendar."""

    __tablename__ = "candidate_shown"
    __table_args__ = (sa.Index("ix_candidate_shown_of", "candidate_id", "shown_from"),)

    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id"))
    content: Mapped[str] = mapped_column(sa.Text)  # canonical JSON of the public fields
    sha256: Mapped[str] = mapped_column(sa.String(64))
    calendar_version: Mapped[str] = mapped_column(sa.String(40))
    shown_from: Mapped[datetime] = mapped_column(Utc)
    shown_until: Mapped[datetime | None] = mapped_column(Utc)


class VisitDay(Base):
    """How many different visitors a candidate's page had on a day."""

    __tablename__ = "candidate_visit_day"

    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    visitors: Mapped[int] = mapped_column(default=0)


class Visitor(Base):
    """Today's visitors by a hash; thrown away with its salt an hour after midnight: enough to count, not to follow."""

    __tablename__ = "candidate_visitor"

    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(sa.String(32), primary_key=True)


class DailySalt(Base):
    """The salt of a day for counting visitors; thrown away an hour after the day."""

    __tablename__ = "daily_salt"

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[str] = mapped_column(sa.String(64))
