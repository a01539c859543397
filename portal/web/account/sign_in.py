"""Sign in, sign out."""

from urllib.parse import urlsplit

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.accounts import passwords, queries, services
from portal.accounts.models import Staff
from portal.core.db import db, unit_of_work
from portal.core.errors import TooMany
from portal.web.account import known_browser
from portal.web.account.forms.sign_in import SignInForm
from portal.web.kit import navigation, session
from portal.web.kit.guard import open_page
from portal.web.kit.limits import meter, network
from portal.web.kit.locale import to

bp = Blueprint("sign_in", __name__)
PER_ACCOUNT_AND_ADDRESS, PER_ADDRESS = (
    "9/15 minutes",
    "120/15 minutes",
)  # none for the account alone: it could be shut from outside


@bp.route("/dang-nhap", methods=["GET", "POST"])
@open_page
def sign_in() -> ResponseReturnValue:
    """The staff's front door."""
    form = SignInForm()
    if form.validate_on_submit():
        staff = _checked(form.name.data.lower(), form.password.data)
        if staff is not None:
            return _enter(staff)
        return render_template("account/sign_in.html", form=form, wrong=True), 422
    return render_template("account/sign_in.html", form=form, wrong=False), 422 if form.errors else 200


@bp.route("/dang-xuat", methods=["POST"])
@open_page
def sign_out() -> ResponseReturnValue:
    """End this browser's session, whatever state it is in."""
    token, by = session.token(), session.actor()
    if token:
        with unit_of_work():
            services.end_session(token, by=by)
    session.end()
    return redirect(to("sign_in.sign_in"), 303)


def _checked(name: str, password: str) -> Staff | None:
    """The account, if the password is right. Counted before the password is looked at: guessing in parallel gains nothing."""
    if known := known_browser.of(name):
        meter.spend("sign-in", PER_ACCOUNT_AND_ADDRESS, f"{name} in {known}")
    else:
        meter.spend("sign-in", PER_ACCOUNT_AND_ADDRESS, f"{name} {network()}")
        meter.spend("sign-in", PER_ADDRESS)
    staff = queries.by_sign_in_name(name)
    stored = staff.password_hash if staff and staff.disabled_at is None else None
    db.session.rollback()  # nothing is held while hashing
    return staff if passwords.matches(password, stored) else None


def _enter(staff: Staff) -> ResponseReturnValue:
    old = session.token()
    with unit_of_work():
        if old:
            services.end_session(old, by=session.actor())
        token = services.begin_session(staff)
    session.begin(token)
    onwards = to("own.account") if staff.must_change_password else _inside(request.args.get("next"))
    return known_browser.remember(make_response(redirect(onwards or navigation.first(), 303)), staff.sign_in_name)


def _inside(address: str | None) -> str | None:
    """The address if it leads to a page of ours: a sign-in link must not send people elsewhere."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    parts = urlsplit(address)
    return address if not parts.scheme and not parts.netloc and "\\" not in address else None


@bp.errorhandler(TooMany)
def _slow_down(refusal: TooMany) -> ResponseReturnValue:
    form = SignInForm()
    form.form_errors.append(gettext("Too many attempts for this account. Wait 15 minutes, then try again."))
    return (
        render_template("account/sign_in.html", form=form, wrong=False),
        429,
        {"Retry-After": str(refusal.retry_after)},
    )
