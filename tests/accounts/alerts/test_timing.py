"""When a letter is due: paces, quiet hours past midnight, days off."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.accounts.alerts import timing
from portal.accounts.alerts.states import Pace
from portal.engines.calendar.workdays import standard

DAYS = standard()
MONDAY_NINE = datetime(2026, 11, 30, 2, tzinfo=UTC)  # 09:00 in Viet Nam


@pytest.mark.parametrize(
    ("hour", "since", "until", "so"),
    [(19, 18, 7, True), (3, 18, 7, True), (7, 18, 7, False), (9, 18, 7, False), (13, 12, 14, True), (14, 12, 14, False),
     (5, 5, 5, False)],
)  # fmt: skip
def test_quiet_hours_may_pass_midnight(hour: int, since: int, until: int, so: bool) -> None:
    at = datetime(2026, 11, 30, hour, tzinfo=UTC) - timedelta(hours=7)
    assert timing.quiet(at, since=since, until=until) is so


@pytest.mark.parametrize(
    ("pace", "ago", "so"),
    [(Pace.OFF, 99, False), (Pace.AT_ONCE, 0, True), (Pace.HOURLY, 0.5, False), (Pace.HOURLY, 1, True),
     (Pace.DAILY, 19, False), (Pace.DAILY, 24, True)],
)  # fmt: skip
def test_each_pace_has_its_gap(pace: Pace, ago: float, so: bool) -> None:
    told = MONDAY_NINE - timedelta(hours=ago)
    assert timing.due(pace, told, at=MONDAY_NINE, since=18, until=7, days=DAYS) is so


def test_nobody_is_told_on_a_day_off() -> None:
    culture_day = datetime(2026, 11, 24, 2, tzinfo=UTC)
    for at in (culture_day, datetime(2026, 11, 29, 2, tzinfo=UTC)):
        assert not timing.due(Pace.AT_ONCE, None, at=at, since=18, until=7, days=DAYS)


def test_days_before_skips_days_off() -> None:
    assert timing.days_before(date(2026, 11, 30), 2, DAYS) == date(2026, 11, 26)
    assert timing.days_before(date(2026, 11, 25), 2, DAYS) == date(2026, 11, 22)
