"""The confidential channel: what it is, the form, the letter of denunciation to fill in by hand.

The receipt is shown in the answer to the form itself: no cookie and no address ever holds it.
"""

import uuid
from collections.abc import Sequence

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from portal.confidential import intake
from portal.core import codes
from portal.core.actor import RESIDENT
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing, Unfit
from portal.core.storage.faults import StoreFull
from portal.core.storage.intake import cleaned
from portal.core.storage.unfit import UnfitFile
from portal.honours import queries
from portal.honours.states import Subject
from portal.web.kit.cache import cacheable
from portal.web.kit.guard import open_page
from portal.web.kit.limits import browser, meter
from portal.web.kit.locale import language, to
from portal.web.kit.telling import drawing, uploads
from portal.web.public import channel_subjects
from portal.web.public.channel_subjects import Whom
from portal.web.public.forms.channel import ReportForm

bp = Blueprint("channel", __name__)
MINUTE = 60
RATE, RATE_OF_ONE = "600/hour", "10/hour"  # carrier networks put thousands of phones behind one address
PURPOSE = "confidential"


@bp.after_request
def no_trail(response: Response) -> Response:
    """Whatever page is opened next is not told where its reader came from."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.get("/kenh-bao-mat/")
@open_page
@cacheable(MINUTE)
def about() -> str:
    """What the channel is, and what it is not."""
    laws = queries.instruments_in_force(subject=Subject.DENUNCIATION)
    return render_template(f"public/channel/about.{language()}.html", laws=laws)


@bp.get("/kenh-bao-mat/don-to-cao")
@open_page
@cacheable(MINUTE)
def letter() -> str:
    """A letter of denunciation to print and fill in by hand (Law on Denunciations, Art 23)."""
    return render_template("public/channel/letter.html")


@bp.route("/kenh-bao-mat/gui", methods=["GET", "POST"])
@open_page
def send() -> ResponseReturnValue:
    """Report, about whomever."""
    return _form_page(None)


@bp.route("/kenh-bao-mat/gui/<any('ung-vien', 'nguoi-duoc-ke'):kind>/<uuid:thing_id>", methods=["GET", "POST"])
@open_page
def send_about(kind: str, thing_id: uuid.UUID) -> ResponseReturnValue:
    """Report about somebody the portal shows."""
    whom = channel_subjects.found(kind, thing_id)
    if whom is None:
        raise Missing()
    return _form_page(whom)


def _form_page(whom: Whom | None) -> ResponseReturnValue:
    form = ReportForm(named=whom is not None)
    if not form.key.data or len(form.key.data) != 32:
        form.key.data = codes.secret()
    if form.validate_on_submit() and (code := _taken(form, whom)):
        return _receipt(code)
    if form.errors or form.form_errors:
        return _shown(form, whom), 422
    return _shown(form, whom)


def _shown(form: ReportForm, whom: Whom | None) -> str:
    return render_template("public/channel/send.html", form=form, whom=whom, chose_files=bool(form.sent))


def _taken(form: ReportForm, whom: Whom | None) -> str:
    """The words of the receipt once the report is kept, nothing where something is to be looked at again.

    What a machine sent is thanked for like any other, and dropped.
    """
    code = codes.code_of(PURPOSE, form.key.data or "")
    if form.website.data:
        return code
    meter.spend("channel.report", RATE_OF_ONE, browser())
    meter.spend("channel.report", RATE)
    files, refused = clean(form.sent)
    if refused:
        form.files.errors = refused
        return ""
    db.session.rollback()
    receipt_hash = codes.hashed(code)  # slow: no lock is held meanwhile
    try:
        with unit_of_work():
            _receive(form, whom, files, receipt_hash)
    except Unfit as refusal:
        form.blame(refusal)
        return ""
    return code


def _receive(form: ReportForm, whom: Whom | None, files: list[intake.File], receipt_hash: str) -> None:
    said = intake.told(
        text=form.text.data or "", about=whom.name if whom else form.about.data or "", when=form.when.data or "",
        where=form.where.data or "", how_known=form.how_known.data or "", subject=whom.subject if whom else "",
        subject_id=whom.id if whom else None,
    )  # fmt: skip
    intake.receive(said, contact=form.contact, files=files, receipt_hash=receipt_hash, by=RESIDENT, language=language())


def clean(sent: Sequence[FileStorage]) -> tuple[list[intake.File], list[str]]:
    """Files without where and when they were taken, kept nowhere yet, and words about those that are not taken."""
    if len(sent) > intake.FILES:
        return [], [gettext("Choose up to %(most)s files at a time.", most=intake.FILES)]
    taken, refused = [], []
    for file in sent:
        try:
            body, known = cleaned(file.stream, name=file.filename or "")
            taken.append(intake.File(known.name, known.media_type, body))
        except (UnfitFile, StoreFull) as refusal:
            refused.append(uploads.named(file.filename or "", refusal))
    return taken, refused


def _receipt(code: str) -> str:
    return render_template(
        "public/channel/receipt.html", code=drawing.lines(code), track=drawing.outside(to("channel_box.find"))
    )
