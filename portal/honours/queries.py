"""Reads of honours, the law and the calendar, each as of a day or a version."""

import uuid
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.core import clock
from portal.core.db import db
from portal.engines.calendar.workdays import Calendar, library, standard
from portal.engines.text.fold import fold
from portal.honours.models import CalendarDay, CalendarVersion, Honour, LegalInstrument
from portal.honours.states import Level, PublicAsked, Subject

PRESENT = "present calendar"
_V = CalendarVersion.__table__.c
NEWEST = sa.select(_V.digest).order_by(_V.number.desc()).limit(1)  # built once and of a table: every act asks
KEPT = 20  # calendars that one process remembers
_calendars: dict[str, Calendar] = {}  # by digest: what a version holds never changes
Day = InstrumentedAttribute[date | None]


def honour(code: str, on: date | None = None) -> Honour | None:
    """The row of an honour that holds on a day, today unless said otherwise."""
    rows = sa.select(Honour).where(Honour.code == code, _holds(Honour.valid_from, Honour.valid_to, on))
    return db.session.scalars(rows).one_or_none()


def honours(on: date | None = None, level: Level | None = None, asked: PublicAsked | None = None) -> Sequence[Honour]:
    """The honours of a day, today unless said otherwise: State first, then in the order of the catalogue."""
    rows = sa.select(Honour).where(_holds(Honour.valid_from, Honour.valid_to, on))
    if level is not None:
        rows = rows.where(Honour.level == level)
    if asked is not None:
        rows = rows.where(Honour.public_asked == asked)
    return sorted(db.session.scalars(rows), key=_order)


def every_honour() -> Sequence[Honour]:
    """All rows, past, present and to come, in the order of the catalogue."""
    return sorted(db.session.scalars(sa.select(Honour)), key=_order)


def by_code() -> dict[str, Honour]:
    """Each honour there ever was, in the order of the catalogue: its row of today, else its newest."""
    newest = {row.code: row for row in every_honour()}
    return newest | {row.code: row for row in honours()}


def found(
    words: str = "", level: Level | None = None, asked: PublicAsked | None = None, past: bool = False
) -> list[Honour]:
    """The honours of today, or of all times, whose code, names or source hold these words, with or without diacritics."""
    rows = every_honour() if past else honours()
    return [
        row
        for row in rows
        if (level is None or row.level is level)
        and (asked is None or row.public_asked is asked)
        and fold(words) in fold(f"{row.code} {row.name_vi} {row.name_en} {row.source}")
    ]


def one_honour(honour_id: uuid.UUID) -> Honour | None:
    """A row by its key."""
    return db.session.get(Honour, honour_id)


def history(code: str) -> Sequence[Honour]:
    """All rows of one code, newest first."""
    rows = db.session.scalars(sa.select(Honour).where(Honour.code == code))
    return sorted(rows, key=lambda row: row.valid_from or date.min, reverse=True)


def instruments_in_force(on: date | None = None, subject: Subject | None = None) -> Sequence[LegalInstrument]:
    """The legal instruments in force on a day, today unless said otherwise."""
    rows = sa.select(LegalInstrument).where(_holds(LegalInstrument.in_force_from, LegalInstrument.in_force_to, on))
    if subject is not None:
        rows = rows.where(LegalInstrument.subject == subject)
    return db.session.scalars(rows.order_by(LegalInstrument.position, LegalInstrument.number)).all()


def every_instrument() -> Sequence[LegalInstrument]:
    """All legal instruments, those no longer in force among them."""
    rows = sa.select(LegalInstrument).order_by(LegalInstrument.position, LegalInstrument.number)
    return db.session.scalars(rows).all()


def instruments_about(code: str) -> Sequence[LegalInstrument]:
    """The legal instruments of all times that name an honour."""
    return [row for row in every_instrument() if code in row.honour_codes]


def one_instrument(instrument_id: uuid.UUID) -> LegalInstrument | None:
    """An instrument by its key."""
    return db.session.get(LegalInstrument, instrument_id)


