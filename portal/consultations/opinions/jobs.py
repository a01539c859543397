"""Letters about opinions. Every kind of work may be done twice: a letter carries what it is about."""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from portal.consultations.opinions import asking, letters, persons, queries, questions
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState, ReplyState
from portal.core import clock
from portal.core.db import unit_of_work
from portal.core.errors import TooMany
from portal.core.jobs.queue import tell
from portal.core.jobs.registry import handler
from portal.moderation import queries as moderation
from portal.moderation import reversals
from portal.moderation.appeals import queries as appeals
from portal.moderation.appeals.said import told_of
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision
from portal.moderation.states import Outcome
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct
from portal.nominations import heard
from portal.nominations.wording import decided_texts

RECEIVED, DECIDED, ANSWERED = "opinions.received", "opinions.tell_decision", "opinions.tell_answer"
REPLIED, TELL = "opinions.tell_reply", "opinions.tell"
KINDS = {
    OpinionState.PUBLISHED: "opinion_published",
    OpinionState.COUNTED: "opinion_counted",
    OpinionState.DECLINED: "opinion_declined",
}


def tell_when_final(decision: Decision) -> None:
    """Ask for the letter of a decision, to leave when it can be taken back no longer."""
    due = decision.made_at + UNDO
    tell(DECIDED, unique_key=f"decision:{decision.id}", run_at=due, decision_id=str(decision.id))


def tell_again(kind: str, decision: Decision | None, act: HeldAct) -> None:
    """Ask anew for the letter of a decision that stands after all, if it has not left: the first asking found it reversed."""
    if decision is not None and decision.told_at is None:
        due = max(clock.now(), decision.made_at + UNDO)
        tell(kind, unique_key=f"decision:{decision.id}:{act.id}", run_at=due, decision_id=str(decision.id))


@handler(RECEIVED)
def received(opinion_id: str) -> None:
    """Send the writer what shows that there is a person: a link and six digits, or the digits to a telephone."""
    with unit_of_work():
        opinion = queries.one(uuid.UUID(opinion_id))
        if opinion is None or opinion.state is OpinionState.CLOSED or queries.sent_for(opinion):
            return
        if not persons.unproved(opinion):
            letters.send(opinion, "opinion_received", once=opinion_id)
        elif ways := asking.ways(opinion):
            with suppress(TooMany):  # that telephone was sent enough today: the tracking page says what to do
                asking.send(opinion, ways[0])


@handler(DECIDED)
def tell_decision(decision_id: str) -> None:
    """Tell the writer of a decision, unless it was taken back or reversed meanwhile or the opinion has ended."""
    with unit_of_work():
        decision = moderation.locked(uuid.UUID(decision_id))
        if decision is None or not decision.stands:
            return
        opinion = queries.one(decision.thing_id)
        if opinion is not None and _told(opinion, decision):
            decision.told_at = decision.told_at or clock.now()


def _told(opinion: Opinion, decision: Decision) -> bool:
    """Whether a letter says what was decided, or asks what was asked: nothing that is overtaken by now."""
    once = str(decision.id)
    if decision.outcome is Outcome.ASK:
        question = questions.open_on(opinion)
        return question is not None and question.decision_id == decision.id and letters.ask(opinion, question)
    kind = KINDS.get(opinion.state)
    later = decision.state_before == OpinionState.PUBLISHED  # parts of it were covered after it was public
    values = {"words": decision.words, "reason": decided_texts(decision), "later": later}
    return kind is not None and letters.send(opinion, kind, once=once, **values)


@handler(TELL)
def tell_writer(
    opinion_id: str, letter: str, once: str, values: Mapping[str, Any] | None = None, act_id: str = ""
) -> None:
    """Tell the writer of what was no decision of the desk, unless the opinion has ended or the act was taken back.

    What the letter says stands in the row named `once`, and in no job: with the opinion it goes. `values`: of old jobs.
    """
    with unit_of_work():
        if not undoing.stands(act_id):
            return
        opinion = queries.one(uuid.UUID(opinion_id))
        if opinion is not None and opinion.state is not OpinionState.CLOSED:
            letters.send(opinion, letter, once=once, **_says(letter, once) | dict(values or {}))


def _says(letter: str, once: str) -> dict[str, Any]:
    """What a letter says beside the usual."""
    key = uuid.UUID(once)
    if letter == "opinion_reminder" and (question := questions.one(key)) is not None:
        return {"question": question.text}
    if letter == heard.NOTED and (question := questions.one(key)) is not None:
        return heard.noted(question)
    if letter == "opinion_reversed" and (reversal := reversals.one(key)) is not None:
        return {"words": reversal.words}
    if letter == "appeal_judged" and (appeal := appeals.one(key)) is not None:
        return told_of(appeal)
    return {}


@handler(ANSWERED)
def tell_answer(opinion_id: str) -> None:
    """Tell the writer that the Board has answered, and where their opinion was counted."""
    with unit_of_work():
        opinion = queries.one(uuid.UUID(opinion_id))
        if opinion is not None and opinion.current and opinion.state is not OpinionState.CLOSED:
            letters.send(opinion, "opinion_answered", once=opinion_id)


@handler(REPLIED)
def tell_reply(decision_id: str) -> None:
    """Tell the writer that their opinion was answered in public, unless that was taken back meanwhile."""
    with unit_of_work():
        decision = moderation.locked(uuid.UUID(decision_id))
        reply = queries.reply(decision.thing_id) if decision is not None and decision.stands else None
        opinion = queries.one(reply.opinion_id) if reply is not None and reply.state is ReplyState.PUBLISHED else None
        if decision is None or opinion is None or opinion.state is not OpinionState.PUBLISHED:
            return
        if letters.send(opinion, "opinion_replied", once=decision_id):
            decision.told_at = decision.told_at or clock.now()
