"""How a cookie becomes a member of staff."""

import uuid
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
import structlog
from flask import current_app, request

from portal.accounts import queries, services
from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import db, unit_of_work
from portal.core.errors import Unavailable

log = structlog.get_logger()
NOTE_EVERY = timedelta(minutes=1)  # how coarse "last seen" is: reading pages should hardly ever write


def staff_of(token: str) -> Actor | None:
    """The actor of a session token, or None when the session is over."""
    settings = current_app.config["SETTINGS"]
    idle, longest = timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
    found = queries.live_session(token, idle=idle, longest=longest)
    if found is None:
        return None
    session, staff = found
    actor, stale = queries.as_actor(staff), clock.now() - session.seen_at > NOTE_EVERY
    if stale and _attended() and not db.session().in_nested_transaction():
        _note(session.id)
    # a password that somebody else knows opens no more than the page where it is changed
    return replace(actor, roles=frozenset()) if staff.must_change_password else actor


def _attended() -> bool:
    """Whether somebody asked for this page: one that is left open on a desk asks by itself, for ever."""
    view = current_app.view_functions.get(request.endpoint or "") if request else None
    return not getattr(view, "unasked", False)


def _note(session_id: uuid.UUID) -> None:
    try:
        with unit_of_work():
            services.seen(session_id)
    except (sa.exc.OperationalError, Unavailable):
        log.warning("session.seen_not_noted")  # the page matters more
