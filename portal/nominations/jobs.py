"""Work on nominations that waits for nobody. Every kind may be done twice: a letter carries what it is about."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.core.jobs.queue import enqueue
from portal.core.jobs.registry import every, handler
from portal.moderation import queries as moderation
from portal.moderation.undoing import services as undoing
from portal.nominations import forgetting, letters, parts, queries, wording
from portal.nominations.models import Message, Nomination, Split
from portal.nominations.states import NominationState

DECIDED, TELL, FORGET = "nominations.tell_decision", "nominations.tell", "nominations.forget_withdrawn"
RECEIVED, SPLIT = "nominations.received", "nominations.tell_split"
TELL_PUBLIC = ("published", "story_corrected")
LATE = timedelta(days=1)
REMIND, SWEEP = "nominations.remind_questioned", "nominations.forget_swept"


@handler(RECEIVED)
def received(nomination_id: str) -> None:
    """Tell the writer that the story has come in, with the link that opens it."""
    with unit_of_work():
        nomination = queries.one(uuid.UUID(nomination_id))
        if nomination is not None and nomination.state is not NominationState.WITHDRAWN:
            letters.send(nomination, "received", once=nomination_id)


@handler(TELL)
def tell_writer(
    nomination_id: str, letter: str, once: str = "", message_id: str = "", values: Mapping[str, Any] | None = None,
    act_id: str = "",
) -> None:  # fmt: skip
    """Tell the writer of a move that was not a decision of the desk; `values` are what this letter says beside the usual.

    Nothing is told of an act that was taken back within its minute.
    """
    with unit_of_work():
        if not undoing.stands(act_id):
            return
        nomination = parts.now(uuid.UUID(nomination_id))  # a part may be joined again meanwhile
        asked = _message(message_id)
        act = undoing.one(uuid.UUID(act_id)) if act_id else None
        at = asked.sent_at if asked else act.made_at if act else None
        if nomination is not None and not _overtaken(nomination, letter, at):
            told = {"reason": wording.reason_texts(nomination.reason_code)} | dict(values or {})
            _letter(nomination, letter, once or nomination_id, message_id, **told)


@handler(DECIDED)
def tell_decision(decision_id: str, message_id: str = "") -> None:
    """Tell the writer of a decision, unless it was taken back or reversed meanwhile, or things have gone on since."""
    with unit_of_work():
        decision = moderation.locked(uuid.UUID(decision_id))
        if decision is None or not decision.stands:
            return
        nomination = queries.one(decision.thing_id)
        kind, asked = letters.DECISION_KINDS[decision.outcome], _message(message_id)
        if nomination is None or _overtaken(nomination, kind, asked.sent_at if asked else None):
            return
        reason = wording.decided_texts(decision)
        hidden = letters.hidden(nomination, decision.outcome)
        if _letter(nomination, kind, decision_id, message_id, reason=reason, words=decision.words, **hidden):
            decision.told_at = decision.told_at or clock.now()


@handler(SPLIT)
def tell_split(split_id: str) -> None:
    """Tell the writer that the story goes on in two parts, unless they were joined again or taken back meanwhile."""
    with unit_of_work() as session:
        split = session.get(Split, uuid.UUID(split_id), with_for_update=True)
        if split is None or split.joined_at is not None or split.told_at is not None:
            return
        first, part = queries.one(split.first_id), queries.one(split.part_id)
        if first is None or part is None or NominationState.WITHDRAWN in (first.state, part.state):
            return
        if letters.send(first, "story_split", once=split_id, **parts.told_apart(first, part)):
            split.told_at = clock.now()


@handler(FORGET)
def forget_withdrawn(nomination_id: str) -> None:
    """Confirm a withdrawal to the writer and delete what was told: both or neither."""
    with unit_of_work():
        nomination = queries.one(uuid.UUID(nomination_id))
        if nomination is None or nomination.state is not NominationState.WITHDRAWN or not nomination.title:
            return
        letters.send(nomination, "withdrawn", once=nomination_id)
        forgetting.forget(nomination, by=SYSTEM)


@every(timedelta(hours=1), SWEEP)
def sweep_withdrawn() -> None:
    """Ask again for what should have been deleted long ago."""
    late = sa.select(Nomination.id).where(
        Nomination.state == NominationState.WITHDRAWN,
        Nomination.title != "",
        Nomination.closed_at < clock.now() - timedelta(hours=1),
    )
    with unit_of_work():
        for id in db.session.scalars(late.limit(200)):
            enqueue(FORGET, unique_key=f"{FORGET}:{id}:{clock.today()}", nomination_id=str(id))


@every(timedelta(hours=6), REMIND)
def remind_questioned() -> None:
    """Remind writers of a question whose time is up; each question once."""
    waiting = sa.select(Nomination).where(
        Nomination.state == NominationState.QUESTIONED, Nomination.due_on < clock.today()
    )
    with unit_of_work():
        for nomination in db.session.scalars(waiting.limit(500)):
            question = queries.last_question(nomination)
            if question is not None:
                _letter(nomination, "reminder", str(question.id), str(question.id))


def _overtaken(nomination: Nomination, letter: str, at: datetime | None) -> bool:
    """Whether a letter that was asked for then says what is no longer so: work that failed may be done days later.

    Within a day it is told in its turn all the same: whoever reads two letters sees how things went.
    """
    if nomination.state is NominationState.WITHDRAWN:
        return True
    public, late = nomination.state is NominationState.PUBLISHED, at is not None and at < clock.now() - LATE
    if letter == "question":
        question = queries.to_answer(nomination)
        return late and (question is None or question.sent_at != at)
    return late and ((letter in TELL_PUBLIC and not public) or (letter == "story_removed" and public))


def _letter(nomination: Nomination, kind: str, once: str, message_id: str, **values: object) -> bool:
    question = _message(message_id)
    return letters.send(nomination, kind, once=once, question=question.text if question else "", **values)


def _message(message_id: str) -> Message | None:
    return db.session.get(Message, uuid.UUID(message_id)) if message_id else None
