"""How many working days are left, by the calendar a window was counted by."""

from datetime import timedelta
from functools import lru_cache

from portal.consultations.candidates.models import Candidate
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.engines.calendar.workdays import Calendar, standard
from portal.honours import queries as honours


@lru_cache(maxsize=16)
def calendar_of(version: str) -> Calendar:
    """The calendar of a version; a version never changes, so it is read once."""
    try:
        return honours.calendar(version)
    except LookupError:  # counted before the Board's calendar was loaded
        return standard()


def days_left(thing: Round | Candidate) -> int:
    """Working days up to and with the last one, today among them; 0 for a window without an end."""
    if thing.closes_at is None:
        return 0
    round = thing.round if isinstance(thing, Candidate) else thing
    last = clock.local(thing.closes_at).date()
    return calendar_of(round.calendar_version).between(clock.today() - timedelta(days=1), last)
