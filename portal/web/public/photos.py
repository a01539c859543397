"""Photos of public stories and of candidates; no other file can be reached here."""

import uuid

from flask import Blueprint, Response

from portal.consultations.candidates import portraits
from portal.core.errors import Missing
from portal.core.storage import queries
from portal.core.storage.models import StoredFile
from portal.stories import reading
from portal.web.kit.downloads import send_preview, send_stored
from portal.web.kit.guard import open_page
from portal.web.public.cards import TAG

bp = Blueprint("photos", __name__)


@bp.get("/anh/<uuid:file_id>/<wish>-<tag>")
@open_page
def photo(file_id: uuid.UUID, wish: str, tag: str) -> Response:
    """A photo in one of its sizes. Raises Missing for a file that stands in no public story or announced round."""
    file = _shown(file_id, wish, tag)
    return send_stored(file, wish, public=True)


@bp.get("/anh/<uuid:file_id>/chia-se-<int:fx>-<int:fy>-<tag>.jpg")
@open_page
def share(file_id: uuid.UUID, fx: int, fy: int, tag: str) -> Response:
    """The picture other sites show beside a link to a story. It is cut anew each time: only around the point the story has."""
    file = _shown(file_id, queries.JPEG, tag)
    if not reading.looks_at(file_id, min(fx, 101), min(fy, 101)):  # a database takes no number of any length
        raise Missing()
    return send_preview(file, fx=fx / 100, fy=fy / 100)


def _shown(file_id: uuid.UUID, wish: str, tag: str) -> StoredFile:
    """The file, if a public story or candidate shows it and it still looks as it did when the address was made.

    Caches keep these addresses for good: once a part of a photo is covered, the old address must end.
    """
    file = reading.public_photo(file_id) or portraits.public(file_id)
    if file is None or queries.piece(file, wish).sha256[:TAG] != tag:
        raise Missing()
    return file
