"""Five and seven working days, by the calendar that is handed in (Law on Denunciations, Art 24)."""

from datetime import date

import pytest

from portal.confidential import deadlines
from portal.confidential.models import Report
from portal.confidential.states import ReportState
from portal.engines.calendar.workdays import standard

MONDAY = date(2026, 11, 23)  # the day after is a public holiday (28/2026/QH16)


def waiting(state: ReportState = ReportState.RECEIVED) -> Report:
    return Report(state=state, received_on=MONDAY)


def test_a_public_holiday_does_not_count() -> None:
    timers = deadlines.of(waiting(), standard(), MONDAY)
    assert timers and (timers.transfer.due_on, timers.check.due_on) == (date(2026, 12, 1), date(2026, 12, 3))


@pytest.mark.parametrize(
    ("today", "left"), [(MONDAY, 7), (date(2026, 12, 2), 1), (date(2026, 12, 3), 0), (date(2026, 12, 5), -1), (date(2026, 12, 7), -2)]
)  # fmt: skip
def test_what_is_left_is_counted_in_working_days(today: date, left: int) -> None:
    timers = deadlines.of(waiting(), standard(), today)
    assert timers and timers.check.left == left


def test_the_last_day_is_not_late_and_the_next_is() -> None:
    last, next_day = (deadlines.of(waiting(), standard(), date(2026, 12, day)) for day in (3, 4))
    assert last and next_day and (last.check.late, next_day.check.late) == (False, True)


def test_what_is_classified_has_no_clock() -> None:
    assert deadlines.of(waiting(ReportState.INSPECTING), standard(), MONDAY) is None
