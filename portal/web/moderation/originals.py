"""Opening what a thing said before parts of it were covered: an act of its own, put on record, for any kind of the list."""

from typing import Any

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from portal.moderation import originals
from portal.moderation.policy import Moderation
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import to
from portal.web.kit.session import actor
from portal.web.moderation import listing
from portal.web.moderation.finders import PAGES, anything

bp = Blueprint("desk_originals", __name__)


@bp.post("/bai/<uuid:thing_id>/ban-goc")
@writes
@allow(Moderation.READ_ORIGINAL, of=anything)
def open(thing: Any) -> ResponseReturnValue:
    """Let it be read as it was sent, for a while; then to its page, where it now stands."""
    originals.open(thing, by=actor())
    endpoint, name = PAGES[thing.__tablename__]
    return redirect(to(endpoint, _anchor="text", **{name: thing.id}, **listing.kept()), 303)
