"""Reads of appeals: one, those on a thing, and until when one can be made."""

import uuid
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db
from portal.engines.calendar.workdays import Calendar
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.states import AppealState
from portal.moderation.limits import APPEAL_DAYS
from portal.moderation.models import Decision
from portal.moderation.things import Thing


def one(appeal_id: uuid.UUID) -> Appeal | None:
    """An appeal by key."""
    return db.session.get(Appeal, appeal_id)


def locked(appeal_id: uuid.UUID) -> Appeal | None:
    """An appeal as it now stands, held until the unit of work ends: two who judge at once meet here."""
    mine = sa.select(Appeal).where(Appeal.id == appeal_id).with_for_update()
    return db.session.scalars(mine.execution_options(populate_existing=True)).one_or_none()


def all_of(thing: Thing) -> Sequence[Appeal]:
    """Every appeal on a thing, newest first."""
    mine = sa.select(Appeal).where(Appeal.thing_kind == thing.__tablename__, Appeal.thing_id == thing.id)
    return db.session.scalars(mine.order_by(Appeal.made_at.desc(), Appeal.id)).all()


def last(thing: Thing) -> Appeal | None:
    """The newest appeal on a thing."""
    return next(iter(all_of(thing)), None)


def waiting(thing: Thing) -> Appeal | None:
    """The appeal on a thing that nobody has answered yet."""
    return next((each for each in all_of(thing) if each.state is AppealState.WAITING), None)


def against(decision: Decision) -> Appeal | None:
    """The appeal against a decision: there is one at most."""
    return db.session.scalars(sa.select(Appeal).where(Appeal.decision_id == decision.id)).one_or_none()


def until(decision: Decision, calendar: Calendar) -> date:
    """The last day for an appeal, counted from the letter; from the decision where nobody could be written to."""
    return calendar.add(clock.local(decision.told_at or decision.made_at).date(), APPEAL_DAYS)


def open_to(decision: Decision | None, calendar: Calendar) -> bool:
    """Whether the writer can still ask for another look: once, and in time."""
    return decision is not None and decision.stands and in_time(decision, calendar)


def in_time(decision: Decision, calendar: Calendar) -> bool:
    """Whether nobody asked yet, and the day has not passed."""
    return against(decision) is None and clock.today() <= until(decision, calendar)
