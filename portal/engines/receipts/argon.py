"""argon2id of 32 bytes with one lane, by whichever library is there: of the same words all make the same hash.

libsodium picks the widest registers of the processor it finds itself on, but asks the system for its memory each time.
Which of the two is quicker depends on the machine, so it is tried. libsodium comes with the extra `scale`.
"""

import time
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

LENGTH = 32
Hash = Callable[[bytes, bytes, int, int], bytes]  # of words, salt of 16 bytes, KiB of memory, rounds
TRIES, TRIED_KIB = 9, 1024  # a few milliseconds, once in the life of a process


@cache
def chosen() -> Hash:
    """The quickest there is on this machine."""
    ways = list(known().values())
    return min(ways, key=_took) if len(ways) > 1 else ways[0]


def _took(way: Hash) -> float:
    """The least of some tries, in seconds: what else the machine does can only make one longer."""
    seconds = []
    for _ in range(TRIES):
        began = time.perf_counter()
        way(b"", bytes(16), TRIED_KIB, 1)
        seconds.append(time.perf_counter() - began)
    return min(seconds)


@cache
def known() -> dict[str, Hash]:
    """Every library that is there, by its name."""
    ways: dict[str, Hash] = {"libsodium": _libsodium} if find_spec("nacl") else {}
    return ways | {"argon2": _argon2}


def _libsodium(words: bytes, salt: bytes, kib: int, rounds: int) -> bytes:
    from nacl.bindings import crypto_pwhash_alg, crypto_pwhash_ALG_ARGON2ID13

    made: bytes = crypto_pwhash_alg(LENGTH, words, salt, rounds, kib * 1024, crypto_pwhash_ALG_ARGON2ID13)
    return made


def _argon2(words: bytes, salt: bytes, kib: int, rounds: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        words, salt, time_cost=rounds, memory_cost=kib, parallelism=1, hash_len=LENGTH, type=Type.ID
    )  # fmt: skip
