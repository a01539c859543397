"""The end of a shift: a note for the next one, and what is still held, put back in one act."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.consultations.opinions import queries as opinions
from portal.core.db import unit_of_work
from portal.core.errors import Unfit
from portal.moderation.handover import queries, services
from portal.moderation.handover.models import Handover
from portal.moderation.handover.policy import Handovers
from portal.moderation.models import Claim
from portal.nominations import queries as nominations
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words, to
from portal.web.kit.session import actor
from portal.web.moderation.notes import PAGES

bp = Blueprint("handover", __name__)


@bp.route("/ban-giao", methods=["GET", "POST"])
@allow(Handovers.WRITE)
def write() -> ResponseReturnValue:
    """What is left to do, what one holds, and the notes before."""
    fault = ""
    if request.method == "POST":
        try:
            with unit_of_work():
                services.leave(request.form.get("text", ""), by=actor())
            return redirect(to("handover.write", _anchor="before"), 303)
        except Unfit as refusal:
            fault = in_words(refusal)
    page = render_template(
        "moderation/handover/write.html", fault=fault, typed=request.form.get("text", ""), before=queries.lately(),
        held=[(claim, *_told(claim)) for claim in queries.held_by(actor())], me=actor(),
    )  # fmt: skip
    return page, 422 if fault else 200


@bp.post("/ban-giao/nha-het")
@writes
@allow(Handovers.RELEASE_ALL)
def release_all() -> ResponseReturnValue:
    """Put back everything I hold."""
    services.release_all(by=actor())
    return redirect(to("handover.write", _anchor="held"), 303)


@bp.post("/ban-giao/<uuid:handover_id>/da-nhan")
@writes
@allow(Handovers.ACKNOWLEDGE, of=queries.one)
def acknowledge(note: Handover) -> ResponseReturnValue:
    """I have taken note of it: the queue shows it no longer."""
    services.acknowledge(note, by=actor())
    return redirect(to("desk.queue"), 303)


def _told(claim: Claim) -> tuple[str, str]:
    """What is held, in words, and where it is."""
    if claim.thing_kind not in PAGES:
        return claim.thing_kind, ""
    endpoint, name = PAGES[claim.thing_kind]
    return _named(claim), to(endpoint, **{name: claim.thing_id})


def _named(claim: Claim) -> str:
    if claim.thing_kind == "nomination":
        story = nominations.one(claim.thing_id)
        return (story.title or story.number) if story else gettext("Story")
    if claim.thing_kind == "opinion":
        opinion = opinions.one(claim.thing_id)
        return f"{opinion.candidate.name} ({opinion.number})" if opinion else gettext("Opinion")
    reply = opinions.reply(claim.thing_id)
    return reply.signed if reply else gettext("Answer to an opinion")
