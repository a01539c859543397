"""Calendars for tests: the library's with a few rows on top, as the Board keeps them."""

from datetime import date

from portal.engines.calendar.workdays import Calendar, SpecialDay, standard

NEW_YEAR_SWAP = (
    SpecialDay(date(2026, 1, 2), False, "Nghỉ hoán đổi"),
    SpecialDay(date(2026, 1, 10), True, "Làm bù"),
)


def corrected() -> Calendar:
    """The library's calendar with the swap of January 2026, which the library does not know."""
    calendar = standard()
    for row in NEW_YEAR_SWAP:
        calendar = calendar.with_day(row, "2026-01.1")
    return calendar


def off(day: date) -> SpecialDay:
    return SpecialDay(day, False, "Nghỉ", source="thử")
