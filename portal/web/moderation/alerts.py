"""Letters about waiting work, each to one's own wish; and the leads' word to the public that we are late."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts import queries
from portal.accounts.alerts import services
from portal.accounts.alerts.states import Pace
from portal.accounts.models import Staff
from portal.core.db import unit_of_work
from portal.core.errors import Missing, Unfit
from portal.core.policy import may
from portal.moderation.desk import backlog
from portal.moderation.policy import Moderation
from portal.web.kit.guard import allow
from portal.web.kit.locale import to
from portal.web.kit.session import actor
from portal.web.moderation.forms.alerts import AlertForm, BacklogForm

bp = Blueprint("desk_alerts", __name__)


@bp.route("/bao-viec", methods=["GET", "POST"])
@allow(Moderation.CLAIM)
def own() -> ResponseReturnValue:
    """How often one wants to hear that work waits."""
    chosen = services.chosen(_oneself())
    form = AlertForm(data={"pace": chosen.pace.value, "quiet_from": chosen.quiet_from, "quiet_to": chosen.quiet_to})
    if not form.is_submitted():
        return _page(form, _backlog_form())
    if form.validate():
        try:
            with unit_of_work():
                services.choose(
                    _oneself(), pace=Pace(form.pace.data), quiet_from=_hour(form.quiet_from.data),
                    quiet_to=_hour(form.quiet_to.data), by=actor(),
                )  # fmt: skip
            return redirect(to("desk_alerts.own", done=1), 303)
        except Unfit as refusal:
            form.blame(refusal)
    return _page(form, _backlog_form()), 422


@bp.post("/bao-viec/cong-chung")
@allow(Moderation.SET_BACKLOG)
def public() -> ResponseReturnValue:
    """Tell the public from so many late things on."""
    form = BacklogForm()
    if form.validate():
        try:
            with unit_of_work():
                backlog.tell_above(form.above.data, by=actor())
            return redirect(to("desk_alerts.own", done=2), 303)
        except Unfit as refusal:
            form.blame(refusal)
    chosen = services.chosen(_oneself())
    own_form = AlertForm(formdata=None, data=vars(chosen) | {"pace": chosen.pace.value})
    return _page(own_form, form), 422


def _page(form: AlertForm, about_public: BacklogForm) -> str:
    values: dict[str, Any] = {
        "form": form, "public": about_public if may(actor(), Moderation.SET_BACKLOG) else None,
        "kept": backlog.kept(), "staff": _oneself(), "done": request.args.get("done", ""),
    }  # fmt: skip
    return render_template("moderation/alerts.html", **values)


def _backlog_form() -> BacklogForm:
    return BacklogForm(formdata=None, data={"above": backlog.kept().above})


def _oneself() -> Staff:
    id = actor().id
    found = queries.one(id) if id else None
    if found is None:
        raise Missing()
    return found


def _hour(value: int | None) -> int:
    return -1 if value is None else value
