"""Every refusal and fault as a page with words, in the reader's language."""

import uuid

import sqlalchemy as sa
import structlog
from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from portal.core.actor import Kind
from portal.core.db import db
from portal.core.errors import Clash, Denied, Missing, NotNow, Refusal, TooMany, Unavailable, Unfit
from portal.core.i18n import N_
from portal.moderation.switches.services import SwitchedOff
from portal.web.kit import led_back, origin, switched, unsent
from portal.web.kit.locale import in_words, to
from portal.web.kit.parcels import PART_CAME, CutOff
from portal.web.kit.session import actor

log = structlog.get_logger()
STATUS: dict[type[Refusal], int] = {
    Denied: 403, Missing: 404, NotNow: 409, Clash: 409, Unfit: 422, TooMany: 429, Unavailable: 503,
}  # fmt: skip
PAGES = (400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503)
KEPT = (429, 500, 503)  # pages on which what was sent is given back: sent once more, it may be taken
SHOWN = {405: 404, 422: 400}  # pages that say the same
AWAY = (  # of the database: gone, cut off, no connection free, or for a while a copy that takes no writes
    sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.InternalError, sa.exc.TimeoutError,
)  # fmt: skip
TOLD_BY_PAGE = (Denied, Missing, Clash, TooMany, Unavailable)  # their pages say it at more length than the refusal
EXPIRED = N_(
    "This form was open for too long or was opened in another window. What you typed is still in it: go back and send it again."
)

AGAIN = N_("This page was open for a long time. Nothing is lost. Please press Send once more.")


def page(status: int, message: str = "", **values: object) -> tuple[str, int]:
    """An error page. It must not need the database."""
    code = status if status in PAGES else (500 if status >= 500 else 400)
    values = (unsent.given_back() if code in KEPT else {}) | values
    body = render_template(f"errors/{SHOWN.get(code, code)}.html", message=message, **values)
    return body, status


def install(app: Flask) -> None:
    """Turn refusals, HTTP errors and faults into pages."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(StaleDataError, lambda fault: _refused(Clash()))
    for kind in AWAY:
        app.register_error_handler(kind, _database)
    app.register_error_handler(CSRFError, _outlived)
    app.register_error_handler(CutOff, lambda fault: part_came())
    app.register_error_handler(HTTPException, lambda fault: _http(fault))
    app.register_error_handler(Exception, _fault)
    app.before_request(_no_such_address)


def part_came() -> tuple[str, int]:
    """Of a form only the beginning came: given back for whoever is still there to read it."""
    return page(400, gettext(PART_CAME), **unsent.given_back())


def _no_such_address() -> None:
    """No name holds the character zero: PostgreSQL would not even compare one that does."""
    if "\0" in request.path:
        raise Missing()


def _refused(refusal: Refusal) -> ResponseReturnValue:
    if isinstance(refusal, SwitchedOff):
        return switched.page(refusal)
    if isinstance(refusal, Denied) and actor().kind is not Kind.STAFF:
        return redirect(to("sign_in.sign_in", next=request.full_path if request.method == "GET" else None), 303)
    status = next(s for kind, s in STATUS.items() if isinstance(refusal, kind)) if type(refusal) is not Refusal else 400
    plain = isinstance(refusal, TOLD_BY_PAGE) and refusal.msgid == type(refusal).msgid
    body, _ = page(status, "" if plain else in_words(refusal), stage=isinstance(refusal, NotNow))
    headers = {"Retry-After": str(refusal.retry_after)} if isinstance(refusal, TooMany) else {}
    return body, status, headers


def _outlived(fault: CSRFError) -> ResponseReturnValue:
    """A form without a good token is given back with one. Not what comes from another site, nor to staff what we never gave out."""
    if origin.foreign() or (actor().kind is Kind.STAFF and not led_back.lost_its_cookie(fault)):
        return page(400, gettext(EXPIRED))
    return page(400, gettext(AGAIN), **unsent.given_back())


def _database(fault: sa.exc.SQLAlchemyError) -> ResponseReturnValue:
    db.session.rollback()
    inner = getattr(fault, "orig", fault)
    log.error("database.unavailable", fault=type(inner).__name__, code=_code(inner))
    body, status = page(503)
    return body, status, {"Retry-After": "30"}


def _code(fault: object) -> str:
    """What a driver calls its fault; never its words, which may quote what somebody typed."""
    return str(getattr(fault, "sqlstate", None) or getattr(fault, "sqlite_errorname", None) or "")


def _http(fault: HTTPException) -> ResponseReturnValue:
    if fault.response is not None or (fault.code or 500) < 400:
        return fault.get_response()
    return (fault.code == 404 and _without_slash()) or page(fault.code or 500)


def _without_slash() -> ResponseReturnValue | None:
    """The way to the page that was meant where somebody typed, or a letter's program added, a slash at the end."""
    if request.method != "GET" or not request.path.endswith("/"):
        return None
    try:
        endpoint, values = current_app.create_url_adapter(request).match(request.path[:-1])  # type: ignore[union-attr]  # there is a request
    except HTTPException:
        return None
    asked = request.query_string.decode("ascii", "replace")
    return redirect(url_for(endpoint, **values) + (f"?{asked}" if asked else ""), 308)


def _fault(fault: Exception) -> ResponseReturnValue:
    db.session.rollback()
    incident = uuid.uuid4().hex[:8].upper()
    log.exception("fault", incident=incident, endpoint=request.endpoint)
    g.pop("actor", None)
    return page(500, incident=incident)
