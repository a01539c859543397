"""The desk asks a writer back before it decides. The opinion waits as it did; only whose turn it is changes.

Two questions are one person's act, every further one needs two people: nothing is parked for ever by asking. What is
counted is what was sent in time: an answer stands beside it, for the desk.
"""

import uuid
from contextlib import suppress
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from portal.consultations.opinions import at_desk, limits, questions
from portal.consultations.opinions.jobs import DECIDED, TELL, tell_when_final
from portal.consultations.opinions.models import Opinion, Question
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import OpinionState, QuestionState
from portal.core import clock
from portal.core.actor import SYSTEM, Actor
from portal.core.audit.trail import record
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.jobs.registry import every
from portal.core.policy import require
from portal.engines.text import tidy
from portal.honours.queries import calendar
from portal.moderation.eyes import second
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision
from portal.moderation.states import Outcome
from portal.nominations import heard as hearing
from portal.nominations import wording
from portal.nominations.heard import Heard
from portal.nominations.masking import without_ids

ASKED = N_("The writer has been asked already, and has until %(day)s to answer.")
OVER = N_("This question needs no answer any more.")


def ask(opinion: Opinion, *, by: Actor, decision: Decision) -> Question:
    """Put the question that a decision says. The letter leaves when its minute is over.

    Raises NotNow for what is decided, asked or replaced by a newer edition already, and where it takes two people.
    """
    require(by, Opinions.ASK, opinion)
    second.check(opinion, Verdict(Outcome.ASK, decision.reason_code or ""), decision)
    not_asked(opinion)
    if opinion.state is not OpinionState.WAITING:
        raise NotNow()
    if not opinion.current:
        raise NotNow(N_("Its writer has sent a later opinion, which now stands. Ask about that one."))
    made = Question(
        opinion_id=opinion.id, decision_id=decision.id, text=wording.told(decision, opinion.language),
        asked_by=decision.made_by, asked_name=by.name, asked_at=clock.now(),
        due_on=calendar().add(clock.today(), limits.ANSWER_DAYS),
    )  # fmt: skip
    db.session.add(made)
    _changed(opinion)
    record(by, Opinions.ASK, opinion, question=made.id, due=made.due_on)
    tell_when_final(decision)
    return made


def tell_if_open(opinion: Opinion) -> None:
    """Ask anew for the letter of a question that stands again: it left nobody while the opinion was decided."""
    if (question := questions.open_on(opinion)) is not None:
        key, due = f"question:{question.id}:{opinion.version}", question.asked_at + UNDO
        tell(DECIDED, unique_key=key, run_at=due, decision_id=str(question.decision_id))


def not_asked(opinion: Opinion) -> None:
    """Raise NotNow while the writer may still answer: nobody decides against them meanwhile."""
    if (question := questions.open_on(opinion)) is not None:
        raise NotNow(ASKED, day=f"{question.due_on:%d/%m/%Y}")


def take_back(opinion: Opinion, decision: Decision, *, by: Actor) -> None:
    """Ask nothing after all, within the minute. Raises Clash where the writer has answered already."""
    require(by, Opinions.RESTORE, opinion)
    question = questions.of_decision(decision.id)
    if question is None or question.state is not QuestionState.OPEN:
        raise Clash()
    db.session.delete(question)
    _changed(opinion)
    record(by, Opinions.RESTORE, opinion, question=question.id)


def answer(opinion: Opinion, *, text: str, to: uuid.UUID | None, by: Actor) -> Question:
    """Answer the question that was read. The same answer sent again is the one already there.

    Raises NotNow where it was answered, decided or asked otherwise meanwhile, Unfit for an empty or too long one.
    """
    require(by, Opinions.ANSWER, opinion)
    return _answered(opinion, text, to, Opinions.ANSWER, by)


def write_down(opinion: Opinion, *, text: str, to: uuid.UUID | None, heard: Heard, by: Actor) -> Question:
    """Answer it for a writer who rang, came or wrote a letter: everything goes on as if they had done so themselves.

    A letter tells them that it was written down in their name, none of the words.
    Raises what `answer` raises, and Unfit where it is not said how the writer was known.
    """
    require(by, Opinions.WRITE_DOWN_ANSWER, opinion)
    return _answered(opinion, text, to, Opinions.WRITE_DOWN_ANSWER, by, heard)


def _answered(
    opinion: Opinion, text: str, to: uuid.UUID | None, act: Opinions, by: Actor, heard: Heard | None = None
) -> Question:
    said = _fit(text)
    read = questions.one(to) if to else None
    if read is not None and (read.opinion_id, read.answer) == (opinion.id, said):
        return read
    question = questions.to_answer(opinion)
    if question is None or question is not read:
        raise NotNow(OVER)
    if heard is not None:
        hearing.check(heard, opinion, asked_at=question.asked_at, by=by)
        hearing.keep(question, heard, by=by)
    question.answer = said
    questions.end(question, "answer")
    _changed(opinion)
    record(by, act, opinion, question=question.id, channel=question.channel)
    if heard is not None:
        key, about = f"{hearing.NOTED}:{question.id}", str(opinion.id)
        tell(TELL, unique_key=key, opinion_id=about, letter=hearing.NOTED, once=str(question.id))
    return question


@every(timedelta(hours=1), "opinions.unanswered")
def lapse() -> None:
    """Give back to the desk what was not answered in time, each once; its writer is told, and may still answer."""
    passed = sa.select(Question.id).where(Question.state == QuestionState.OPEN, Question.due_on < clock.today())
    ids = list(db.session.scalars(passed.order_by(Question.due_on, Question.id).limit(500)))
    db.session.rollback()
    for key in ids:
        with (
            suppress(StaleDataError),
            unit_of_work(),
        ):  # somebody acts on it this very moment: next hour, if still needed
            _lapsed(key)


def _lapsed(key: uuid.UUID) -> None:
    about = db.session.scalar(sa.select(Question.opinion_id).where(Question.id == key))
    if about is None:
        return
    opinion = db.session.get_one(
        Opinion, about, with_for_update=True, populate_existing=True
    )  # first, as who answers does
    again = sa.select(Question).where(Question.id == key).with_for_update().execution_options(populate_existing=True)
    question = db.session.scalars(again).one_or_none()
    if question is None or question.state is not QuestionState.OPEN:
        return
    waits = opinion.state is OpinionState.WAITING
    questions.end(question, "lapse" if waits else "settle")
    if not waits:
        return
    require(SYSTEM, Opinions.LAPSE, opinion)
    _changed(opinion)
    record(SYSTEM, Opinions.LAPSE, opinion, question=question.id)
    once = f"opinion_reminder:{question.id}"
    tell(TELL, unique_key=once, opinion_id=str(opinion.id), letter="opinion_reminder", once=str(key))


def _changed(opinion: Opinion) -> None:
    """Whoever decides next must have seen it; and the list says whose turn it is."""
    flag_modified(opinion, "folded")
    db.session.flush()
    at_desk.show(opinion)


def _fit(text: str) -> str:
    said = without_ids(tidy.prose(text))
    if not said:
        raise Unfit(N_("Write your answer."), field="text")
    if len(said) > limits.ANSWER:
        raise Unfit(
            N_("Please shorten it to %(most)s characters. You have written %(written)s."),
            field="text", most=limits.ANSWER, written=len(said),
        )  # fmt: skip
    return said
