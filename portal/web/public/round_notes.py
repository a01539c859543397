"""Public notes as the public reads them: on the page of a round, of one candidate, and in the feed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext
from markupsafe import Markup

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.rounds import changes, queries
from portal.consultations.rounds.models import Outage, Round, RoundNote
from portal.consultations.rounds.states import NoteKind
from portal.core import clock
from portal.web.kit.locale import language, show_datetime, spoken
from portal.web.kit.opinion_words import NOTES


def notes(round: Round) -> list[dict[str, Any]]:
    """The public notes on a round, each with whom it is about."""
    told = queries.notes(round)
    names = candidates.names([each.candidate_id for each in told if each.candidate_id])
    lost = queries.outages(round) if any(each.kind is NoteKind.OUTAGE for each in told) else ()
    gone = iter(sorted(lost, key=lambda each: each.recorded_at))  # each was noted as it was recorded
    return [
        note(each, names.get(each.candidate_id, ""), next(gone, None) if each.kind is NoteKind.OUTAGE else None)
        for each in told
    ]


def newest(rounds: Sequence[Round]) -> dict[UUID, dict[str, Any]]:
    """What was noted last on each of some rounds, for the feed, with whom it is about."""
    told = changes.newest_notes(rounds)
    names = candidates.names([each.candidate_id for each in told.values() if each.candidate_id])
    lost = [round for round in rounds if round.id in told and told[round.id].kind is NoteKind.OUTAGE]
    gone = changes.newest_outages(lost) if lost else {}
    return {id: note(each, names.get(each.candidate_id, ""), gone.get(id)) for id, each in told.items()}


def notes_about(candidate: Candidate) -> list[dict[str, Any]]:
    """What was publicly noted about one candidate, but its withdrawal, which its page tells by itself.

    Asked only where there can be some: of a correction, or of a change of what the Board answered.
    """
    if not candidate.corrections and candidate.round.answered_at is None:
        return []
    return [note(each) for each in queries.notes_about(candidate.id) if each.kind is not NoteKind.WITHDRAWN]


def withdrawn(candidate: Candidate) -> str:
    """Why a candidacy was withdrawn, in the reader's language where it was said in it."""
    told = candidate.withdrawn_why
    if language() == "vi" or not told:
        return told
    why = next((n for n in queries.notes_about(candidate.id) if n.kind is NoteKind.WITHDRAWN and n.text_en), None)
    return why.text_en if why else spoken(told)


def note(each: RoundNote, of: str = "", gone: Outage | None = None) -> dict[str, Any]:
    """A public note as a moment of a timeline; `of` names the candidate where the page is about several."""
    said = each.text_en if language() == "en" and each.text_en else each.text_vi
    title, window = str(NOTES[each.kind]), f"{_stretch(gone)} {_window_now(each)}".strip()
    text = Markup("{} {}").format(spoken(said, each.text_en), window).strip()
    return {
        "when": _day(each.made_at), "title": f"{title}: {of}" if of else title, "text": text, "state": "done",
        "plain": f"{said} {window}".strip(),
    }  # fmt: skip


def _stretch(gone: Outage | None) -> str:
    """When the public could not come in, which may be days before it was noted."""
    began, ended = (show_datetime(gone.began_at), show_datetime(gone.ended_at)) if gone else ("", "")
    return gettext("It lasted from %(began)s to %(ended)s.", began=began, ended=ended) if gone else ""


def _window_now(each: RoundNote) -> str:
    """What a note did to the window it tells of."""
    if not each.closed_before or not each.closes_now:
        return ""
    was, now = _day(each.closed_before), _day(each.closes_now)
    if each.kind is NoteKind.COUNCIL_MOVED:
        return gettext("The Council’s day moved from %(was)s to %(now)s.", was=was, now=now)
    if each.kind is NoteKind.CORRECTED:
        return gettext(
            "Opinions on this candidate are taken anew from %(day)s to %(now)s.", day=_day(each.made_at), now=now
        )
    return gettext("The last day moved from %(was)s to %(now)s.", was=was, now=now) if was != now else ""


def _day(moment: datetime | date) -> str:
    at = clock.local(moment).date() if isinstance(moment, datetime) else moment
    return f"{at:%d/%m/%Y}"
