"""Tell writers that there is a message. One clock for all, so that no row of the outbox shows that there is one.

Nothing here fails aloud: a fault that was logged or retried would tell that a letter was there to be sent.
"""

import uuid
from datetime import timedelta
from time import monotonic

import sqlalchemy as sa

from portal.confidential.log import record
from portal.confidential.models import Report, ReportNotice
from portal.confidential.policy import Confidential
from portal.confidential.reading import contact_of
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.core.jobs.registry import every
from portal.core.mail.post import compose, drawn
from portal.core.mail.transport import Undeliverable, transport

EVERY = timedelta(minutes=10)
AT_ONCE = 200
SECONDS, LEASE = 60, timedelta(minutes=10)  # a turn begins no letter after the one: outliving the other, it would show


@every(EVERY, "confidential.turn", lease=LEASE)
def turn() -> None:
    """One round of the clock, whether or not there is anything to do. What is left waits for the next."""
    until = monotonic() + SECONDS
    for notice_id in db.session.scalars(sa.select(ReportNotice.id).limit(AT_ONCE)).all():
        db.session.rollback()
        if monotonic() > until:
            return
        try:
            _tell(notice_id)
        except Exception:  # the next round tries again
            db.session.rollback()


def _tell(notice_id: uuid.UUID) -> None:
    """Send one letter, to whom an address is known, and forget that it was to be sent."""
    notice = db.session.get(ReportNotice, notice_id)
    report = db.session.get(Report, notice.report_id) if notice else None
    if report is None:
        return
    address, language = contact_of(report).email, report.language
    db.session.rollback()  # nothing is held open while the mail server is being slow
    told = bool(address) and _sent(notice_id, address, language)
    with unit_of_work() as session:
        session.execute(sa.delete(ReportNotice).where(ReportNotice.id == notice_id))
        if told:
            record(SYSTEM, Confidential.TELL, report)


def _sent(notice_id: uuid.UUID, address: str, language: str) -> bool:
    """Hand it over; False where there is no such mailbox, now or later. The message waits behind the receipt all the same."""
    try:
        transport().send(compose(drawn("waiting", address, language, id=notice_id)))
    except Undeliverable:
        return False
    return True
