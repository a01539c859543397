"""The points people made, the Board's answers, and where each opinion was counted: in one point, or not, and why."""

import uuid
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from portal.consultations.candidates import edition
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import tallies
from portal.consultations.opinions.jobs import ANSWERED
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import OpinionState
from portal.consultations.outcome.models import Point
from portal.consultations.outcome.policy import Outcome
from portal.consultations.outcome.states import Answer, Unused
from portal.consultations.rounds import notes
from portal.consultations.rounds.states import NoteKind, Phase, RoundState
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.engines.text import tidy

ANSWER = 4_000  # characters
Place = tuple[Point | None, Unused | None]  # one of the two


def add(candidate: Candidate, *, title_vi: str, by: Actor, title_en: str = "") -> Point:
    """Name one thing that people said. Raises Unfit without words, NotNow once the outcome is public."""
    require(by, Outcome.WRITE_POINT, candidate)
    edition.hold(candidate)  # the outcome may be going public this very moment
    _not_public(candidate)
    last = db.session.scalar(sa.select(sa.func.max(Point.position)).where(Point.candidate_id == candidate.id))
    point = Point(
        id=uuid.uuid4(), candidate_id=candidate.id, position=(last or 0) + 1, title_vi=_title(title_vi),
        title_en=tidy.line(title_en)[:300], answer_vi="", answer_en="",
    )  # fmt: skip
    db.session.add(point)
    db.session.flush()
    record(by, Outcome.WRITE_POINT, point, candidate=candidate.id)
    return point


def reword(
    point: Point, candidate: Candidate, *, title_vi: str, of_version: int, by: Actor, title_en: str = ""
) -> None:
    """Say a point otherwise. Raises Clash for a version read before another's change."""
    require(by, Outcome.WRITE_POINT, candidate)
    edition.hold(candidate)
    _not_public(candidate)
    if point.version != of_version:
        raise Clash()
    point.title_vi, point.title_en = _title(title_vi), tidy.line(title_en)[:300]
    record(by, Outcome.WRITE_POINT, point, version=of_version)


def drop(point: Point, candidate: Candidate, *, by: Actor) -> None:
    """Take a point away again; what stood in it has to be sorted anew."""
    require(by, Outcome.WRITE_POINT, candidate)
    edition.hold(candidate)
    _not_public(candidate)
    for opinion in db.session.scalars(sa.select(Opinion).where(Opinion.point_id == point.id)):
        _place(opinion, None, "")
    record(by, Outcome.WRITE_POINT, point, dropped=True)
    db.session.flush()
    db.session.delete(point)


def answer(
    point: Point, candidate: Candidate, *, answer: Answer, text_vi: str, of_version: int, by: Actor, text_en: str = "",
    note_vi: str = "",
) -> None:  # fmt: skip
    """Answer a point. Once the outcome is public, the change needs a public note. Raises Clash, Unfit."""
    edition.hold(candidate)  # what is public by now changes only with a note
    public = candidate.round.state is RoundState.ANSWERED
    require(by, Outcome.CHANGE if public else Outcome.ANSWER, candidate)
    if point.version != of_version:
        raise Clash()
    said = tidy.prose(text_vi)
    if not tidy.has_letters(said):
        raise Unfit(N_("Write the answer in words."), field="answer_vi")
    if len(said) > ANSWER or len(text_en) > ANSWER:
        raise Unfit(N_("Write at most %(most)s characters."), field="answer_vi", most=ANSWER)
    if public:
        notes.add(candidate.round, NoteKind.OUTCOME_CHANGED, note_vi, by=by, candidate_id=candidate.id)
        candidate.edition += 1
    point.answer, point.answer_vi, point.answer_en = answer, said, tidy.prose(text_en)
    point.answered_by, point.answered_at = by.id, clock.now()
    record(by, Outcome.CHANGE if public else Outcome.ANSWER, point, answer=answer)


def sort(opinion: Opinion, *, under: Point | None, by: Actor, unused: Unused | None = None) -> None:
    """Count an opinion under a point, or say why it stands in none; exactly one of the two."""
    require(by, Opinions.SORT, opinion)
    edition.hold(opinion.candidate)
    _not_public(opinion.candidate)
    _sorted(opinion, under, unused, by)


