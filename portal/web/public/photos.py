"""Photos of public stories; no other file can be reached here."""

import uuid

from flask import Blueprint, Response

from portal.core.errors import Missing
from portal.stories import reading
from portal.web.kit.downloads import send_preview, send_stored
from portal.web.kit.guard import open_page

bp = Blueprint("photos", __name__)


@bp.get("/anh/<uuid:file_id>/<wish>-<tag>")
@open_page
def photo(file_id: uuid.UUID, wish: str, tag: str) -> Response:
    """A photo in one of its sizes. Raises Missing for a file that stands in no public story."""
    file = reading.public_photo(file_id)
    if file is None or not any(v["sha256"].startswith(tag) for v in file.variants):
        raise Missing()
    return send_stored(file, wish, public=True)


@bp.get("/anh/<uuid:file_id>/chia-se-<int:fx>-<int:fy>.jpg")
@open_page
def share(file_id: uuid.UUID, fx: int, fy: int) -> Response:
    """The picture other sites show beside a link to a story."""
    file = reading.public_photo(file_id)
    if file is None or not (0 <= fx <= 100 and 0 <= fy <= 100):
        raise Missing()
    return send_preview(file, fx=fx / 100, fy=fy / 100)
