"""Public documents of a candidate, while its round is prepared."""

import uuid

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.consultations.candidates import papers, queries
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.policy import Candidates
from portal.consultations.rounds.policy import Rounds
from portal.core.db import unit_of_work
from portal.core.errors import Missing, Unfit
from portal.core.i18n import N_
from portal.core.storage import intake
from portal.core.storage.faults import StoreFull, StoreUnavailable
from portal.core.storage.sniff import DOCUMENT
from portal.core.storage.store import chosen
from portal.web.board.forms.candidate import PaperForm
from portal.web.kit.downloads import send_stored
from portal.web.kit.guard import allow
from portal.web.kit.locale import to
from portal.web.kit.session import actor

bp = Blueprint("board_papers", __name__)


@bp.route("/ung-vien/<uuid:candidate_id>/tai-lieu", methods=["GET", "POST"])
@allow(Candidates.EDIT, of=queries.one)
def table(candidate: Candidate) -> ResponseReturnValue:
    """What lies beside the candidate, and a box for one more."""
    form = PaperForm()
    if form.validate_on_submit():
        try:
            _keep(candidate, form)
            return redirect(to("board_papers.table", candidate_id=candidate.id), 303)
        except (Unfit, StoreFull, StoreUnavailable) as refusal:
            form.blame(refusal, "file")
    status = 422 if form.errors or form.form_errors else 200
    return render_template("board/candidates/papers.html", candidate=candidate, form=form), status


@bp.post("/ung-vien/<uuid:candidate_id>/tai-lieu/bo")
@allow(Candidates.EDIT, of=queries.one)
def drop(candidate: Candidate) -> ResponseReturnValue:
    """Take one away."""
    key = request.form.get("paper", type=uuid.UUID)
    with unit_of_work():
        if key is not None:
            papers.drop(candidate, key, by=actor())
    return redirect(to("board_papers.table", candidate_id=candidate.id), 303)


@bp.get("/ung-vien/<uuid:candidate_id>/tai-lieu/<uuid:paper_id>")
@allow(Rounds.READ, of=lambda candidate_id, paper_id: queries.one(candidate_id))
def save(candidate: Candidate) -> ResponseReturnValue:
    """One document, to save."""
    key = (request.view_args or {})["paper_id"]
    found = next((each for each in candidate.documents if each.id == key), None)
    if found is None:
        raise Missing()
    return send_stored(found.file)


def _keep(candidate: Candidate, form: PaperForm) -> None:
    """Read and clean the file first: that is slow, and no database waits for it."""
    sent = form.file.data
    if not sent:
        raise Unfit(N_("Choose a PDF file."), field="file")
    received = intake.receive(sent.stream, name=sent.filename or "", store=chosen(), kinds={DOCUMENT})
    with unit_of_work():
        papers.add(candidate, received, title=form.title.data or "", by=actor())
