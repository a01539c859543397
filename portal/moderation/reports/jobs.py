"""Letters to those who reported, and the end of their addresses. Every kind may be done twice."""

import uuid
from datetime import timedelta

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import SYSTEM
from portal.core.audit.trail import record
from portal.core.db import db, unit_of_work
from portal.core.jobs.registry import every, handler
from portal.core.mail import post
from portal.moderation.reports import letters, limits
from portal.moderation.reports.models import ReaderReport, ReportCase
from portal.moderation.reports.policy import Reports
from portal.moderation.undoing import services as undoing

SETTLED, RECEIVED, FORGET = "reports.settled", "reports.received", "reports.forget"
BATCH = 100


@handler(RECEIVED)
def received(report_id: str) -> None:
    """Tell somebody who asked about themselves that it came in, and by when they are answered."""
    with unit_of_work():
        report = db.session.get(ReaderReport, uuid.UUID(report_id))
        if report is not None and report.by_mail:
            case = db.session.get_one(ReportCase, report.case_id)
            post.write(
                "about_me_received", report.contact, report.language, once=f"about-me:{report.id}", title=case.title,
                kind=report.kind.value, due=case.due_on.strftime("%d/%m/%Y"), days=limits.CARRY_OUT,
            )  # fmt: skip


@handler(SETTLED)
def settled(case_id: str, act_id: str = "") -> None:
    """Tell each who left an e-mail address what came of it, some at a time; nobody, where it was taken back."""
    if not undoing.stands(act_id):
        db.session.rollback()
        return
    case = db.session.get(ReportCase, uuid.UUID(case_id))
    if case is None or case.settled_at is None:  # opened again before the letters had left
        db.session.rollback()
        return
    waiting = sa.select(ReaderReport.id).where(
        ReaderReport.case_id == uuid.UUID(case_id), ReaderReport.told_at.is_(None), ReaderReport.contact.contains("@")
    )
    ids = list(db.session.scalars(waiting.order_by(ReaderReport.number)))
    db.session.rollback()
    for start in range(0, len(ids), BATCH):
        with unit_of_work():
            case = db.session.get_one(ReportCase, uuid.UUID(case_id))
            for report in db.session.scalars(
                sa.select(ReaderReport).where(ReaderReport.id.in_(ids[start : start + BATCH]))
            ):
                _tell(report, case, act_id)


def _tell(report: ReaderReport, case: ReportCase, act_id: str) -> None:
    told = letters.told(case, made_at=report.made_at, outcome=case.state, words=case.words)
    once = f"report:{report.id}:{act_id}" if told["again"] else f"report:{report.id}"
    post.write("report_settled", report.contact, report.language, once=once, **told)
    report.told_at = clock.now()


@every(timedelta(days=1), FORGET)
def forget_contacts() -> None:
    """Drop the addresses and names of those whose reports were dealt with a while ago; their marks stay."""
    done = sa.select(ReportCase.id).where(ReportCase.settled_at < clock.now() - limits.KEEP_CONTACT)
    old = sa.select(ReaderReport.id).where(
        ReaderReport.case_id.in_(done), sa.or_(ReaderReport.contact != "", ReaderReport.name != "")
    )
    with unit_of_work() as session:
        ids = list(session.scalars(old.limit(1_000)))
        session.execute(sa.update(ReaderReport).where(ReaderReport.id.in_(ids)).values(contact="", name=""))
        for id in ids:
            record(SYSTEM, Reports.FORGET, session.get_one(ReaderReport, id))
