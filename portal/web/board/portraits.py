"""The photo of a candidate: chosen, described and focused while its round is prepared; taken down at any time."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.consultations.candidates import portraits, queries
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.policy import Candidates
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.states import RoundState
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing, Refusal, Unfit
from portal.core.storage import intake
from portal.core.storage.faults import StoreFull, StoreUnavailable
from portal.core.storage.intake import Received
from portal.core.storage.models import FileState
from portal.core.storage.sniff import PHOTO
from portal.core.storage.store import chosen
from portal.web.board.forms.portrait import PhotoForm
from portal.web.kit.carried import carried, carry
from portal.web.kit.downloads import send_stored
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import to
from portal.web.kit.session import actor
from portal.web.kit.telling import uploads

bp = Blueprint("board_portraits", __name__)


@bp.get("/ung-vien/<uuid:candidate_id>/anh")
@allow(Candidates.EDIT, of=queries.one)
def page(candidate: Candidate) -> str:
    """The photo that hangs now, and a box for another."""
    return _page(candidate, PhotoForm.of(candidate))


@bp.post("/ung-vien/<uuid:candidate_id>/anh")
@allow(Candidates.EDIT, of=queries.one)
def hang(candidate: Candidate) -> ResponseReturnValue:
    """Hang a photo, or change what is said of the one that hangs."""
    form = PhotoForm.of(candidate)
    unfit: Refusal | None = None
    try:
        form.received = _received(candidate, form)
    except (Unfit, StoreFull, StoreUnavailable) as refusal:
        unfit = refusal
    sound = form.validate()
    if sound and unfit is None:
        try:
            _hang(candidate, form)
            return redirect(to("board_portraits.page", candidate_id=candidate.id), 303)
        except Unfit as refusal:
            unfit = refusal
    if unfit is not None:
        form.blame(unfit, "file")
    return _page(candidate, form), 422


@bp.post("/ung-vien/<uuid:candidate_id>/anh/go")
@writes
@allow(Candidates.EDIT, of=queries.one)
def drop(candidate: Candidate) -> ResponseReturnValue:
    """Take it down."""
    portraits.take_down(candidate, by=actor())
    return redirect(to("board_portraits.page", candidate_id=candidate.id), 303)


@bp.get("/ung-vien/<uuid:candidate_id>/anh/xem")
@allow(Rounds.READ, of=queries.one)
def show(candidate: Candidate) -> ResponseReturnValue:
    """The photo itself, before it is public; whole while its smaller copies are being made."""
    if candidate.photo is None:
        raise Missing()
    return send_stored(candidate.photo, "480" if candidate.photo.state is FileState.READY else "whole")


def _received(candidate: Candidate, form: PhotoForm) -> Received | None:
    """The photo that was chosen, now or before a mistake. It is cleaned first: that is slow, and no database waits for it."""
    sent, of = form.file.data, f"portrait.{candidate.id}.{actor().id}"
    db.session.rollback()
    if not sent:
        return carried(form.carried.data, of)
    received = intake.receive(sent.stream, name=sent.filename or "", store=chosen(), kinds={PHOTO})
    form.carried.data = carry(received, of)
    return received


def _hang(candidate: Candidate, form: PhotoForm) -> None:
    with unit_of_work():
        portraits.hang(
            candidate,
            form.received,
            alt=form.alt.data or "",
            agreed=form.agreed.data or "",
            focus=form.focus,
            by=actor(),
        )


def _page(candidate: Candidate, form: PhotoForm) -> str:
    prepared = candidate.round.state is RoundState.DRAFT
    chosen = [{"name": form.received.name, "size": uploads.size(form.received.size)}] if form.received else []
    return render_template(
        "board/candidates/photo.html", candidate=candidate, form=form, prepared=prepared, chosen=chosen
    )
