"""Claims: one moderator at a time, for as long as there is work (DESIGN.md 8: 15 minutes, renewed on save)."""

import uuid
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.core.upsert import insert
from portal.engines.text import tidy
from portal.moderation.limits import LEASE, NOTE
from portal.moderation.models import Claim
from portal.moderation.policy import Moderation
from portal.moderation.things import Thing, about, among

HELD = N_("%(name)s is working on this until %(until)s. What you typed is still here.")


class Held(Clash):
    """Somebody else holds the claim; nothing was changed."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(HELD, name=claim.staff_name, until=clock.local(claim.until).strftime("%H:%M"))


def holder(thing: Thing) -> Claim | None:
    """Who works on the thing now; a claim whose lease ran out counts no more."""
    live = sa.select(Claim).where(about(Claim, thing), Claim.until > clock.now())
    return db.session.scalars(live).one_or_none()


def holders(kind: str, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Claim]:
    """Who works on which of these things now."""
    if not ids:
        return {}
    live = sa.select(Claim).where(among(Claim, kind, ids), Claim.until > clock.now())
    return {claim.thing_id: claim for claim in db.session.scalars(live)}


def claim(thing: Thing, *, by: Actor) -> Claim:
    """Take the thing in hand for a quarter of an hour, or go on holding it. Raises Held where another does."""
    require(by, Moderation.CLAIM, thing)
    now = clock.now()
    row = _row(thing, now)
    if row.until > now and row.staff_id != by.id:
        raise Held(row)
    if row.until <= now or row.staff_id != by.id:
        _give(row, by, now)
        record(by, Moderation.CLAIM, thing)
    row.until = now + LEASE
    db.session.flush()
    return row


def release(thing: Thing, *, by: Actor, note: str = "") -> None:
    """Put the thing back for others, with a word why if there is one. Raises NotNow where the actor does not hold it."""
    require(by, Moderation.RELEASE, thing)
    held = holder(thing)
    if held is None or held.staff_id != by.id:
        raise NotNow()
    let_go(thing)
    record(by, Moderation.RELEASE, thing, note=tidy.line(note)[:NOTE])


def take_over(thing: Thing, *, by: Actor, reason: str) -> Claim:
    """Take the thing from the colleague who holds it; both find the reason in the record. Raises Unfit without one."""
    require(by, Moderation.TAKE_OVER, thing)
    reason = tidy.line(reason)
    if not reason:
        raise Unfit(N_("Say why you take this over: your colleague will read it."), field="reason")
    now = clock.now()
    row = _row(thing, now)
    held = row.until > now and row.staff_id != by.id
    was = str(row.staff_id) if held else None
    _give(row, by, now)
    record(by, Moderation.TAKE_OVER, thing, reason=reason[:NOTE], was=was)
    db.session.flush()
    return row


def hold(thing: Thing) -> None:
    """Let those who act on one thing at once come one after the other, whoever works on it."""
    _row(thing, clock.now())


def let_go(thing: Thing) -> None:
    """End whatever claim there is, as when the thing has been decided."""
    db.session.execute(sa.update(Claim).where(about(Claim, thing)).values(until=clock.now()))


def forget(thing: Thing) -> None:
    """Let nothing stand of who had the thing in hand, as when its part has ended."""
    db.session.execute(sa.delete(Claim).where(about(Claim, thing)))


def _give(row: Claim, by: Actor, now: datetime) -> None:
    if by.id is None:
        raise NotNow()
    row.staff_id, row.staff_name, row.since, row.until = by.id, by.name, now, now + LEASE


def _row(thing: Thing, now: datetime) -> Claim:
    """The one row about the thing, locked. Two who come at once meet here, one after the other."""
    values = {"thing_kind": thing.__tablename__, "thing_id": thing.id, "staff_id": uuid.UUID(int=0), "staff_name": ""}
    free = insert(Claim).values(id=uuid.uuid4(), version=1, since=now, until=now, **values)
    db.session.execute(free.on_conflict_do_nothing(index_elements=["thing_kind", "thing_id"]))
    mine = sa.select(Claim).where(about(Claim, thing)).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(mine).one()
