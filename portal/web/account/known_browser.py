"""A browser in which somebody signed in before is told from all others, so that guessing elsewhere never shuts its owner out.

It holds a signed cookie, set when a password was found right. The cookie opens nothing: it only gives its account a count of
its own in that browser, as strict as the others'.
"""

import secrets

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from portal.core import marks

DAYS_90 = 90 * 24 * 3600


def of(name: str) -> str:
    """What tells this browser from others for one account; nothing where that account never signed in here."""
    try:
        mark, id = _signer().loads(request.cookies.get(_cookie(), ""), max_age=DAYS_90)
    except (BadData, TypeError, ValueError):
        return ""
    return str(id) if mark == _mark(name) else ""


def remember(response: Response, name: str) -> Response:
    """Know this browser again when the account signs in next."""
    value = str(_signer().dumps([_mark(name), of(name) or secrets.token_hex(8)]))
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(_cookie(), value, max_age=DAYS_90, httponly=True, samesite="Lax", secure=secure, path="/")
    return response


def _mark(name: str) -> str:
    return marks.of("known-browser", name)[:16]


def _signer() -> URLSafeTimedSerializer:
    old = current_app.config["SECRET_KEY_FALLBACKS"] or []
    return URLSafeTimedSerializer([*old, current_app.config["SECRET_KEY"]], salt="sign-in.known")


def _cookie() -> str:
    return "__Host-known" if current_app.config["SESSION_COOKIE_SECURE"] else "known"
