"""What readers send back about a story: thanks and reports. Forms and cookies live here, not on the story's page."""

import uuid

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from portal.config import Settings
from portal.core.actor import RESIDENT
from portal.core.db import unit_of_work
from portal.moderation.switches.states import Function
from portal.stories import readers, reading
from portal.stories.states import StoryState
from portal.web.kit import signed
from portal.web.kit.guard import open_page
from portal.web.kit.limits import meter
from portal.web.kit.locale import language, to
from portal.web.kit.switched import switchable
from portal.web.public.forms.report import ReportForm
from portal.web.public.reporting import taken
from portal.web.public.stories import gone

bp = Blueprint("answers", __name__)
COOKIE = "thanked"
YEARS_2 = 2 * 365 * 24 * 3600
THANKS_RATE = "10000/hour"  # carrier networks put thousands of phones behind one address


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(_settings().receipt_key, salt=COOKIE)


def _device() -> str:
    """The random name of this device, if it has one and nobody tampered with it."""
    try:
        return str(_signer().loads(signed.cookie(COOKIE)))
    except BadSignature:
        return ""


@bp.route("/cau-chuyen/<slug>/cam-on", methods=["GET", "POST"])
@open_page
@switchable(Function.THANKS)
def thanks(slug: str) -> ResponseReturnValue:
    """One device's thanks. The cookie is set by sending, never by looking."""
    told = reading.told(slug)
    if told.state is StoryState.REMOVED:
        return gone(told)
    device = _device()
    if request.method == "GET":
        given = bool(device) and readers.has_thanked(told, device=device, secret=_settings().receipt_key)
        return render_template("public/stories/thanks.html", story=told, given=given)
    meter.spend("thanks", THANKS_RATE)
    device = device or uuid.uuid4().hex
    with unit_of_work():
        readers.thank(reading.told(slug), by=RESIDENT, device=device, secret=_settings().receipt_key)
    answer: Response = redirect(to("answers.thanks", slug=slug), 303)
    signed.give(answer, COOKIE, str(_signer().dumps(device)), YEARS_2)
    return answer


@bp.route("/cau-chuyen/<slug>/bao-sai", methods=["GET", "POST"])
@open_page
@switchable(Function.REPORTS)
def report(slug: str) -> ResponseReturnValue:
    """A reader says what is wrong with a story."""
    told = reading.told(slug)
    if told.state is StoryState.REMOVED:
        return gone(told)
    form = ReportForm()
    if form.validate_on_submit() and taken(form, lambda: _keep(slug, form)):
        return redirect(to("answers.reported", slug=slug), 303)
    return render_template("public/stories/report.html", story=told, form=form), 422 if form.errors else 200


def _keep(slug: str, form: ReportForm) -> None:
    readers.report(
        reading.told(slug), by=RESIDENT, kind=form.what(), text=form.text.data or "", contact=form.contact.data or "",
        language=language(),
    )  # fmt: skip


@bp.get("/cau-chuyen/<slug>/bao-sai/da-nhan")
@open_page
def reported(slug: str) -> str:
    """A report has arrived."""
    return render_template("public/stories/reported.html", story=reading.told(slug))
