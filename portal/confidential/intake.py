"""The door of this room: the only module that others may import. What goes in here leaves no trace anywhere else."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from portal.confidential import entering, keys, limits, queries
from portal.confidential.log import record
from portal.confidential.models import Report
from portal.confidential.policy import Confidential
from portal.confidential.states import HowKnown, ReportState, Subject, Words
from portal.confidential.told import Contact, File, Told
from portal.core.actor import SYSTEM, Actor
from portal.core.db import db
from portal.core.mail import post
from portal.core.policy import require

FOLLOW = Confidential.FOLLOW  # guards the tracking page
FILES = limits.FILES
NOBODY = Contact()


@dataclass(frozen=True)
class Line:
    """One message as its writer reads it."""

    mine: bool
    on: date
    text: str


@dataclass(frozen=True)
class Box:
    """What a receipt opens. It repeats neither what was reported nor about whom: others may look over a shoulder."""

    id: uuid.UUID
    state: ReportState
    received_on: date
    moved: bool
    lines: Sequence[Line]
    files: int


def told(
    *, text: str, about: str = "", when: str = "", where: str = "", how_known: str = "", subject: str = "",
    subject_id: uuid.UUID | None = None,
) -> Told:  # fmt: skip
    """What a form holds, put together."""
    return Told(text, about, when, where, HowKnown(how_known), Subject(subject), subject_id)


def receive(
    said: Told, *, contact: Contact = NOBODY, files: Sequence[File] = (), receipt_hash: str, by: Actor,
    language: str = "vi",
) -> uuid.UUID:  # fmt: skip
    """Take a report in. The same form sent again is the same report; sent with other words, they are added to it.

    `files` are clean (core.storage.intake.cleaned) and kept nowhere yet. Raises Unfit.
    """
    require(by, Confidential.SEND)
    said.check()
    if (there := queries.by_receipt(receipt_hash)) is not None:
        return _added(there, said, files, by)
    try:
        with db.session.begin_nested():
            report = entering.report(said, contact, receipt_hash=receipt_hash, language=language)
    except sa.exc.IntegrityError:  # sent twice at the same moment
        return queries.by_receipt(receipt_hash).id  # type: ignore[union-attr]  # that is what stood in the way
    entering.files(report, files)
    record(by, Confidential.SEND, report)
    return report.id


def notice(language: str) -> tuple[str, str]:
    """Subject and text of the letter that tells a writer, in their language, that something is there to be read."""
    return post.preview("waiting", language)


def move(
    *, text: str, about: str, contact: Contact = NOBODY, files: Sequence[File] = (), receipt_hash: str, by: Actor,
    subject: Subject = Subject.NONE, subject_id: uuid.UUID | None = None, language: str = "vi",
) -> uuid.UUID:  # fmt: skip
    """Take in what was sent elsewhere and belongs here, under the receipt its writer holds.

    Called by the view in the unit of work in which the other room closes its own. Whoever moved it stands sealed in the
    report and not in the log: beside the desk's trail a name there would lead from one to the other. Raises Denied, Unfit.
    """
    require(by, Confidential.MOVE)
    said = Told(text, about, subject=subject, subject_id=subject_id, moved=True, moved_by=by.id)
    said.check()
    report = entering.report(said, contact, receipt_hash=receipt_hash, language=language)
    entering.files(report, files)
    entering.notice(report)
    record(SYSTEM, Confidential.MOVE, report)
    return report.id


def opened_by(*receipt_hashes: str) -> uuid.UUID | None:
    """The key of the report that a receipt opens, by any hash that may be kept of it."""
    found = queries.by_receipt(*receipt_hashes)
    return found.id if found else None


def one(report_id: uuid.UUID) -> Report | None:
    """The thing that a tracking page is about; its words stay sealed."""
    return queries.one(report_id)


def box(report: Report, *, by: Actor) -> Box:
    """What the holder of the receipt sees. Raises Denied."""
    require(by, Confidential.FOLLOW, report)
    lines = [
        Line(m.kind is Words.WRITER, m.written_on, str(keys.opened(m)["text"]))
        for m in queries.messages(report)
        if m.kind is not Words.NOTE
    ]
    moved = bool(keys.opened(report)["moved"])
    return Box(report.id, report.state, report.received_on, moved, lines, len(queries.files(report)))


def write(report: Report, *, text: str, files: Sequence[File] = (), by: Actor) -> None:
    """Say or hand in more. Raises Denied, Unfit."""
    require(by, Confidential.FOLLOW, report)
    if text.strip() or not files:
        entering.message(report, text, kind=Words.WRITER, by=by)
    entering.files(report, files)
    record(by, Confidential.FOLLOW, report)


def _added(report: Report, said: Told, files: Sequence[File], by: Actor) -> uuid.UUID:
    """What a form says that went back and was sent once more: nothing of it is lost, nothing stands twice."""
    known = {keys.opened(report)["text"], *(keys.opened(m)["text"] for m in queries.messages(report))}
    if said.text not in known:
        entering.message(report, said.text, kind=Words.WRITER, by=by)
        entering.files(report, files)
        record(by, Confidential.SEND, report)
    return report.id
