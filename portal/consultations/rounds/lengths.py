"""Whether announced windows are still long enough: holidays are announced, and honours amended, while a round runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.consultations.rounds import basis, scheduling
from portal.consultations.rounds.models import Round
from portal.engines.calendar.window import counted, day_of, last_day
from portal.engines.calendar.workdays import Calendar
from portal.honours import queries as honours


@dataclass(frozen=True)
class Length:
    """A window that candidates of a round share: its days, and how many working days their honours ask for.

    `of` names the candidate whose clock started again; empty for the round's own window.
    """

    posted: date
    close: date
    working_days: int
    of: str = ""


@dataclass(frozen=True)
class Short:
    """A window that is no longer long enough, and the first day on which it could end."""

    window: Length
    first_close: date


def windows(round: Round) -> list[Length]:
    """The windows of a round: its own, and of each candidate whose clock started again."""
    found: dict[tuple[date, date, str], int] = {}
    for each in scheduling.standing(round):
        if each.opens_at is None or each.closes_at is None:
            continue
        posted, of = day_of(each.opens_at), "" if each.opens_at == round.opens_at else each.name
        key = posted, day_of(each.closes_at), of
        found[key] = max(found.get(key, 0), basis.kept(each, on=posted).strictest.working_days)
    return [Length(posted, close, days, of) for (posted, close, of), days in found.items()]


def too_short(round: Round, calendar: Calendar | None = None) -> Sequence[Short]:
    """The windows of a round that a calendar, by default the present one, makes too short. They do not end earlier or
    later for it by themselves: the Board extends them."""
    calendar = calendar or honours.calendar()
    return [
        Short(each, last_day(calendar, each.posted, each.working_days))
        for each in windows(round)
        if counted(calendar, each.posted, each.close) < each.working_days
    ]
