"""Reports by item, and what each reader wrote."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, Versioned, choice
from portal.moderation.desk.models import OPENING
from portal.moderation.matters import OfMatter
from portal.moderation.reports.states import Lane, Outcome, Relation, ReportKind

OPEN_READERS = "lane = 'readers' AND settled_at IS NULL"


class ReportCase(Keyed, Versioned, OfMatter, Base):
    """What was reported of one thing and waits to be dealt with together. `weight` is the sum of its reports' weights."""

    __tablename__ = "report_case"
    __table_args__ = (
        sa.Index("ix_report_case_thing", "thing_kind", "thing_id"),
        sa.Index(
            "uq_report_case_open", "thing_kind", "thing_id", unique=True, sqlite_where=sa.text(OPEN_READERS),
            postgresql_where=sa.text(OPEN_READERS),
        ),
        sa.CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name="settled_has_outcome"),
    )  # fmt: skip

    lane: Mapped[Lane] = mapped_column(choice(Lane, "lane"))
    count: Mapped[int] = mapped_column(default=0)
    weight: Mapped[int] = mapped_column(default=0)  # in hundredths of a reader
    opening: Mapped[str] = mapped_column(sa.String(OPENING), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="vi")
    first_at: Mapped[datetime] = mapped_column(Utc)
    due_on: Mapped[date]
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome, "outcome"))
    words: Mapped[str] = mapped_column(sa.Text, default="")  # what those who reported are told besides
    note: Mapped[str] = mapped_column(sa.Text, default="")  # for colleagues only
    checked: Mapped[str] = mapped_column(sa.String(500), default="")  # how it was made sure who asked
    settled_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    settled_at: Mapped[datetime | None] = mapped_column(Utc)

    @property
    def state(self) -> str:
        """Where it is in its life."""
        return self.outcome.value if self.outcome else "open"


class ReaderReport(Keyed, Base):
    """What one reader wrote. `contact_mark` tells the same contact again, and nothing else."""

    __tablename__ = "reader_report"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "number"),
        sa.Index("ix_reader_report_mark", "contact_mark"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("report_case.id"))
    number: Mapped[int]  # within its item, from 1
    kind: Mapped[ReportKind] = mapped_column(choice(ReportKind, "kind"))
    text: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.String(160), default="")
    relation: Mapped[Relation | None] = mapped_column(choice(Relation, "relation"))
    contact: Mapped[str] = mapped_column(sa.String(254), default="")
    contact_mark: Mapped[str | None] = mapped_column(sa.String(64))
    weight: Mapped[int] = mapped_column(default=100)  # in hundredths
    language: Mapped[str] = mapped_column(sa.String(2), default="vi")
    made_at: Mapped[datetime] = mapped_column(Utc)
    told_at: Mapped[datetime | None] = mapped_column(Utc)  # when the letter with the outcome was written

    @property
    def by_mail(self) -> bool:
        """Whether a letter can tell them."""
        return "@" in self.contact
