"""Opens a round of today in a portal's folder, from outside its server: prints where its candidate's form is."""

import sys
from datetime import UTC, datetime, time, timedelta

import time_machine

from portal.commands.ground import application, room
from portal.engines.calendar.workdays import standard
from tests.consultations.held import announced, candidate_of


def opened() -> str:
    """Announced twenty days ago, open since the working day after, for about two months."""
    now, calendar = datetime.now(UTC), standard()
    days = [now.date() + timedelta(days=n) for n in range(-19, 90)]
    first = next(day for day in days if calendar.is_working(day))
    last = next(day for day in days[70:] if calendar.is_working(day))
    with time_machine.travel(now - timedelta(days=20), tick=False):
        opens = datetime.combine(first, time(1), UTC)
        candidate = candidate_of(announced(opens_at=opens, closes_on=last, council_on=last + timedelta(days=14)))
        return f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}/gop-y"


if __name__ == "__main__":
    with room(application(sys.argv[1])):
        print(opened())  # for whoever asked
