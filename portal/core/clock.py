"""The only reader of the clock: times are kept in UTC and thought of in Viet Nam time."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day as the people of the City count it."""
    return now().astimezone(VIETNAM).date()


def local(moment: datetime) -> datetime:
    """The same instant on a Vietnamese clock."""
    return moment.astimezone(VIETNAM)


def instant(day: date, at: time) -> datetime:
    """The instant of a Vietnamese day and hour, in UTC."""
    return datetime.combine(day, at, VIETNAM).astimezone(UTC)
