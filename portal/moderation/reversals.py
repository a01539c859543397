"""Decisions reversed after their minute is over. The room the thing belongs to makes the move, in the same unit of work."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation import claims, queries
from portal.moderation.appeals import overtaking
from portal.moderation.appeals.models import Appeal
from portal.moderation.limits import REVERSAL, WORDS
from portal.moderation.models import Decision, Reversal
from portal.moderation.policy import Moderation
from portal.moderation.things import Thing, about
from portal.moderation.undoing import services as undoing


def reverse(
    thing: Thing, *, by: Actor, reason: str, of_version: int, words: str = "", appeal: Appeal | None = None
) -> Reversal:
    """Take back the decision that stands on a thing, for a reason colleagues read; `words` are for its writer.

    A second letter is owed only where a first one had left; an upheld appeal has a letter of its own. A waiting appeal
    against the decision ends with it. Raises Clash where it is another revision by now or a colleague holds it, Unfit
    without a reason.
    """
    require(by, Moderation.REVERSE, thing)
    if thing.version != of_version:
        raise Clash()
    reason, words = fit(reason, words)
    if (held := claims.holder(thing)) is not None and held.staff_id != by.id:
        raise claims.Held(held)
    decision = queries.standing(thing)
    if decision is not None:
        queries.locked(decision.id)  # its letter may be leaving this very moment: read what is true after the wait
        decision.reversed_at = clock.now()
    made = Reversal(
        thing_kind=thing.__tablename__, thing_id=thing.id, decision_id=decision.id if decision else None,
        appeal_id=appeal.id if appeal else None, state_before=str(thing.state), reason=reason, words=words,
        letter=bool(decision and decision.told_at and appeal is None), made_by=by.id, made_at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    record(by, Moderation.REVERSE, thing, decision=made.decision_id, back_from=made.state_before)
    if appeal is None:
        overtaking.overtake(thing, by=by)
    claims.let_go(thing)  # somebody decides anew, not necessarily whoever reversed it
    return made


def take_back(reversal_id: str, thing: Thing, *, by: Actor) -> Decision | None:
    """Let the decision stand again that was reversed within this minute; the appeal that ended with it waits again.

    The room of the thing puts back what it had moved, and asks anew for the decision's own letter. Raises Held where a
    colleague has the thing in hand.
    """
    made = db.session.get_one(Reversal, uuid.UUID(reversal_id))
    undoing.unheld(thing, by)
    decision = queries.locked(made.decision_id) if made.decision_id else None
    if decision is not None:
        decision.reversed_at = None
        overtaking.resume(thing, decision.id, by=by)
    db.session.delete(made)
    db.session.flush()
    return decision


def fit(reason: str, words: str) -> tuple[str, str]:
    """Both as they are kept. Raises Unfit for a reason that is missing or too long, and for too many words."""
    reason, words = tidy.prose(reason), tidy.prose(words)
    least, most = REVERSAL
    if not least <= len(reason) <= most:
        raise Unfit(
            N_("Say why in %(least)s to %(most)s characters: colleagues will read it."), field="why", least=least,
            most=most,
        )  # fmt: skip
    if len(words) > WORDS:
        raise Unfit(N_("Write at most %(most)s characters."), field="words", most=WORDS)
    return reason, words


def one(reversal_id: uuid.UUID) -> Reversal | None:
    """A reversal by its key."""
    return db.session.get(Reversal, reversal_id)


def of(thing: Thing) -> Sequence[Reversal]:
    """What was reversed on a thing, newest first."""
    mine = sa.select(Reversal).where(about(Reversal, thing))
    return db.session.scalars(mine.order_by(Reversal.made_at.desc(), Reversal.id)).all()


def last(thing: Thing) -> Reversal | None:
    """The newest reversal on a thing, unless something was decided after it."""
    newest = next(iter(of(thing)), None)
    standing = queries.standing(thing)
    return None if newest is None or (standing and standing.made_at >= newest.made_at) else newest
