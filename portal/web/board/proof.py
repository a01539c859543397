"""Proof of publicity of a round: a paper the Board prints, signs and attaches, also when no opinion came."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from portal.consultations.candidates.models import Candidate, ShownPage, VisitDay
from portal.consultations.candidates.queries import of
from portal.consultations.opinions import tallies
from portal.consultations.rounds import publicity, queries
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.states import Phase
from portal.core import clock
from portal.core.errors import Missing
from portal.web.kit.guard import allow

bp = Blueprint("board_proof", __name__)


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


@bp.get("/dot-lay-y-kien/<uuid:round_id>/xac-nhan-cong-khai")
@allow(Rounds.PROVE, of=queries.one)
def page(round: Round) -> str:
    """What was shown, from when to when, by which calendar; outages, notes, visitors and opinions."""
    if round.phase(clock.now()) is Phase.HIDDEN:
        raise Missing()
    mine = of(round)
    received = tallies.received([each.id for each in mine])
    proved = [_proved(each, received.get(each.id, 0)) for each in mine]
    return render_template(
        "board/proof/page.html", round=round, proved=proved, notes=queries.notes(round),
        outages=queries.outages(round), today=clock.today(), now=clock.now(), any=sum(received.values()),
    )  # fmt: skip


def _proved(candidate: Candidate, opinions: int) -> Proved:
    pages = [Page(each, publicity.true(each)) for each in publicity.shown(candidate)]
    return Proved(candidate, pages, list(publicity.visitors(candidate)), opinions)
