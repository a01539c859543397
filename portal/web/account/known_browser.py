"""A browser in which somebody signed in before is told from all others, so that guessing elsewhere never shuts its owner out.

It holds a signed cookie, set when a password was found right. The cookie opens nothing: it only gives its account a count of
its own in that browser, as strict as the others'.
"""

import secrets

from flask import Response
from itsdangerous import BadData

from portal.core import marks
from portal.web.kit import signed

DAYS_90 = 90 * 24 * 3600
NAME, PURPOSE = "known", "sign-in.known"


def of(name: str) -> str:
    """What tells this browser from others for one account; nothing where that account never signed in here."""
    try:
        mark, id = signed.signer(PURPOSE).loads(signed.cookie(NAME), max_age=DAYS_90)
    except (BadData, TypeError, ValueError):
        return ""
    return str(id) if mark == _mark(name) else ""


def remember(response: Response, name: str) -> Response:
    """Know this browser again when the account signs in next."""
    value = str(signed.signer(PURPOSE).dumps([_mark(name), of(name) or secrets.token_hex(8)]))
    signed.give(response, NAME, value, DAYS_90)
    return response


def _mark(name: str) -> str:
    return marks.of("known-browser", name)[:16]
