"""Passwords: argon2id hashes, and what a password must be."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.core.errors import Unfit
from portal.core.i18n import N_

SHORTEST, LONGEST = 12, 200  # characters; long before clever (OWASP ASVS 5.0, 6.2)
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_at_once = threading.BoundedSemaphore(2)  # a storm of sign-ins must not take every core from the readers


def hashed(password: str) -> str:
    """The argon2id hash of a password, which is not kept anywhere."""
    with _at_once:
        return _hasher.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Whether the password is the one hashed; takes as long where there is no account."""
    with _at_once:
        nobody = _nobody()
        try:
            return _hasher.verify(stored or nobody, password[:LONGEST]) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


@cache  # hashed at the first sign-in of a process, whoever it is, not at its start
def _nobody() -> str:
    return _hasher.hash("no account has this password")


def outdated(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def check(password: str, *, name: str, sign_in_name: str) -> None:
    """Raise Unfit for a password that is too short, too long, or made of the person's own names."""
    if len(password) < SHORTEST:
        raise Unfit(
            N_("Use at least %(count)s characters. A short sentence is easy to remember."), field="new", count=SHORTEST
        )
    if len(password) > LONGEST:
        raise Unfit(N_("Use at most %(count)s characters."), field="new", count=LONGEST)
    if len(set(password)) < 5 or password.casefold().strip() in (name.casefold(), sign_in_name.casefold()):
        raise Unfit(N_("This password is too easy to guess."), field="new")
