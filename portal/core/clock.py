"""The only reader of the clock: times are kept in UTC and thought of in Viet Nam time."""

from datetime import UTC, date, datetime
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
