"""Appeals that end by themselves: their decision was taken back, or what it was about is no more."""

import uuid

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.policy import require
from portal.moderation import claims
from portal.moderation.appeals import at_desk, queries
from portal.moderation.appeals.policy import Appeals
from portal.moderation.appeals.states import LIFE, AppealState
from portal.moderation.desk import entering
from portal.moderation.things import Thing


def overtake(thing: Thing, *, by: Actor) -> None:
    """End the appeal that waits on a thing: its decision has just been taken back, so nothing is left to look at."""
    waiting = queries.waiting(thing)
    if waiting is None:
        return
    require(by, Appeals.OVERTAKE, waiting)
    waiting.state = LIFE.after(waiting.state, "overtake")
    waiting.settled_at = clock.now()
    at_desk.show(waiting)
    claims.let_go(waiting)
    record(by, Appeals.OVERTAKE, waiting)


def resume(thing: Thing, decision_id: uuid.UUID, *, by: Actor) -> None:
    """Let the appeal against a decision wait again: the decision that was taken back stands after all."""
    for appeal in queries.all_of(thing):
        if appeal.decision_id == decision_id and appeal.state is AppealState.OVERTAKEN:
            require(by, Appeals.RESUME, appeal)
            appeal.state, appeal.settled_at = LIFE.after(appeal.state, "resume"), None
            at_desk.show(appeal)
            record(by, Appeals.RESUME, appeal)


def forget(thing: Thing) -> None:
    """Drop what was asked about a thing whose words are dropped; whoever is just reading it is told that it is over."""
    for appeal in queries.all_of(thing):
        if appeal.state is AppealState.WAITING:
            appeal.state, appeal.settled_at = LIFE.after(appeal.state, "overtake"), clock.now()
            claims.let_go(appeal)
        appeal.text = appeal.note = appeal.checked = ""
        appeal.said = appeal.said and "…"  # an outcome was stated: that much stays
        appeal.title = appeal.number or "…"
        entering.leave(appeal.id)
