"""The two clocks of a report, in working days of a calendar that is handed in (Law on Denunciations, Art 24)."""

from dataclasses import dataclass
from datetime import date

from portal.confidential import limits
from portal.confidential.models import Report
from portal.confidential.states import ReportState
from portal.engines.calendar.workdays import Calendar


@dataclass(frozen=True)
class Timer:
    """One promise: its last day, and how many working days are left (negative: it is late)."""

    due_on: date
    left: int

    @property
    def late(self) -> bool:
        """Whether the last day has passed."""
        return self.left < 0


@dataclass(frozen=True)
class Timers:
    """When a report that is not ours must have gone on, and when it must have been classified."""

    transfer: Timer
    check: Timer


def of(report: Report, calendar: Calendar, today: date) -> Timers | None:
    """The clocks of a report that is still to be classified; none once it is."""
    if report.state is not ReportState.RECEIVED:
        return None
    return Timers(
        _timer(calendar, report.received_on, limits.TRANSFER_DAYS, today),
        _timer(calendar, report.received_on, limits.CHECK_DAYS, today),
    )


def _timer(calendar: Calendar, start: date, days: int, today: date) -> Timer:
    due = calendar.add(start, days)
    return Timer(due, calendar.between(today, due) if today <= due else -max(calendar.between(due, today), 1))
