"""Reads of rounds."""

import uuid
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from portal.consultations.rounds.models import LAST_SECOND, Outage, Round, RoundNote
from portal.consultations.rounds.states import Phase, RoundState
from portal.core import clock
from portal.core.db import db
from portal.stories import shelving
from portal.stories.models import StoryTally

ANNOUNCED = (RoundState.SCHEDULED, RoundState.ANSWERED)
# Built once, of tables and not of things: they are asked before each page is given again.
_R, _T = Round.__table__.c, StoryTally.__table__.c
PUBLIC = _R.state.in_([sa.literal(state, _R.state.type) for state in ANNOUNCED])
_TOLD = _T.kind.in_([sa.literal(shelving.EDITION[0]), sa.literal(shelving.THANKS[0])])
_COUNTED = (sa.func.count(), sa.func.sum(_R.edition))
_STAMP = sa.select(_R.id, _R.edition, _R.state, _R.opens_at, _R.closes_at).where(
    _R.slug == sa.bindparam("slug"), PUBLIC
)
_LISTS = sa.select(
    *_COUNTED,
    sa.func.count().filter(_R.opens_at <= sa.bindparam("opened")),
    sa.func.count().filter(_R.closes_at <= sa.bindparam("ended")),
).where(_R.state != RoundState.DRAFT)
_FRONT = sa.select(sa.select(sa.func.sum(_T.n)).where(_TOLD).scalar_subquery(), *_COUNTED).where(
    _R.state != RoundState.DRAFT
)


def one(round_id: uuid.UUID) -> Round | None:
    """A round by its key."""
    return db.session.get(Round, round_id)


def public(slug: str) -> Round | None:
    """An announced round by its address."""
    return db.session.scalars(sa.select(Round).where(Round.slug == slug, Round.state.in_(ANNOUNCED))).one_or_none()


def in_phase(phase: Phase, now: datetime | None = None, *, limit: int = 50, offset: int = 0) -> Sequence[Round]:
    """Announced rounds in a phase: open ones by what closes first, coming ones by what opens first, others newest first."""
    now = now or clock.now()
    pick = sa.select(Round).where(Round.state.in_(ANNOUNCED))
    ended = sa.or_(Round.closes_at <= now - LAST_SECOND, Round.frozen_at.is_not(None))
    match phase:
        case Phase.OPEN:
            pick = pick.where(Round.opens_at <= now, ~ended).order_by(Round.closes_at, Round.id)
        case Phase.COMING:
            pick = pick.where(Round.opens_at > now).order_by(Round.opens_at, Round.id)
        case _:
            answered = Round.state == RoundState.ANSWERED
            right = answered if phase is Phase.ANSWERED else ~answered
            pick = pick.where(ended, right).order_by(Round.closes_at.desc(), Round.id)
    return db.session.scalars(pick.limit(limit).offset(offset)).all()


def being_prepared() -> Sequence[Round]:
    """Drafts, newest first."""
    drafts = sa.select(Round).where(Round.state == RoundState.DRAFT)
    return db.session.scalars(drafts.order_by(Round.created_at.desc(), Round.id).limit(100)).all()


def notes(round: Round) -> Sequence[RoundNote]:
    """The public notes on a round, oldest first."""
    mine = sa.select(RoundNote).where(RoundNote.round_id == round.id)
    return db.session.scalars(mine.order_by(RoundNote.made_at, RoundNote.id)).all()


def notes_about(candidate_id: uuid.UUID) -> Sequence[RoundNote]:
    """The public notes on one candidate, oldest first."""
    mine = sa.select(RoundNote).where(RoundNote.candidate_id == candidate_id)
    return db.session.scalars(mine.order_by(RoundNote.made_at, RoundNote.id)).all()


def outages(round: Round) -> Sequence[Outage]:
    """Recorded outages, oldest first."""
    mine = sa.select(Outage).where(Outage.round_id == round.id)
    return db.session.scalars(mine.order_by(Outage.began_at, Outage.id)).all()


def newest(limit: int) -> Sequence[Round]:
    """Announced rounds, the newest announcement first."""
    pick = sa.select(Round).where(Round.state.in_(ANNOUNCED)).order_by(Round.scheduled_at.desc(), Round.id)
    return db.session.scalars(pick.limit(limit)).all()


def stamp(slug: str) -> object:
    """What changes with everything public in a round; none for one that is not public."""
    row = db.session.execute(_STAMP, {"slug": slug}).one_or_none()
    return (*row[:3], turned(row.opens_at, row.closes_at)) if row else None


def turned(opens_at: datetime | None, closes_at: datetime | None) -> int:
    """How much of a window is behind us: 0 before it opens, 1 while it runs, 2 after its last second."""
    now = clock.now()
    return sum(at is not None and at <= now for at in (opens_at, closes_at and closes_at + LAST_SECOND))


def edition() -> object:
    """What changes with every announced round, and with each opening and closing by the clock."""
    now = clock.now()
    return tuple(db.session.execute(_LISTS, {"opened": now, "ended": now - LAST_SECOND}).one())


def front_edition() -> object:
    """What changes with every public story, every thanks and every announced round: one query."""
    return tuple(db.session.execute(_FRONT).one())
