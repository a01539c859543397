"""After the close: what is still missing, the points with their answers, the closing words, and publication."""

import hashlib
from collections.abc import Callable

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.policy import Candidates
from portal.consultations.opinions.policy import Opinions
from portal.consultations.outcome import points, reading, services
from portal.consultations.outcome.models import Point
from portal.consultations.outcome.policy import Outcome
from portal.consultations.outcome.states import Answer
from portal.consultations.rounds import queries
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.scheduling import standing
from portal.consultations.rounds.states import RoundState
from portal.core import clock
from portal.core.db import unit_of_work
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.policy import may
from portal.moderation.desk.states import ItemKind
from portal.web.board.forms.outcome import AnswerForm, ConclusionForm, PointForm
from portal.web.board.forms.window import ActForm
from portal.web.board.previews import Line, Preview, name
from portal.web.kit import opinion_words
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.rehearsal import rehearsed
from portal.web.kit.session import actor

bp = Blueprint("board_outcome", __name__)
WORK = {"unsorted": "board_sorting.page", "conclusion": "board_outcome.conclude"}


@bp.get("/dot-lay-y-kien/<uuid:round_id>/ket-qua")
@allow(Rounds.READ, of=queries.one)
def round(round: Round) -> str:
    """What is missing before the outcome can be published, and where to do it."""
    return render_template(
        "board/outcome/round.html", round=round, name=name, missing=services.missing(round), words=opinion_words,
        door=_door, candidates=standing(round), answered=round.state is RoundState.ANSWERED,
        may_publish=may(actor(), Outcome.PUBLISH, round), today=clock.today(),
    )  # fmt: skip


@bp.route("/dot-lay-y-kien/<uuid:round_id>/ket-qua/cong-bo", methods=["GET", "POST"])
@allow(Outcome.PUBLISH, of=queries.one)
def publish(round: Round) -> ResponseReturnValue:
    """Answer in public, and tell every writer; a leader reads first what everyone will."""
    form, home = ActForm(of_version=_words(round)), to("board_outcome.round", round_id=round.id)
    if round.state is not RoundState.ANSWERED and services.missing(round):
        return redirect(home, 303)  # where what is missing is listed

    def act() -> None:
        if form.of_version.data != _words(round):
            raise Clash()  # somebody changed the words since they were read
        services.publish(round, by=actor())

    def look() -> Preview:
        return Preview([Line(gettext("State"), stands(), rehearsed(act, stands))])

    def stands() -> str:
        phase = round.phase(clock.now())
        named = opinion_words.PHASES.get(phase)  # none where the public does not see the round
        return str(named[0] if named else opinion_words.ROUND_STATES[round.state])

    preview, kept = form.step(look=look, keep=act)
    if kept:
        return redirect(home, 303)
    form.of_version.data = _words(round)
    listed, stand = standing(round), candidates.held(round)
    return render_template(
        "board/outcome/publish.html", form=form, preview=preview, home=home, back_to=name(round), words=opinion_words,
        told=[(each, reading.of(each, language())) for each in listed],
        held=[each for each in listed if each.id in stand and may(actor(), Candidates.READ_HOLD, each)],
    ), form.status  # fmt: skip