def sort_late(candidate: Candidate, places: Mapping[Opinion, Place], *, note_vi: str, by: Actor) -> None:
    """Account for what was accepted after the outcome was public, in a dated public note. What stands already, stays.

    Raises Unfit without a note, NotNow before the outcome is public and for what stands somewhere.
    """
    require(by, Outcome.CHANGE, candidate)
    edition.hold(candidate)
    if candidate.round.state is not RoundState.ANSWERED:
        raise NotNow()
    for opinion, (under, unused) in places.items():
        require(by, Opinions.SORT, opinion)
        if opinion.point_id is not None or opinion.unused_why:
            raise NotNow(N_("The outcome is public. Only answers can still be changed, with a public note."))
        _sorted(opinion, under, unused, by)
        tell(ANSWERED, unique_key=f"{ANSWERED}:{opinion.id}:late", opinion_id=str(opinion.id))
    notes.add(candidate.round, NoteKind.OUTCOME_CHANGED, note_vi, by=by, candidate_id=candidate.id)
    candidate.edition += 1


def _sorted(opinion: Opinion, under: Point | None, unused: Unused | None, by: Actor) -> None:
    if (under is None) == (unused is None):
        raise Unfit(N_("Choose a point, or say why there is none."), field="point")
    if under is not None and under.candidate_id != opinion.candidate_id:
        raise Unfit(N_("This point belongs to another candidate."), field="point")
    if opinion.state not in tallies.ACCEPTED:
        raise NotNow(N_("Only opinions that were accepted are sorted."))
    _place(opinion, under, unused.value if unused else "")
    record(by, Opinions.SORT, opinion, point=under.id if under else None, unused=unused)


def of(candidate: Candidate) -> Sequence[Point]:
    """The points of a candidate in their order."""
    mine = sa.select(Point).where(Point.candidate_id == candidate.id)
    return db.session.scalars(mine.order_by(Point.position, Point.id)).all()


def one(point_id: uuid.UUID) -> Point | None:
    """A point by its key."""
    return db.session.get(Point, point_id)


def placed(candidate: Candidate, where: str, *, limit: int = 50) -> Sequence[Opinion]:
    """Accepted opinions that stand in one place, a point's key or a reason for none, oldest first."""
    here = Opinion.unused_why == where
    if where not in list(Unused):
        here = Opinion.point_id.in_([point.id for point in of(candidate) if str(point.id) == where])
    pick = sa.select(Opinion).where(Opinion.candidate_id == candidate.id, Opinion.state.in_(tallies.ACCEPTED), here)
    return db.session.scalars(pick.order_by(Opinion.submitted_at, Opinion.id).limit(limit)).all()


def unsorted(candidate: Candidate, *, limit: int = 50) -> Sequence[Opinion]:
    """Accepted opinions that stand nowhere yet, oldest first."""
    pick = _unsorted(candidate).order_by(Opinion.submitted_at, Opinion.id).limit(limit)
    return db.session.scalars(pick).all()


def left(candidate: Candidate) -> int:
    """How many accepted opinions stand nowhere yet; at most a thousand are counted."""
    some = _unsorted(candidate).with_only_columns(Opinion.id).limit(1_000).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def waiting(candidate: Candidate) -> int:
    """How many opinions the desk has not read yet; at most a thousand are counted."""
    pick = sa.select(Opinion.id).where(
        Opinion.candidate_id == candidate.id, Opinion.state == OpinionState.WAITING, Opinion.current
    )
    return db.session.scalar(sa.select(sa.func.count()).select_from(pick.limit(1_000).subquery())) or 0


def _unsorted(candidate: Candidate) -> sa.Select[Opinion]:
    return sa.select(Opinion).where(
        Opinion.candidate_id == candidate.id,
        Opinion.state.in_(tallies.ACCEPTED),
        Opinion.current,
        Opinion.coordinated.is_(False),
        Opinion.point_id.is_(None),
        Opinion.unused_why == "",
    )


def _place(opinion: Opinion, under: Point | None, unused: str) -> None:
    before = tallies.facts(opinion)
    opinion.point_id, opinion.unused_why = under.id if under else None, unused
    tallies.changed(opinion, before)


def _title(text: str) -> str:
    said = tidy.line(text)
    if not tidy.has_letters(said) or len(said) > 300:
        raise Unfit(N_("Say in one line what people said, in up to 300 characters."), field="title_vi")
    return said


def only_after_the_close(candidate: Candidate) -> None:
    """Raise NotNow while people may still speak: nobody sums up what is not finished."""
    if candidate.round.phase(clock.now()) not in (Phase.CLOSED, Phase.ANSWERED):
        raise NotNow(N_("People can still give their opinion. Points and conclusions are written after the close."))


def _not_public(candidate: Candidate) -> None:
    only_after_the_close(candidate)
    if candidate.round.state is RoundState.ANSWERED:
        raise NotNow(N_("The outcome is public. Only answers can still be changed, with a public note."))
