"""Dated rows of honours and of the law, and the days of a calendar by version."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, Versioned, choice
from portal.engines.calendar.workdays import SpecialDay
from portal.honours.limits import CODE, NAME, NOTE, NUMBER, SOURCE
from portal.honours.states import DayKind, Level, PublicAsked, Recipient, Subject


class Sourced:
    """Mixin: where a row's content is written, and whether that was seen with certainty (domain.md 8)."""

    source: Mapped[str] = mapped_column(sa.String(SOURCE))
    unsure: Mapped[bool] = mapped_column(default=False)
    note_vi: Mapped[str] = mapped_column(sa.String(NOTE), default="")
    note_en: Mapped[str] = mapped_column(sa.String(NOTE), default="")


class Honour(Keyed, Versioned, Sourced, Base):
    """One honour as it stands from one day to another; a change of law is a new row of the same code."""

    __tablename__ = "honour"
    __table_args__ = (
        sa.UniqueConstraint("code", "valid_from"),
        sa.CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="dates"),
        sa.CheckConstraint("min_working_days >= 0 AND (public_asked <> 'yes' OR min_working_days > 0)", name="days"),
        sa.CheckConstraint("vote_share IS NULL OR vote_share BETWEEN 1 AND 100", name="vote_share"),
    )

    code: Mapped[str] = mapped_column(sa.String(CODE), index=True)
    level: Mapped[Level] = mapped_column(choice(Level, "level"))
    position: Mapped[int] = mapped_column(default=0)
    name_vi: Mapped[str] = mapped_column(sa.String(NAME))
    name_en: Mapped[str] = mapped_column(sa.String(NAME), default="")
    recipients: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # Recipient values
    criteria_vi: Mapped[str] = mapped_column(sa.Text, default="")
    criteria_en: Mapped[str] = mapped_column(sa.Text, default="")
    public_asked: Mapped[PublicAsked] = mapped_column(choice(PublicAsked, "public_asked"))
    min_working_days: Mapped[int] = mapped_column(default=0)  # 0 where the public need not be asked
    vote_share: Mapped[int | None]  # per cent of the whole Council
    valid_from: Mapped[date | None]  # none: since before these rows were kept
    valid_to: Mapped[date | None]  # last day, included
    made_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # none: loaded with the portal

    @property
    def who(self) -> list[Recipient]:
        """Who may receive it, in a fixed order."""
        return [recipient for recipient in Recipient if recipient.value in self.recipients]


class LegalInstrument(Keyed, Versioned, Sourced, Base):
    """A law, decree, circular or decision, within the dates it is in force."""

    __tablename__ = "legal_instrument"
    __table_args__ = (
        sa.CheckConstraint(
            "in_force_to IS NULL OR in_force_from IS NULL OR in_force_to >= in_force_from", name="dates"
        ),
    )

    number: Mapped[str] = mapped_column(sa.String(NUMBER), unique=True)
    subject: Mapped[Subject] = mapped_column(choice(Subject, "subject"))
    position: Mapped[int] = mapped_column(default=0)
    title_vi: Mapped[str] = mapped_column(sa.String(NAME))
    title_en: Mapped[str] = mapped_column(sa.String(NAME), default="")
    honour_codes: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # what it is about alone; none: every honour
    made_on: Mapped[date | None]
    in_force_from: Mapped[date | None]
    in_force_to: Mapped[date | None]  # last day, included
    replaced_by: Mapped[str] = mapped_column(sa.String(NUMBER), default="")
    checked_on: Mapped[date | None]  # when somebody last looked whether it is still in force
    made_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # none: loaded with the portal

    def is_about(self, codes: Iterable[str]) -> bool:
        """Whether it is about one of these honours, as one that names none is about each."""
        return not self.honour_codes or not set(self.honour_codes).isdisjoint(codes)


class CalendarVersion(Base):
    """The calendar at one moment; windows say by which version they were counted, so versions never change."""

    __tablename__ = "calendar_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(sa.String(40), unique=True)  # as "2026-11.3"
    posting_day_counts: Mapped[bool]  # the Board's habit of counting, domain.md 6.4
    digest: Mapped[str] = mapped_column(sa.String(64))  # SHA-256 of its days and its habit
    note: Mapped[str] = mapped_column(sa.String(NOTE), default="")  # why it was made, in the maker's words
    made_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # none: loaded with the portal
    made_by_name: Mapped[str] = mapped_column(sa.String(120), default="")
    made_at: Mapped[datetime] = mapped_column(Utc)

    @property
    def id(self) -> int:
        """Its key, as the audit trail names things."""
        return self.number


class CalendarDay(Keyed, Sourced, Base):
    """One day off or worked, from one version of the calendar until another."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        sa.Index(
            "uq_calendar_day_present", "day", unique=True,
            sqlite_where=sa.text("ended_in IS NULL"), postgresql_where=sa.text("ended_in IS NULL"),
        ),
        sa.CheckConstraint("ended_in IS NULL OR ended_in > added_in", name="versions"),
    )  # fmt: skip

    day: Mapped[date]
    kind: Mapped[DayKind] = mapped_column(choice(DayKind, "kind"))
    name_vi: Mapped[str] = mapped_column(sa.String(NAME))
    name_en: Mapped[str] = mapped_column(sa.String(NAME), default="")
    added_in: Mapped[int] = mapped_column(sa.ForeignKey("calendar_version.number"))
    ended_in: Mapped[int | None] = mapped_column(sa.ForeignKey("calendar_version.number"))

    def special(self) -> SpecialDay:
        """The day as the calendar engine knows it."""
        return SpecialDay(self.day, self.kind is DayKind.MAKE_UP, self.name_vi, self.name_en, self.source)
