"""One's own account: password, open sessions, sign out everywhere."""

from datetime import timedelta

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts import passwords, queries, services
from portal.accounts.models import Staff
from portal.accounts.policy import Accounts
from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing, Unfit
from portal.core.i18n import N_
from portal.core.policy import may
from portal.web.account.forms.sign_in import PasswordForm
from portal.web.kit import session
from portal.web.kit.forms import Form
from portal.web.kit.guard import allow
from portal.web.kit.limits import meter
from portal.web.kit.locale import to

bp = Blueprint("own", __name__)


@bp.get("/")
@allow(Accounts.OWN)
def account() -> ResponseReturnValue:
    """What the account is, and what can be done with it."""
    return _page(PasswordForm(formdata=None))


@bp.post("/mat-khau")
@allow(Accounts.OWN)
def password() -> ResponseReturnValue:
    """Change the password; the slow hashing comes before the unit of work."""
    form, staff = PasswordForm(), _oneself()
    if not form.validate():
        return _page(form, 422)
    try:
        new = _new_hash(form, staff)
    except Unfit as refusal:
        form.blame(refusal)
        return _page(form, 422)
    with unit_of_work():
        staff = _oneself()
        services.change_password(staff, password_hash=new, by=session.actor())
        token = services.begin_session(staff)
    session.begin(token)
    return redirect(to("own.account", done="password"), 303)


@bp.post("/dang-xuat-moi-noi")
@allow(Accounts.OWN)
def everywhere() -> ResponseReturnValue:
    """End every session, this one too."""
    with unit_of_work():
        services.sign_out_everywhere(_oneself(), by=session.actor())
    session.end()
    return redirect(to("sign_in.sign_in"), 303)


def _oneself() -> Staff:
    id = session.actor().id
    staff = queries.one(id) if id else None
    if staff is None:
        raise Missing()
    return staff


def _new_hash(form: PasswordForm, staff: Staff) -> str:
    name, sign_in_name, stored = staff.name, staff.sign_in_name, staff.password_hash
    meter.spend("password", "10/15 minutes", str(staff.id))
    db.session.rollback()
    if not passwords.matches(form.old.data, stored):
        raise Unfit(N_("This is not your present password."), field="old")
    passwords.check(form.new.data, name=name, sign_in_name=sign_in_name)
    return passwords.hashed(form.new.data)


def _page(form: PasswordForm, status: int = 200) -> ResponseReturnValue:
    staff = _oneself()
    idle = timedelta(minutes=current_app.config["SETTINGS"].session_idle_minutes)
    sessions = queries.open_sessions(staff, clock.now() - idle)
    done = request.args.get("done") == "password"
    return render_template(
        "account/own.html", staff=staff, form=form, sessions=sessions, done=done, plain=Form(),
        declares=may(session.actor(), Accounts.DECLARE),
    ), status  # fmt: skip
