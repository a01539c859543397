"""Rows of a report, sealed as they are made."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.confidential import keys, limits
from portal.confidential.models import Evidence, Identity, Report, ReportMessage, ReportNotice
from portal.confidential.states import LIFE, Words
from portal.confidential.told import Contact, File, Told
from portal.core import clock
from portal.core.actor import Actor, Kind
from portal.core.db import db
from portal.core.errors import Unfit
from portal.core.i18n import N_


def report(told: Told, contact: Contact, *, receipt_hash: str, language: str) -> Report:
    """A new report and, apart from it, its writer."""
    made = Report(
        id=uuid.uuid4(), state=LIFE.start, received_on=clock.today(), language=language,
        receipt_hash=keys.mark(receipt_hash),
    )  # fmt: skip
    keys.shut(made, **said(told), receipt=receipt_hash)
    db.session.add(made)
    db.session.flush()
    writer = Identity(id=made.id)
    keys.shut(writer, name=contact.name, phone=contact.phone, email=contact.email)
    db.session.add(writer)
    return made


def said(told: Told) -> dict[str, object]:
    """What is sealed of a report."""
    return {
        "text": told.text,
        "about": told.about,
        "when": told.when,
        "where": told.where,
        "how_known": told.how_known.value,
        "subject": told.subject.value,
        "subject_id": str(told.subject_id) if told.subject_id else "",
        "moved": told.moved,
        "moved_by": str(told.moved_by) if told.moved_by else "",
    }


def message(report: Report, text: str, *, kind: Words, by: Actor, **more: object) -> ReportMessage:
    """A further message or note, as the last. Raises Unfit for none and for one that is too long."""
    text = text.strip()
    if not text:
        raise Unfit(N_("Write the note.") if kind is Words.NOTE else N_("Write a message."), field="text")
    if len(text) > (limits.TEXT if kind is Words.WRITER else limits.MESSAGE):
        raise Unfit(N_("Please shorten it to %(most)s characters."), field="text", most=limits.MESSAGE)
    made = ReportMessage(
        id=uuid.uuid4(), report_id=report.id, position=_next(report, ReportMessage), kind=kind, written_on=clock.today(),
        staff_id=by.id if by.kind is Kind.STAFF else None,
    )  # fmt: skip
    keys.shut(made, text=text, **more)
    db.session.add(made)
    db.session.flush()
    return made


def files(report: Report, files: Sequence[File]) -> None:
    """Files after those that are there. Raises Unfit where there would be too many."""
    first = _next(report, Evidence)
    if first + len(files) > limits.FILES_IN_ALL:
        raise Unfit(N_("That is more files than one report can hold. Bring the others to our office."), field="files")
    for position, file in enumerate(files, first):
        made = Evidence(id=uuid.uuid4(), report_id=report.id, position=position)
        keys.shut(made, name=file.name, media_type=file.media_type, size=len(file.body))
        keys.shut_body(made, file.body)
        db.session.add(made)
    db.session.flush()


def notice(report: Report) -> None:
    """Have the writer told that there is something to read, if they left an address."""
    db.session.add(ReportNotice(id=uuid.uuid4(), report_id=report.id))


def _next(report: Report, kind: type[ReportMessage] | type[Evidence]) -> int:
    """The next free place; the report's row is held, so that two who write at once do not take the same."""
    db.session.scalars(sa.select(Report.id).where(Report.id == report.id).with_for_update()).one()
    last = db.session.scalar(sa.select(sa.func.max(kind.position)).where(kind.report_id == report.id))
    return 0 if last is None else last + 1
