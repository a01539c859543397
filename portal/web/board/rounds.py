"""Rounds on the Board's desk: all of them, one being prepared, one with everything about it."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.policy import Candidates
from portal.consultations.opinions import shown
from portal.consultations.rounds import queries, services
from portal.consultations.rounds.lengths import Short
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.states import Phase, RoundState
from portal.core import clock
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Unfit
from portal.core.policy import may
from portal.web.board import next_step, round_acts
from portal.web.board.forms.plan import PlanForm
from portal.web.board.previews import name, too_short
from portal.web.kit import opinion_words
from portal.web.kit.fields import number
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, to
from portal.web.kit.session import actor

bp = Blueprint("board_rounds", __name__)
PHASES = (Phase.OPEN, Phase.COMING, Phase.CLOSED, Phase.ANSWERED)


@bp.get("/dot-lay-y-kien")
@allow(Rounds.READ)
def listing() -> str:
    """Rounds by what is to be done with them: being prepared, open, coming, closed, answered."""
    return render_template(
        "board/rounds/listing.html", drafts=queries.being_prepared(), groups=[(p, queries.in_phase(p)) for p in PHASES],
        words=opinion_words, name=name, may_plan=may(actor(), Rounds.PLAN), next_step=next_step.said,
    )  # fmt: skip


@bp.get("/dot-lay-y-kien/<uuid:round_id>")
@allow(Rounds.READ, of=queries.one)
def one(round: Round) -> str:
    """One round: its window and settings, candidates, notes, outages, and what may be done now."""
    listed, stand = candidates.of(round), candidates.held(round)
    return render_template(
        "board/rounds/one.html", round=round, phase=round.phase(clock.now()), Phase=Phase, RoundState=RoundState,
        candidates=listed, notes=queries.notes(round), outages=queries.outages(round),
        words=opinion_words, name=name, acts=round_acts.now(round, actor()), next_step=next_step.said(round),
        opinions={candidate.id: n for candidate, _, n in shown.listed(round)}, short=_too_short(round),
        held={each.id for each in listed if each.id in stand and may(actor(), Candidates.READ_HOLD, each)},
    )  # fmt: skip


def _too_short(round: Round) -> list[tuple[str, Short]]:
    """What the present calendar makes too short of a window that can still grow."""
    return too_short(round) if round.phase(clock.now()) in (Phase.COMING, Phase.OPEN) else []


@bp.route("/dot-lay-y-kien/them", methods=["GET", "POST"])
@allow(Rounds.PLAN)
def begin() -> ResponseReturnValue:
    """A new round."""
    return _kept(PlanForm.of(None), None)


@bp.route("/dot-lay-y-kien/<uuid:round_id>/sua", methods=["GET", "POST"])
@allow(Rounds.PLAN, of=queries.one)
def edit(round: Round) -> ResponseReturnValue:
    """What was planned, changed."""
    return _kept(PlanForm.of(round), round)


def _kept(form: PlanForm, round: Round | None) -> ResponseReturnValue:
    status = 200
    if form.validate_on_submit():
        try:
            with unit_of_work():
                made = _keep(form, round)
            return redirect(to("board_rounds.one", round_id=made.id), 303)
        except Unfit as refusal:
            form.blame(refusal)
        except Clash as refusal:
            form.form_errors.append(in_words(refusal))
            status = 409
    if form.errors and status == 200:
        status = 422
    home = to("board_rounds.one", round_id=round.id) if round else to("board_rounds.listing")
    return render_template("board/rounds/plan.html", form=form, round=round, home=home), status


def _keep(form: PlanForm, round: Round | None) -> Round:
    if round is None:
        return services.begin(form.plan(), by=actor())
    version = form.of_version.data or ""
    services.edit(round, form.plan(), of_version=number(version), by=actor())
    return round
