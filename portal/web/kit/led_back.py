"""A form that was not right yet leads back to its page by an address, so that the browser's Back sends nothing again.

What was typed lies on a slip (core/slips) meanwhile; the signed cookie names it, for a few forms at a time.
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from flask import g, request, session
from flask_babel import ngettext
from flask_wtf.csrf import CSRFError
from itsdangerous import BadData
from werkzeug.datastructures import MultiDict

from portal.core import marks
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
Typed = MultiDict[str, str]


def keep(of: str, secret: str, *, said: Iterable[str] = (), leave: Iterable[str] = ()) -> bool:
    """Keep what was sent with the form `of` something, and lines to be said on its page; whether that could be done."""
    words = {name: request.form.getlist(name) for name in request.form if name not in (*NEVER, *leave)}
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
        _remember(of, secret)
        say(*said)
    return kept


def keep_cut_off(of: str, *said: str, leave: Iterable[str] = ()) -> bool:
    """Keep what came of a form whose sender may be gone, under a secret that the browser needs no answer to know."""
    secret = _secret(of)
    return secret is not None and keep(of, secret, said=said, leave=leave)


def _secret(of: str) -> str | None:
    """What only this browser can name for a form: told by its cookie, or made of the secret behind its tokens."""
    told: str | None = session.get(NAME, {}).get(of)
    token = session.get("csrf_token")
    return told or (marks.of("led-back", token, of) if token else None)


def _remember(of: str, secret: str) -> None:
    if session.get(NAME, {}).get(of) == secret:
        return
    others = [(k, v) for k, v in session.get(NAME, {}).items() if k != of]
    session[NAME] = dict([*others[1 - FORMS :], (of, secret)])


def typed(of: str) -> Typed | None:
    """What this browser sent with the form and is still kept."""
    secret = _secret(of)
    words = slips.found(secret) if secret else None
    if words and secret:
        _remember(of, secret)  # so that it is forgotten once the form is sent
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
    session[SAID] = fitting(lines)


def fitting(lines: Sequence[str]) -> list[str]:
    """Lines about files, as many as the cookie has room for; if there are more, how many."""
    shown, more = [line[:WORDS] for line in lines[:LINES]], len(lines) - LINES
    if more <= 0:
        return shown
    return [*shown, ngettext("And %(num)d other file was not kept.", "And %(num)d other files were not kept.", more)]


def lost_its_cookie(fault: CSRFError) -> bool:
    """Whether a form that we gave out outlived its cookie. What comes from anywhere else is not kept for a moment."""
    if fault.description not in OUTLIVED:
        return False
    try:
        signed.signer("wtf-csrf-token").loads(request.form.get("csrf_token", ""))
    except BadData:
        return False
    return True
