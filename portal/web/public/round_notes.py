"""Public notes as the public reads them: on the page of a round, of one candidate, and in the feed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from markupsafe import Markup

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.rounds import changes, queries
from portal.consultations.rounds.models import Outage, Round, RoundNote
from portal.consultations.rounds.states import NoteKind
from portal.web.kit import note_words
from portal.web.kit.locale import language, spoken
from portal.web.kit.opinion_words import NOTES


def notes(round: Round) -> list[dict[str, Any]]:
    """The public notes on a round, each with whom it is about."""
    told = note_words.with_outages(round)
    names = candidates.names([each.candidate_id for each, _ in told if each.candidate_id])
    return [note(each, names.get(each.candidate_id, ""), gone) for each, gone in told]


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
    title, window = str(NOTES[each.kind]), note_words.after(each, gone, language())
    text = Markup("{} {}").format(spoken(said, each.text_en), window).strip()
    return {
        "when": note_words.day(each.made_at), "title": f"{title}: {of}" if of else title, "text": text, "state": "done",
        "plain": f"{said} {window}".strip(),
    }  # fmt: skip
