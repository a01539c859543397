"""Counts of acts in the memory of one process: a dictionary, swept now and then by whoever happens to count.

The library's own memory starts a thread at nearly every act, which walks over every key there is: with many people in
an hour it took more of the processor than their opinions did.
"""

import threading
import time

from limits.storage import Storage

SWEEP = 60.0  # seconds between two sweeps; until then a count that has run out only takes room


class Here(Storage):
    """How often each key was met in its window, which begins with its first act."""

    STORAGE_SCHEME = None  # chosen by hand, not by an address

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, tuple[int, float]] = {}  # how many, and when the window ends
        self.turn = threading.Lock()
        self.swept = time.time()

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong: nothing that could be tried again elsewhere."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count; how many there are by now."""
        now = time.time()
        with self.turn:
            self._sweep(now)
            count, until = self.counts.get(key, (0, 0.0))
            count, until = (count + amount, until) if now < until else (amount, now + expiry)
            self.counts[key] = count, until
        return count

    def get(self, key: str) -> int:
        """How many there are in the present window."""
        count, until = self.counts.get(key, (0, 0.0))
        return count if time.time() < until else 0

    def get_expiry(self, key: str) -> float:
        """When the present window ends; now where there is none."""
        return max(time.time(), self.counts.get(key, (0, 0.0))[1])

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int:
        """Forget everything; how many keys that were."""
        with self.turn:
            gone = len(self.counts)
            self.counts.clear()
        return gone

    def clear(self, key: str) -> None:
        """Forget one key."""
        with self.turn:
            self.counts.pop(key, None)

    def _sweep(self, now: float) -> None:
        if now - self.swept < SWEEP:
            return
        self.swept = now
        for key in [key for key, (_, until) in self.counts.items() if until <= now]:
            del self.counts[key]
