"""Opening a file, and opening who wrote a report: two doors of their own, each look noted."""

import uuid
from typing import Any

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from portal.confidential import reading
from portal.confidential.models import Report
from portal.confidential.policy import Confidential
from portal.confidential.states import Purpose
from portal.core.db import unit_of_work
from portal.core.errors import Missing
from portal.web.confidential import finders
from portal.web.confidential.forms.report import PurposeForm
from portal.web.kit.downloads import attached
from portal.web.kit.guard import allow
from portal.web.kit.session import actor

bp = Blueprint("opening", __name__)


def _file(report_id: uuid.UUID, file_id: uuid.UUID) -> Any:
    """A report, remembering which of its files is meant."""
    report = finders.report(report_id)
    if report is None:
        raise Missing()
    return _Wanted(report, file_id)


class _Wanted:
    def __init__(self, report: Report, file_id: uuid.UUID) -> None:
        self.report, self.file_id = report, file_id


@bp.get("/<uuid:report_id>/tep/<uuid:file_id>")
@allow(Confidential.FETCH, of=_file)
def file(wanted: _Wanted) -> Response:
    """A file, only to be saved: nothing of it runs in our name."""
    with unit_of_work():
        found = reading.file(wanted.report, wanted.file_id, by=actor())
    return attached(found.body, name=found.name, media_type=found.media_type)


@bp.route("/<uuid:report_id>/danh-tinh", methods=["GET", "POST"])
@allow(Confidential.IDENTITY, of=finders.report)
def identity(report: Report) -> ResponseReturnValue:
    """Ask for what; then show who wrote it, in the answer and at no address."""
    form = PurposeForm()
    if not form.validate_on_submit():
        return render_template(
            "confidential/identity.html", report=report, form=form, who=None
        ), 422 if form.errors else 200
    with unit_of_work():
        who = reading.identity(report, purpose=Purpose(form.purpose.data), by=actor())
    return render_template("confidential/identity.html", report=report, form=form, who=who)
