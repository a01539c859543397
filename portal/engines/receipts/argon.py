"""argon2id of 32 bytes with one lane, by whichever library is there: of the same words all make the same hash.

libsodium picks the widest registers of the processor it finds itself on and takes half the time for it; it comes with
the extra `scale`.
"""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

LENGTH = 32
Hash = Callable[[bytes, bytes, int, int], bytes]  # of words, salt of 16 bytes, KiB of memory, rounds


@cache
def chosen() -> Hash:
    """The quickest there is."""
    return next(iter(known().values()))


@cache
def known() -> dict[str, Hash]:
    """Every library that is there, by its name, the quickest first."""
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
