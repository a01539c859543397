"""Who has a thing's page open now. Their browsers say so every so often; nothing of it is kept for longer."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import Base, Utc, db, unit_of_work
from portal.core.jobs.registry import every
from portal.core.policy import require
from portal.core.upsert import insert
from portal.moderation.policy import Moderation
from portal.moderation.things import Thing

LASTS = timedelta(seconds=80)  # pages say it every half minute: two that went astray change nothing


class Look(Base):
    """One colleague before one thing."""

    __tablename__ = "desk_look"

    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    staff_name: Mapped[str] = mapped_column(sa.String(120))
    seen_at: Mapped[datetime] = mapped_column(Utc, index=True)


def look(thing: Thing, *, by: Actor) -> None:
    """The actor has the thing before them now. It binds nobody: whoever wants it to themselves takes it in hand."""
    require(by, Moderation.CLAIM, thing)
    seen = insert(Look).values(thing_id=thing.id, staff_id=by.id, staff_name=by.name, seen_at=clock.now())
    fresh = {"seen_at": seen.excluded.seen_at, "staff_name": seen.excluded.staff_name}
    db.session.execute(seen.on_conflict_do_update(index_elements=["thing_id", "staff_id"], set_=fresh))


def look_away(thing: Thing, *, by: Actor) -> None:
    """The actor left the page."""
    require(by, Moderation.CLAIM, thing)
    db.session.execute(sa.delete(Look).where(Look.thing_id == thing.id, Look.staff_id == by.id))


def lookers(thing_id: uuid.UUID, *, but: Actor) -> Sequence[str]:
    """The names of the colleagues who have it before them, who came last first."""
    names = sa.select(Look.staff_name).where(Look.thing_id == thing_id, *_others(but.id))
    return db.session.scalars(names.order_by(Look.seen_at.desc(), Look.staff_id)).all()


def last_looker(thing_id: InstrumentedAttribute[uuid.UUID], *, but: uuid.UUID | None) -> sa.ScalarSelect[str]:
    """The question for one such name, beside each row of a list."""
    names = sa.select(Look.staff_name).where(Look.thing_id == thing_id, *_others(but))
    return names.order_by(Look.seen_at.desc(), Look.staff_id).limit(1).scalar_subquery()


@every(timedelta(hours=1), "desk.forget_looks")
def forget_looks() -> None:
    """Drop what no page says any more."""
    with unit_of_work() as session:
        session.execute(sa.delete(Look).where(Look.seen_at < clock.now() - LASTS))


def _others(but: uuid.UUID | None) -> tuple[sa.ColumnElement[bool], ...]:
    return Look.staff_id != but, Look.seen_at > clock.now() - LASTS
