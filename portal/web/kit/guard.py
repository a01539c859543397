"""The guard at every door: each view names the permission it needs, or stands in the list of open pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import g, request
from flask.typing import ResponseReturnValue

from portal.core.db import unit_of_work
from portal.core.errors import Missing
from portal.core.policy import Permission, require
from portal.web.kit.session import actor

View = Callable[..., ResponseReturnValue]
F = TypeVar("F", bound=View)


def allow(permission: Permission, of: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Let the view run only for who may. `of` finds the thing from the address's values; it is handed on as the first argument.

    Raises Denied where the actor may not, Missing where `of` finds nothing.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> ResponseReturnValue:
            if of is None:
                require(actor(), permission)
                return view(**values)
            thing = of(**values)
            require(actor(), permission, thing)
            if (
                thing is None
            ):  # said only to who may do this to some thing: to others nothing tells whether one is there
                raise Missing()
            return view(thing)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the house test over all routes
        return guarded

    return wrap


def open_page(view: F) -> F:
    """Mark a page that anyone may open. tests/house/open_pages.txt must list it too."""
    view.open_page = True  # type: ignore[attr-defined]  # read by the house test over all routes
    return view


def by_key(view: F) -> F:
    """Mark a view whose address is itself the permission: it may be posted to from anywhere, with no cookie and no token.

    It must read no session: what it does, whoever holds the address may do.
    """
    view.by_key = True  # type: ignore[attr-defined]  # read by portal/app.py and web/kit/origin.py
    return view


def unasked(view: F) -> F:
    """Mark what a page asks for by itself every so often: nobody is there for it, so it puts off no end of a session."""
    view.unasked = True  # type: ignore[attr-defined]  # read by web/account/staff_session.py
    return view


def writes(view: View) -> View:
    """Run a view's unsafe methods as one unit of work: returning keeps, raising undoes.

    Stands above @allow, so that the thing is found under the write lock. Slow work (photos, passwords) does not
    belong inside; such views open `unit_of_work()` themselves, afterwards.
    """

    @wraps(view)
    def whole(*args: Any, **values: Any) -> ResponseReturnValue:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return view(*args, **values)
        with unit_of_work():
            g.pop("actor", None)
            return view(*args, **values)

    return whole
