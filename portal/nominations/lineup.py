"""The moderators' queue: what waits, oldest first, with who holds it and by when an answer was promised."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.db import db
from portal.core.paging import Page, pack, unpack
from portal.engines.text.fold import fold
from portal.honours.queries import calendar
from portal.moderation import flags
from portal.moderation.models import Claim
from portal.moderation.states import FlagKind
from portal.nominations.models import Nomination, Subject
from portal.nominations.states import Channel, NominationState
from portal.organisations.models import Ward

PAGE = 20
OPENING = 2_000  # characters of a story that a list looks into
S = NominationState
AT_THE_DESK = (S.RECEIVED, S.VERIFYING, S.AWAITING_CONSENT)
SETTLED = (S.ACCEPTED, S.PUBLISHED, S.DECLINED, S.FORWARDED, S.WITHDRAWN)


class View(StrEnum):
    """Parts of the queue; each has an address."""

    ALL = "all"
    MINE = "mine"  # what I hold now
    DUE = "due"  # promised for the next working day or before
    RECEIVED = "received"
    VERIFYING = "verifying"
    AWAITING_CONSENT = "awaiting_consent"
    QUESTIONED = "questioned"  # the writer's turn
    SETTLED = "settled"


@dataclass(frozen=True)
class Wish:
    """What a colleague wants to see of the queue. `clerk` narrows it to what one clerk took in."""

    view: View = View.ALL
    words: str = ""
    ward: str = ""
    channel: Channel | None = None
    after: str | None = None
    staff: uuid.UUID | None = None
    clerk: uuid.UUID | None = None


@dataclass(frozen=True)
class Row:
    """One line of the queue."""

    id: uuid.UUID
    number: str
    title: str
    state: NominationState
    channel: Channel
    received_at: datetime
    due_on: date | None
    who: str
    ward_kind: str | None
    ward_name: str | None
    place: str
    minor: bool
    slow_lane: bool
    opening: str
    holder_id: uuid.UUID | None
    holder_name: str | None

    @property
    def waited(self) -> int:
        """Working days since it came in."""
        return waited(self.received_at)

    @property
    def late(self) -> int:
        """Working days past the promised day; 0 while there is time."""
        return late(self.state, self.due_on)

    @property
    def hint(self) -> FlagKind | None:
        """What the beginning of the story holds that must not be public."""
        return flags.glance(self.opening)

    @property
    def soon(self) -> bool:
        """Whether an answer is due by the next working day."""
        return self.late == 0 and self.state not in SETTLED and self.due_on is not None and self.due_on <= soon()


def waited(received_at: datetime) -> int:
    """Working days since something came in; the day it came does not count."""
    return calendar().between(clock.local(received_at).date(), clock.today())


def late(state: NominationState, due_on: date | None) -> int:
    """Working days by which the promise is broken; 0 for what is settled or waits for the writer."""
    if state in SETTLED or state is S.QUESTIONED or due_on is None:
        return 0
    return max(0, calendar().between(due_on, clock.today()))


def soon() -> date:
    """The next working day."""
    return calendar().add(clock.today(), 1)


def page(wish: Wish) -> Page[Row]:
    """A page of the queue, oldest first; of what is settled the newest first."""
    newest = wish.view is View.SETTLED
    by = (Nomination.received_at, Nomination.id)
    wanted = _rows().where(*_conditions(wish)).order_by(*(c.desc() if newest else c for c in by)).limit(PAGE + 1)
    if (key := unpack(wish.after)) is not None:
        here, there = sa.tuple_(*by), sa.tuple_(sa.literal(key[0], Nomination.received_at.type), sa.literal(key[1]))
        wanted = wanted.where(here < there if newest else here > there)
    rows = [Row(**row._mapping) for row in db.session.execute(wanted)]
    more = pack(rows[PAGE - 1].received_at, rows[PAGE - 1].id) if len(rows) > PAGE else None
    return Page(rows[:PAGE], more)


def counts(wish: Wish) -> dict[View, int]:
    """How many wait in each part of the queue; what is settled is not counted, for it only grows."""
    parts = [v for v in View if v is not View.SETTLED]
    sums = [sa.func.sum(sa.case((_part(v, wish.staff), 1), else_=0)) for v in parts]
    open_ = sa.select(*sums).select_from(Nomination).outerjoin(Claim, _claimed())
    row = db.session.execute(open_.where(Nomination.state.in_((*AT_THE_DESK, S.QUESTIONED)), *_own(wish))).one()
    return {v: int(n or 0) for v, n in zip(parts, row, strict=True)}


def next_after(nomination: Nomination, wish: Wish) -> uuid.UUID | None:
    """What a moderator takes up next in the list looked at: the oldest free one after this, else the oldest free one."""
    return _next(nomination, _conditions(wish)) or _next(nomination, [])


def _next(nomination: Nomination, conditions: Sequence[sa.ColumnElement[bool]]) -> uuid.UUID | None:
    free = (
        sa.select(Nomination.id)
        .outerjoin(Claim, _claimed())
        .where(Nomination.state.in_(AT_THE_DESK), Claim.id.is_(None), Nomination.id != nomination.id)
        .where(*conditions)
        .order_by(Nomination.received_at, Nomination.id)
        .limit(1)
    )
    later = free.where(
        sa.tuple_(Nomination.received_at, Nomination.id)
        > sa.tuple_(sa.literal(nomination.received_at, Nomination.received_at.type), sa.literal(nomination.id))
    )
    return db.session.scalars(later).first() or db.session.scalars(free).first()


def wards() -> Sequence[tuple[str, str]]:
    """The wards of what is at the desk now, to filter by: code and name."""
    here = sa.select(Ward.code, Ward.kind, Ward.name).where(
        sa.exists().where(Nomination.ward_code == Ward.code, Nomination.state.in_((*AT_THE_DESK, S.QUESTIONED)))
    )
    return [(code, f"{kind.value} {name}") for code, kind, name in db.session.execute(here.order_by(Ward.name_fold))]


def _rows() -> sa.Select[Any]:
    n = Nomination
    child = aliased(Subject)
    minor = sa.exists().where(child.nomination_id == n.id, child.minor).label("minor")
    return (
        sa.select(n.id, n.number, n.title, n.state, n.channel, n.received_at, n.due_on, n.place, n.slow_lane, minor)
        .add_columns(sa.func.substr(n.story, 1, OPENING).label("opening"))
        .add_columns(sa.func.coalesce(Subject.name, "").label("who"))
        .add_columns(Ward.kind.label("ward_kind"), Ward.name.label("ward_name"))
        .add_columns(Claim.staff_id.label("holder_id"), Claim.staff_name.label("holder_name"))
        .select_from(n)
        .outerjoin(Subject, sa.and_(Subject.nomination_id == n.id, Subject.position == 0))
        .outerjoin(Ward, Ward.code == n.ward_code)
        .outerjoin(Claim, _claimed())
    )


def _claimed() -> sa.ColumnElement[bool]:
    return sa.and_(
        Claim.thing_kind == Nomination.__tablename__, Claim.thing_id == Nomination.id, Claim.until > clock.now()
    )


def _part(view: View, staff: uuid.UUID | None) -> sa.ColumnElement[bool]:
    match view:
        case View.ALL:
            return Nomination.state.in_(AT_THE_DESK)
        case View.MINE:
            return sa.and_(Nomination.state.in_(AT_THE_DESK), Claim.staff_id == staff)
        case View.DUE:
            return sa.and_(Nomination.state.in_(AT_THE_DESK), Nomination.due_on <= soon())
        case View.SETTLED:
            return Nomination.state.in_(SETTLED)
        case _:
            return Nomination.state == NominationState(view.value)


def _conditions(wish: Wish) -> list[sa.ColumnElement[bool]]:
    found = [_part(wish.view, wish.staff), *_own(wish)]
    if wish.ward:
        found.append(Nomination.ward_code == wish.ward)
    if wish.channel:
        found.append(Nomination.channel == wish.channel)
    if wish.words.strip():
        found.append(_said(wish.words))
    return found


def _own(wish: Wish) -> list[sa.ColumnElement[bool]]:
    return [Nomination.clerk_id == wish.clerk] if wish.clerk else []


def _said(words: str) -> sa.ColumnElement[bool]:
    """Every word stands in title, names or place, or the whole is the number."""
    parts = fold(words[:200]).split()
    texts = sa.and_(sa.true(), *(Nomination.folded.contains(part, autoescape=True) for part in parts))
    return sa.or_(Nomination.number == words.strip().upper(), texts if parts else sa.false())
