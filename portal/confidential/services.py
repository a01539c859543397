"""What a reader does with a report: find what it is, answer, note, ask that a dossier stand still."""

import uuid
from dataclasses import dataclass

from portal.confidential import entering, keys, limits
from portal.confidential.log import record
from portal.confidential.models import HoldRequest, Report
from portal.confidential.policy import Confidential
from portal.confidential.states import LIFE, Outcome, Subject, Words
from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import db
from portal.core.errors import Clash, Unfit
from portal.core.i18n import N_
from portal.core.policy import require


@dataclass(frozen=True)
class Halt:
    """The thing to be held, and the only ground that may be written beside it: it says nothing of a report."""

    subject: Subject
    subject_id: uuid.UUID
    ground: str


GROUND = N_("A matter is being verified (Decree 152/2025, Art 4(4)).")


def classify(report: Report, outcome: Outcome, *, why: str, body: str = "", version: int, by: Actor) -> None:
    """Say what a report is; the writer reads it at their receipt. Raises Denied, NotNow, Clash, Unfit."""
    require(by, Confidential.DECIDE, report)
    if report.version != version:
        raise Clash()
    body = " ".join(body.split())
    if outcome is Outcome.FORWARD and not body:
        raise Unfit(N_("Write which body it goes to."), field="body")
    if len(body) > limits.BODY:
        raise Unfit(N_("Please shorten it to %(most)s characters."), field="body", most=limits.BODY)
    if not why.strip():
        raise Unfit(N_("Write in a sentence why."), field="why")
    was, report.state = report.state, LIFE.after(report.state, outcome)
    report.decided_by, report.decided_on = by.id, clock.today()
    entering.message(report, why, kind=Words.NOTE, by=by, body=body if outcome is Outcome.FORWARD else "")
    record(by, Confidential.DECIDE, report, was=was, now=report.state)
    entering.notice(report)


def write(report: Report, *, text: str, by: Actor) -> None:
    """Write to whoever reported. Raises Denied, Unfit."""
    require(by, Confidential.WRITE, report)
    entering.message(report, text, kind=Words.STAFF, by=by)
    record(by, Confidential.WRITE, report)
    entering.notice(report)


def note(report: Report, *, text: str, by: Actor) -> None:
    """Write something down for readers only. Raises Denied, Unfit."""
    require(by, Confidential.NOTE, report)
    entering.message(report, text, kind=Words.NOTE, by=by)
    record(by, Confidential.NOTE, report)


def request_hold(report: Report, *, candidate_id: uuid.UUID, by: Actor) -> Halt:
    """Ask that a candidate's dossier stand still; the view hands the answer to the room that holds it.

    What stands there afterwards must not lead back here: the hold is placed by the system, on a ground that is the
    same for every cause (Decree 152/2025, Art 4(4)). Raises Denied.
    """
    require(by, Confidential.HOLD, report)
    asked = HoldRequest(id=uuid.uuid4(), report_id=report.id, asked_by=by.id, asked_on=clock.today())
    keys.shut(asked, candidate_id=str(candidate_id))
    db.session.add(asked)
    record(by, Confidential.HOLD, report)
    return Halt(Subject.CANDIDATE, candidate_id, GROUND)
