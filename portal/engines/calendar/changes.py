"""What a change of calendar would do: which windows would end on another day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.engines.calendar.window import last_day
from portal.engines.calendar.workdays import Calendar


@dataclass(frozen=True)
class Moved:
    """Windows of one length, posted on any day of a stretch, that would end on another day than before.

    `before` and `after` are the ends of the one posted last.
    """

    working_days: int
    first_posted: date
    last_posted: date
    before: date
    after: date


def moved(before: Calendar, after: Calendar, lengths: set[int], *, since: date, until: date) -> Iterator[Moved]:
    """The windows posted between two days that would end on another day, by their length in working days."""
    stretch = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    for length in sorted(lengths):
        ends = [(day, last_day(before, day, length), last_day(after, day, length)) for day in stretch]
        changed = [end for end in ends if end[1] != end[2]]
        if changed:
            yield Moved(length, changed[0][0], *changed[-1])
