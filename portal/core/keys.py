"""Keys of rows of which very many are entered: as impossible to count or to guess as any, but near one another.

Under keys that are random throughout each new row falls on another page of every index that holds the key, and each
such page is read, written to the log and copied back. What begins alike lands on few pages.
"""

import secrets
import time
import uuid

from portal.core import clock

DAY, TIME = 112, 64  # bits behind the number of the day, and behind the time: all of them random


def of_today() -> uuid.UUID:
    """A key that tells the day (in UTC, in its first four digits) and nothing else, for what is public with its day."""
    return _made(int(clock.now().timestamp()) // 86_400 << DAY | secrets.randbits(DAY))


def in_order() -> uuid.UUID:
    """A key that follows those made before it, for rows that nobody is shown: it tells when it was made."""
    return _made(time.time_ns() << TIME | secrets.randbits(TIME))


def _made(number: int) -> uuid.UUID:
    """Marked as a key of one's own making (RFC 9562, version 8)."""
    number = number & ~(0xF000 << 64) | 8 << 76
    return uuid.UUID(int=number & ~(0xC000 << 48) | 0x8000 << 48)
