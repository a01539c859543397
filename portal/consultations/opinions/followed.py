"""An opinion and its answers as their writers may follow them: nothing of an act shows until it can be taken back no longer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from portal.consultations.opinions import replies, reviewing
from portal.consultations.opinions.models import Opinion, Question, Reply
from portal.consultations.opinions.states import OpinionState, QuestionState, ReplyState
from portal.core.db import db
from portal.moderation import redactions
from portal.moderation.redactions import Cover
from portal.moderation.undoing import untold
from portal.moderation.undoing.untold import Told


@dataclass(frozen=True)
class Followed:
    """Where an opinion stands for its writer, and what they were told of the decisions on it."""

    state: OpinionState
    masked: bool
    text: str  # as the public reads it
    told: Told

    @property
    def appealable(self) -> bool:
        """Whether something was decided against its writer: it is not published, or not whole."""
        return self.state is OpinionState.DECLINED or self.masked


@dataclass(frozen=True)
class Answer:
    """What a side answered in public, as far as it is told."""

    signed: str
    text: str
    at: datetime | None


def of(opinion: Opinion) -> Followed:
    """How it stood before what is not told yet; what its writer did, and what became of it with that, shows at once."""
    told = untold.of(opinion)
    if opinion.state is OpinionState.CLOSED:
        return Followed(opinion.state, opinion.masked, opinion.shown_text or "", told)
    state, covers = OpinionState(told.before) if told.before else opinion.state, untold.changed_covers(opinion)
    if state is not OpinionState.PUBLISHED:
        return Followed(state, False, "", told)
    if not told.before and covers is None:
        return Followed(state, opinion.masked, opinion.shown_text or "", told)
    if covers is None:
        text = redactions.covered(opinion, reviewing.TEXT, opinion.text)
    else:
        text = redactions.apply(opinion.text, [Cover(**each) for each in covers["covers"]])
    return Followed(state, text != opinion.text, text, told)


def asked(questions: Iterable[Question]) -> list[Question]:
    """Those of these questions that have left the desk for good, or were answered by telephone before."""
    return [each for each in questions if each.answer or not untold.fresh(each.asked_at)]


def to_answer(seen: Followed, told: Sequence[Question]) -> Question | None:
    """The question of those told that its writer still sees as theirs to answer: not ended, or only within the minute."""
    last = told[-1] if told and seen.state is OpinionState.WAITING else None
    if last is None or last.answer:
        return None
    return last if last.state in (QuestionState.OPEN, QuestionState.SILENT) or untold.fresh(last.ended_at) else None


def answers(opinion: Opinion) -> list[Answer]:
    """The public answers to an opinion, as its writer was told of them."""
    given = sa.select(Reply).where(Reply.opinion_id == opinion.id).order_by(Reply.decided_at, Reply.id)
    return [shown for each in db.session.scalars(given) if (shown := _answer(each)) is not None]


def _answer(reply: Reply) -> Answer | None:
    told = untold.of(reply)
    if (told.before or reply.state.value) != ReplyState.PUBLISHED.value:
        return None
    text = reply.shown_text or redactions.covered(reply, replies.TEXT, reply.text)
    return Answer(reply.signed, text, told.decision.made_at if told.decision else reply.decided_at)


def states(given: Sequence[Reply]) -> dict[str, ReplyState]:
    """Where answers stand for the side that gave them, by key."""
    before = untold.states(Reply.__tablename__)
    return {str(each.id): ReplyState(before.get(each.id, each.state.value)) for each in given}
