"""What is public of a candidate, in words: on the Board's page of it, and where a change is shown before it is made."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext

from portal.consultations.candidates.models import Candidate
from portal.organisations import queries as organisations
from portal.organisations.words import ward_name
from portal.web.board.previews import noted, shown
from portal.web.kit import opinion_words
from portal.web.kit.locale import language, show_datetime, show_weekday


def particulars(candidate: Candidate) -> dict[str, str]:
    """Who is proposed, for what and by whom, by label."""
    ward = organisations.ward(candidate.ward_code) if candidate.ward_code else None
    return {
        gettext("Honour"): candidate.honour_vi,
        gettext("Posthumous"): shown(candidate.posthumous),
        gettext("Organisation that proposes"): candidate.proposed_by,
        gettext("Number of its submission"): shown(candidate.submission_number),
        gettext("Day of its submission"): shown(candidate.submission_on),
        gettext("How they are addressed"): candidate.honorific.value or "–",
        gettext("Year of birth"): shown(candidate.birth_year),
        gettext("Office or work"): shown(candidate.office),
        gettext("Unit, or where they live"): shown(candidate.unit),
        gettext("Ward or commune"): ward_name(ward.kind, ward.name, language()) if ward else "–",
        gettext("One concrete deed, for lists"): shown(candidate.headline),
    }


def told(candidate: Candidate) -> dict[str, str]:
    """Everything an act on a candidate can change, by label."""
    end, council = candidate.closes_at, candidate.round.council_on
    met = opinion_words.MET
    standards = ({**row, "met": str(met.get(row.get("met", ""), ""))} for row in candidate.standards)
    return {
        gettext("Name"): candidate.name,
        gettext("Kind of candidate"): str(opinion_words.KINDS[candidate.kind][0]),
        gettext("State"): gettext("Withdrawn") if candidate.withdrawn_at else gettext("Put up"),
        **particulars(candidate),
        gettext("Achievements"): _listed(candidate.achievements, "title", "text"),
        gettext("Honoured before"): _listed(candidate.past_honours, "year", "text"),
        gettext("Checked against the standards"): _listed(standards, "standard", "met", "evidence"),
        gettext("Opinions are taken from"): show_datetime(candidate.opens_at) if candidate.opens_at else "–",
        gettext("Last day for opinions"): show_weekday(end) if end else "–",
        gettext("Council meets"): show_weekday(council) if council else "–",
        **noted(candidate.round),
    }


def _listed(rows: Iterable[dict[str, Any]], *names: str) -> str:
    """Rows in one line, each with its boxes."""
    return "; ".join(": ".join(str(row[name]) for name in names if row.get(name)) for row in rows) or "–"
