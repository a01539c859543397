"""Reads of the desk: decisions on a thing, and reasons to choose from."""

import uuid
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.models import AuditEntry
from portal.core.db import db
from portal.engines.text import tidy
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision, Reason
from portal.moderation.policy import Moderation
from portal.moderation.states import Kind, Outcome
from portal.moderation.things import Thing
from portal.moderation.things import about as about_it


def decision(id: uuid.UUID) -> Decision | None:
    """A decision by its key."""
    return db.session.get(Decision, id)


def locked(id: uuid.UUID) -> Decision | None:
    """A decision, held until the unit of work ends: its letter and its taking back wait for each other."""
    mine = sa.select(Decision).where(Decision.id == id).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(mine).one_or_none()


def decisions(thing: Thing) -> Sequence[Decision]:
    """All decisions on a thing, newest first, those taken back included."""
    return db.session.scalars(sa.select(Decision).where(about_it(Decision, thing)).order_by(*_newest)).all()


def standing(thing: Thing) -> Decision | None:
    """The latest decision on a thing that was neither taken back nor reversed."""
    live = sa.select(Decision).where(about_it(Decision, thing), *STANDS)
    return db.session.scalars(live.order_by(*_newest).limit(1)).first()


def undoable(by: Actor) -> Decision | None:
    """The decision this member of staff made within the last minute and can still take back."""
    return db.session.scalars(sa.select(Decision).where(Decision.id == newest_undoable(by))).one_or_none()


def newest_undoable(by: Actor) -> sa.ScalarSelect[uuid.UUID]:
    """The question for the key of that decision."""
    fresh = sa.select(Decision.id).where(Decision.made_by == by.id, *STANDS, Decision.made_at > clock.now() - UNDO)
    return fresh.order_by(*_newest).limit(1).scalar_subquery()


def tally(since: datetime) -> dict[Outcome, int]:
    """How many decisions on stories of each kind were made since then and stand."""
    made = sa.select(Decision.outcome, sa.func.count()).where(
        Decision.thing_kind == "nomination", Decision.made_at >= since, *STANDS
    )
    counted = {row[0]: row[1] for row in db.session.execute(made.group_by(Decision.outcome))}
    return {outcome: counted[outcome] for outcome in Outcome if outcome in counted}


def trail(thing: Thing, limit: int = 50) -> Sequence[AuditEntry]:
    """What was done with a thing, newest first. That an open original was looked at again stands in the log only."""
    of_it = sa.select(AuditEntry).where(
        AuditEntry.thing_kind == thing.__tablename__, AuditEntry.thing_id == str(thing.id),
        AuditEntry.act != Moderation.LOOK_ORIGINAL.value,
    )  # fmt: skip
    return db.session.scalars(of_it.order_by(AuditEntry.seq.desc()).limit(limit)).all()


def reason(code: str) -> Reason | None:
    """A reason by its code, also one no longer used: old letters still cite it."""
    return db.session.scalars(sa.select(Reason).where(Reason.code == tidy.line(code))).one_or_none()


def reasons(*outcomes: Outcome, retired: bool = False, about: Kind | None = None) -> Sequence[Reason]:
    """The reasons for these outcomes (or all) in the order they are offered."""
    wanted = sa.select(Reason).order_by(Reason.outcome, Reason.position, Reason.code)
    if outcomes:
        wanted = wanted.where(Reason.outcome.in_(outcomes))
    if not retired:
        wanted = wanted.where(Reason.retired_at.is_(None))
    found = db.session.scalars(wanted).all()
    return [each for each in found if about is None or about.value in each.applies_to]


def reasons_stamp() -> object:
    """What changes with every wording of a reason."""
    return tuple(db.session.execute(sa.select(sa.func.count(), sa.func.sum(Reason.version))).one())


STANDS = (Decision.undone_at.is_(None), Decision.reversed_at.is_(None))
_newest = (Decision.made_at.desc(), Decision.id)
