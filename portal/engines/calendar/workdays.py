"""Working days in Viet Nam: a kept library's holidays, corrected by rows that can be changed (domain.md 6.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import holidays


@dataclass(frozen=True)
class Override:
    """One day that is off, or worked, whatever the library says; with where that is written."""

    day: date
    working: bool
    name_vi: str
    source: str


KNOWN = (
    Override(date(2025, 5, 2), False, "Hoán đổi ngày làm việc", "hoán đổi 2025"),
    Override(date(2025, 4, 26), True, "Làm bù", "hoán đổi 2025"),
    Override(date(2026, 1, 2), False, "Hoán đổi ngày làm việc", "thông báo 25/12/2025"),
    Override(date(2026, 1, 10), True, "Làm bù cho 02/01", "thông báo 25/12/2025"),
    Override(date(2026, 8, 31), False, "Hoán đổi ngày làm việc", "hoán đổi 2026"),
    Override(date(2026, 8, 22), True, "Làm bù cho 31/08", "hoán đổi 2026"),
    Override(date(2026, 11, 24), False, "Ngày Văn hóa Việt Nam", "28/2026/QH16"),
    Override(date(2027, 11, 24), False, "Ngày Văn hóa Việt Nam", "28/2026/QH16"),
)


@cache
def _library(year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("VN", years=year, language="vi").items())


@cache
def _library_workdays(year: int) -> frozenset[date]:
    return frozenset(getattr(holidays.country_holidays("VN", years=year), "weekend_workdays", ()))


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. `version` is kept beside every window that was counted with it."""

    overrides: Mapping[date, Override] = field(default_factory=dict)
    version: str = ""

    @classmethod
    def of(cls, rows: Iterable[Override] = KNOWN, version: str = "2026-11") -> "Calendar":
        """A calendar from override rows; of two rows for one day the later stands."""
        return cls({row.day: row for row in rows}, version)

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        if (row := self.overrides.get(day)) is not None:
            return row.working
        if day in _library_workdays(day.year):
            return True
        return day.weekday() < 5 and day not in _library(day.year)

    def day_off(self, day: date) -> str:
        """Why a weekday is off, in Vietnamese; empty for ordinary days and weekends."""
        if (row := self.overrides.get(day)) is not None:
            return "" if row.working else row.name_vi
        return _library(day.year).get(day, "")

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


def standard() -> Calendar:
    """The calendar with the corrections known when this was written."""
    return _STANDARD


_STANDARD = Calendar.of()
