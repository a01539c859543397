"""Proof of publicity of a round: a paper the Board prints, signs and attaches, also when no opinion came."""

import hashlib

from flask import Blueprint, Response, current_app, render_template

from portal.consultations.rounds import queries
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.policy import Rounds
from portal.core import clock
from portal.core.audit.trail import record
from portal.core.db import unit_of_work
from portal.engines.paper.parts import Paper
from portal.web.board import proof_paper
from portal.web.board.proof_facts import Facts, proved
from portal.web.kit.downloads import attached
from portal.web.kit.guard import allow
from portal.web.kit.limits import meter
from portal.web.kit.locale import address
from portal.web.kit.session import actor

bp = Blueprint("board_proof", __name__)
PAPERS = "30/hour"  # of one round: a long one takes some seconds to draw


@bp.get("/dot-lay-y-kien/<uuid:round_id>/xac-nhan-cong-khai")
@allow(Rounds.PROVE, of=queries.one)
def page(round: Round) -> str:
    """What was shown, from when to when, by which calendar; outages, notes, visitors and opinions."""
    facts = proved(round)
    return render_template(
        "board/proof/page.html", facts=facts, round=round, proved=facts.proved, notes=facts.notes,
        outages=facts.outages, today=clock.today(), now=facts.now, any=facts.any, check=_paper(facts).check,
    )  # fmt: skip


@bp.post("/dot-lay-y-kien/<uuid:round_id>/xac-nhan-cong-khai.pdf")
@allow(Rounds.PROVE, of=queries.one)
def paper(round: Round) -> Response:
    """The same as PDF; the trail keeps its hash, so that a copy can be known again."""
    from portal.engines.paper import administrative  # what draws is rarely asked for: not at the start

    facts = proved(round)
    meter.spend("proof.pdf", PAPERS, round.id.hex)
    made = _paper(facts)
    body = administrative.pdf(made)  # before the unit of work: drawing holds up no writer
    with unit_of_work():
        record(actor(), Rounds.PROVE, round, content=made.check, pdf=hashlib.sha256(body).hexdigest())
    return attached(body, name=f"xac-nhan-cong-khai-{round.slug}.pdf", media_type="application/pdf")


def _paper(facts: Facts) -> Paper:
    settings = current_app.config["SETTINGS"]
    link = settings.site_url.rstrip("/") + address("rounds.round", "vi", slug=facts.round.slug)
    return proof_paper.paper(facts, settings, link)
