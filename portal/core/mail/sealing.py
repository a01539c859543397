"""Letters with a link that opens something wait for the post shut: who reads the database, or a copy of it, cannot
follow their links, however long the mail server is down."""

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

MARK = "sealed:"
_keys: list[bytes] = []


def seal_with(key: str) -> None:
    """Set the key of letters that wait (portal/app.py knows it)."""
    _keys[:] = [base64.urlsafe_b64encode(hashlib.sha256(b"waiting letters:" + key.encode()).digest())]


def shut(text: str) -> str:
    """A text that only `opened` can read."""
    return MARK + _box(_keys[0]).encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """The text as it was written, whether it was shut or not."""
    return _box(_keys[0]).decrypt(text.removeprefix(MARK)).decode() if text.startswith(MARK) else text


@cache
def _box(key: bytes) -> "Fernet":
    from cryptography.fernet import Fernet  # 10 ms and some MB: only where a letter is sealed

    return Fernet(key)
