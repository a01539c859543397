"""Notices when a round opens: asked for, confirmed by a button behind a link, ended by one click."""

from contextlib import suppress

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from portal.consultations.rounds import followers
from portal.consultations.rounds.models import Follower
from portal.core.actor import RESIDENT
from portal.core.db import unit_of_work
from portal.core.errors import Missing
from portal.engines.places.gazetteer import Place
from portal.organisations import queries as organisations
from portal.organisations.words import ward_name
from portal.web.kit.fields import Email
from portal.web.kit.forms import Form
from portal.web.kit.guard import by_key, open_page
from portal.web.kit.limits import browser, meter
from portal.web.kit.locale import language, to
from portal.web.kit.telling import places, words
from portal.web.kit.telling.places import WardField

bp = Blueprint("following", __name__)
ASKS, ASKS_OF_ONE, LETTERS_TO_ONE = "600/hour", "10/hour", "3/day"  # of a network, of a browser, to an address

NEAR = 5  # wards named where the one typed is none


class FollowForm(Form):
    """Where to write, and about which part of the City or of its people."""

    email = Email(_l("E-mail address"), [InputRequired(_l("Write the whole e-mail address, such as ten@example.vn."))])
    ward = WardField(_l("Only for one ward or commune"), most=120)
    field = SelectField(
        _l("Only for people who"), choices=[SelectChoice("", _l("Everyone")), *words.GROUPS[1:]], default=""
    )

    def validate_ward(self, field: WardField) -> None:
        """A place that is one ward of today: notices of nowhere would never come."""
        found = field.found()
        if not field.data or found.ward:
            return
        near = "; ".join([each.label for each in found.candidates[:NEAR]] or found.suggestions[:NEAR])
        raise ValidationError(
            gettext("Write one of these names in full: %(names)s.", names=near)
            if near
            else gettext("No ward or commune has this name. Leave it empty to hear of every round.")
        )


@bp.route("/lay-y-kien/bao-tin", methods=["GET", "POST"])
@open_page
def ask() -> ResponseReturnValue:
    """Ask for notices. The answer is the same for an address that is known and one that is not."""
    place, group = _chosen()
    form = FollowForm(data={"ward": place.label if place else "", "field": group})
    if form.validate_on_submit():
        meter.spend("follow.ask", ASKS_OF_ONE, browser())
        meter.spend("follow.ask", ASKS)
        ward = form.ward.found().ward or ""
        if meter.note("follow.letter", LETTERS_TO_ONE, (form.email.data or "").lower()):  # said to nobody else
            with unit_of_work():
                followers.ask(
                    email=(form.email.data or "").lower(), ward_code=ward, field=form.field.data or "",
                    language=language(), by=RESIDENT,
                )  # fmt: skip
        return redirect(to("following.ask", done="1", ward=ward or None, field=form.field.data or None), 303)
    page = render_template(
        "public/rounds/follow.html", form=form, done=request.args.get("done") == "1", wards=places.present(),
        again=to("following.ask", ward=place.code if place else None, field=group or None),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _chosen() -> tuple[Place | None, str]:
    """The ward and the group that the address of the page carries, so that who asks again need not choose them again."""
    group = request.args.get("field", "")
    known = group in words.values(words.GROUPS[1:])
    return organisations.gazetteer().by_code.get(request.args.get("ward", "")), group if known else ""


@bp.route("/lay-y-kien/bao-tin/<key>", methods=["GET", "POST"])
@open_page
def confirm(key: str) -> ResponseReturnValue:
    """The link of the first letter; the button behind it begins the notices."""
    return _act(key, leaving=False)


@bp.route("/lay-y-kien/thoi-bao-tin/<key>", methods=["GET", "POST"])
@open_page
def leave(key: str) -> ResponseReturnValue:
    """The link at the end of every notice; the button behind it ends them."""
    return _act(key, leaving=True)


@bp.get("/lay-y-kien/thoi-bao-tin/<key>/ngay")
@open_page
def leaving(key: str) -> ResponseReturnValue:
    """The address of the mail program's own button, opened by a person: led to the page that asks."""
    return redirect(to("following.leave", key=key), 303)


@bp.post("/lay-y-kien/thoi-bao-tin/<key>/ngay")
@open_page
@by_key
def leave_now(key: str) -> ResponseReturnValue:
    """The mail program's own button (RFC 8058): a POST without cookie or form. A key that ended before is fine too."""
    with unit_of_work(), suppress(Missing):
        followers.leave(followers.by_key(key), by=RESIDENT)
    return Response("OK\n", mimetype="text/plain")


def _act(key: str, *, leaving: bool) -> ResponseReturnValue:
    try:
        follower = followers.by_key(key)
    except Missing:
        return render_template("public/rounds/follow_done.html", state="gone", leaving=leaving), 404
    if request.method == "GET":
        return render_template("public/rounds/follow_done.html", state="asked", leaving=leaving, about=_about(follower))
    with unit_of_work():
        follower = followers.by_key(key)
        about = _about(follower)
        (followers.leave if leaving else followers.confirm)(follower, by=RESIDENT)
    return render_template("public/rounds/follow_done.html", state="done", leaving=leaving, about=about)


def _about(follower: Follower) -> str:
    """Of which rounds its letters tell: who chose a ward and a group hears of those alone that are both."""
    ward = organisations.ward(follower.ward_code) if follower.ward_code else None
    place = ward_name(ward.kind, ward.name, language()) if ward else ""
    group = next((str(each.label) for each in words.GROUPS if follower.field and each.value == follower.field), "")
    if place and group:
        return gettext(
            "Only of rounds with a candidate both of %(ward)s and of the group “%(group)s”.", ward=place, group=group
        )
    if place:
        return gettext("Only of rounds with a candidate of %(ward)s.", ward=place)
    if group:
        return gettext("Only of rounds with a candidate of the group “%(group)s”.", group=group)
    return gettext("Of every round.")
