"""Lawful windows of working days: when one ends, what may follow, and what an outage gives back.

A window closes at 23:59:59 Viet Nam time of its last working day (Civil Code 2015, Art 148).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.engines.calendar.workdays import Calendar

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Window:
    """A stretch in which the public is asked: instants in UTC, and the calendar version it was counted by."""

    posted_at: datetime
    closes_at: datetime
    working_days: int
    calendar_version: str

    @property
    def last_day(self) -> date:
        """Its last day on a Vietnamese calendar."""
        return day_of(self.closes_at)


def window(calendar: Calendar, posted_at: datetime, min_working_days: int) -> Window:
    """The shortest lawful window for something posted at an instant."""
    closes = closes_at(calendar, day_of(posted_at), min_working_days)
    return Window(posted_at.astimezone(UTC), closes, min_working_days, calendar.version)


def last_day(calendar: Calendar, posted: date, working_days: int) -> date:
    """The first day on which a window may end; the day of posting counts only where that is the Board's habit."""
    counts = calendar.posting_day_counts and calendar.is_working(posted)
    return calendar.add(posted, working_days - counts)


def counted(calendar: Calendar, posted: date, close: date) -> int:
    """How many working days a window from a day of posting to a last day offers."""
    if close < posted:
        return 0
    return calendar.between(posted, close) + (calendar.posting_day_counts and calendar.is_working(posted))


def closes_at(calendar: Calendar, posted: date, working_days: int) -> datetime:
    """The last second of the shortest lawful window, in UTC."""
    return last_second(last_day(calendar, posted, working_days))


def first_council(calendar: Calendar, close: date) -> date:
    """The first working day after a window: the Council meets when the public has finished (Decree 152/2025, Art 44(2))."""
    return calendar.add(close, 1)


def days_left(calendar: Calendar, today: date, close: date) -> int:
    """Working days after today up to and with the last day; 0 on the last day and later."""
    return max(0, calendar.between(today, close))


def touched(calendar: Calendar, stretch: Stretch) -> frozenset[date]:
    """The working days on which the public could not reach the portal, if only for a minute."""
    first, last = (day_of(moment) for moment in stretch)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(day for day in days if calendar.is_working(day))


def extended(calendar: Calendar, close: date, outages: Iterable[Stretch]) -> date:
    """The last day after every working day that outages touched was given back once; never an earlier day."""
    lost: set[date] = set()
    for stretch in sorted(outages):
        more = {day for day in touched(calendar, stretch) if day <= close} - lost
        close = calendar.add(close, len(more))
        lost |= more
    return close


def last_second(day: date) -> datetime:
    """23:59:59 Viet Nam time of a day, in UTC."""
    return datetime.combine(day, time(23, 59, 59), VIETNAM).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The Vietnamese calendar day of an instant."""
    return moment.astimezone(VIETNAM).date()
