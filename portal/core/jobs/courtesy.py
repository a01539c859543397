"""Whoever waits for a page goes before work that nobody waits for, where one process does both.

Python runs one thread of a process at a time: a page made beside a piece of work takes several times as long, for it
asks for its turn anew after every statement. So work begins in the pauses, and without one after a moment all the same.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONG = 0.25  # seconds that heavy work waits: under a load that leaves no pause two threads begin eight pieces in one
SHORT = 0.05  # all else: letters with a code are waited for, too

_pause = threading.Condition()
_served = 0


@contextmanager
def serving() -> Iterator[None]:
    """Somebody is waiting for what is done inside."""
    global _served
    with _pause:
        _served += 1
    try:
        yield
    finally:
        with _pause:
            _served -= 1
            if not _served:
                _pause.notify_all()


def served() -> int:
    """How many are being served now."""
    return _served


def give_way(patience: float) -> None:
    """Wait until nobody is being served, but no longer than that. In a process that serves nobody, do not wait."""
    with _pause:
        _pause.wait_for(lambda: not _served, patience)
