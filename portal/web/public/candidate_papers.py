"""Public documents of candidates of announced rounds; no other file can be reached here."""

import uuid

from flask import Blueprint, Response

from portal.consultations.candidates import queries
from portal.core.errors import Missing
from portal.web.kit.downloads import send_stored
from portal.web.kit.guard import open_page
from portal.web.public.round_views import TAG

bp = Blueprint("candidate_papers", __name__)


@bp.get("/lay-y-kien/<slug>/<name>/tai-lieu/<uuid:paper_id>-<mark>")
@open_page
def paper(slug: str, name: str, paper_id: uuid.UUID, mark: str) -> Response:
    """One document, to save. Its hash stands in the address, so that caches may keep it."""
    candidate = queries.public(slug, name)
    found = next((each.file for each in candidate.documents if each.id == paper_id), None) if candidate else None
    if found is None or found.deleted_at is not None or found.sha256[:TAG] != mark:
        raise Missing()
    return send_stored(found, public=True)
