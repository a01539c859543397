"""A ring of keys: the newest one seals, each of them opens (AES-256-GCM).

A sealed piece is bound to its place, so that it opens nowhere else; it tells the id of its key and, within a block,
its length, but no time: that is why it is no Fernet token.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES, NONCE_BYTES, ID_BYTES, LENGTH_BYTES = 32, 12, 8, 8
MARK_BYTES = 24


class Unsealable(Exception):
    """What was sealed cannot be opened: its key is missing, it was changed, or it was moved from its place."""


class Ring:
    """The keys of one purpose, newest first."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._keys = {key_id(key): key for key in keys}
        self._markers = {key_id(key): _marker(key) for key in keys}
        self.newest = key_id(keys[0])

    @property
    def ids(self) -> frozenset[str]:
        """The names of all keys on the ring."""
        return frozenset(self._keys)

    def seal(self, plain: bytes, place: str, *, block: int = 256) -> bytes:
        """Shut some bytes under the newest key. `place` names the row and column they are kept in.

        Lengths are rounded up to whole blocks (bytes), so that a short word looks like a longer one.
        """
        padded = len(plain).to_bytes(LENGTH_BYTES, "big") + plain
        padded += bytes(-len(padded) % block)
        nonce = os.urandom(NONCE_BYTES)
        shut = self._cipher(self.newest).encrypt(nonce, padded, place.encode())
        return bytes.fromhex(self.newest) + nonce + shut

    def open(self, sealed: bytes, place: str) -> bytes:
        """The bytes that were shut. Raises Unsealable."""
        from cryptography.exceptions import InvalidTag

        name = sealed[:ID_BYTES].hex()
        if name not in self._keys:
            raise Unsealable(f"no key on the ring opens {place}")
        nonce, shut = sealed[ID_BYTES : ID_BYTES + NONCE_BYTES], sealed[ID_BYTES + NONCE_BYTES :]
        try:
            padded = self._cipher(name).decrypt(nonce, shut, place.encode())
        except InvalidTag:
            raise Unsealable(f"{place} was changed or moved") from None
        length = int.from_bytes(padded[:LENGTH_BYTES], "big")
        return padded[LENGTH_BYTES : LENGTH_BYTES + length]

    def _cipher(self, name: str) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # 10 ms and some MB: only where it is used

        return AESGCM(self._keys[name])

    def mark(self, plain: str) -> str:
        """What finds a value again under the newest key, and says nothing of it to whoever lacks the key."""
        return self.marks(plain)[0]

    def marks(self, plain: str) -> tuple[str, ...]:
        """The same under every key of the ring, newest first; each begins with the id of its key."""
        return tuple(
            f"{id}{hmac.digest(key, plain.encode(), 'sha256')[:MARK_BYTES].hex()}" for id, key in self._markers.items()
        )


def key_id(key: bytes) -> str:
    """The name of a key, from which it cannot be guessed."""
    return hashlib.blake2b(key, digest_size=ID_BYTES, person=b"portal-sealing").hexdigest()


def _marker(key: bytes) -> bytes:
    """The key for marks, made from one that seals: one key never does two kinds of work."""
    return hashlib.blake2b(key, person=b"portal-marking").digest()


def new_key() -> str:
    """A fresh key as it is written in a setting."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def read_keys(written: str) -> tuple[bytes, ...]:
    """Keys as they stand in a setting, separated by commas, newest first. Raises ValueError."""
    return tuple(_key(each.strip()) for each in written.split(","))


def _key(written: str) -> bytes:
    try:
        key = base64.b64decode(written, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError("is not a list of keys made by `portal confidential key`, separated by commas")
    return key
