"""The mailbox a receipt opens: held in the signed cookie for two hours, then to be opened again."""

import uuid
from datetime import timedelta
from typing import Any, NoReturn

from flask import abort, g, redirect, request, session
from flask_babel import gettext

from portal.confidential import intake
from portal.consultations.opinions import queries as opinions
from portal.consultations.opinions.models import Opinion
from portal.core import clock
from portal.core.actor import holder_of
from portal.core.db import db
from portal.core.errors import TooMany
from portal.nominations import parts, queries
from portal.nominations.models import Nomination
from portal.web.kit import receipts
from portal.web.kit.locale import to
from portal.web.kit.patience import Patience
from portal.web.public import pressure

NAME, PART = "mailbox", "phan"
OF_PART = (
    "track.story", "track.photo", "track.take_away", "track.correct", "track.withdraw", "appealing.of_story",
)  # fmt: skip
OPEN_FOR = timedelta(hours=2)
CODES = Patience("track.wrong")


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
    nomination = chosen(id) if id else None
    if nomination is None:
        _ask_again("track.find", had=had)
    g.actor = holder_of(nomination.id)
    return nomination


def chosen(id: uuid.UUID) -> Nomination | None:
    """What a key opens: of a story that was split the part that the address names, else the one it was opened by.

    A part that is no more was joined with the first.
    """
    opened = parts.now(id)
    if opened is None:
        return None
    all_ = parts.of(opened)
    asked = request.args.get(PART, "")
    found = next((part for part in all_ if part.number == asked), all_[0] if asked else opened)
    if len(all_) > 1:  # each address leads back to just this part, whatever is open beside it
        g.carried = {endpoint: {PART: found.number} for endpoint in OF_PART}
    return found


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


def answer(form: Any, unknown: str) -> tuple[str, int]:
    """Open what the form's words show: the page they open. Else none, the fault at the field, and seconds to wait."""
    try:
        found = find(form.code.data or "", proof=request.form.get(pressure.PROOF, ""))
    except TooMany as refusal:
        form.code.errors = [receipts.too_many(refusal)]
        return "", refusal.retry_after
    if found is None:
        form.code.errors = [gettext(unknown)]
        return "", 0
    page, id = found
    open_for(id)
    return page, 0


def find(code: str, *, proof: str = "") -> tuple[str, uuid.UUID] | None:
    """The page a code opens, and the thing it shows. As slow for a wrong code as for a right one.

    Raises TooMany after some wrong ones, Unavailable where too many wait for the slow hash.
    """
    slow = CODES.crowded()
    proven = slow and pressure.proven(proof)
    CODES.check(proven=proven)
    db.session.rollback()  # nothing is held open while hashing
    with receipts.turn(crowded=slow):
        CODES.check(proven=proven)  # of those who waited here together, only the first few are heard
        found = _opened_by(receipts.hashes(code))
        if found is None:
            CODES.wrong()
        return found


def _opened_by(hashes: receipts.Hashes) -> tuple[str, uuid.UUID] | None:
    """What was moved to the confidential channel is followed there, whatever its receipt opened before."""
    if report_id := intake.opened_by(hashes.of_others, *hashes.of_opinion):
        return "channel_box.box", report_id
    if opinion := opinions.by_receipt(*hashes.of_opinion):
        return "verifying.story", opinion.id
    nomination = queries.by_receipt_hash(hashes.of_others)
    return ("track.story", nomination.id) if nomination else None


def _ask_again(page: str, *, had: bool) -> NoReturn:
    close()
    abort(redirect(to(page, ended="1" if had else None), 303))
