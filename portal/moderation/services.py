"""Decisions: made on the revision that was read, and taken back within a minute."""

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation import claims, queries
from portal.moderation.limits import NOTE, UNDO, WORDS
from portal.moderation.models import Decision
from portal.moderation.policy import Moderation
from portal.moderation.states import Outcome
from portal.moderation.things import Thing

EXPLAINED = (Outcome.ASK, Outcome.FORWARD, Outcome.DECLINE)  # the writer is owed a reason


def decide(
    thing: Thing,
    *,
    by: Actor,
    outcome: Outcome,
    of_version: int,
    reason_code: str = "",
    words: str = "",
    note: str = "",
) -> Decision:
    """Decide on the revision of a thing that was read; the room the thing belongs to then makes its move.

    Raises Clash where it is another revision by now or a colleague holds it, Unfit where a reason is missing.
    """
    require(by, Moderation.DECIDE, thing)
    if thing.version != of_version:
        raise Clash()
    claims.claim(thing, by=by)
    words, note = tidy.prose(words), tidy.prose(note)
    check_reason(outcome, reason_code, words)
    check_lengths(words, note)
    made = Decision(
        thing_kind=thing.__tablename__, thing_id=thing.id, of_version=of_version, outcome=outcome,
        state_before=str(thing.state), reason_code=reason_code or None, words=words, note=note,
        made_by=by.id, made_at=clock.now(), **_worded(reason_code),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    record(by, Moderation.DECIDE, thing, outcome=outcome.value, reason=reason_code, of_version=of_version)
    claims.let_go(thing)
    return made


def _worded(reason_code: str) -> dict[str, str]:
    """What the reason says now: its letter leaves later, when it may be reworded or gone."""
    reason = queries.reason(reason_code) if reason_code else None
    return {"reason_vi": reason.text_vi, "reason_en": reason.text_en} if reason else {}


def check_reason(outcome: Outcome, reason_code: str, words: str = "") -> None:
    """Raise Unfit unless the decision has the reason it needs. A question may be in the moderator's own words."""
    if not reason_code:
        if outcome in EXPLAINED and not (outcome is Outcome.ASK and words.strip()):
            raise Unfit(N_("Choose the reason. It is what the writer will read."), field="reason")
        return
    reason = queries.reason(reason_code)
    if reason is None or reason.outcome is not outcome or reason.retired_at is not None:
        raise Unfit(N_("This reason does not belong to this decision. Choose another."), field="reason")


def check_lengths(words: str, note: str) -> None:
    """Raise Unfit for words to the writer or a note that are too long."""
    if len(words.strip()) > WORDS:
        raise Unfit(N_("Write at most %(most)s characters."), field="words", most=WORDS)
    if len(note.strip()) > NOTE:
        raise Unfit(N_("Write at most %(most)s characters."), field="note", most=NOTE)


def undo(decision: Decision, thing: Thing, *, by: Actor) -> None:
    """Take one's own decision back within a minute; no letter has left yet.

    Raises Denied for another's decision, NotNow when the minute is over or it was taken back already, and Clash where
    a later decision stands. The room the thing belongs to then restores `decision.state_before`.
    """
    require(by, Moderation.UNDO, decision)
    if (decision.thing_kind, decision.thing_id) != (thing.__tablename__, thing.id):
        raise NotNow()
    queries.locked(decision.id)  # its letter may be leaving this very moment: read what is true after the wait
    if decision.undone_at is not None:
        raise NotNow(N_("This decision was taken back already."))
    if clock.now() >= decision.made_at + UNDO:
        raise NotNow(N_("The minute is over and the letter is on its way. Make a new decision instead."))
    if queries.standing(thing) is not decision:
        raise Clash()
    decision.undone_at = clock.now()
    record(by, Moderation.UNDO, thing, decision=decision.id, back_to=decision.state_before)
