"""How often a thing may be done. Many phones share one address in Viet Nam: limits slow down, they never ban."""

import functools
import hashlib
import ipaddress
import math
import time

import structlog
from flask import Flask, request, session
from limits import RateLimitItem, WindowStats
from limits import parse as parsed
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from portal.core import clock
from portal.core.errors import TooMany
from portal.web.kit.counts import Here

log = structlog.get_logger()
parse = functools.cache(parsed)


class Meter:
    """Counts acts by key; in memory when one process serves, in Redis when several do."""

    def __init__(self) -> None:
        self.counter = FixedWindowRateLimiter(Here())
        self.fallback = self.counter
        self.salt = ""

    def install(self, app: Flask, redis_url: str, salt: str) -> None:
        """Choose where to count; `salt` keeps the hashed keys from being guessed back to addresses."""
        self.counter = FixedWindowRateLimiter(
            storage_from_string(redis_url, wrap_exceptions=True) if redis_url else Here()
        )
        self.salt = salt

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
        try:
            return self.counter.get_window_stats(item, act, key)
        except (StorageError, OSError) as fault:
            log.warning("limits.fallback", fault=type(fault).__name__)
            return self.fallback.get_window_stats(item, act, key)

    def _hit(self, item: RateLimitItem, act: str, key: str) -> bool:
        try:
            return self.counter.hit(item, act, key)
        except (StorageError, OSError) as fault:  # Redis away: count in this process rather than refuse or open wide
            log.warning("limits.fallback", fault=type(fault).__name__)
            return self.fallback.hit(item, act, key)

    def _key(self, key: str) -> str:
        day = clock.today().isoformat()  # the salt changes daily: no one can be followed across days
        return hashlib.blake2b(f"{self.salt}:{day}:{key}".encode(), digest_size=12).hexdigest()


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
