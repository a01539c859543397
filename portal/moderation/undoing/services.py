"""Hold an act for its minute, take it back, and tell the letters that wait whether it still stands.

A room says here how each of its acts is taken back; an act that no room can take back is not held at all.
"""

import uuid
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db, unit_of_work
from portal.core.errors import NotNow
from portal.core.i18n import N_
from portal.core.jobs.registry import every
from portal.core.policy import require
from portal.moderation import claims, queries
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision
from portal.moderation.policy import Moderation
from portal.moderation.things import Thing
from portal.moderation.undoing.models import HeldAct
from portal.moderation.undoing.states import ActKind

Undoer = Callable[[HeldAct, Actor], Thing]
KEEP = timedelta(days=30)  # longer than any letter waits
OVER = N_("The minute is over and the letter is on its way. It can be put right now only by another decision.")
_undoers: dict[tuple[ActKind, str], Undoer] = {}


def takes_back(kind: ActKind, thing_kind: str) -> Callable[[Undoer], Undoer]:
    """Register how an act on things of a table is taken back; it gives the thing, and raises Clash where it is another by now."""

    def enter(undo: Undoer) -> Undoer:
        _undoers[(kind, thing_kind)] = undo
        return undo

    return enter


def known() -> Collection[tuple[ActKind, str]]:
    """Every kind of act that can be taken back, with the table of its things."""
    return tuple(_undoers)


def hold(
    kind: ActKind, thing: Thing, *, by: Actor, within: HeldAct | None = None, before: dict[str, Any] | None = None
) -> HeldAct:
    """Note an act and what stood before it. Its letters leave when `leaves_at` has come."""
    if (kind, thing.__tablename__) not in _undoers:
        raise LookupError(f"nobody knows how to take back: {kind} {thing.__tablename__}")
    made = HeldAct(
        id=uuid.uuid4(), kind=kind, thing_kind=thing.__tablename__, thing_id=thing.id, before=before or {},
        part_of=within.id if within else None, made_by=by.id, made_at=within.made_at if within else clock.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def leaves_at(act: HeldAct) -> datetime:
    """When the letters of an act may leave."""
    return act.made_at + UNDO


def stands(act_id: str) -> bool:
    """Whether the act that a letter tells of was not taken back; what was held so long ago that it is forgotten stands."""
    act = _locked(uuid.UUID(act_id)) if act_id else None
    return act is None or act.stands


def one(act_id: uuid.UUID) -> HeldAct | None:
    """A held act by its key."""
    return db.session.get(HeldAct, act_id)


def newest(by: Actor) -> sa.ScalarSelect[uuid.UUID]:
    """The question for the key of the act that this member of staff can still take back."""
    mine = sa.select(HeldAct.id).where(
        HeldAct.made_by == by.id, HeldAct.undone_at.is_(None), HeldAct.part_of.is_(None),
        HeldAct.made_at > clock.now() - UNDO,
    )  # fmt: skip
    return mine.order_by(HeldAct.made_at.desc(), HeldAct.id).limit(1).scalar_subquery()


def later(decision: Decision | None, act: HeldAct | None) -> Decision | HeldAct | None:
    """Which of both was done last: that is what is offered to be taken back."""
    if decision is None or act is None:
        return decision or act
    return act if act.made_at >= decision.made_at else decision


def undoable(by: Actor) -> Decision | HeldAct | None:
    """What this member of staff did last and can still take back."""
    act = db.session.scalars(sa.select(HeldAct).where(HeldAct.id == newest(by))).one_or_none()
    return later(queries.undoable(by), act)


def undo(act: HeldAct, *, by: Actor) -> Thing:
    """Take one's own act back within its minute, with all that followed from it; no letter has left. Gives its thing.

    Raises Denied for another's act, NotNow when the minute is over or it was taken back already, Clash where something
    has happened to the thing since, Held where a colleague has it in hand.
    """
    require(by, Moderation.UNDO, act)
    fresh = _locked(act.id)
    if fresh is None or not fresh.stands or fresh.part_of is not None:
        raise NotNow(N_("This was taken back already."))
    if clock.now() >= leaves_at(fresh):
        raise NotNow(OVER)
    parts = db.session.scalars(sa.select(HeldAct).where(HeldAct.part_of == fresh.id)).all()
    for part in parts:
        _undone(part, by)
    return _undone(fresh, by)


def _undone(act: HeldAct, by: Actor) -> Thing:
    act.undone_at = clock.now()
    thing = _undoers[(act.kind, act.thing_kind)](act, by)
    record(by, Moderation.UNDO, thing, held=act.id, kind=act.kind)
    return thing


def unheld(thing: Thing, by: Actor) -> None:
    """Raise Held where a colleague has taken the thing in hand since; end one's own hold."""
    held = claims.holder(thing)
    if held is not None and held.staff_id != by.id:
        raise claims.Held(held)
    claims.let_go(thing)


def _locked(id: uuid.UUID) -> HeldAct | None:
    mine = sa.select(HeldAct).where(HeldAct.id == id).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(mine).one_or_none()


@every(timedelta(days=1), "undoing.forget")
def forget() -> None:
    """Drop acts whose minute is long over: the audit trail keeps them."""
    with unit_of_work() as session:
        old = sa.delete(HeldAct).where(HeldAct.made_at < clock.now() - KEEP)
        session.execute(old.where(HeldAct.part_of.is_not(None)))
        session.execute(old)
