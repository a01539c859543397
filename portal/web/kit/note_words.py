"""What stands after the words of a public note: when an interruption was, and which day moved to which."""

from collections.abc import Sequence
from datetime import date, datetime

from portal.consultations.rounds import queries
from portal.consultations.rounds.models import Outage, Round, RoundNote
from portal.consultations.rounds.states import NoteKind
from portal.core import clock
from portal.core.i18n import N_, say
from portal.web.kit.locale import show_datetime

LASTED = N_("It lasted from %(began)s to %(ended)s.")
COUNCIL = N_("The Council’s day moved from %(was)s to %(now)s.")
ANEW = N_("Opinions on this candidate are taken anew from %(day)s to %(now)s.")
MOVED = N_("The last day moved from %(was)s to %(now)s.")


def with_outages(round: Round) -> Sequence[tuple[RoundNote, Outage | None]]:
    """The public notes on a round, oldest first, each with the outage it tells of."""
    told = queries.notes(round)
    lost = queries.outages(round) if any(each.kind is NoteKind.OUTAGE for each in told) else ()
    gone = iter(sorted(lost, key=lambda each: each.recorded_at))  # each was noted as it was recorded
    return [(each, next(gone, None) if each.kind is NoteKind.OUTAGE else None) for each in told]


def after(note: RoundNote, gone: Outage | None, language: str) -> str:
    """What the public reads after its words, in a language."""
    return f"{_stretch(gone, language)} {_window_now(note, language)}".strip()


def day(moment: datetime | date) -> str:
    """The day of a note, as its reader sees it."""
    at = clock.local(moment).date() if isinstance(moment, datetime) else moment
    return f"{at:%d/%m/%Y}"


def _stretch(gone: Outage | None, language: str) -> str:
    """When the public could not come in, which may be days before it was noted."""
    if gone is None:
        return ""
    return say(LASTED, language, began=show_datetime(gone.began_at), ended=show_datetime(gone.ended_at))


def _window_now(note: RoundNote, language: str) -> str:
    """What a note did to the window it tells of."""
    if not note.closed_before or not note.closes_now:
        return ""
    was, now = day(note.closed_before), day(note.closes_now)
    if note.kind is NoteKind.COUNCIL_MOVED:
        return say(COUNCIL, language, was=was, now=now)
    if note.kind is NoteKind.CORRECTED:
        return say(ANEW, language, day=day(note.made_at), now=now)
    return say(MOVED, language, was=was, now=now) if was != now else ""
