"""Keyed marks: hashes that cannot be turned back without the portal's key, told apart by their purpose."""

import hashlib
import hmac

_key: list[bytes] = []


def key_with(key: str) -> None:
    """Set the key; every process of one portal has the same."""
    _key[:] = [hashlib.blake2b(key.encode(), person=b"portal-marks").digest()]


def of(purpose: str, *parts: str) -> str:
    """The mark of some parts for one purpose, 64 hexadecimal digits; the same for the same parts, and for nothing else."""
    told = "\x1f".join((purpose, *parts)).encode()
    return hmac.new(_key[0], told, hashlib.sha256).hexdigest()
