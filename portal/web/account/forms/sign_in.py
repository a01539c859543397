"""Forms of signing in and of one's own account."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from portal.accounts.passwords import LONGEST
from portal.web.kit.forms import Form


class SignInForm(Form):
    name = StringField(
        _l("Sign-in name"), validators=[InputRequired(_l("Enter your sign-in name.")), Length(max=64)],
        filters=[lambda raw: raw.strip() if raw else raw],
    )  # fmt: skip
    password = PasswordField(
        _l("Password"), validators=[InputRequired(_l("Enter your password.")), Length(max=LONGEST)]
    )


class PasswordForm(Form):
    old = PasswordField(_l("Present password"), validators=[InputRequired(_l("Enter your present password."))])
    new = PasswordField(_l("New password"), validators=[InputRequired(_l("Enter a new password."))])
