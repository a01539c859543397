"""Pages that anyone may keep for a few seconds: no cookie, an ETag, and a short life."""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response, request
from flask.typing import ResponseReturnValue

Stamp = Callable[..., object]
PAGES = 300  # pages that one process remembers; about 20 KB each


class Warm:
    """Pages just made, so that a rush of readers is given the same bytes; none is kept longer than caches may."""

    def __init__(self) -> None:
        self.pages: OrderedDict[str, tuple[float, bytes, str]] = OrderedDict()
        self.turn = threading.Lock()

    def recall(self, key: str) -> Response | None:
        """The page as it was made a moment ago."""
        with self.turn:
            until, body, kind = self.pages.get(key, (0.0, b"", ""))
        return Response(body, content_type=kind) if until > time.monotonic() else None

    def keep(self, key: str, response: Response, seconds: int) -> None:
        """Remember a page; the one kept longest ago makes room."""
        with self.turn:
            self.pages.pop(key, None)
            self.pages[key] = (time.monotonic() + seconds, response.get_data(), response.content_type or "")
            while len(self.pages) > PAGES:
                self.pages.popitem(last=False)

    def forget(self) -> None:
        """Remember nothing."""
        with self.turn:
            self.pages.clear()


warm = Warm()


def cacheable(seconds: int = 10, stamp: Stamp | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let caches keep a public page. `stamp(**address values)` is a cheap version of what it shows: where the reader
    has that version already, or it was made a moment ago, the page is not made at all."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def kept(**values: Any) -> ResponseReturnValue:
            tag = f"{stamp(**values)}-{request.path}" if stamp else None
            if tag and request.if_none_match.contains_weak(_quoted(tag)):
                response = make_response("", 304)
            else:
                response = _made(tag, seconds, lambda: make_response(view(**values)))
            if response.status_code not in (200, 304):
                return response
            if tag:
                response.set_etag(_quoted(tag), weak=True)
            else:
                response.add_etag(weak=True)
            response.headers["Cache-Control"] = f"public, max-age={seconds}, stale-while-revalidate=60"
            return response.make_conditional(request)

        return kept

    return wrap


def _made(tag: str | None, seconds: int, make: Callable[[], Response]) -> Response:
    """The page: as it was made a moment ago if nothing has changed since, else made now."""
    if tag is None:
        return make()
    key = f"{tag}?{request.query_string.decode('latin1')}"
    response = warm.recall(key)
    if response is None:
        response = make()
        if response.status_code == 200 and "Set-Cookie" not in response.headers:
            warm.keep(key, response, seconds)
    return response


def _quoted(tag: str) -> str:
    return hashlib.sha256(tag.encode()).hexdigest()[:24]