def by_number(number: str) -> LegalInstrument | None:
    """An instrument by its number as printed, "152/2025/NĐ-CP"."""
    return db.session.scalars(sa.select(LegalInstrument).where(LegalInstrument.number == number)).one_or_none()


def calendar(version: str | None = None) -> Calendar:
    """The calendar of a version, by default the present one; the library's where none was loaded.

    Raises LookupError for a version that never was.
    """
    if version is not None:
        return _counted_by(_version(version))
    kept = db.session().info
    if PRESENT not in kept:  # asked once in each transaction: a queue counts days for every row
        kept[PRESENT] = _present(db.session.connection().scalar(NEWEST))
    present: Calendar = kept[PRESENT]
    return present


def known_by(digest: str | None) -> None:
    """Tell what NEWEST has just been found to be, by somebody who asked it with other things in this transaction."""
    db.session().info[PRESENT] = _present(digest)


def _present(digest: str | None) -> Calendar:
    """By its digest alone where this process knows the calendar already."""
    known = _calendars.get(digest) if digest else None
    row = present_version() if digest and known is None else None
    return known or (_counted_by(row) if row else standard())


def forget(session: Session) -> None:
    """Let the present calendar be asked for again: one was made, or the transaction is over."""
    session.info.pop(PRESENT, None)


event.listen(Session, "after_commit", forget)
event.listen(Session, "after_rollback", forget)


def _counted_by(row: CalendarVersion) -> Calendar:
    if row.digest not in _calendars:
        while len(_calendars) >= KEPT:
            _calendars.pop(next(iter(_calendars)))
        rows = (day.special() for day in days(row))
        _calendars[row.digest] = Calendar.of(rows, row.name, posting_day_counts=row.posting_day_counts)
    return _calendars[row.digest]


def present_version() -> CalendarVersion | None:
    """The newest version of the calendar."""
    newest = sa.select(CalendarVersion).order_by(CalendarVersion.number.desc()).limit(1)
    return db.session.scalars(newest).one_or_none()


def versions() -> Sequence[CalendarVersion]:
    """All versions of the calendar, newest first."""
    return db.session.scalars(sa.select(CalendarVersion).order_by(CalendarVersion.number.desc())).all()


def days(version: CalendarVersion, year: int | None = None) -> Sequence[CalendarDay]:
    """The rows of a version, earliest first, of one year or all."""
    rows = sa.select(CalendarDay).where(
        CalendarDay.added_in <= version.number,
        sa.or_(CalendarDay.ended_in.is_(None), CalendarDay.ended_in > version.number),
    )
    if year is not None:
        rows = rows.where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)))
    return db.session.scalars(rows.order_by(CalendarDay.day)).all()


def uncertain(since: date, until: date) -> Sequence[date]:
    """The special days of a stretch that nobody has announced yet: rows marked unsure, and all of a year without rows."""
    version = present_version()
    rows = days(version) if version else ()
    known = {row.day.year for row in rows}
    told = [row.day for row in rows if row.unsure and since <= row.day <= until]
    guessed = (day for year in range(since.year, until.year + 1) if year not in known for day in library(year))
    return sorted([*told, *(day for day in guessed if since <= day <= until)])


def one_day(day_id: uuid.UUID) -> CalendarDay | None:
    """A row of the calendar by its key, while it still stands."""
    row = db.session.get(CalendarDay, day_id)
    return row if row and row.ended_in is None else None


def _version(name: str) -> CalendarVersion:
    found = db.session.scalars(sa.select(CalendarVersion).where(CalendarVersion.name == name)).one_or_none()
    if found is None:
        raise LookupError(f"there is no calendar {name}")
    return found


def _holds(since: Day, until: Day, on: date | None) -> sa.ColumnElement[bool]:
    day = on or clock.today()
    return sa.and_(sa.or_(since.is_(None), since <= day), sa.or_(until.is_(None), until >= day))


def _order(row: Honour) -> tuple[int, int, str, date]:
    return list(Level).index(row.level), row.position, row.code, row.valid_from or date.min
