"""Follow a report by its receipt: what became of it, and messages to and fro. Nothing here repeats what was reported."""

from collections.abc import Sequence

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.confidential import intake
from portal.core.db import db, unit_of_work
from portal.core.errors import TooMany, Unfit
from portal.core.i18n import N_
from portal.web.kit.guard import allow, open_page
from portal.web.kit.limits import meter
from portal.web.kit.locale import in_words, to
from portal.web.kit.receipts import CodeForm
from portal.web.public import channel, mailbox
from portal.web.public.forms.channel import MoreForm

bp = Blueprint("channel_box", __name__)
bp.after_request(channel.no_trail)
SENT = "40/hour"
NOT_FOUND = N_("We found nothing for these words. Compare them with your receipt once more, one by one.")
STATES = {
    intake.ReportState.RECEIVED: (
        N_("We have received it"),
        N_("An officer reads it and decides within 7 working days what has to be done."),
    ),
    intake.ReportState.NO_GROUND: (
        N_("Read, and closed for now"),
        N_("What we have is not enough to look into. If you know more, a date, a place, a paper, write it below."),
    ),
    intake.ReportState.INSPECTING: (
        N_("Being looked into"),
        N_("There is enough to check. We do not tell anybody who wrote."),
    ),
    intake.ReportState.FORWARDED: (
        N_("Passed on to the body in charge"),
        N_("It belongs to another body, so we sent it there. Your name and contact did not go along."),
    ),
    intake.ReportState.TOLD_HOW: (
        N_("This needs a formal denunciation"),
        N_("The law lets it be looked into when a signed letter comes, or when you tell it in person. We show you how."),
    ),
}  # fmt: skip


@bp.route("/kenh-bao-mat/theo-doi", methods=["GET", "POST"])
@open_page
def find() -> ResponseReturnValue:
    """One field for the words on the receipt, whichever page gave it."""
    form, wait = CodeForm(), 0
    if form.validate_on_submit():
        page, wait = mailbox.answer(form, NOT_FOUND)
        if page:
            return redirect(to(page), 303)
    left, ended = request.args.get("left") == "1", request.args.get("ended") == "1"
    body = render_template("public/channel/find.html", form=form, left=left, ended=ended, proof=mailbox.CODES.crowded())
    return body, 429 if wait else 422 if form.errors else 200, {"Retry-After": str(wait)} if wait else {}


@bp.get("/kenh-bao-mat/theo-doi/hop-thu")
@allow(intake.FOLLOW, of=mailbox.held_report)
def box(report: intake.Report) -> ResponseReturnValue:
    """Where it stands, and what was said."""
    return _page(report, MoreForm())


@bp.post("/kenh-bao-mat/theo-doi/hop-thu")
@allow(intake.FOLLOW, of=mailbox.held_report)
def more(report: intake.Report) -> ResponseReturnValue:
    """Say or hand in more."""
    form = MoreForm()
    if not form.validate_on_submit():
        return _page(report, form), 422
    try:
        meter.spend("track.send", SENT, report.id.hex)
        files, refused = channel.clean(form.sent)
        if refused:
            form.files.errors = refused
            return _page(report, form), 422
        _write(form.text.data or "", files)
    except Unfit as refusal:
        form.blame(refusal)
        return _page(report, form), 422
    except TooMany as refusal:
        form.text.errors = [in_words(refusal)]
        return _page(report, form), 429
    return redirect(to("channel_box.box", done="1"), 303)


@bp.post("/kenh-bao-mat/theo-doi/roi")
@open_page
def leave() -> ResponseReturnValue:
    """Leave no trace of it in this browser's cookie."""
    mailbox.close()
    return redirect(to("channel_box.find", left="1"), 303)


def _write(text: str, files: Sequence[intake.File]) -> None:
    db.session.rollback()
    with unit_of_work():
        intake.write(mailbox.held_report(), text=text, files=files, by=g.actor)


def _page(report: intake.Report, form: MoreForm) -> str:
    return render_template(
        "public/channel/box.html", box=intake.box(report, by=g.actor), form=form, words=STATES[report.state],
        done=request.args.get("done") == "1",
    )  # fmt: skip
