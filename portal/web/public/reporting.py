"""A reader says what is wrong with a published opinion. The form has an address of its own; the page it leads from stays as it is."""

import uuid
from collections.abc import Callable

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.consultations.opinions import queries, reported
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState
from portal.core.actor import RESIDENT
from portal.core.db import unit_of_work
from portal.core.errors import Missing, Unfit
from portal.moderation.reports.states import OF_OPINION
from portal.web.kit.guard import open_page
from portal.web.kit.limits import browser, meter
from portal.web.kit.locale import language, to
from portal.web.public.forms.report import ReportForm

bp = Blueprint("reporting", __name__)
RATE, OF_ONE = "600/hour", "10/hour"  # carrier networks put thousands of phones behind one address


def slow_down() -> None:
    """Count one report of this browser and of its network. Raises TooMany: nothing is ever banned."""
    meter.spend("report", OF_ONE, browser())
    meter.spend("report", RATE)


@bp.route("/lay-y-kien/y-kien/<uuid:opinion_id>/bao-sai", methods=["GET", "POST"])
@open_page
def opinion(opinion_id: uuid.UUID) -> ResponseReturnValue:
    """Report one opinion."""
    said = _said(opinion_id)
    form = ReportForm(kinds=OF_OPINION)
    if form.validate_on_submit() and taken(form, lambda: _keep(opinion_id, form)):
        return redirect(to("reporting.received", opinion_id=opinion_id), 303)
    page = render_template("public/reports/opinion.html", said=said, candidate=said.candidate, form=form)
    return page, 422 if form.errors else 200


@bp.get("/lay-y-kien/y-kien/<uuid:opinion_id>/bao-sai/da-nhan")
@open_page
def received(opinion_id: uuid.UUID) -> str:
    """A report has arrived."""
    return render_template("public/reports/received.html", candidate=_said(opinion_id).candidate)


def taken(form: ReportForm, keep: Callable[[], object]) -> bool:
    """Whether the report was kept. What a machine sent is thanked for like any other, and dropped."""
    if form.website.data:
        return True
    slow_down()
    try:
        with unit_of_work():
            keep()
    except Unfit as refusal:
        form.blame(refusal)
        return False
    return True


def _keep(opinion_id: uuid.UUID, form: ReportForm) -> None:
    reported.report(
        _said(opinion_id), by=RESIDENT, kind=form.what(), text=form.text.data or "", contact=form.contact.data or "",
        language=language(),
    )  # fmt: skip


def _said(opinion_id: uuid.UUID) -> Opinion:
    """A published opinion. Raises Missing for every other: nothing tells that it is there."""
    found = queries.one(opinion_id)
    if found is None or found.state is not OpinionState.PUBLISHED:
        raise Missing()
    return found
