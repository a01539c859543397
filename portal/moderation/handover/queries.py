"""Reads of hand-over notes and of what somebody holds."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import db
from portal.moderation.handover.models import Handover
from portal.moderation.models import Claim

_newest = (Handover.made_at.desc(), Handover.id)


def one(handover_id: uuid.UUID) -> Handover | None:
    """A hand-over note by its key."""
    return db.session.get(Handover, handover_id)


def newest_id() -> sa.ScalarSelect[uuid.UUID]:
    """The question for the key of the newest note."""
    return sa.select(Handover.id).order_by(*_newest).limit(1).scalar_subquery()


def open_among(newest: Handover | None, by: Actor) -> Handover | None:
    """The newest note, where a colleague left it and nobody took note of it; nothing where it was read."""
    return newest if newest and newest.read_at is None and newest.made_by != by.id else None


def lately(limit: int = 10) -> Sequence[Handover]:
    """The last notes, newest first."""
    return db.session.scalars(sa.select(Handover).order_by(*_newest).limit(limit)).all()


def held_by(by: Actor) -> Sequence[Claim]:
    """What somebody holds now, by when the claims end."""
    mine = sa.select(Claim).where(Claim.staff_id == by.id, Claim.until > clock.now())
    return db.session.scalars(mine.order_by(Claim.until, Claim.id)).all()
