"""The desk's lists: what waits, nearest deadline first, and what is settled, newest first. Paged by key."""

import base64
import binascii
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal.core import clock
from portal.core.db import Utc, db
from portal.core.paging import Page
from portal.engines.text.fold import fold
from portal.moderation.models import Claim
from portal.nominations import deadlines
from portal.nominations.models import Nomination
from portal.nominations.states import Channel, NominationState

OPEN = frozenset(deadlines.DAYS)
_ORDER = (Nomination.due_on, Nomination.received_at, Nomination.id)


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to. `claimed_by` one of the staff; `unclaimed`: in nobody's hands."""

    states: frozenset[NominationState] = OPEN
    ward_code: str | None = None
    channel: Channel | None = None
    claimed_by: uuid.UUID | None = None
    unclaimed: bool = False
    overdue: bool = False
    text: str = ""


def waiting(wanted: Wanted = Wanted(), *, after: str | None = None, most: int = 30) -> Page[Nomination]:
    """Open nominations, nearest deadline first."""
    pick = _matching(wanted, wanted.states & OPEN).where(Nomination.due_on.is_not(None)).order_by(*_ORDER)
    if key := _unpack(after):
        pick = pick.where(sa.tuple_(*_ORDER) > sa.tuple_(*key))
    items = db.session.scalars(pick.limit(most + 1).options(selectinload(Nomination.subjects))).all()
    return Page(items[:most], _pack(items[most - 1]) if len(items) > most else None)


def settled(wanted: Wanted, *, after: str | None = None, most: int = 30) -> Page[Nomination]:
    """Closed nominations of the wanted states, newest first."""
    order = (Nomination.received_at, Nomination.id)
    pick = _matching(wanted, wanted.states - OPEN).order_by(*(column.desc() for column in order))
    if key := _unpack(after):
        pick = pick.where(sa.tuple_(*order) < sa.tuple_(*key[1:]))
    items = db.session.scalars(pick.limit(most + 1).options(selectinload(Nomination.subjects))).all()
    return Page(items[:most], _pack(items[most - 1]) if len(items) > most else None)


def how_many(wanted: Wanted = Wanted()) -> dict[NominationState, int]:
    """How many there are in each of the wanted states."""
    states = Nomination.state.in_(sorted(wanted.states))
    matching = (
        _matching(wanted, wanted.states).where(states).with_only_columns(Nomination.state, sa.func.count(Nomination.id))
    )
    return {row[0]: row[1] for row in db.session.execute(matching.group_by(Nomination.state))}


def _matching(wanted: Wanted, states: frozenset[NominationState]) -> sa.Select[Any]:
    pick = sa.select(Nomination)
    if states != OPEN:  # the open ones are known by their deadline, which an index has in order
        pick = pick.where(Nomination.state.in_(sorted(states)))
    if wanted.ward_code:
        pick = pick.where(Nomination.ward_code == wanted.ward_code)
    if wanted.channel:
        pick = pick.where(Nomination.channel == wanted.channel)
    if wanted.overdue:
        pick = pick.where(Nomination.due_on < clock.today())
    if wanted.claimed_by or wanted.unclaimed:
        held = _held(wanted.claimed_by)
        pick = pick.where(held if wanted.claimed_by else ~held)
    return pick.where(*_found(wanted.text))


def _held(by: uuid.UUID | None) -> sa.ColumnElement[bool]:
    claim = sa.select(Claim.id).where(
        Claim.thing_kind == Nomination.__tablename__, Claim.thing_id == Nomination.id, Claim.until > clock.now()
    )
    return (claim.where(Claim.staff_id == by) if by else claim).exists()


def _found(text: str) -> Sequence[sa.ColumnElement[bool]]:
    """Every word of the search must stand in the folded text; a number of a nomination finds just that one."""
    number = text.strip().upper()
    if number.startswith("NT") and "-" in number:
        return [Nomination.number == number]
    return [Nomination.folded.contains(word, autoescape=True) for word in fold(text).split()[:8]]


def _pack(last: Nomination) -> str:
    raw = json.dumps([str(last.due_on or ""), last.received_at.isoformat(), last.id.hex], separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _unpack(key: str | None) -> tuple[sa.ColumnElement[Any], ...] | None:
    """The key's parts as typed values; none for no key and for one that was tampered with."""
    if not key or len(key) > 200:
        return None
    try:
        due, received, id = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
        moment = datetime.fromisoformat(received)
        if moment.tzinfo is None:
            return None
        parts = (date.fromisoformat(due) if due else date.min, moment, uuid.UUID(id))
    except (ValueError, TypeError, AttributeError, binascii.Error):
        return None
    return sa.literal(parts[0], sa.Date), sa.literal(parts[1], Utc), sa.literal(parts[2], sa.Uuid)
