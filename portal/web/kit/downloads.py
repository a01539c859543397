"""Files on their way out: photos to look at, documents only to save, neither able to run anything."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, request

from portal.core.errors import Missing
from portal.core.storage import names, queries, services
from portal.core.storage.models import FileKind, StoredFile
from portal.core.storage.store import Readable, chosen

INERT = "sandbox; default-src 'none'"
DAY, HOUR = 86_400, 3_600  # what is withdrawn or covered must be gone from caches as soon as from the store
_PIECE = 64 * 1024


def send_stored(file: StoredFile, variant: str = queries.WHOLE, *, public: bool = False) -> Response:
    """Send a file, or a photo's `variant` (a width such as "960", "jpeg" or "whole"), from either store.

    `public` lets shared caches keep it for a day: the address must then carry the variant's hash. Raises Missing, also
    for a whole photo that is public, because nothing is covered in it; and StoreUnavailable.
    """
    if public and variant == queries.WHOLE and file.kind is FileKind.PHOTO:
        raise Missing()
    piece = queries.piece(file, variant)
    life = f"public, max-age={DAY}, immutable" if public else "private, no-store"
    response = _inert(piece.sha256, piece.media_type, life)
    response.headers["Content-Disposition"] = _disposition(file, piece.media_type)
    if response.status_code == 304:
        return response
    stream = chosen().open(piece.key)
    response.response = _pieces(stream)
    response.call_on_close(stream.close)
    response.content_length = piece.size
    return response


def send_preview(file: StoredFile, *, fx: float = 0.5, fy: float = 0.5) -> Response:
    """Send the picture other sites show beside a link. Raises Missing while it cannot be made."""
    tag = f"{queries.piece(file, queries.JPEG).sha256}-{fx}-{fy}"
    response = _inert(tag, "image/jpeg", f"public, max-age={HOUR}")
    if response.status_code != 304:
        response.data = services.preview(file, fx=fx, fy=fy)
    return response


def attached(body: bytes, *, name: str, media_type: str) -> Response:
    """Bytes that lie in no store, only to be saved and kept nowhere on the way."""
    response = Response(body, content_type=media_type)
    response.headers["Content-Security-Policy"] = INERT
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = saved_as(name, media_type)
    return response


def _inert(tag: str, media_type: str, life: str) -> Response:
    """An answer that can run nothing, emptied where the reader has it already."""
    response = Response(status=304 if request.if_none_match.contains(tag) else 200, content_type=media_type)
    response.set_etag(tag)
    response.headers["Content-Security-Policy"] = INERT
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = life
    return response


def _disposition(file: StoredFile, media_type: str) -> str:
    """Documents are saved, never opened in our name; the file name in both spellings of RFC 6266."""
    return "inline" if file.kind is FileKind.PHOTO else saved_as(file.name, media_type)


def saved_as(name: str, media_type: str) -> str:
    """How a file that is only to be saved is called, in both spellings of RFC 6266."""
    name = names.for_saving(name, media_type)
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_. ") else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _pieces(stream: Readable) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece
