"""A year of a calendar as twelve months of weeks, for pages that draw it."""

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import get_day_names, get_month_names

from portal.engines.calendar.workdays import Calendar
from portal.web.kit.locale import language

SHORT = {"vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"), "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")}


@dataclass(frozen=True)
class Cell:
    """One day as it is drawn: `kind` is off, worked or nothing special, `why` names a special day."""

    number: int
    kind: str = ""
    why: str = ""
    today: bool = False


@dataclass(frozen=True)
class Month:
    """One month: its name, and its weeks from Monday on; days of other months are missing."""

    name: str
    weeks: list[list[Cell | None]]
    working_days: int


def weekdays() -> list[tuple[str, str]]:
    """The days of the week from Monday on: short, and whole for those who listen."""
    names = get_day_names("wide", locale=language())
    return [(short, names[day]) for day, short in enumerate(SHORT[language()])]


def drawn(calendar: Calendar, year: int, today: date) -> list[Month]:
    """The months of a year."""
    names: Mapping[int, str] = get_month_names("wide", "stand-alone", locale=language())
    weeks = months.Calendar()
    made = []
    for number in range(1, 13):
        rows = [
            [_cell(calendar, day, today) if day.month == number else None for day in week]
            for week in weeks.monthdatescalendar(year, number)
        ]
        worked = sum(calendar.is_working(day) for day in weeks.itermonthdates(year, number) if day.month == number)
        made.append(Month(names[number][:1].upper() + names[number][1:], rows, worked))
    return made


def _cell(calendar: Calendar, day: date, today: date) -> Cell:
    special = calendar.special(day)
    kind = "work" if special and special.working else "off" if special else ""
    names = (special.name_en or special.name_vi, special.name_vi) if special else ("", "")
    return Cell(day.day, kind, names[0] if language() == "en" else names[1], day == today)
