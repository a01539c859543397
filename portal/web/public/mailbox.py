"""The mailbox a receipt opens: held in the signed cookie for two hours, then to be opened again."""

import threading
import uuid
from datetime import timedelta
from typing import NoReturn

from flask import abort, g, redirect, session

from portal.confidential import intake
from portal.consultations.opinions import queries as opinions
from portal.consultations.opinions.models import Opinion
from portal.core import clock, codes
from portal.core.actor import holder_of
from portal.core.db import db
from portal.core.errors import TooMany, Unavailable
from portal.nominations import queries
from portal.nominations.models import Nomination
from portal.web.kit.limits import meter
from portal.web.kit.locale import to

NAME = "mailbox"
OPEN_FOR = timedelta(hours=2)
WRONG = "10/hour"  # wrong codes from one address; the right ones of others there still count against nobody
PATIENCE = 15  # seconds one waits for a turn at the slow hash
_turns = threading.BoundedSemaphore(2)  # each hash takes 19 MiB and a tenth of a second


def open_for(id: uuid.UUID) -> None:
    """Let this browser follow a thing for two hours; nothing in the cookie tells what kind of thing."""
    session[NAME] = [id.hex, int((clock.now() + OPEN_FOR).timestamp())]


def close() -> None:
    """Forget it in this browser."""
    session.pop(NAME, None)


def _held_id() -> tuple[uuid.UUID | None, bool]:
    """What this browser may follow now, and whether it could until a while ago."""
    id, until = session.get(NAME) or ("", 0)
    return (uuid.UUID(id) if until > clock.now().timestamp() else None), bool(id)


def held() -> Nomination:
    """The nomination whose receipt this browser has shown, with its holder as the one who acts.

    Leads to the field for the code where none was shown, or too long ago.
    """
    id, had = _held_id()
    nomination = queries.one(id) if id else None
    if nomination is None:
        _ask_again("track.find", had=had)
    g.actor = holder_of(nomination.id)
    return nomination


def held_report() -> intake.Report:
    """The same, of the confidential channel."""
    id, had = _held_id()
    report = intake.one(id) if id else None
    if report is None:
        _ask_again("channel_box.find", had=had)
    g.actor = holder_of(report.id)
    return report


def held_opinion() -> Opinion:
    """The same, of an opinion in a consultation."""
    id, had = _held_id()
    opinion = opinions.one(id) if id else None
    if opinion is None:
        _ask_again("track.find", had=had)
    g.actor = holder_of(opinion.id)
    return opinion


def find(code: str) -> tuple[str, uuid.UUID] | None:
    """The page a code opens, and the thing it shows. As slow for a wrong code as for a right one.

    Raises TooMany after some wrong ones from one address, Unavailable where too many wait for the slow hash.
    """
    _not_too_many()
    db.session.rollback()  # nothing is held open while hashing
    if not _turns.acquire(timeout=PATIENCE):
        raise Unavailable()
    try:
        _not_too_many()  # of those who waited here together, only the first few are heard
        found = _opened_by(codes.lightly_hashed(code), codes.hashed(code))
        if found is None:
            meter.spend("track.wrong", WRONG)
        return found
    finally:
        _turns.release()


def _opened_by(light: str, slow: str) -> tuple[str, uuid.UUID] | None:
    """What was moved to the confidential channel is followed there, whatever its receipt opened before."""
    if report_id := intake.opened_by(slow) or intake.opened_by(light):
        return "channel_box.box", report_id
    if opinion := opinions.by_receipt(light):
        return "verifying.story", opinion.id
    nomination = queries.by_receipt_hash(slow)
    return ("track.story", nomination.id) if nomination else None


def _not_too_many() -> None:
    if not meter.left("track.wrong", WRONG):
        raise TooMany(retry_after=3600)


def _ask_again(page: str, *, had: bool) -> NoReturn:
    close()
    abort(redirect(to(page, ended="1" if had else None), 303))
