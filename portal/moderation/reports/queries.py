"""Reads of reports."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation import claims
from portal.moderation.reports.limits import SHOWN
from portal.moderation.reports.models import ReaderReport, ReportCase
from portal.moderation.reports.states import Lane


def one(case_id: uuid.UUID) -> ReportCase | None:
    """An item of reports by key."""
    return db.session.get(ReportCase, case_id)


def locked(case_id: uuid.UUID) -> ReportCase | None:
    """The same as it now stands, held until the unit of work ends."""
    mine = sa.select(ReportCase).where(ReportCase.id == case_id).with_for_update()
    return db.session.scalars(mine.execution_options(populate_existing=True)).one_or_none()


def texts(case: ReportCase) -> Sequence[ReaderReport]:
    """What was written, the first first; as many as a page can show."""
    mine = sa.select(ReaderReport).where(ReaderReport.case_id == case.id)
    return db.session.scalars(mine.order_by(ReaderReport.number).limit(SHOWN)).all()


def by_mail(case: ReportCase) -> int:
    """How many of those who wrote can be told by letter."""
    reached = sa.select(sa.func.count()).where(ReaderReport.case_id == case.id, ReaderReport.contact.contains("@"))
    return db.session.scalar(reached) or 0


def texts_after(case: ReportCase, number: int) -> Sequence[ReaderReport]:
    """What was written after a report of this number."""
    mine = sa.select(ReaderReport).where(ReaderReport.case_id == case.id, ReaderReport.number > number)
    return db.session.scalars(mine.order_by(ReaderReport.number)).all()


def open_on(thing_kind: str, thing_id: uuid.UUID) -> Sequence[ReportCase]:
    """What waits to be dealt with on a thing, the oldest first."""
    mine = sa.select(ReportCase).where(ReportCase.thing_kind == thing_kind, ReportCase.thing_id == thing_id)
    return db.session.scalars(mine.where(ReportCase.settled_at.is_(None)).order_by(ReportCase.first_at)).all()


def closed_with(thing_kind: str, thing_id: uuid.UUID) -> Sequence[ReportCase]:
    """What readers reported of a thing and an act on it closes: open, and in nobody's hands."""
    mine = [each for each in open_on(thing_kind, thing_id) if each.lane is Lane.READERS]
    held = claims.holders(ReportCase.__tablename__, [each.id for each in mine])
    return [each for each in mine if each.id not in held]


def waiting(thing_kind: str) -> dict[uuid.UUID, int]:
    """How many reports are open on things of a kind, by thing."""
    counted = (
        sa.select(ReportCase.thing_id, sa.func.sum(ReportCase.count))
        .where(ReportCase.thing_kind == thing_kind, ReportCase.settled_at.is_(None))
        .group_by(ReportCase.thing_id)
    )
    return {row[0]: int(row[1]) for row in db.session.execute(counted)}


def earlier(case: ReportCase, most: int = 5) -> Sequence[ReportCase]:
    """What was dealt with on the same thing before, newest first."""
    mine = sa.select(ReportCase).where(
        ReportCase.thing_kind == case.thing_kind, ReportCase.thing_id == case.thing_id, ReportCase.id != case.id,
        ReportCase.settled_at.is_not(None),
    )  # fmt: skip
    return db.session.scalars(mine.order_by(ReportCase.settled_at.desc()).limit(most)).all()
