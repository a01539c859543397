"""Before everything else: who reads a candidate's page is counted, also where it is given from memory or unchanged.

Nothing is set in the browser and nothing is written to the database here. Pages that a cache in front of the portal
answers never come this far: the numbers are a lower bound, and the proof of publicity says so.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import Flask

from portal.consultations.candidates import visits
from portal.core import clock
from portal.web.kit.limits import cut

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PAGE = re.compile(r"(?:/en)?/lay-y-kien/([a-z0-9-]{1,80})/([a-z0-9-]{1,120})")
ROBOT = re.compile(
    r"bot|crawl|spider|slurp|archiv|preview|monitor|uptime|scan|fetch|headless|lighthouse|facebookexternalhit|zalo/|curl|wget"
    r"|python|java/|go-http|okhttp|libwww|httpclient|feed|^$",
    re.I,
)
SEEN = ("200", "304")


def install(app: Flask) -> None:
    """Stand before the pages that are kept in memory. Proxies must have been heard before."""
    inner = app.wsgi_app

    def counted(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        page = PAGE.fullmatch(environ.get("PATH_INFO", "")) if environ["REQUEST_METHOD"] == "GET" else None
        if page is None or not _person(environ):
            return inner(environ, start)

        def listen(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            if status[:3] in SEEN:
                _note(app, (page[1], page[2]), environ)
            return start(status, headers, *fault)

        return inner(environ, listen)

    app.wsgi_app = counted  # type: ignore[assignment, method-assign]  # as Flask tells us to wrap an application


def _person(environ: "WSGIEnvironment") -> bool:
    """Robots that say so, and browsers that only look ahead, are not counted."""
    ahead = environ.get("HTTP_SEC_PURPOSE", "") + environ.get("HTTP_PURPOSE", "")
    return "prefetch" not in ahead and not ROBOT.search(environ.get("HTTP_USER_AGENT", ""))


def _note(app: Flask, page: visits.Page, environ: "WSGIEnvironment") -> None:
    day = clock.today()
    if (salt := _salt(app, day)) is not None:
        visits.chosen().see(
            day, page, visits.mark(salt, cut(environ.get("REMOTE_ADDR", "")), environ["HTTP_USER_AGENT"])
        )


def _salt(app: Flask, day: date) -> str | None:
    """The salt of the day is asked of the database once; while it does not answer, nobody is counted."""
    if (known := visits.salts.get(day)) is not None or not visits.may_ask(day):
        return known
    try:
        with app.app_context():  # a session of its own: the request's is not ours to disturb
            return visits.salt_of(day)
    except sa.exc.SQLAlchemyError:
        return None
