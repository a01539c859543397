"""Links in letters that open one tracking page, for a while: signed, so that nothing about them is stored."""

import base64
import binascii
import hashlib
import hmac
import struct
import uuid
from datetime import UTC, datetime, timedelta

from portal.core import clock

LASTS = timedelta(days=60)
_SIGNATURE = 16  # bytes: 128 bits
_key: list[bytes] = []


def sign_with(key: str) -> None:
    """Set the key of this portal's links (portal/app.py knows it)."""
    _key[:] = [hashlib.sha256(b"tracking link:" + key.encode()).digest()]


def token(nomination_id: uuid.UUID) -> str:
    """What stands in a letter's link: which nomination, until when, and a signature over both."""
    until = int((clock.now() + LASTS).timestamp())
    told = nomination_id.bytes + struct.pack(">I", until)
    return base64.urlsafe_b64encode(told + _signed(told)).decode().rstrip("=")


def opened(token: str) -> uuid.UUID | None:
    """The nomination a link opens; none where it was changed, cut off or is too old."""
    if len(token) > 80:
        return None
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (ValueError, binascii.Error):
        return None
    told, signature = raw[:20], raw[20:]
    if len(told) != 20 or not hmac.compare_digest(signature, _signed(told)):
        return None
    until = datetime.fromtimestamp(struct.unpack(">I", told[16:])[0], UTC)
    return uuid.UUID(bytes=told[:16]) if clock.now() < until else None


def _signed(told: bytes) -> bytes:
    return hmac.new(_key[0], told, hashlib.sha256).digest()[:_SIGNATURE]
