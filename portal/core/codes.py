"""The codes that residents keep: what opens again a thing they sent or began, without an account.

No code is stored: what a browser holds is a secret from which the server's key makes the same words each time, so that
a click sent twice shows one receipt. The database knows a slow hash only.
"""

import secrets
from typing import Protocol


class Maker(Protocol):
    """Makes codes and hashes them with the portal's key."""

    def code_of(self, purpose: str, *parts: str) -> str: ...

    def hashed(self, code: str) -> str: ...

    def lightly_hashed(self, code: str) -> str: ...

    def formerly_hashed(self, code: str) -> str: ...


_chosen: list[Maker] = []


def choose(maker: Maker) -> None:
    """Set who makes this process's codes."""
    _chosen[:] = [maker]


def secret() -> str:
    """A new secret for a browser to hold."""
    return secrets.token_hex(16)


def code_of(purpose: str, *parts: str) -> str:
    """The words made of some parts for one purpose."""
    return _chosen[0].code_of(purpose, *parts)


def hashed(code: str) -> str:
    """What the database keeps of a code: slow to make, the same for every way of typing it."""
    return _chosen[0].hashed(code)


def lightly_hashed(code: str) -> str:
    """The like, for codes of which many are handed out in a minute."""
    return _chosen[0].lightly_hashed(code)


def formerly_hashed(code: str) -> str:
    """What was kept of such codes before, for receipts that people still hold."""
    return _chosen[0].formerly_hashed(code)
