"""Before the application: a public page made a moment ago is given again as it was, headers and all.

It still costs one question to the database, whether what it shows has changed; so nobody is shown yesterday's page.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.http import parse_etags

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PAGES = 300  # pages that one process remembers; about 20 KB each
OFFER = "portal.offer"  # where a view leaves its Offer for the front
ADDRESS = ("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")  # what an answer may hang on
OF_BODY = ("content-type", "content-length")  # headers that an answer without a body leaves out
Key = tuple[str, ...]
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Offer:
    """A page that may be given again for some seconds, as long as its version is still this one."""

    version: str
    now: Callable[[], str]  # the version by now
    seconds: int


@dataclass(frozen=True)
class Page:
    """An answer as it left the application."""

    offer: Offer
    until: float
    headers: Headers
    body: bytes

    @property
    def etag(self) -> str:
        """Its version as browsers send it back."""
        return next((value for name, value in self.headers if name.lower() == "etag"), "")


class Warm:
    """Pages just made, so that a rush of readers is given the same bytes; none is kept longer than caches may."""

    def __init__(self) -> None:
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.turn = threading.Lock()

    def recall(self, key: Key) -> Page | None:
        """The page as it was made a moment ago."""
        with self.turn:
            page = self.pages.get(key)
        return page if page and page.until > time.monotonic() else None

    def keep(self, key: Key, offer: Offer, headers: Headers, body: bytes) -> None:
        """Remember a page; the one kept longest ago makes room."""
        page = Page(offer, time.monotonic() + offer.seconds, headers, body)
        with self.turn:
            self.pages.pop(key, None)
            self.pages[key] = page
            while len(self.pages) > PAGES:
                self.pages.popitem(last=False)

    def forget(self) -> None:
        """Remember nothing."""
        with self.turn:
            self.pages.clear()


warm = Warm()


def install(app: Flask) -> None:
    """Stand before the application. Proxies that tell scheme and host must have been heard before."""
    inner = app.wsgi_app

    def front(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET":
            return inner(environ, start)
        key = tuple(environ.get(name, "") for name in ADDRESS)
        page = warm.recall(key)
        if page and _unchanged(app, page):
            return _given(page, environ, start)
        return _made(inner, key, environ, start)

    app.wsgi_app = front  # type: ignore[assignment, method-assign]  # Flask's own way to wrap it


def _unchanged(app: Flask, page: Page) -> bool:
    """A database that does not answer is for the application to explain."""
    try:
        with app.app_context():
            return page.offer.now() == page.offer.version
    except sa.exc.SQLAlchemyError:
        return False


def _given(page: Page, environ: "WSGIEnvironment", start: "StartResponse") -> list[bytes]:
    if parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_raw(page.etag):
        start("304 NOT MODIFIED", [each for each in page.headers if each[0].lower() not in OF_BODY])
        return []
    start("200 OK", list(page.headers))
    return [page.body]


def _made(inner: "WSGIApplication", key: Key, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
    """Let the application answer; what it offers to be given again is remembered, never an answer with a cookie."""
    begun: dict[str, Any] = {}

    def listen(status: str, headers: Headers, *fault: Any) -> Any:
        begun.update(status=status, headers=list(headers))
        return start(status, headers, *fault)

    answer = inner(environ, listen)
    offer: Offer | None = environ.get(OFFER)
    cookie = any(name.lower() == "set-cookie" for name, _ in begun["headers"])
    if offer is None or cookie or not begun["status"].startswith("200"):
        return answer
    body = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    warm.keep(key, offer, begun["headers"], body)
    return [body]
