"""Opinions switched off while rounds are open: a lawful window never loses a day to a switch.

Every working day on which nobody could send is given back at the end of the window, on the day itself, so that no window
closes meanwhile. Where it cannot grow because the Council would meet, opinions are switched on again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from portal.consultations.rounds import basis, queries, scheduling
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.states import Phase
from portal.core import clock
from portal.core.actor import SYSTEM, Actor
from portal.core.db import db, unit_of_work
from portal.core.errors import Unfit
from portal.core.i18n import N_, say
from portal.core.jobs.registry import every
from portal.engines.calendar import window
from portal.moderation.switches import queries as switches
from portal.moderation.switches import services as turning
from portal.moderation.switches.queries import Off
from portal.moderation.switches.states import Function

MOST = 500  # rounds open at once
CAUSE = N_("Opinions could not be sent on the portal for a time. %(words)s")
LONGEST = 300  # characters of a cause
AGAIN = N_("Switched on by the portal itself: the window of “%(round)s” could not grow before the Council meets.")


def running() -> Sequence[Round]:
    """Rounds that are open now, by what closes first."""
    return queries.in_phase(Phase.OPEN, limit=MOST)


def give_back(off: Off, *, by: Actor) -> list[Round]:
    """Record the time since opinions were switched off as an outage of every open round, and give its days back.

    Raises Unfit for a window that cannot grow because the Council meets; the message says from when it could.
    """
    open_now = list(running())
    for round in open_now:
        record(round, off, by)
    return open_now


def refused(off: Off, round: Round, *, by: Actor) -> Unfit | None:
    """Why the days of this round cannot be given back, if they cannot. Its row is as it was."""
    point = db.session.begin_nested()
    try:
        record(round, off, by)
    except Unfit as refusal:
        return refusal
    finally:
        point.rollback()
    return None


@every(timedelta(minutes=5), "rounds.opinions_off")
def opinions_off() -> None:
    """While opinions are off: give the present day back to every open round that has not got it yet."""
    with unit_of_work():
        off = switches.off(Function.OPINIONS)
        if off is None:
            return
        for round in running():
            if not _has_today(round) and (refused(off, round, by=SYSTEM) is not None):
                _switch_on(round)
                return
            if not _has_today(round):
                record(round, off, SYSTEM)


def _switch_on(round: Round) -> None:
    row = switches.switch(Function.OPINIONS)
    if row is not None:
        why = say(AGAIN, round=round.name_vi)[: turning.WHY[1]]
        turning.turn_on(Function.OPINIONS, why=why, by=SYSTEM, of_version=row.version)


def record(round: Round, off: Off, by: Actor) -> None:
    """Record the time since opinions were off, or since it was recorded last, and give its days back. Raises Unfit."""
    now = clock.now()
    law = basis.law((), on=clock.today())  # an outage asks only for the calendar
    scheduling.record_outage(
        round, began_at=_since(round, off), ended_at=now, law=law, by=by, cause_vi=_cause(off, "vi"),
        cause_en=_cause(off, "en"),
    )  # fmt: skip


def _cause(off: Off, language: str) -> str:
    words = " ".join(off.words(language).split())
    return say(CAUSE, language, words=words)[:LONGEST]


def _since(round: Round, off: Off) -> datetime:
    """From when nothing was recorded yet."""
    told = [outage.ended_at for outage in queries.outages(round) if outage.began_at >= off.since]
    return max([off.since, round.opens_at or off.since, *told])


def _has_today(round: Round) -> bool:
    """Whether the present day was given back, or is none that counts."""
    calendar, today = basis.law((), on=clock.today()).calendar, clock.today()
    days = {day for o in queries.outages(round) for day in window.touched(calendar, (o.began_at, o.ended_at))}
    return today in days or not calendar.is_working(today)
