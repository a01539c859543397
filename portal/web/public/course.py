"""The course of a round as its readers see it: what has happened, what comes next, who acts, and by which day."""

from datetime import date, datetime

from flask_babel import gettext

from portal.consultations.candidates.models import Candidate
from portal.consultations.rounds.states import Phase
from portal.core import clock
from portal.web.kit.locale import show_weekday

DONE, NOW, LATER = "done", "now", ""
BEFORE = (Phase.HIDDEN, Phase.COMING)


def course(candidate: Candidate, phase: Phase) -> list[dict[str, str]]:
    """The four moments of a candidate's round, for a timeline; a withdrawn candidate has none to come."""
    round = candidate.round
    if round.council_on is None or candidate.withdrawn_at is not None:
        return []
    met = clock.today() > round.council_on
    return [
        _moment(candidate.opens_at, gettext("Opens for opinions"), LATER if phase in BEFORE else DONE),
        _moment(
            candidate.closes_at, gettext("Last day for opinions"),
            {Phase.OPEN: NOW}.get(phase, LATER if phase in BEFORE else DONE),
        ),
        _answer(round.answered_at, phase, round.council_on if met else None),
        {
            "when": show_weekday(round.council_on), "title": gettext("The Council meets"),
            "text": "" if met else gettext("It has the opinions and the Board’s answers before it."),
            "state": DONE if met else NOW if phase is Phase.ANSWERED else LATER,
        },
    ]  # fmt: skip


def _moment(at: datetime | None, title: str, state: str) -> dict[str, str]:
    return {"when": show_weekday(at) if at else "–", "title": title, "text": "", "state": state}


def _answer(at: datetime | None, phase: Phase, met_on: date | None) -> dict[str, str]:
    if at is not None:
        return {"when": show_weekday(at), "title": gettext("The Board answered"), "text": "", "state": DONE}
    text = gettext("The Board sorts every opinion and answers what people said.")
    state = NOW if phase is Phase.CLOSED else LATER
    return {
        "when": gettext("Due before the Council’s day, %(day)s", day=show_weekday(met_on))
        if met_on
        else gettext("Before the Council meets"),
        "title": gettext("The Board answers"),
        "text": text,
        "state": state,
    }
