"""What an opinion meets when it is sent: asked in two statements, for very many may be sent at once."""

import uuid
from dataclasses import dataclass

from portal.consultations.candidates import edition
from portal.consultations.candidates.terms import Terms
from portal.consultations.opinions import waiting
from portal.honours import queries as calendars
from portal.moderation.switches import queries as switches
from portal.moderation.switches.states import Function

# Built once: its round's part, whether opinions are switched off, whether files wait with the form, the calendar of its promise
ASKED = edition.ROUND.add_columns(
    switches.is_off(Function.OPINIONS), waiting.HELD.exists(), calendars.NEWEST.scalar_subquery()
)


@dataclass(frozen=True)
class Arrival:
    """The terms of the candidate, whether opinions are taken in at all, and the files chosen on the form."""

    terms: Terms
    switched_off: bool
    files: tuple[uuid.UUID, ...]


def at(round_slug: str, slug: str, form_key: str) -> Arrival:
    """What there is for an opinion on this candidate, held until this unit of work ends; its files are handed over."""
    terms, (off, files, calendar) = edition.share_at(round_slug, slug, ASKED, form=form_key)
    calendars.known_by(calendar)
    return Arrival(terms, bool(off), waiting.handed_over(form_key) if files else ())
