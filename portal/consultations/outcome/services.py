"""Conclude on each candidate, and make the outcome public once every opinion is accounted for."""

import uuid

import sqlalchemy as sa

from portal.consultations.candidates import edition
from portal.consultations.candidates.models import Candidate
from portal.consultations.outcome import points
from portal.consultations.outcome.models import Conclusion
from portal.consultations.outcome.policy import Outcome
from portal.consultations.rounds import notes
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.scheduling import SUPPLEMENT, standing
from portal.consultations.rounds.states import LIFE, NoteKind, RoundState
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.engines.text import tidy

TELL_ALL = "outcome.tell_all"


def conclude(
    candidate: Candidate, *, text_vi: str, by: Actor, text_en: str = "", document_number: str = "", signed_by: str = "",
    note_vi: str = "", of_version: int = 0,
) -> Conclusion:  # fmt: skip
    """Write the Board's closing words on a candidate. Once public, a change needs a public note.

    `of_version` is that of the words being changed, 0 where none stood yet. Raises Unfit, NotNow before the close,
    Clash for a version read before another's change.
    """
    edition.hold(candidate)  # what is public by now changes only with a note
    public = candidate.round.state is RoundState.ANSWERED
    require(by, Outcome.CHANGE if public else Outcome.CONCLUDE, candidate)
    points.only_after_the_close(candidate)
    before = conclusion(candidate)
    if of_version != (before.version if before else 0):
        raise Clash()
    said = tidy.prose(text_vi)
    if not tidy.has_letters(said) or len(said) > points.ANSWER:
        raise Unfit(
            N_("Write the conclusion in words, in up to %(most)s characters."), field="text_vi", most=points.ANSWER
        )
    if public:
        notes.add(candidate.round, NoteKind.OUTCOME_CHANGED, note_vi, by=by, candidate_id=candidate.id)
        candidate.edition += 1
    made = before or Conclusion(id=uuid.uuid4(), candidate_id=candidate.id)
    made.text_vi, made.text_en = said, tidy.prose(text_en)
    made.document_number, made.signed_by = tidy.line(document_number)[:60], tidy.line(signed_by)[:120]
    made.written_by, made.written_at = by.id or uuid.UUID(int=0), clock.now()
    db.session.add(made)
    record(by, Outcome.CHANGE if public else Outcome.CONCLUDE, candidate)
    return made


def conclusion(candidate: Candidate) -> Conclusion | None:
    """The closing words on a candidate, if they are written."""
    return db.session.scalars(sa.select(Conclusion).where(Conclusion.candidate_id == candidate.id)).one_or_none()


def missing(round: Round) -> list[tuple[str, Candidate | None, int]]:
    """What still stands in the way of the outcome: a code, the candidate, and how many. Empty when all is accounted for.

    Codes: ledger, waiting, unsorted, unanswered, conclusion.
    """
    found: list[tuple[str, Candidate | None, int]] = []
    if round.root_hash is None:
        found.append(("ledger", None, 1))
    for candidate in standing(round):
        counts = {
            "waiting": points.waiting(candidate),
            "unsorted": points.left(candidate),
            "unanswered": sum(point.answer is None for point in points.of(candidate)),
            "conclusion": int(conclusion(candidate) is None),
        }
        found += [(code, candidate, n) for code, n in counts.items() if n]
    return found


def publish(round: Round, *, by: Actor) -> None:
    """Answer a round in public, and tell every writer. Raises NotNow while an opinion or an answer is missing."""
    require(by, Outcome.PUBLISH, round)
    for candidate in standing(round):
        edition.hold(candidate)  # nobody decides or sorts between the count and the publication
    if missing(round):
        raise NotNow(N_("Not every opinion is accounted for yet. What is missing stands under “Answers and outcome”."))
    was, round.state = round.state, LIFE.after(round.state, "answer")
    round.answered_at = clock.now()
    round.edition += 1
    for candidate in standing(round):
        candidate.edition += 1
    record(by, Outcome.PUBLISH, round, was=was)
    tell(TELL_ALL, unique_key=f"{TELL_ALL}:{round.id}", round_id=str(round.id))
    tell(SUPPLEMENT, unique_key=f"{SUPPLEMENT}:{round.id}", round_id=str(round.id))
