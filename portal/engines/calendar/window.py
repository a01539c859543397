"""The end of a window of working days: 23:59:59 Viet Nam time of its last working day."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from portal.engines.calendar.workdays import Calendar

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def last_day(calendar: Calendar, posted: date, working_days: int) -> date:
    """The last working day of a window; the day of posting itself does not count."""
    return calendar.add(posted, working_days)


def closes_at(calendar: Calendar, posted: date, working_days: int) -> datetime:
    """The last second of the window, in UTC."""
    end = last_day(calendar, posted, working_days)
    return datetime.combine(end, time(23, 59, 59), VIETNAM).astimezone(UTC)
