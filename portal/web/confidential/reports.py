"""The list, one report, and what a reader does with it."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.confidential import deadlines, queries, reading, services
from portal.confidential.models import Report
from portal.confidential.policy import Confidential
from portal.confidential.states import LIFE, Outcome, ReportState
from portal.core import clock
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Missing, NotNow, Refusal, Unfit
from portal.core.i18n import N_
from portal.core.policy import may
from portal.honours.queries import calendar
from portal.web.confidential import finders, holding, words
from portal.web.confidential.forms.report import DecisionForm, HoldForm, NoteForm, WriteForm
from portal.web.kit.forms import Form
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, to
from portal.web.kit.session import actor

bp = Blueprint("reports", __name__)
S = ReportState
TOO_EARLY = N_(
    "A transfer slip goes with a report that was forwarded to another body. This one has not been forwarded."
)
VIEWS = {"cho": (S.RECEIVED,), "dang-xem": (S.INSPECTING,), "xong": (S.NO_GROUND, S.FORWARDED, S.TOLD_HOW)}


@dataclass
class Sheets:
    """The forms of a report's page; one that was sent wrongly stands there as it was typed."""

    decide: DecisionForm
    write: WriteForm = field(default_factory=lambda: WriteForm(formdata=None))
    note: NoteForm = field(default_factory=lambda: NoteForm(formdata=None))
    hold: HoldForm | None = None


@bp.get("/")
@allow(Confidential.LIST)
def listing() -> str:
    """Numbers, days, states and clocks; not a word."""
    view = request.args.get("xem", "cho")
    view = view if view in VIEWS else "cho"
    page, today, days = queries.listed(VIEWS[view], request.args.get("sau")), clock.today(), calendar()
    return render_template(
        "confidential/list.html", view=view, page=page, states=words.STATES,
        timers={r.id: deadlines.of(r, days, today) for r in page.items}, reads=may(actor(), Confidential.READ),
        keeps=may(actor(), Confidential.IDENTITY),
    )  # fmt: skip


@bp.get("/<uuid:report_id>")
@allow(Confidential.READ, of=finders.report)
def read(report: Report) -> str:
    """Read a report. The log entry is written first, though this is a GET: unseen by the log nothing is shown."""
    return _page(report)


@bp.post("/<uuid:report_id>/phan-loai")
@allow(Confidential.DECIDE, of=finders.report)
def classify(report: Report) -> ResponseReturnValue:
    """Say what it is."""
    form = DecisionForm(_possible(report))

    def act(fresh: Report) -> None:
        services.classify(
            fresh, Outcome(form.outcome.data), why=form.why.data or "", body=form.body.data or "",
            version=form.version.data, by=actor(),
        )  # fmt: skip

    return _done(report, form, act, Sheets(form))


@bp.post("/<uuid:report_id>/nhan")
@allow(Confidential.WRITE, of=finders.report)
def write(report: Report) -> ResponseReturnValue:
    """Write to whoever reported."""
    form = WriteForm()
    sheets = Sheets(_decision(report), write=form)
    return _done(report, form, lambda fresh: services.write(fresh, text=form.text.data or "", by=actor()), sheets)


@bp.post("/<uuid:report_id>/ghi-chu")
@allow(Confidential.NOTE, of=finders.report)
def note(report: Report) -> ResponseReturnValue:
    """Note something for readers."""
    form = NoteForm()
    sheets = Sheets(_decision(report), note=form)
    return _done(report, form, lambda fresh: services.note(fresh, text=form.text.data or "", by=actor()), sheets)


@bp.post("/<uuid:report_id>/tam-dung")
@allow(Confidential.HOLD, of=finders.report)
def hold(report: Report) -> ResponseReturnValue:
    """Ask that a dossier stand still. The request and the hold are kept together, or neither is."""
    form = HoldForm(finders.candidates())
    if not form.validate_on_submit():
        return _page(report, Sheets(_decision(report), hold=form)), 422
    with unit_of_work():
        halt = services.request_hold(_fresh(report), candidate_id=uuid.UUID(form.candidate.data), by=actor())
        holding.place(halt)
    return redirect(to("reports.read", report_id=report.id, _anchor="tam-dung"), 303)


@bp.get("/<uuid:report_id>/phieu-chuyen")
@allow(Confidential.SLIP, of=finders.report)
def slip(report: Report) -> str:
    """The paper that goes with a transfer: what, about whom, and nothing of who wrote it (Art 47, 56)."""
    if report.state is not ReportState.FORWARDED:
        raise NotNow(TOO_EARLY)
    with unit_of_work():
        opened = reading.text(_fresh(report), by=actor(), act=Confidential.SLIP)
    return render_template("confidential/slip.html", report=report, opened=opened, known=words.KNOWN)


def _done(report: Report, form: Form, act: Callable[[Report], None], sheets: Sheets) -> ResponseReturnValue:
    """Carry an act out and come back to the report, or show what has to be looked at again."""
    if not form.validate_on_submit():
        return _page(report, sheets), 422
    try:
        with unit_of_work():
            act(_fresh(report))
    except Unfit as refusal:
        form.blame(refusal)
        return _page(report, sheets), 422
    except (Clash, NotNow) as refusal:
        return _again(report, form, refusal, sheets)
    return redirect(to("reports.read", report_id=report.id), 303)


def _again(report: Report, form: Form, refusal: Refusal, sheets: Sheets) -> ResponseReturnValue:
    form.form_errors.append(in_words(refusal))
    sheets.decide.version.data = _fresh(report).version  # sent once more it is meant against what now stands
    return _page(report, sheets), 409


def _page(report: Report, sheets: Sheets | None = None) -> str:
    with unit_of_work():
        fresh = _fresh(report)
        opened = reading.text(fresh, by=actor())
    names, sheets = finders.candidates(), sheets or Sheets(_decision(fresh))
    sheets.hold = sheets.hold or HoldForm(names, formdata=None, candidate=str(opened.subject_id or ""))
    return render_template(
        "confidential/report.html", report=fresh, opened=opened, sheets=sheets,
        timers=deadlines.of(fresh, calendar(), clock.today()), acts=finders.acts(fresh), mover=finders.mover(opened),
        words=words, named=dict(names), keeps=may(actor(), Confidential.IDENTITY),
    )  # fmt: skip


def _decision(report: Report) -> DecisionForm:
    form = DecisionForm(_possible(report), formdata=None)
    form.version.data = report.version
    return form


def _possible(report: Report) -> Sequence[Outcome]:
    return [Outcome(move) for move in LIFE.open_to(report.state)]


def _fresh(report: Report) -> Report:
    found = queries.one(report.id)
    if found is None:
        raise Missing()
    return found
