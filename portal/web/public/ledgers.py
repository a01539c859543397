"""The closed ledger of a round: its seal and its lines for everybody, and for a writer the proof to take away."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, stream_with_context
from flask.typing import ResponseReturnValue

from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.outcome import proofs
from portal.consultations.rounds import queries
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.core.errors import Missing
from portal.engines.ledger import tree
from portal.web.kit.assets import asset
from portal.web.kit.cache import cacheable
from portal.web.kit.downloads import attached
from portal.web.kit.guard import allow, open_page
from portal.web.kit.limits import meter
from portal.web.public import mailbox
from portal.web.public import round_views as views

bp = Blueprint("ledgers", __name__)
FILES = "600/hour"  # from one network; a file may hold a million lines
DAY = 86_400


@bp.get("/lay-y-kien/<slug>/so-y-kien")
@open_page
@cacheable(stamp=lambda slug: f"{queries.stamp(slug)}-{clock.today()}-{asset('css/rounds.css')}")
def ledger(slug: str) -> str:
    """The seal of a closed ledger, its supplements, its lines as files, and how anyone checks them."""
    round = _closed(slug)
    return render_template(
        "public/rounds/ledger.html", round=round, name=views.round_name(round), supplements=proofs.supplements(round)
    )


@bp.get("/lay-y-kien/<slug>/so-y-kien-<int:part>.jsonl")
@open_page
def lines(slug: str, part: int) -> ResponseReturnValue:
    """The lines of a ledger (part 0) or of a supplement, as they were hashed."""
    round = _closed(slug)
    roots = {0: round.root_hash} | {each.part: each.root_hash for each in proofs.supplements(round)}
    if part not in roots:
        raise Missing()
    meter.spend("ledger.file", FILES)
    response = Response(stream_with_context(_told(round, part)), content_type="application/jsonl; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="so-y-kien-{part}.jsonl"'
    response.headers["Cache-Control"] = f"public, max-age={DAY}"  # what is sealed does not change
    response.set_etag(str(roots[part]))
    return response


@bp.get("/theo-doi/y-kien/chung-thuc")
@allow(Opinions.FOLLOW, of=mailbox.held_opinion)
def certificate(opinion: Opinion) -> str:
    """For a writer: the proof that this opinion is in the ledger, and how to check it with ordinary tools."""
    return render_template(
        "public/opinions/certificate.html", opinion=opinion, round=opinion.candidate.round, proofs=_proofs(opinion),
        called=views.called(opinion.candidate),
    )  # fmt: skip


@bp.get("/theo-doi/y-kien/chung-thuc.json")
@allow(Opinions.FOLLOW, of=mailbox.held_opinion)
def certificate_file(opinion: Opinion) -> Response:
    """The proof as a file; the last one where a supplement tells more."""
    proof = _proofs(opinion)[0]
    told = tree.certificate(proof.line, proof.steps, bytes.fromhex(proof.root), key=proof.key, text=opinion.text)
    return attached(told.encode(), name="chung-thuc.json", media_type="application/json")


def _proofs(opinion: Opinion) -> list[proofs.Proof]:
    found = proofs.proofs(opinion)
    if not found:
        raise Missing()
    return found


def _told(round: Round, part: int) -> Iterator[str]:
    for line in proofs.lines(round, part):
        yield line + "\n"


def _closed(slug: str) -> Round:
    round = queries.public(slug)
    if round is None or round.root_hash is None:
        raise Missing()
    return round
