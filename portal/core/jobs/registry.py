"""Which function does which kind of work, and which work recurs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

Handler = Callable[..., None]


class Hopeless(Exception):
    """Work that would fare no better another time: it is not tried again."""


@dataclass(frozen=True)
class Kind:
    """How a kind of work is done. Handlers must be idempotent: work is done at least once."""

    run: Handler
    attempts: int
    lease: timedelta
    alone: bool = False  # not asked for by the clock while one is still to be done
    heavy: bool = False  # takes the processor rather than waits for others: it gives way to people for longer


_kinds: dict[str, Kind] = {}
_clocks: dict[str, timedelta] = {}


def handler(
    kind: str, *, attempts: int = 12, lease: timedelta = timedelta(minutes=2), alone: bool = False, heavy: bool = False
) -> Callable[[Handler], Handler]:
    """Register a function for a kind of work; it is called with the job's args."""

    def enter(run: Handler) -> Handler:
        if kind in _kinds and _kinds[kind].run is not run:
            raise ValueError(f"{kind} has a handler already")
        _kinds[kind] = Kind(run, attempts, lease, alone, heavy)
        return run

    return enter


def every(period: timedelta, kind: str, **options: Any) -> Callable[[Handler], Handler]:
    """Register work that recurs: once in each period, however many workers there are.

    Work that may take longer than its period is done `alone`, and its lease lasts as long as it may take.
    """

    def enter(run: Handler) -> Handler:
        _clocks[kind] = period
        return handler(kind, **options)(run)

    return enter


def of(kind: str) -> Kind:
    """How a kind of work is done. Raises KeyError for a kind nobody registered."""
    return _kinds[kind]


def kinds() -> list[str]:
    """Every kind that this process can do."""
    return sorted(_kinds)


def clocks() -> dict[str, timedelta]:
    """The recurring kinds with their periods."""
    return dict(_clocks)
