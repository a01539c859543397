"""Working days in Viet Nam: a kept library's holidays, corrected by rows that can be changed (domain.md 6.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.metadata import version


@cache
def kept() -> str:
    """The library and its version, by which a calendar without rows is named; asked late: all that is installed is looked at."""
    return f"holidays {version('holidays')}"


@dataclass(frozen=True)
class SpecialDay:
    """One day that is not what its weekday says: off, or worked; with where that is written."""

    day: date
    working: bool
    name_vi: str
    name_en: str = ""
    source: str = ""


@cache
def library(year: int) -> Mapping[date, SpecialDay]:
    """The special days of a year as the kept library knows them, swapped working days among them."""
    import holidays  # asked once a year and process: not a moment of every start

    names = holidays.country_holidays("VN", years=year, language="en_US")
    found = holidays.country_holidays("VN", years=year, language="vi")
    days = [SpecialDay(day, False, name, names.get(day, ""), kept()) for day, name in found.items()]
    worked = (day for day in getattr(found, "weekend_workdays", ()) if day.year == year)
    days += [SpecialDay(day, True, "Làm bù", "Make-up working day", kept()) for day in worked]
    return {row.day: row for row in sorted(days, key=lambda row: row.day)}


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. In a year that has rows only they count; other years are the library's.

    `version` is kept beside every window that was counted with it. `posting_day_counts` is the Board's habit: whether
    the day of posting is the first day of a window (domain.md 6.4, A) or the day after it (B, the safe reading of "at
    least").
    """

    days: Mapping[date, SpecialDay] = field(default_factory=dict)
    version: str = ""
    posting_day_counts: bool = False

    @classmethod
    def of(cls, rows: Iterable[SpecialDay], version: str = "", *, posting_day_counts: bool = False) -> "Calendar":
        """A calendar from rows; of two rows for one day the later stands."""
        return cls({row.day: row for row in rows}, version, posting_day_counts)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that rows speak for."""
        return frozenset(day.year for day in self.days)

    def of_year(self, year: int) -> Mapping[date, SpecialDay]:
        """The special days of a year, earliest first."""
        if year not in self.years:
            return library(year)
        return {day: row for day, row in sorted(self.days.items()) if day.year == year}

    def special(self, day: date) -> SpecialDay | None:
        """What is special about a day, if anything."""
        return self.days.get(day) if day.year in self.years else library(day.year).get(day)

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        special = self.special(day)
        return special.working if special else day.weekday() < 5

    def day_off(self, day: date) -> str:
        """Why a day is off, in Vietnamese; empty for ordinary days and weekends."""
        special = self.special(day)
        return special.name_vi if special and not special.working else ""

    def add(self, start: date, count: int) -> date:
        """The day on which `count` working days have passed, counting from the day after `start` (Civil Code, Art 147)."""
        day = start
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def with_day(self, row: SpecialDay, version: str = "") -> "Calendar":
        """The calendar with one more row; what the library knows of that year becomes rows with it."""
        return replace(self, days={**self.days, **self.of_year(row.day.year), row.day: row}, version=version)

    def without_day(self, day: date, version: str = "") -> "Calendar":
        """The calendar in which a day is again what its weekday says."""
        kept = {**self.days, **self.of_year(day.year)}
        kept.pop(day, None)
        return replace(self, days=kept, version=version)


@cache
def standard() -> Calendar:
    """The library's calendar as it stands, for where no rows have been loaded yet."""
    return Calendar(version=kept())