def _words(round: Round) -> str:
    """A mark of all words that would become public, in whatever language they are read."""
    told = [
        (said.text, said.document_number, said.signed_by, [(p.title, p.answer, p.text, p.n) for p in said.points])
        for each in standing(round)
        for said in (reading.of(each, "vi"), reading.of(each, "en"))
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


@bp.get("/ung-vien/<uuid:candidate_id>/van-de")
@allow(Rounds.READ, of=candidates.one)
def table(candidate: Candidate) -> str:
    """The points people made, each with its answer; the closing words."""
    return render_template(
        "board/outcome/points.html", candidate=candidate, points=points.of(candidate), left=points.left(candidate),
        said=reading.of(candidate, language()), words=opinion_words,
        answered=candidate.round.state is RoundState.ANSWERED, may_write=may(actor(), Outcome.WRITE_POINT, candidate),
    )  # fmt: skip


@bp.route("/ung-vien/<uuid:candidate_id>/van-de/them", methods=["GET", "POST"])
@allow(Outcome.WRITE_POINT, of=candidates.one)
def add(candidate: Candidate) -> ResponseReturnValue:
    """One more thing that people said."""
    form = PointForm()

    def act() -> None:
        points.add(candidate, title_vi=form.title_vi.data or "", title_en=form.title_en.data or "", by=actor())

    return _kept("point", candidate, form, act)


@bp.route("/van-de/<uuid:point_id>/sua", methods=["GET", "POST"])
@allow(Outcome.WRITE_POINT, of=points.one)
def reword(point: Point) -> ResponseReturnValue:
    """Say it otherwise."""
    candidate, form = _of(point), PointForm(obj=point, of_version=str(point.version))

    def act() -> None:
        told = {"title_vi": form.title_vi.data or "", "title_en": form.title_en.data or ""}
        points.reword(point, candidate, of_version=form.version, by=actor(), **told)

    return _kept("point", candidate, form, act, point)


@bp.route("/van-de/<uuid:point_id>/bo", methods=["GET", "POST"])
@allow(Outcome.WRITE_POINT, of=points.one)
def drop(point: Point) -> ResponseReturnValue:
    """Take it away; what stood in it is sorted anew."""
    candidate = _of(point)
    return _kept("drop", candidate, ActForm(), lambda: points.drop(point, candidate, by=actor()), point)


@bp.route("/van-de/<uuid:point_id>/tra-loi", methods=["GET", "POST"])
@allow(Outcome.ANSWER, of=points.one)
def answer(point: Point) -> ResponseReturnValue:
    """The Board's answer; once the outcome is public, with a dated public note."""
    candidate = _of(point)
    form = AnswerForm(obj=point, answer=point.answer.value if point.answer else None, of_version=str(point.version))

    def act() -> None:
        points.answer(
            point, candidate, answer=Answer(form.answer.data), text_vi=form.answer_vi.data or "", by=actor(),
            text_en=form.answer_en.data or "", note_vi=form.reason_vi.data or "", of_version=form.version,
        )  # fmt: skip

    return _kept("answer", candidate, form, act, point)


@bp.route("/ung-vien/<uuid:candidate_id>/ket-luan", methods=["GET", "POST"])
@allow(Outcome.CONCLUDE, of=candidates.one)
def conclude(candidate: Candidate) -> ResponseReturnValue:
    """The Board's closing words; once public, with a dated public note."""
    before = services.conclusion(candidate)
    form = ConclusionForm(obj=before, of_version=str(before.version if before else 0))

    def act() -> None:
        services.conclude(
            candidate, text_vi=form.text_vi.data or "", text_en=form.text_en.data or "", by=actor(),
            document_number=form.document_number.data or "", signed_by=form.signed_by.data or "",
            note_vi=form.reason_vi.data or "", of_version=form.version,
        )  # fmt: skip

    return _kept("conclude", candidate, form, act)


def _kept(
    page: str, candidate: Candidate, form: ActForm, act: Callable[[], None], point: Point | None = None
) -> ResponseReturnValue:
    home = to("board_outcome.table", candidate_id=candidate.id)
    if form.validate_on_submit():
        try:
            with unit_of_work():
                act()
            return redirect(home, 303)
        except Unfit as refusal:
            form.blame(refusal)
        except NotNow as refusal:
            form.form_errors.append(in_words(refusal))
        except Clash as refusal:
            form.clash = True
            form.form_errors.append(in_words(refusal))
    public = candidate.round.state is RoundState.ANSWERED
    html = render_template(
        f"board/outcome/{page}.html", form=form, candidate=candidate, point=point, home=home, public=public
    )
    return html, form.status


def _door(code: str, candidate: Candidate | None) -> str:
    """Where what is missing is done: for those who may, the page of the work itself."""
    if candidate is None:
        return ""
    if code == "waiting":
        waits = {"kind": ItemKind.OPINION.value, "round": candidate.round_id}
        return to("desk.queue", **waits) if may(actor(), Opinions.READ) else ""
    page = (
        WORK.get(code, "board_outcome.table") if may(actor(), Outcome.WRITE_POINT, candidate) else "board_outcome.table"
    )
    return to(page, candidate_id=candidate.id)


def _of(point: Point) -> Candidate:
    found = candidates.one(point.candidate_id)
    assert found is not None  # a foreign key
    return found
