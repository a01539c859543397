"""A form that was not right yet leads back to its page by an address, so that the browser's Back sends nothing again.

What was typed lies on a slip (core/slips) meanwhile; the signed cookie names it, for a few forms at a time.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from flask import g, request, session
from flask_wtf.csrf import CSRFError, validate_csrf
from itsdangerous import BadData
from werkzeug.datastructures import MultiDict
from werkzeug.sansio.multipart import Data, Field, MultipartDecoder, NeedData
from wtforms import ValidationError

from portal.core.db import db, unit_of_work
from portal.core.errors import TooMany, Unavailable
from portal.core.slips import services as slips
from portal.web.kit import signed
from portal.web.kit.limits import meter

FAULTS, ON = "loi", "tiep"  # in the address: with what is wrong, or only with what was typed
NAME, SAID = "slips", "slip_said"
FORMS, WORDS, LINES = 3, 300, 6  # forms at a time; characters and number of the lines said above one
PER_NETWORK = "3000/hour"
OUTLIVED = ("The CSRF session token is missing.", "The CSRF tokens do not match.")  # Flask-WTF's own words
NEVER = ("csrf_token",)
HEAD = 1024 * 1024  # bytes of an unread body in which words are looked for
Typed = MultiDict[str, str]


def keep(
    of: str, secret: str, *, said: Iterable[str] = (), leave: Iterable[str] = (), typed: Typed | None = None
) -> bool:
    """Keep what was sent with the form `of` something, and lines to be said on its page; whether that could be done."""
    typed = request.form if typed is None else typed
    words = {name: typed.getlist(name) for name in typed if name not in (*NEVER, *leave)}
    db.session.rollback()
    try:
        meter.spend("slip.keep", PER_NETWORK)
        with unit_of_work():
            g.pop("actor", None)
            kept = slips.keep(secret, words)
    except (TooMany, Unavailable, sa.exc.OperationalError):
        db.session.rollback()
        return False
    if kept:
        others = [(k, v) for k, v in session.get(NAME, {}).items() if k != of]
        session[NAME] = dict([*others[1 - FORMS :], (of, secret)])
        say(*said)
    return kept


def typed(of: str) -> Typed | None:
    """What this browser sent with the form and is still kept."""
    secret = session.get(NAME, {}).get(of)
    words = slips.found(secret) if secret else None
    return MultiDict((name, value) for name, values in words.items() for value in values) if words else None


def said() -> list[str]:
    """The lines for the page that is shown again, once."""
    lines: list[str] = session.pop(SAID, [])
    return lines


def forget(of: str) -> None:
    """The form was sent: nothing of it is kept any more. Called within the unit of work that takes it in."""
    if secret := session.get(NAME, {}).get(of):
        slips.drop([secret])


def let_go(of: str) -> None:
    """Take the form out of this browser's cookie, after `forget` was kept."""
    if of in session.get(NAME, {}):
        session[NAME] = {k: v for k, v in session[NAME].items() if k != of}


def say(*lines: str) -> None:
    """Lines for the page that is shown again, where nothing typed has to be kept."""
    session[SAID] = [line[:WORDS] for line in lines][:LINES]


def lost_its_cookie(fault: CSRFError) -> bool:
    """Whether a form that we gave out outlived its cookie. What comes from anywhere else is not kept for a moment."""
    if fault.description not in OUTLIVED:
        return False
    try:
        signed.signer("wtf-csrf-token").loads(request.form.get("csrf_token", ""))
    except BadData:
        return False
    return True


def spared() -> Typed | None:
    """The words before the files of a body that is too large to be read, if they bear this browser's token."""
    decoder = MultipartDecoder(request.mimetype_params.get("boundary", "").encode(), max_form_memory_size=HEAD)
    found: Typed = MultiDict()
    try:
        decoder.receive_data(request.environ["wsgi.input"].read(HEAD))
        name = ""
        while not isinstance(event := decoder.next_event(), NeedData):
            name = event.name if isinstance(event, Field) else name if isinstance(event, Data) else ""
            if isinstance(event, Field):
                found.add(name, "")
            elif isinstance(event, Data) and name:
                found.setlist(name, [*found.getlist(name)[:-1], found.getlist(name)[-1] + event.data.decode()])
        validate_csrf(found.get("csrf_token"))
    except (ValueError, OSError, ValidationError):  # cut off, not a form, or not this browser's
        return None
    return found
