"""The cookie of the session, signed as Flask signs it, by a signer that is made once.

Flask makes one to read the cookie and another to write it, at every request, and derives its key each time anew.
"""

import json
from functools import cache, lru_cache
from typing import Any

from flask import Flask
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

_plainly = json.JSONEncoder(separators=(",", ":")).encode
KEYS = 8  # sets of keys that are remembered: a process has one


class _Words(TaggedJSONSerializer):
    """As Flask spells a session out, without looking for the application's own way with JSON: tags leave only plain values."""

    def dumps(self, value: Any) -> str:
        return _plainly(self.tag(value))


class _Signer(TimestampSigner):
    """Derives a key once. Holds nothing else that changes: threads may share it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.derive_key = cache(super().derive_key)  # type: ignore[method-assign]  # what it gives


class _Serializer(URLSafeTimedSerializer):
    """Signs with the same signer always."""

    default_signer = _Signer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.make_signer = cache(super().make_signer)  # type: ignore[method-assign]  # is always alike


class Cookies(SecureCookieSessionInterface):
    """Flask's sessions in a signed cookie: what it wrote before is read, and it reads what is written here."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The one that signs with the present key and knows the one before."""
        return _of(*(app.config["SECRET_KEY_FALLBACKS"] or ()), app.config["SECRET_KEY"])


@lru_cache(KEYS)
def _of(*keys: str) -> URLSafeTimedSerializer:
    ways = {"key_derivation": Cookies.key_derivation, "digest_method": Cookies.digest_method}
    return _Serializer(list(keys), salt=Cookies.salt, serializer=_Words(), signer_kwargs=ways)
