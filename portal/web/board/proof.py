"""Proof of publicity of a round: a paper the Board prints, signs and attaches, also when no opinion came."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, current_app, render_template

from portal.consultations.candidates.models import Candidate, ShownPage, VisitDay
from portal.consultations.candidates.queries import of
from portal.consultations.opinions import tallies
from portal.consultations.outcome import proofs
from portal.consultations.outcome.models import Supplement
from portal.consultations.rounds import publicity, queries
from portal.consultations.rounds.models import Outage, Round, RoundNote
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.states import NoteKind, Phase
from portal.core import clock
from portal.core.audit.trail import record
from portal.core.db import unit_of_work
from portal.core.errors import Missing
from portal.engines.paper.parts import Paper
from portal.web.board import proof_paper
from portal.web.kit.downloads import attached
from portal.web.kit.guard import allow
from portal.web.kit.limits import meter
from portal.web.kit.locale import address
from portal.web.kit.session import actor

bp = Blueprint("board_proof", __name__)
PAPERS = "30/hour"  # of one round: a long one takes some seconds to draw


@dataclass(frozen=True)
class Page:
    """One frozen page, and whether it still is what its hash says."""

    shown: ShownPage
    true: bool


@dataclass(frozen=True)
class Proved:
    """What can be proved of one candidate."""

    candidate: Candidate
    pages: list[Page]
    visitors: list[VisitDay]
    opinions: int

    @property
    def beside(self) -> list[tuple[str, str]]:
        """Documents and photo of all frozen pages, each once: what it was, and its hash."""
        return list(dict.fromkeys(each for page in self.pages for each in publicity.papers(page.shown)))


@dataclass(frozen=True)
class Facts:
    """All that the paper says of a round."""

    round: Round
    proved: list[Proved]
    notes: Sequence[RoundNote]
    outages: Sequence[Outage]
    supplements: Sequence[Supplement]
    now: datetime

    def about(self, note: RoundNote) -> str:
        """The candidate whom a note is about; empty for one on the whole round."""
        return next((each.candidate.name for each in self.proved if each.candidate.id == note.candidate_id), "")

    def anew(self, note: RoundNote) -> bool:
        """Whether a note tells of a clock that started again."""
        return note.kind is NoteKind.CORRECTED and note.closed_before is not None

    @property
    def any(self) -> int:
        """How many opinions came."""
        return sum(each.opinions for each in self.proved)

    @property
    def runs(self) -> bool:
        """Whether the window is still open, so that numbers may grow."""
        return self.round.closes_at is None or self.now <= self.round.closes_at


@bp.get("/dot-lay-y-kien/<uuid:round_id>/xac-nhan-cong-khai")
@allow(Rounds.PROVE, of=queries.one)
def page(round: Round) -> str:
    """What was shown, from when to when, by which calendar; outages, notes, visitors and opinions."""
    facts = _facts(round)
    return render_template(
        "board/proof/page.html", facts=facts, round=round, proved=facts.proved, notes=facts.notes,
        outages=facts.outages, today=clock.today(), now=facts.now, any=facts.any, check=_paper(facts).check,
    )  # fmt: skip


@bp.post("/dot-lay-y-kien/<uuid:round_id>/xac-nhan-cong-khai.pdf")
@allow(Rounds.PROVE, of=queries.one)
def paper(round: Round) -> Response:
    """The same as PDF; the trail keeps its hash, so that a copy can be known again."""
    from portal.engines.paper import administrative  # what draws is rarely asked for: not at the start

    facts = _facts(round)
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


def _facts(round: Round) -> Facts:
    if round.phase(clock.now()) is Phase.HIDDEN:
        raise Missing()
    mine = of(round)
    received = tallies.received([each.id for each in mine])
    proved = [_proved(each, received.get(each.id, 0)) for each in mine]
    return Facts(round, proved, queries.notes(round), queries.outages(round), proofs.supplements(round), clock.now())


def _proved(candidate: Candidate, opinions: int) -> Proved:
    pages = [Page(each, publicity.true(each)) for each in publicity.shown(candidate)]
    return Proved(candidate, pages, list(publicity.visitors(candidate)), opinions)
