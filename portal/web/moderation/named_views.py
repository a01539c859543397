"""Keeping a view of the list under a name, and letting it go."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from portal.core.db import unit_of_work
from portal.core.errors import Unfit
from portal.moderation.desk import named
from portal.moderation.policy import Moderation
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words, to
from portal.web.kit.session import actor
from portal.web.moderation import desk, listing

bp = Blueprint("desk_named_views", __name__)


@bp.post("/hang-doi/cach-xem")
@allow(Moderation.QUEUE)
def keep() -> ResponseReturnValue:
    """Keep the view that the address asks for, under the name that was typed."""
    try:
        with unit_of_work():
            named.keep(request.form.get("name", ""), listing.asked(), by=actor())
    except Unfit as refusal:
        said = in_words(refusal)
        return desk.listed(name_fault=said, name_typed=request.form.get("name", "")), 422
    return redirect(to("desk.queue", **listing.asked()), 303)


@bp.post("/hang-doi/cach-xem/bo")
@writes
@allow(Moderation.QUEUE)
def let_go() -> ResponseReturnValue:
    """Keep it no longer; the list stays as it is looked at."""
    named.let_go(request.form.get("name", ""), by=actor())
    return redirect(to("desk.queue", **listing.asked()), 303)
