"""Changing the calendar: a day is added, put right or taken out, and each time a new version is made."""

from dataclasses import dataclass, replace
from datetime import date

from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.calendar.workdays import Calendar, SpecialDay, library
from portal.engines.text import tidy
from portal.honours import queries, versions
from portal.honours.limits import EARLIEST, LATEST, NAME, NOTE, SOURCE
from portal.honours.models import CalendarDay, CalendarVersion
from portal.honours.policy import Honours
from portal.honours.said import line, why
from portal.honours.states import DayKind

SATURDAY = 5


@dataclass(frozen=True)
class DaySaid:
    """What is said of one special day."""

    day: date
    kind: DayKind
    name_vi: str
    name_en: str
    source: str
    unsure: bool = False
    note_vi: str = ""
    note_en: str = ""

    def special(self) -> SpecialDay:
        """The day as the calendar engine knows it."""
        return SpecialDay(self.day, self.kind is DayKind.MAKE_UP, self.name_vi, self.name_en, self.source)


def add_day(said: DaySaid, *, by: Actor, of_version: str, note: str) -> CalendarVersion:
    """A new version with this day; a row for the same day ends with it.

    `of_version` is the version that was looked at. Raises Clash where it is no longer the present one, Unfit for a day
    that cannot be what is said of it.
    """
    require(by, Honours.EDIT_CALENDAR)
    said, note = checked(said), why(note)
    versions.hold(of_version)
    standing = _standing(said.day)
    rows = [CalendarDay(**vars(said)), *_first_of_its_year(said.day)]
    version = versions.make(note, add=rows, end=[standing] if standing else [], by=by)
    record(by, Honours.EDIT_CALENDAR, version, note=note, added=said.day, kind=said.kind, replaced=bool(standing))
    return version


def end_day(row: CalendarDay, *, by: Actor, of_version: str, note: str) -> CalendarVersion:
    """A new version in which the day is again what its weekday says. Raises Clash as add_day does."""
    require(by, Honours.EDIT_CALENDAR, row)
    note = why(note)
    versions.hold(of_version)
    version = versions.make(note, end=[row], by=by)
    record(by, Honours.EDIT_CALENDAR, version, note=note, ended=row.day, kind=row.kind)
    return version


def change_habit(*, posting_day_counts: bool, by: Actor, of_version: str, note: str) -> CalendarVersion:
    """A new version that counts windows from the day of posting, or from the day after. Raises Clash as add_day does."""
    require(by, Honours.EDIT_CALENDAR)
    note = why(note)
    versions.hold(of_version)
    version = versions.make(note, by=by, posting_day_counts=posting_day_counts)
    record(by, Honours.EDIT_CALENDAR, version, note=note, posting_day_counts=posting_day_counts)
    return version


def with_day(said: DaySaid) -> Calendar:
    """The present calendar as it would be with this day. Raises Unfit as add_day does."""
    return queries.calendar().with_day(checked(said).special())


def without_day(row: CalendarDay) -> Calendar:
    """The present calendar as it would be without this row."""
    return queries.calendar().without_day(row.day)


def with_habit(posting_day_counts: bool) -> Calendar:
    """The present calendar under the other habit of counting."""
    return replace(queries.calendar(), posting_day_counts=posting_day_counts)


def checked(said: DaySaid) -> DaySaid:
    """What is said of a day, tidied. Raises Unfit for what cannot be."""
    if not EARLIEST <= said.day.year <= LATEST:
        raise Unfit(N_("Choose a day between %(first)s and %(last)s."), field="day", first=EARLIEST, last=LATEST)
    weekend = said.day.weekday() >= SATURDAY
    if said.kind is DayKind.MAKE_UP and not weekend:
        raise Unfit(N_("A make-up working day is a Saturday or a Sunday."), field="day")
    if said.kind is DayKind.SWAP_OFF and weekend:
        raise Unfit(N_("This is a Saturday or a Sunday already: nothing has to be swapped."), field="day")
    return replace(
        said,
        name_vi=line(said.name_vi, "name_vi", NAME),
        name_en=line(said.name_en, "name_en", NAME),
        source=line(said.source, "source", SOURCE),
        note_vi=tidy.line(said.note_vi)[:NOTE],
        note_en=tidy.line(said.note_en)[:NOTE],
    )


def _standing(day: date) -> CalendarDay | None:
    version = queries.present_version()
    return next((row for row in queries.days(version, day.year) if row.day == day), None) if version else None


def _first_of_its_year(day: date) -> list[CalendarDay]:
    """The library's days of a year that has no rows yet: they become rows with the first, or they would be lost."""
    if day.year in queries.calendar().years:
        return []
    return [
        CalendarDay(
            day=row.day, kind=DayKind.MAKE_UP if row.working else DayKind.HOLIDAY, name_vi=row.name_vi,
            name_en=row.name_en, source=row.source, unsure=True,
        )
        for row in library(day.year).values() if row.day != day
    ]  # fmt: skip
