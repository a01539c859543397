"""Opinions, and answers to them, as the list of the desk shows them."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.terms import Terms
from portal.consultations.opinions import limits, questions
from portal.consultations.opinions.models import Opinion, Question, Reply
from portal.consultations.opinions.states import OpinionState, QuestionState, ReplyState
from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs.queue import tell
from portal.core.jobs.registry import handler
from portal.honours.queries import calendar
from portal.moderation import redactions
from portal.moderation.desk import entering, keeping
from portal.moderation.desk.entering import Facts
from portal.moderation.desk.states import ItemKind, Turn
from portal.moderation.matters import Matter

RENEW = "opinions.renew_desk"
BATCH = 200
ASKED = {
    QuestionState.OPEN: "asked",
    QuestionState.ANSWERED: "answered",
    QuestionState.REWORDED: "answered",
    QuestionState.SILENT: "unanswered",
}  # where one that waits stands by its question


def enter(opinion: Opinion, terms: Terms) -> None:
    """Put one that has just come in on the list; its candidate is known by its terms only."""
    entering.enter(facts(opinion, terms))


def show(opinion: Opinion) -> None:
    """Let the list say how it stands now; what is closed leaves it without a trace."""
    if opinion.state is OpinionState.CLOSED:
        leave(opinion)
        return
    with db.session.no_autoflush:  # its move is not over: what the table asks for may still be missing
        waits = opinion.state is OpinionState.WAITING
        entering.show(facts(opinion, question=questions.bearing_on(opinion) if waits else None))


def leave(thing: Opinion | Reply) -> None:
    """Take off the list what is no more."""
    entering.leave(thing.id)


def show_reply(reply: Reply) -> None:
    """Let the list say how an answer to an opinion stands now."""
    with db.session.no_autoflush:
        entering.show(facts_of_reply(reply, db.session.get_one(Opinion, reply.opinion_id)))


def matter(opinion: Opinion) -> Matter:
    """An opinion as the list names what is reported of it, or asked about it."""
    told = {name: value for name, value in _of(opinion.candidate).items() if name != "closes_at"}
    return Matter(
        thing_kind=opinion.__tablename__,
        thing_id=opinion.id,
        number=opinion.number,
        ward_code=opinion.ward_code,
        **told,
    )


def facts(opinion: Opinion, terms: Terms | None = None, *, question: Question | None = None) -> Facts:
    """What the list shows of an opinion, covers in place; `question` is what it waits by, if its writer was asked.

    Of one that has just come in, known by its `terms`, nothing can be covered yet.
    """
    o, waits = opinion, opinion.state is OpinionState.WAITING
    opening = o.shown_text or (o.text if terms else redactions.covered(o, "text", o.text))
    stage = ASKED.get(question.state, "") if waits and o.current and question else ""
    return Facts(
        thing_kind=o.__tablename__, thing_id=o.id, kind=ItemKind.OPINION, stage=stage or o.state.value, number=o.number,
        turn=_turn(stage) if waits else Turn.DONE, opening=opening, ward_code=o.ward_code, clerk_id=o.clerk_id,
        language=o.language, channel=o.channel.value, stance=o.stance.value, slow_lane=o.slow_lane,
        entered_at=o.submitted_at, due_on=promised(o, question) if waits else None, answered=stage == "answered",
        **_of(terms or o.candidate),
    )  # fmt: skip


def _turn(stage: str) -> Turn:
    return Turn.WRITER if stage == "asked" else Turn.DESK


def promised(opinion: Opinion, question: Question | None) -> date:
    """The day promised: our clock stops with a question and starts anew when it is no more the writer's turn."""
    if question is not None and question.ended_at is None:
        return question.due_on
    ended = question.ended_at if question is not None else None
    return _due(max(opinion.submitted_at, ended or opinion.submitted_at))


def facts_of_reply(reply: Reply, opinion: Opinion) -> Facts:
    """What the list shows of an answer."""
    waits = reply.state is ReplyState.WAITING
    return Facts(
        thing_kind=reply.__tablename__, thing_id=reply.id, kind=ItemKind.REPLY, stage=reply.state.value,
        number=opinion.number, turn=Turn.DESK if waits else Turn.DONE, who=reply.signed, opening=redactions.covered(reply, "text", reply.text),
        entered_at=reply.sent_at, due_on=_due(reply.sent_at) if waits else None, **_of(opinion.candidate),
    )  # fmt: skip


def _of(candidate: Candidate | Terms) -> dict[str, Any]:
    return {
        "title": candidate.name, "round_id": candidate.round_id, "candidate_id": candidate.id,
        "nominee_id": candidate.nominee_id, "organisation_id": candidate.proposed_by_id,
        "closes_at": candidate.closes_at,
    }  # fmt: skip


def _due(at: datetime) -> date:
    return calendar().add(clock.local(at).date(), limits.READ_DAYS)


def renew(candidate: Candidate) -> None:
    """Ask for the list to follow a candidate whose name or window changed; what waits may be very much."""
    key = f"{RENEW}:{candidate.id}:{candidate.closes_at}:{candidate.edition}"
    tell(RENEW, unique_key=key, candidate_id=str(candidate.id))


@handler(RENEW)
def renewed(candidate_id: str) -> None:
    """Let the list say what is so now of a candidate's opinions, some at a time."""
    of_it = sa.select(Opinion.id).where(Opinion.candidate_id == uuid.UUID(candidate_id)).order_by(Opinion.id)
    ids = list(db.session.scalars(of_it))
    db.session.rollback()
    for start in range(0, len(ids), BATCH):
        with unit_of_work() as session:
            some = ids[start : start + BATCH]
            for opinion in session.scalars(sa.select(Opinion).where(Opinion.id.in_(some))):
                show(opinion)
            for reply in session.scalars(sa.select(Reply).where(Reply.opinion_id.in_(some))):
                show_reply(reply)


@keeping.source
def every() -> Iterator[Facts]:
    """Every opinion and answer as the list should show it."""
    asked = questions.latest()
    for opinion in db.session.scalars(sa.select(Opinion).order_by(Opinion.id)).yield_per(500):
        if opinion.state is not OpinionState.CLOSED:
            yield facts(opinion, question=questions.chosen(opinion, asked))
    for reply in db.session.scalars(sa.select(Reply).order_by(Reply.id)).yield_per(500):
        yield facts_of_reply(reply, db.session.get_one(Opinion, reply.opinion_id))
