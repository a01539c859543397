"""Who is asking: the staff session named by the cookie, looked up once a request."""

from collections.abc import Callable

from flask import g, session

from portal.core.actor import RESIDENT, Actor

TOKEN = "staff"  # noqa: S105  # the name of the value in the cookie, not a secret
Lookup = Callable[[str], Actor | None]
_lookup: list[Lookup] = []


def look_up_with(lookup: Lookup) -> None:
    """Set how a session token becomes an actor (portal/app.py knows)."""
    _lookup[:] = [lookup]


def actor() -> Actor:
    """The actor of this request: signed-in staff, else a resident without a receipt."""
    if "actor" not in g:
        token = session.get(TOKEN)
        found = _lookup[0](token) if token and _lookup else None
        g.actor = found or RESIDENT
    found_actor: Actor = g.actor
    return found_actor


def begin(token: str) -> None:
    """Start a staff session in a fresh cookie: nothing of the old session goes along."""
    session.clear()
    session[TOKEN] = token
    g.pop("actor", None)


def token() -> str | None:
    """The staff session's token in the cookie, if any."""
    return session.get(TOKEN)


def end() -> None:
    """Forget the staff session in this browser."""
    session.clear()
    g.pop("actor", None)
