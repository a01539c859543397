"""Pages that anyone may keep for a few seconds: no cookie, an ETag, and a short life."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import make_response, request
from flask.typing import ResponseReturnValue

from portal.moderation.switches import queries as switches
from portal.web.kit.cache_front import OFFER, Offer

Stamp = Callable[..., object]
FOLLOWS, STALE = (
    15,
    5,
)  # seconds within which a page shows what was switched; of these, how long an old one may be given


def cacheable(
    seconds: int = 10, stamp: Stamp | None = None, *, by_clock: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let caches keep a public page. `stamp(**address values)` is a cheap version of what it shows: where the reader
    has that version already, or it was made a moment ago (cache_front), the page is not made at all. A page that changes `by_clock`, as when a window closes, is kept by
    others for one second and no longer: here its stamp tells the instant, there nothing would."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def kept(**values: Any) -> ResponseReturnValue:
            tag = _version(stamp, values, seconds) if stamp else None
            if tag and request.if_none_match.contains_weak(tag):
                response = make_response("", 304)
            else:
                response = make_response(view(**values))
            if response.status_code not in (200, 304):
                return response
            if tag:
                response.set_etag(tag, weak=True)
            else:
                response.add_etag(weak=True)
            response.headers["Cache-Control"] = _life(response.mimetype or "", seconds, by_clock)
            return response.make_conditional(request)

        return kept

    return wrap


def _life(media: str, seconds: int, by_clock: bool) -> str:
    """How long others may keep it. Every page of ours shows what can be sent just now: it follows within 15 seconds."""
    if by_clock:
        return "public, max-age=1"
    if media != "text/html":
        return f"public, max-age={seconds}, stale-while-revalidate=60"
    fresh = min(seconds, FOLLOWS - STALE)
    return f"public, max-age={fresh}, stale-while-revalidate={STALE}"


def _version(stamp: Stamp, values: dict[str, Any], seconds: int) -> str:
    """The page's version as an ETag; the page is offered for as long as the stamp stays what it was before it was made."""

    def now() -> str:
        return f"{stamp(**values)}-{switches.edition()}"

    offer = Offer(now(), now, seconds)
    request.environ[OFFER] = offer
    return hashlib.sha256(f"{offer.version}-{request.path}".encode()).hexdigest()[:24]
