"""Codes made from secrets by a key: the same words each time, and a slow hash that any way of typing them leads to.

A code is 81 random bits, nothing that a person chose: at 2 ms a guess, going through half of them takes some 10^13 years
of one processor, even for a thief who holds the key that salts the hash. So 4 MiB once is enough. What argon2 usually
asks for (19 MiB twice, ten times as long) is for passwords, which people choose, and which stay so hashed.
"""

import hashlib
import hmac

from portal.engines.receipts import argon, words

MEMORY_KIB, ROUNDS = 4 * 1024, 1
LIGHT_KIB, LIGHT_ROUNDS = 256, 1  # a fifth of a millisecond: half of 81 random bits still take 10^12 years, key in hand
FORMER_KIB = 1024  # of receipts that were given before, which open the same


class Codes:
    """The codes of one portal; its key must never change."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def code_of(self, purpose: str, *parts: str) -> str:
        """The words that the key makes of some parts for one purpose."""
        told = ":".join((purpose, *parts)).encode()
        drawn = iter(hmac.new(self._key, told, hashlib.sha512).digest())
        return words.new_code(lambda known: known[(next(drawn) << 8 | next(drawn)) % len(known)])

    def hashed(self, code: str) -> str:
        """What may be kept of a code: slow to make, the same for every way of typing it."""
        return self._hash(code, b"", MEMORY_KIB, ROUNDS)

    def lightly_hashed(self, code: str) -> str:
        """The like, for codes of which very many are handed out in a minute: a tenth of the time."""
        return self._hash(code, b"lighter", LIGHT_KIB, LIGHT_ROUNDS)

    def formerly_hashed(self, code: str) -> str:
        """What was kept of such codes before they were hashed as lightly as now."""
        return self._hash(code, b"light", FORMER_KIB, LIGHT_ROUNDS)

    def _hash(self, code: str, kind: bytes, kib: int, rounds: int) -> str:
        salt = hashlib.sha256(self._key + kind).digest()[:16]
        return argon.chosen()(words.canonical(code).encode(), salt, kib, rounds).hex()


def in_lines(code: str) -> list[str]:
    """A code as it is printed: three words a line."""
    parts = code.split()
    return [" ".join(parts[i : i + 3]) for i in range(0, len(parts), 3)]
