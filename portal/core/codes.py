"""The codes that residents keep: what opens again a thing they sent or began, without an account.

No code is stored: what a browser holds is a secret from which the server's key makes the same words each time, so that
a click sent twice shows one receipt. The database knows a slow hash only.
"""

import hashlib
import hmac
import secrets

from argon2.low_level import Type, hash_secret_raw

from portal.engines.receipts import words

_key: list[bytes] = []
MEMORY_KIB, ROUNDS = 19 * 1024, 2


def strengthen_with(key: str) -> None:
    """Set the portal's receipt key; it must never change."""
    _key[:] = [key.encode()]


def secret() -> str:
    """A new secret for a browser to hold."""
    return secrets.token_hex(16)


def code_of(purpose: str, *parts: str) -> str:
    """The words that the server's key makes of some parts for one purpose."""
    told = ":".join((purpose, *parts)).encode()
    drawn = iter(hmac.new(_key[0], told, hashlib.sha512).digest())
    return words.new_code(lambda known: known[(next(drawn) << 8 | next(drawn)) % len(known)])


def hashed(code: str) -> str:
    """What the database keeps of a code: slow to make, the same for every way of typing it."""
    salt = hashlib.sha256(_key[0]).digest()[:16]
    made = hash_secret_raw(
        words.canonical(code).encode(), salt, time_cost=ROUNDS, memory_cost=MEMORY_KIB, parallelism=1, hash_len=32,
        type=Type.ID,
    )  # fmt: skip
    return made.hex()


def in_lines(code: str) -> list[str]:
    """A code as it is printed: three words a line."""
    parts = code.split()
    return [" ".join(parts[i : i + 3]) for i in range(0, len(parts), 3)]
