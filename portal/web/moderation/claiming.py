"""Taking a thing of the list in hand, whatever its kind: hold, put back, take over, and who is looking at it."""

import uuid
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from portal.core.db import unit_of_work
from portal.core.errors import Clash, Missing, Unfit
from portal.moderation import claims
from portal.moderation.desk import lineup, presence
from portal.moderation.desk.models import DeskItem
from portal.moderation.policy import Moderation
from portal.nominations import moves
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState
from portal.web.kit.guard import allow, unasked, writes
from portal.web.kit.locale import in_words
from portal.web.kit.session import actor
from portal.web.moderation import listing
from portal.web.moderation.finders import anything

bp = Blueprint("desk_claims", __name__)


@bp.post("/bai/<uuid:thing_id>/nhan")
@writes
@allow(Moderation.CLAIM, of=anything)
def claim(thing: Any) -> ResponseReturnValue:
    """Take it in hand; with the first claim of a story the checking begins, and the writer sees so."""
    claims.claim(thing, by=actor())
    if isinstance(thing, Nomination) and thing.state is NominationState.RECEIVED:
        moves.verify(thing, by=actor())
    return _back(thing)


@bp.post("/bai/<uuid:thing_id>/giu")
@writes
@allow(Moderation.CLAIM, of=anything)
def renew(thing: Any) -> ResponseReturnValue:
    """Work goes on in the browser: put the end of the claim off, if it is still ours."""
    held = claims.holder(thing)
    if held is None or held.staff_id != actor().id:
        raise Clash()
    claims.claim(thing, by=actor())
    return "", 204


@bp.post("/bai/<uuid:thing_id>/nha")
@writes
@allow(Moderation.RELEASE, of=anything)
def release(thing: Any) -> ResponseReturnValue:
    """Put it back for others."""
    claims.release(thing, by=actor(), note=request.form.get("note", ""))
    return _back(thing)


@bp.post("/bai/<uuid:thing_id>/nhan-lai")
@allow(Moderation.TAKE_OVER, of=anything)
def take_over(thing: Any) -> ResponseReturnValue:
    """Take it from the colleague who holds it, with a reason."""
    try:
        with unit_of_work():
            claims.take_over(thing, by=actor(), reason=request.form.get("reason", ""))
    except Unfit as refusal:
        back = listing.address(_item(thing))
        page = render_template("moderation/desk/take_over.html", thing=thing, back=back, error=in_words(refusal))
        return page, 422
    return _back(thing)


@bp.post("/bai/<uuid:thing_id>/dang-xem")
@writes
@allow(Moderation.CLAIM, of=anything)
@unasked
def look(thing: Any) -> ResponseReturnValue:
    """The page is open before somebody: who else has it open, and whether it is still as that page shows it."""
    presence.look(thing, by=actor())
    answer = jsonify(words=_now(thing, request.form.get("of_version", 0, type=int)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/bai/<uuid:thing_id>/thoi-xem")
@writes
@allow(Moderation.CLAIM, of=anything)
@unasked
def look_away(thing: Any) -> ResponseReturnValue:
    """The page was left."""
    presence.look_away(thing, by=actor())
    return "", 204


def _now(thing: Any, of_version: int) -> str:
    said = [seen_by(thing.id)]
    if getattr(thing, "version", of_version) != of_version:
        said.append(gettext("It changed since you opened it. Load the page anew before you decide."))
    return " ".join(part for part in said if part)


def seen_by(thing_id: uuid.UUID) -> str:
    """In words: the colleagues who have it before them now; empty where there is none."""
    names = presence.lookers(thing_id, but=actor())
    return ngettext("%(names)s has it open too.", "%(names)s have it open too.", len(names), names=", ".join(names)) if names else ""  # fmt: skip


@bp.app_context_processor
def _offer() -> dict[str, object]:
    return {"seen_by": seen_by}


def _back(thing: Any) -> ResponseReturnValue:
    return redirect(listing.address(_item(thing)), 303)


def _item(thing: Any) -> DeskItem:
    item = lineup.one(thing.id)
    if item is None:
        raise Missing()
    return item
