"""How many different people read a candidate's page in a day, without knowing who.

A visitor is a keyed hash of the cut address and the browser's name, with a salt of the day that is thrown away an hour
after the day, together with the hashes: nobody can be followed from one day to the next, or found again. Marks are
gathered in this process, or in Redis where several serve; a job keeps the numbers.
"""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Protocol

import structlog

from portal.consultations.candidates.models import DailySalt
from portal.core.db import db

log = structlog.get_logger()
Page = tuple[str, str]  # the round's address and the candidate's
MOST = 200_000  # marks that one process remembers of a day: beyond, the number is too low, never too high
LASTS = timedelta(days=2)
PAUSE = 30.0  # seconds before what did not answer is asked again
salts: dict[date, str] = {}
_asked: dict[date, float] = {}


class Counter(Protocol):
    """Where marks are gathered."""

    def see(self, day: date, page: Page, mark: str) -> None: ...

    def numbers(self, day: date) -> Mapping[Page, int]: ...

    def take(self) -> dict[tuple[date, Page], set[str]]: ...

    def forget(self, before: date) -> None: ...


class Here:
    """In this process; a job takes the marks away every minute."""

    def __init__(self) -> None:
        self.new: dict[tuple[date, Page], set[str]] = {}
        self.known: dict[date, set[tuple[Page, str]]] = {}
        self.turn = threading.Lock()

    def is_new(self, day: date, page: Page, mark: str) -> bool:
        """Whether this process sees the mark for the first time."""
        with self.turn:
            known = self.known.setdefault(day, set())
            if (page, mark) in known or len(known) >= MOST:
                return False
            known.add((page, mark))
            return True

    def see(self, day: date, page: Page, mark: str) -> None:
        """Note a visitor."""
        if self.is_new(day, page, mark):
            with self.turn:
                self.new.setdefault((day, page), set()).add(mark)

    def numbers(self, day: date) -> Mapping[Page, int]:
        """Nothing: the marks themselves are handed over."""
        return {}

    def take(self) -> dict[tuple[date, Page], set[str]]:
        """The marks since the last time."""
        with self.turn:
            taken, self.new = self.new, {}
        return taken

    def forget(self, before: date) -> None:
        """Drop the days before one."""
        with self.turn:
            for day in [each for each in self.known if each < before]:
                del self.known[day]


class InRedis(Here):
    """In Redis, which counts without keeping the marks (HyperLogLog, off by 1 % or less as a rule)."""

    def __init__(self, url: str) -> None:
        import redis

        super().__init__()
        self.redis: Any = redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)
        self.silent_until = 0.0

    def see(self, day: date, page: Page, mark: str) -> None:
        """Note a visitor; while Redis is away nobody is counted, and nobody waits."""
        if time.monotonic() < self.silent_until or not self.is_new(day, page, mark):
            return
        name = "/".join(page)
        try:
            with self.redis.pipeline(transaction=False) as pipe:
                for key in (_key(day), _key(day, name)):
                    pipe.sadd(key, name) if key == _key(day) else pipe.pfadd(key, mark)
                    pipe.expire(key, LASTS)
                pipe.execute()
        except Exception as fault:
            self.silent_until = time.monotonic() + PAUSE
            log.warning("visits.not_counted", fault=type(fault).__name__)

    def numbers(self, day: date) -> Mapping[Page, int]:
        """How many so far, page by page."""
        names = [each.decode() for each in self.redis.smembers(_key(day))]
        return {(n.partition("/")[0], n.partition("/")[2]): self.redis.pfcount(_key(day, n)) for n in names}


_chosen: list[Counter] = [Here()]


def choose(counter: Counter) -> None:
    """Set where this process counts."""
    _chosen[:] = [counter]
    salts.clear()
    _asked.clear()


def chosen() -> Counter:
    """Where this process counts."""
    return _chosen[0]


def mark(salt: str, network: str, browser: str) -> str:
    """A visitor of one day, 32 hexadecimal digits."""
    return hmac.new(bytes.fromhex(salt), f"{network}\x1f{browser}".encode(), hashlib.sha256).hexdigest()[:32]


def may_ask(day: date) -> bool:
    """Whether it is time to look for the salt of a day, again."""
    due = time.monotonic() - _asked.get(day, -PAUSE) >= PAUSE
    if due:
        _asked.clear()
        _asked[day] = time.monotonic()
    return due


def salt_of(day: date) -> str | None:
    """The salt of a day, if a job has drawn one."""
    row = db.session.get(DailySalt, day)
    if row is not None:
        salts.clear()
        salts[day] = row.salt
    return row.salt if row else None


def drawn() -> str:
    """A new salt."""
    return secrets.token_hex(32)


def _key(day: date, page: str = "") -> str:
    return f"portal:visits:{day.isoformat()}:{page}"
