"""How often a thing may be done. Many phones share one address in Viet Nam: limits slow down, they never ban."""

import functools
import hashlib
import ipaddress
import math
import time
from collections.abc import Callable
from typing import TypeVar, cast

import structlog
from flask import Flask, request, session
from limits import RateLimitItem, WindowStats
from limits import parse as parsed
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from portal.core import clock
from portal.core.errors import TooMany
from portal.web.kit.counts import Here

log = structlog.get_logger()
T = TypeVar("T")
WAIT = 0.5  # seconds for an answer of Redis, as for the counts of visits
AWAY = 10  # seconds for which one that did not answer is not asked again: every act counts several times
parse = functools.cache(parsed)


class Meter:
    """Counts acts by key; in memory when one process serves, in Redis when several do."""

    def __init__(self) -> None:
        self.counter = FixedWindowRateLimiter(Here())
        self.fallback = self.counter
        self.salt = ""
        self.away = 0.0  # until when Redis is not asked

    def install(self, app: Flask, redis_url: str, salt: str) -> None:
        """Choose where to count; `salt` keeps the hashed keys from being guessed back to addresses."""
        self.counter = FixedWindowRateLimiter(_in_redis(redis_url) if redis_url else Here())
        self.salt, self.away = salt, 0.0

    def spend(self, act: str, rate: str, key: str = "") -> None:
        """Count one act against a rate such as "5/hour" for the key (default: the asking address). Raises TooMany."""
        item = parse(rate)
        if not self._hit(item, act, self._key(key or network())):
            raise TooMany(retry_after=item.get_expiry())

    def note(self, act: str, rate: str, key: str) -> bool:
        """Count one act, whether or not any are left; says whether there were."""
        return self._hit(parse(rate), act, self._key(key))

    def left(self, act: str, rate: str, key: str = "") -> int:
        """How many acts are left, without counting one."""
        return self._stats(parse(rate), act, self._key(key or network())).remaining

    def wait(self, act: str, rate: str, key: str) -> int:
        """Seconds until there is an act left; none where there is one now."""
        stats = self._stats(parse(rate), act, self._key(key))
        return 0 if stats.remaining else max(1, math.ceil(stats.reset_time - time.time()))

    def _stats(self, item: RateLimitItem, act: str, key: str) -> WindowStats:
        return self._asked(lambda counter: counter.get_window_stats(item, act, key))

    def _hit(self, item: RateLimitItem, act: str, key: str) -> bool:
        return self._asked(lambda counter: counter.hit(item, act, key))

    def _asked(self, ask: Callable[[FixedWindowRateLimiter], T]) -> T:
        """Redis away or hanging: count in this process rather than refuse, open wide, or wait each time."""
        if time.monotonic() < self.away:
            return ask(self.fallback)
        try:
            return ask(self.counter)
        except (StorageError, OSError) as fault:
            log.warning("limits.fallback", fault=type(fault).__name__)
            self.away = time.monotonic() + AWAY
            return ask(self.fallback)

    def _key(self, key: str) -> str:
        day = clock.today().isoformat()  # the salt changes daily: no one can be followed across days
        return hashlib.blake2b(f"{self.salt}:{day}:{key}".encode(), digest_size=12).hexdigest()


def _in_redis(url: str) -> Storage:
    plain = f"redis+{url}" if url.startswith("unix:") else url  # as this library spells it
    made = storage_from_string(plain, wrap_exceptions=True, socket_timeout=WAIT, socket_connect_timeout=WAIT)
    return cast(Storage, made)  # the other kind is for addresses that begin with async


meter = Meter()


def browser() -> str:
    """This browser, by the token of its session: whoever sends a form has one. Its network where it has none."""
    token = session.get("csrf_token")
    return f"browser {token}" if token else network()


def address() -> str:
    """The asking address itself; in IPv6 the home's network of one line (/64)."""
    try:
        asking = ipaddress.ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104  # no address known, not a bind
    except ValueError:
        return "unknown"
    return str(asking if asking.version == 4 else ipaddress.ip_network(f"{asking}/64", strict=False).network_address)


def network() -> str:
    """The asking address, cut to its /24 (IPv4) or /56 (IPv6)."""
    return cut(request.remote_addr or "")


@functools.lru_cache(maxsize=1024)  # one request asks several times
def cut(address: str) -> str:
    """An address without the part that tells one household from the next."""
    try:
        known = ipaddress.ip_address(address or "0.0.0.0")  # noqa: S104  # no address known, not a bind
    except ValueError:
        return "unknown"
    rest = 8 if known.version == 4 else 72  # bits that tell one household from the next
    return str(type(known)(int(known) >> rest << rest))
