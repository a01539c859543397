"""The outcome as the public reads it: the conclusion, the points with their answers, and how many stand behind each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import tallies
from portal.consultations.opinions.models import Opinion
from portal.consultations.outcome.models import Conclusion, Point
from portal.consultations.outcome.states import Answer
from portal.consultations.rounds.states import RoundState
from portal.core.db import db
from portal.engines.synthesis.tally import Axis


@dataclass(frozen=True)
class Said:
    """One point with the Board's answer; `stances` counts those who made it, by stance."""

    title: str
    answer: Answer | None
    text: str
    stances: Mapping[str, int]
    title_in: str = "vi"  # the languages of the two
    text_in: str = "vi"

    @property
    def n(self) -> int:
        """How many made it."""
        return sum(self.stances.values())


@dataclass(frozen=True)
class Outcome:
    """What the Board made of the opinions on one candidate."""

    text: str
    document_number: str
    signed_by: str
    written_at: datetime | None
    points: list[Said]
    unused: Mapping[str, int]
    text_in: str = "vi"


def of(candidate: Candidate, language: str = "vi") -> Outcome:
    """The outcome of a candidate in a language, Vietnamese where there is no other; two queries."""
    pick = (
        sa.select(Conclusion, Point)
        .select_from(Candidate)
        .outerjoin(Conclusion, Conclusion.candidate_id == Candidate.id)
        .outerjoin(Point, Point.candidate_id == Candidate.id)
        .where(Candidate.id == candidate.id)
        .order_by(Point.position, Point.id)
    )
    rows = db.session.execute(pick).all()
    counts = tallies.of(candidate.id, Axis.POINT, Axis.UNUSED)
    end: Conclusion | None = rows[0][0] if rows else None
    return Outcome(
        text=_in(language, end.text_vi, end.text_en) if end else "",
        document_number=end.document_number if end else "",
        signed_by=end.signed_by if end else "",
        written_at=end.written_at if end else None,
        points=[_said(point, counts[Axis.POINT], language) for _, point in rows if point is not None],
        text_in=_of(language, end.text_en) if end else "vi",
        unused={why: sum(groups.values()) for why, groups in counts[Axis.UNUSED].items()},
    )


def _said(point: Point, counts: tallies.Counts, language: str) -> Said:
    mine = {
        key.partition(":")[2]: sum(groups.values()) for key, groups in counts.items() if key.startswith(f"{point.id}:")
    }
    title, text = _in(language, point.title_vi, point.title_en), _in(language, point.answer_vi, point.answer_en)
    return Said(title, point.answer, text, mine, _of(language, point.title_en), _of(language, point.answer_en))


def _of(language: str, en: str) -> str:
    return "en" if language == "en" and en else "vi"


def _in(language: str, vi: str, en: str) -> str:
    return en if language == "en" and en else vi


def place_of(opinion: Opinion, language: str = "vi") -> Said | None:
    """The point an opinion was counted under, with the Board's answer; none before the outcome is public, or where it
    stands in no point."""
    if opinion.point_id is None or opinion.candidate.round.state is not RoundState.ANSWERED:
        return None
    point = db.session.get(Point, opinion.point_id)
    return _said(point, tallies.of(opinion.candidate_id, Axis.POINT)[Axis.POINT], language) if point else None
