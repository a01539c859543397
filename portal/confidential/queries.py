"""Which reports there are. Nothing here opens a word: portal/confidential/reading.py does, and notes who asked."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, time

import sqlalchemy as sa

from portal.confidential import keys
from portal.confidential.models import ConfidentialEntry, Evidence, HoldRequest, Report, ReportMessage
from portal.confidential.states import ReportState
from portal.core.clock import VIETNAM
from portal.core.db import db
from portal.core.paging import Page, pack, unpack

PAGE = 50


def one(report_id: uuid.UUID) -> Report | None:
    """A report by its key."""
    return db.session.get(Report, report_id)


def by_receipt(*receipt_hashes: str) -> Report | None:
    """The report that a receipt opens, by any hash that may be kept of it."""
    kept = [mark for each in receipt_hashes for mark in keys.marks(each)]
    return db.session.scalars(sa.select(Report).where(Report.receipt_hash.in_(kept))).first()


def listed(states: Collection[ReportState], after: str | None = None) -> Page[Report]:
    """Reports in these states, the longest waiting first."""
    wanted = sa.select(Report).where(Report.state.in_(states)).order_by(Report.received_on, Report.id)
    if (key := unpack(after)) is not None:
        day = key[0].astimezone(VIETNAM).date()
        wanted = wanted.where(sa.tuple_(Report.received_on, Report.id) > sa.tuple_(sa.literal(day), sa.literal(key[1])))
    found = db.session.scalars(wanted.limit(PAGE + 1)).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], pack(datetime.combine(last.received_on, time.min, VIETNAM), last.id) if last else None)


def messages(report: Report) -> Sequence[ReportMessage]:
    """Everything said about a report, in order, still sealed."""
    wanted = sa.select(ReportMessage).where(ReportMessage.report_id == report.id).order_by(ReportMessage.position)
    return db.session.scalars(wanted).all()


def files(report: Report) -> Sequence[Evidence]:
    """The files of a report, still sealed; their bytes are not read."""
    wanted = sa.select(Evidence).where(Evidence.report_id == report.id).order_by(Evidence.position)
    return db.session.scalars(wanted).all()


def file(report: Report, file_id: uuid.UUID) -> Evidence | None:
    """One file of this report."""
    wanted = sa.select(Evidence).where(Evidence.report_id == report.id, Evidence.id == file_id)
    return db.session.scalars(wanted).one_or_none()


def holds(report: Report) -> Sequence[HoldRequest]:
    """The dossiers this report asked to stand still, sealed."""
    wanted = sa.select(HoldRequest).where(HoldRequest.report_id == report.id).order_by(HoldRequest.asked_on)
    return db.session.scalars(wanted).all()


def acts(report: Report) -> Sequence[ConfidentialEntry]:
    """What was done with a report, by whom, newest first."""
    wanted = sa.select(ConfidentialEntry).where(ConfidentialEntry.thing_id == str(report.id))
    return db.session.scalars(wanted.order_by(ConfidentialEntry.seq.desc())).all()
