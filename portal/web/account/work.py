"""Letters and background work, for whoever looks after the portal: what waits, what was given up, and trying it again."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.db import unit_of_work
from portal.core.i18n import N_
from portal.core.jobs import dead
from portal.core.jobs.policy import Jobs
from portal.web.kit.guard import allow
from portal.web.kit.locale import to
from portal.web.kit.session import actor

bp = Blueprint("work", __name__)
KINDS = {  # by what a kind's name begins with: the room whose work it is
    "mail": N_("Letters by e-mail"),
    "sms": N_("Messages to phones"),
    "storage": N_("Photos made ready to be shown"),
    "moderation": N_("Checks of texts"),
    "nominations": N_("What follows when a story is sent in or decided"),
    "opinions": N_("What follows when an opinion is sent or decided"),
    "rounds": N_("Opening and closing of rounds"),
    "outcome": N_("What follows when a round has ended"),
    "reports": N_("What follows when a reader reports something"),
}


@bp.get("/viec-nen")
@allow(Jobs.READ)
def table() -> str:
    """What waits and what was given up. Nobody's name, address or words stand here."""
    rows = [(pile, KINDS.get(pile.kind.partition(".")[0], pile.kind)) for pile in dead.piles()]
    again = request.args.get("again", 0, type=int)
    return render_template(
        "account/work.html", rows=rows, waiting=dead.waiting(), too_late=dead.too_late(), again=again
    )


@bp.post("/viec-nen")
@allow(Jobs.REVIVE)
def revive() -> ResponseReturnValue:
    """Have a pile tried again, as much of it as is tried at once. Sent twice, the second takes the rest, or nothing."""
    with unit_of_work():
        number = dead.revive(request.form.get("kind", "")[:64], by=actor())
    return redirect(to("work.table", again=number or None), 303)
