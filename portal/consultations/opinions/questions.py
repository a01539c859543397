"""What the desk asked writers, read; and the ends that come from elsewhere. The acts themselves are in questioning.py."""

import uuid
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from portal.consultations.opinions.models import Opinion, Question
from portal.consultations.opinions.states import QUESTION_LIFE, OpinionState, QuestionState
from portal.core import clock
from portal.core.db import db
from portal.nominations import heard

Q = QuestionState


def one(question_id: uuid.UUID) -> Question | None:
    """A question by its key."""
    return db.session.get(Question, question_id)


def of_decision(decision_id: uuid.UUID) -> Question | None:
    """The question that a decision put."""
    return db.session.scalars(sa.select(Question).where(Question.decision_id == decision_id)).one_or_none()


def of(opinion: Opinion) -> Sequence[Question]:
    """All that was asked about an opinion and the editions before it, oldest first."""
    pick = sa.select(Question).where(Question.opinion_id.in_(_editions(opinion)))
    return db.session.scalars(pick.order_by(Question.asked_at, Question.id)).all()


def of_edition(opinion: Opinion) -> Sequence[Question]:
    """What was asked about this very edition: all that its receipt opens.

    Editions are told together by a telephone or an address, which families share; each has a receipt of its own.
    """
    mine = sa.select(Question).where(Question.opinion_id == opinion.id)
    return db.session.scalars(mine.order_by(Question.asked_at, Question.id)).all()


def last(opinion: Opinion) -> Question | None:
    """The newest question about this very edition."""
    mine = sa.select(Question).where(Question.opinion_id == opinion.id)
    return db.session.scalars(mine.order_by(Question.asked_at.desc(), Question.id.desc()).limit(1)).first()


def open_on(opinion: Opinion) -> Question | None:
    """The question whose answer an opinion waits for, if it is the writer's turn."""
    found = last(opinion) if opinion.state is OpinionState.WAITING else None
    return found if found is not None and found.state is Q.OPEN else None


def to_answer(opinion: Opinion) -> Question | None:
    """The question that its writer can answer now: in time, or late as long as nothing was decided."""
    found = last(opinion) if opinion.state is OpinionState.WAITING else None
    return found if found is not None and found.state in (Q.OPEN, Q.SILENT) else None


def bearing_on(opinion: Opinion) -> Question | None:
    """What an opinion waits by: its own question, or the one that its writer answered with this newer edition."""
    return chosen(opinion, {q.opinion_id: q for q in of(opinion)})


def latest() -> Mapping[uuid.UUID, Question]:
    """The newest question about each opinion that was ever asked about."""
    return {q.opinion_id: q for q in db.session.scalars(sa.select(Question).order_by(Question.asked_at, Question.id))}


def chosen(opinion: Opinion, among: Mapping[uuid.UUID, Question]) -> Question | None:
    """The same as `bearing_on`, from questions that were read before."""
    before = among.get(opinion.follows_id) if opinion.follows_id else None
    return among.get(opinion.id) or (before if before is not None and before.state is Q.REWORDED else None)


def end(question: Question, move: str) -> None:
    """It is the writer's turn no longer. Raises NotNow where it has ended otherwise."""
    question.state = QUESTION_LIFE.after(question.state, move)
    question.ended_at = clock.now()
    db.session.flush()


def reworded(opinion: Opinion) -> bool:
    """A newer edition took this one's place: whether a question is answered by that."""
    found = last(opinion)
    if found is None or found.state not in (Q.OPEN, Q.SILENT):
        return False
    end(found, "reword")
    return True


def moot(opinion: Opinion) -> str:
    """It was decided without the answer, and that was reversed later: nobody waits for the answer any more. Gives its key."""
    found = last(opinion)
    if found is None or found.state is not Q.OPEN:
        return ""
    end(found, "settle")
    return str(found.id)


def reopen(question_id: str) -> None:
    """What made it moot was taken back within its minute: it is as open as it was."""
    found = one(uuid.UUID(question_id)) if question_id else None
    if found is not None:
        found.state, found.ended_at = Q.OPEN, None
        db.session.flush()


def forget(opinion: Opinion) -> None:
    """Drop what was asked and answered: it quotes what is gone."""
    db.session.execute(sa.delete(Question).where(Question.opinion_id == opinion.id))


def written_out(opinion: Opinion) -> str:
    """Questions and answers of this very edition below each other, for whoever reads on elsewhere."""
    said = ((f"— {q.text}", q.answer, heard.came(q, opinion.language)) for q in of_edition(opinion))
    return "\n\n".join(part for each in said for part in each if part)


def _editions(opinion: Opinion) -> list[uuid.UUID]:
    """Its key and those of the editions before it."""
    keys, before = [opinion.id], opinion.follows_id
    while before is not None and before not in keys:
        keys.append(before)
        before = db.session.scalar(sa.select(Opinion.follows_id).where(Opinion.id == before))
    return keys
