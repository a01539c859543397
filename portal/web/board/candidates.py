"""Candidates on the Board's desk: put up, edited, corrected in public, held, withdrawn."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.consultations.candidates import holds, people, queries, services
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.policy import Candidates
from portal.consultations.rounds import basis
from portal.consultations.rounds import queries as rounds
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.states import Phase
from portal.core import clock
from portal.core.db import unit_of_work
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.policy import may
from portal.engines.calendar.window import day_of
from portal.nominees import queries as nominees
from portal.web.board import candidate_acts
from portal.web.board.forms.candidate import CandidateForm, CorrectForm, HoldForm, ReleaseForm, WithdrawForm
from portal.web.board.forms.window import ActForm
from portal.web.board.particulars import particulars, told
from portal.web.board.previews import Preview, differing, name
from portal.web.kit import opinion_words
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, to
from portal.web.kit.rehearsal import rehearsed
from portal.web.kit.session import actor

bp = Blueprint("board_candidates", __name__)
MORE = "more"  # the button that asks for more rows


@bp.get("/dot-lay-y-kien/<uuid:round_id>/chon-nguoi")
@allow(Candidates.PUT_UP, of=rounds.one)
def choose(round: Round) -> str:
    """Look for somebody who was told of before, or go on with somebody new."""
    words = request.args.get("q", "")[:120]
    found = nominees.named(words) if words.strip() else []
    return render_template("board/candidates/choose.html", round=round, name=name, q=words, found=found)


@bp.route("/dot-lay-y-kien/<uuid:round_id>/dua-them", methods=["GET", "POST"])
@allow(Candidates.PUT_UP, of=rounds.one)
def put_up(round: Round) -> ResponseReturnValue:
    """A candidate for a round being prepared."""
    known = nominees.one(key) if (key := request.args.get("nguoi", type=uuid.UUID)) else None
    form = CandidateForm.of(nominees.root(known) if known else None)

    def act() -> Candidate:
        told = form.told(known.id if known else uuid.uuid4())
        services.check(told)
        if known is None:
            new = people.founded(
                told.name, kind=told.kind, honorific=told.honorific, ward_code=told.ward_code, by=actor()
            )
            told = form.told(new.id)
        return services.put_up(round, told, by=actor())

    return _kept(form, act, to("board_rounds.one", round_id=round.id), gettext("Put up a candidate"))


@bp.get("/ung-vien/<uuid:candidate_id>")
@allow(Rounds.READ, of=queries.one)
def one(candidate: Candidate) -> str:
    """One candidate with everything; the ground of a hold only for those who may read it."""
    hold = queries.hold_of(candidate) if may(actor(), Candidates.READ_HOLD, candidate) else None
    return render_template(
        "board/candidates/one.html", candidate=candidate, round_name=name(candidate.round), hold=hold,
        acts=candidate_acts.now(candidate, actor(), held=hold is not None), words=opinion_words,
        particulars=particulars(candidate), public=candidate.round.phase(clock.now()) is not Phase.HIDDEN,
    )  # fmt: skip


@bp.route("/ung-vien/<uuid:candidate_id>/sua", methods=["GET", "POST"])
@allow(Candidates.EDIT, of=queries.one)
def edit(candidate: Candidate) -> ResponseReturnValue:
    """What is shown of a candidate, while the round is prepared."""
    form = CandidateForm.of(candidate)

    def act() -> Candidate:
        told = form.told(candidate.nominee_id, candidate)
        services.edit(candidate, told, of_version=form.version, by=actor())
        return candidate

    return _kept(form, act, _home(candidate), gettext("Edit the candidate"))


@bp.route("/ung-vien/<uuid:candidate_id>/dinh-chinh", methods=["GET", "POST"])
@allow(Candidates.CORRECT, of=queries.one)
def correct(candidate: Candidate) -> ResponseReturnValue:
    """Put right in public what is wrong; where who or what changes, the clock starts again."""
    form = CorrectForm.of(candidate)
    assert isinstance(form, CorrectForm)
    if MORE in request.form or request.method == "GET":
        form.make_room()
    if MORE in request.form:
        return _page("correct", candidate, form, None)

    def act() -> None:
        since = max(clock.now(), candidate.round.opens_at or clock.now())
        code, on = form.honour_code.data or candidate.honour_code, day_of(since)
        same = code == candidate.honour_code
        law = basis.kept(candidate, on=on) if same else basis.law([code], on=on)
        services.correct(
            candidate, form.told(candidate.nominee_id, candidate), of_version=form.version, law=law, by=actor(),
            reason_vi=form.reason_vi.data or "", reason_en=form.reason_en.data or "", council_on=form.council_on.data,
        )  # fmt: skip

    return _step("correct", candidate, form, act)


@bp.route("/ung-vien/<uuid:candidate_id>/rut", methods=["GET", "POST"])
@allow(Candidates.WITHDRAW, of=queries.one)
def withdraw(candidate: Candidate) -> ResponseReturnValue:
    """Take a candidate out of an announced round, with a public note."""
    form = WithdrawForm()

    def act() -> None:
        services.withdraw(candidate, why_vi=form.reason_vi.data or "", why_en=form.reason_en.data or "", by=actor())

    return _step("withdraw", candidate, form, act)


@bp.route("/ung-vien/<uuid:candidate_id>/bo", methods=["GET", "POST"])
@allow(Candidates.EDIT, of=queries.one)
def drop(candidate: Candidate) -> ResponseReturnValue:
    """Take a candidate out of a round being prepared."""
    home = to("board_rounds.one", round_id=candidate.round_id)
    return _step("drop", candidate, ActForm(), lambda: services.drop(candidate, by=actor()), gone=home)


@bp.route("/ung-vien/<uuid:candidate_id>/tam-dung", methods=["GET", "POST"])
@allow(Candidates.HOLD, of=queries.one)
def hold(candidate: Candidate) -> ResponseReturnValue:
    """Let the dossier stand still; the public sees nothing of it."""
    form = HoldForm()
    return _step("hold", candidate, form, lambda: holds.place(candidate, ground=form.ground.data or "", by=actor()))


@bp.route("/ung-vien/<uuid:candidate_id>/cho-tiep", methods=["GET", "POST"])
@allow(Candidates.RELEASE, of=queries.one)
def release(candidate: Candidate) -> ResponseReturnValue:
    """Let it go on."""
    form = ReleaseForm()

    def act() -> None:
        if (present := queries.hold_of(candidate)) is None:
            raise NotNow()
        holds.release(present, candidate, why=form.why.data or "", by=actor())

    return _step("release", candidate, form, act)


def _kept(form: CandidateForm, act: Callable[[], Candidate], home: str, what: str) -> ResponseReturnValue:
    """A form that is kept at once, for nobody outside sees it yet."""
    if request.method == "GET" or MORE in request.form:
        form.make_room()
    elif form.validate_on_submit():
        try:
            with unit_of_work():
                made = act()
            return redirect(_home(made), 303)
        except Unfit as refusal:
            form.blame(refusal)
        except Clash as refusal:
            form.clash = True
            form.form_errors.append(in_words(refusal))
    return render_template("board/candidates/edit.html", form=form, home=home, what=what), form.status


def _step(
    page: str, candidate: Candidate, form: ActForm, act: Callable[[], Any], gone: str = ""
) -> ResponseReturnValue:
    def look() -> Preview:
        was = told(candidate)
        now = rehearsed(act, lambda: was if gone else told(candidate))
        return Preview(differing(was, now))

    preview, kept = form.step(look=look, keep=act)
    return redirect(gone or _home(candidate), 303) if kept else _page(page, candidate, form, preview)


def _page(page: str, candidate: Candidate, form: ActForm, preview: Preview | None) -> tuple[str, int]:
    told = {"form": form, "preview": preview, "candidate": candidate, "back_to": candidate.name}
    return render_template(f"board/candidates/{page}.html", home=_home(candidate), **told), form.status


def _home(candidate: Candidate) -> str:
    return to("board_candidates.one", candidate_id=candidate.id)
