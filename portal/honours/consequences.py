"""What a change would do, shown before it is made: which windows would end on another day."""

from datetime import date, timedelta

from portal.core import clock
from portal.engines.calendar import changes
from portal.engines.calendar.changes import Moved
from portal.engines.calendar.window import last_day
from portal.engines.calendar.workdays import Calendar
from portal.honours import queries
from portal.honours.states import PublicAsked

REACH = timedelta(days=60)  # how far before a changed day windows are looked at


def lengths() -> set[int]:
    """The minimum lengths, in working days, of today's honours that the public is or may be asked about."""
    asked = (row for row in queries.honours() if row.public_asked is not PublicAsked.NO)
    return {row.min_working_days for row in asked if row.min_working_days}


def of_day(after: Calendar, day: date) -> list[Moved]:
    """Windows that would end on another day once this day is worked, or off, as the new calendar has it."""
    return list(changes.moved(queries.calendar(), after, lengths(), since=day - REACH, until=day))


def of_habit(after: Calendar) -> list[Moved]:
    """Windows posted from today on that would end on another day under the other habit."""
    today = clock.today()
    return list(changes.moved(queries.calendar(), after, lengths(), since=today, until=today + REACH))


def window_from(posted: date, working_days: int) -> date | None:
    """The last day of a window of this length posted on a day; none for no window."""
    return last_day(queries.calendar(), posted, working_days) if working_days else None
