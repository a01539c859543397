"""The door for files: read no more than allowed, decide by content, clean, keep. No database here.

Nothing is written here before it is clean: where a photo was taken is never kept.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from portal.core.storage import limits, names, properties
from portal.core.storage.pictures import JPEG
from portal.core.storage.sniff import DOCUMENT, PHOTO, Sniffed, sniff
from portal.core.storage.store import Store, key_of
from portal.core.storage.unfit import UnfitFile, Why

ANY = frozenset({PHOTO, DOCUMENT})
_PIECE = 64 * 1024


class Stream(Protocol):
    """What a file arrives through."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, none at the end."""


@dataclass(frozen=True)
class Received:
    """A file that was found clean and waits for its row; width and height in pixels, of photos only."""

    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None
    had_gps: bool = False
    active: bool = False

    @property
    def key(self) -> str:
        """Where it lies in the store."""
        return key_of(self.sha256)


def receive(
    stream: Stream, *, name: str, store: Store, declared_size: int | None = None, kinds: Collection[str] = ANY
) -> Received:
    """Take one file in, before the unit of work begins, for it is slow.

    Raises UnfitFile, StoreFull, StoreUnavailable; then nothing of it is kept.
    """
    kept, received = cleaned(stream, name=name, declared_size=declared_size, kinds=kinds)
    store.put(received.key, kept, received.media_type)
    return received


def cleaned(
    stream: Stream, *, name: str, declared_size: int | None = None, kinds: Collection[str] = ANY
) -> tuple[bytes, Received]:
    """A file's clean bytes and what is known of it, kept nowhere yet. Raises UnfitFile."""
    data = _read(stream, declared_size)
    sniffed = sniff(data)
    if sniffed.kind not in kinds:
        raise UnfitFile(Why.NOT_ALLOWED_KIND, "pdf" if sniffed.kind == DOCUMENT else "photo")
    return _photo(data, name) if sniffed.kind == PHOTO else _document(data, name, sniffed)


def _photo(data: bytes, name: str) -> tuple[bytes, Received]:
    from portal.core.storage import photos  # brings Pillow

    photo = photos.clean(data)
    return photo.data, Received(
        kind=PHOTO,
        name=names.tidy(name, fallback="photo.jpg"),
        media_type=JPEG,
        size=len(photo.data),
        sha256=hashlib.sha256(photo.data).hexdigest(),
        width=photo.width,
        height=photo.height,
        had_gps=photo.had_gps,
    )


def _document(data: bytes, name: str, sniffed: Sniffed) -> tuple[bytes, Received]:
    data = properties.without(data)
    return data, Received(
        kind=DOCUMENT,
        name=names.tidy(name, fallback="document.pdf"),
        media_type=sniffed.media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        active=sniffed.active,
    )


def _read(stream: Stream, declared_size: int | None) -> bytes:
    """At most one byte more than allowed, so that half a gigabyte costs no more than ten megabytes."""
    if declared_size is not None and declared_size > limits.BYTES:
        raise UnfitFile(Why.TOO_LARGE)
    data = bytearray()
    while len(data) <= limits.BYTES and (piece := _piece(stream)):
        data += piece
    if len(data) > limits.BYTES:
        raise UnfitFile(Why.TOO_LARGE)
    if declared_size is not None and len(data) < declared_size:
        raise UnfitFile(Why.TRUNCATED)
    return bytes(data)


def _piece(stream: Stream) -> bytes:
    try:
        return stream.read(_PIECE)
    except OSError as fault:
        raise UnfitFile(Why.TRUNCATED) from fault
