"""The moderators' list of opinions: what waits, oldest first, by key."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Channel, OpinionState, Stance, Verified
from portal.core import clock
from portal.core.db import db
from portal.core.paging import Page, pack, unpack
from portal.moderation.models import Claim

PAGE = 20
OPENING = 240  # characters of a text that a list shows


class View(StrEnum):
    """Parts of the list; each has an address."""

    WAITING = "waiting"
    SLOW = "slow"  # waiting, and from where very many came
    PUBLISHED = "published"
    COUNTED = "counted"
    DECLINED = "declined"


STATES = {
    View.WAITING: OpinionState.WAITING,
    View.SLOW: OpinionState.WAITING,
    View.PUBLISHED: OpinionState.PUBLISHED,
    View.COUNTED: OpinionState.COUNTED,
    View.DECLINED: OpinionState.DECLINED,
}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    id: uuid.UUID
    number: str
    candidate: str
    stance: Stance
    verified: Verified
    channel: Channel
    slow_lane: bool
    opening: str
    submitted_at: datetime
    holder_name: str | None


def page(view: View = View.WAITING, *, round_id: uuid.UUID | None = None, after: str | None = None) -> Page[Row]:
    """A page of the list, oldest first; of what is settled the newest first. One query."""
    o, settled = Opinion, view not in (View.WAITING, View.SLOW)
    held = sa.and_(Claim.thing_kind == o.__tablename__, Claim.thing_id == o.id, Claim.until > clock.now())
    pick = (
        sa.select(
            o.id, o.number, Candidate.name.label("candidate"), o.stance, o.verified, o.channel, o.slow_lane,
            sa.func.substr(o.text, 1, OPENING).label("opening"), o.submitted_at,
            Claim.staff_name.label("holder_name"),
        )
        .join(Candidate, Candidate.id == o.candidate_id)
        .outerjoin(Claim, held)
        .where(o.state == STATES[view])
    )  # fmt: skip
    if view is View.SLOW:
        pick = pick.where(o.slow_lane)
    if round_id is not None:
        pick = pick.where(Candidate.round_id == round_id)
    by = (o.submitted_at, o.id)
    if (key := unpack(after)) is not None:
        here, there = sa.tuple_(*by), sa.tuple_(sa.literal(key[0], o.submitted_at.type), sa.literal(key[1]))
        pick = pick.where(here < there if settled else here > there)
    rows = db.session.execute(pick.order_by(*(c.desc() if settled else c for c in by)).limit(PAGE + 1)).all()
    items: Sequence[Row] = [Row(**row._mapping) for row in rows[:PAGE]]
    return Page(items, pack(items[-1].submitted_at, items[-1].id) if len(rows) > PAGE else None)


def next_after(opinion: Opinion) -> uuid.UUID | None:
    """What a moderator takes up next: the oldest free one that waits."""
    o = Opinion
    held = sa.exists().where(Claim.thing_kind == o.__tablename__, Claim.thing_id == o.id, Claim.until > clock.now())
    pick = sa.select(o.id).where(o.state == OpinionState.WAITING, ~held, o.id != opinion.id)
    return db.session.scalars(pick.order_by(o.submitted_at, o.id).limit(1)).first()
