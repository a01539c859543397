"""When a letter is due: pure sums with a clock that is handed in."""

from datetime import date, datetime, timedelta

from portal.accounts.alerts.states import Pace
from portal.core import clock
from portal.engines.calendar.workdays import Calendar

GAPS = {Pace.AT_ONCE: timedelta(0), Pace.HOURLY: timedelta(hours=1), Pace.DAILY: timedelta(hours=20)}


def quiet(at: datetime, *, since: int, until: int) -> bool:
    """Whether an instant lies in quiet hours, from one Vietnamese hour to another. The same hour twice: never quiet."""
    hour = clock.local(at).hour
    return since <= hour < until if since <= until else hour >= since or hour < until


def days_before(today: date, working_days: int, days: Calendar) -> date:
    """The latest day that lies so many working days back."""
    back = (today - timedelta(days=n) for n in range(1, 15 * (working_days + 2)))
    return next(day for day in back if days.between(day, today) >= working_days)


def due(pace: Pace, told_at: datetime | None, *, at: datetime, since: int, until: int, days: Calendar) -> bool:
    """Whether somebody with this choice is told now. Nobody is on a day off."""
    if pace is Pace.OFF or not days.is_working(clock.local(at).date()) or quiet(at, since=since, until=until):
        return False
    return told_at is None or at - told_at >= GAPS[pace]
