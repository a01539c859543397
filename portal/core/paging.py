"""Pages by key: the cost of a page does not grow with how far in it is."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items in order, with the key to go on from (None at the end)."""

    items: Sequence[T]
    after: str | None = None


def pack(moment: datetime, id: UUID) -> str:
    """A page key that is safe in an address."""
    raw = json.dumps([moment.isoformat(), str(id)], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unpack(key: str | None) -> tuple[datetime, UUID] | None:
    """The moment and id in a page key; None for none, and for one that was tampered with."""
    if not key or len(key) > 200:
        return None
    try:
        moment, id = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
        when = datetime.fromisoformat(moment)
        return (when, UUID(id)) if when.tzinfo else None
    except (ValueError, TypeError, AttributeError, binascii.Error):
        return None
