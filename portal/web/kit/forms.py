"""The base of every form: messages in the reader's language, what was typed kept as typed."""

from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field

from portal.core.errors import Unfit
from portal.core.i18n import N_, catalogue
from portal.web.kit.locale import language

# What WTForms itself may say to somebody whose page is older than the list it offers
THEIRS = (N_("Not a valid choice."), N_("Invalid Choice: could not coerce."), N_("This field is required."))


class _Words:
    """WTForms' own messages, looked up in our catalogues."""

    def gettext(self, text: str) -> str:
        return gettext(text)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return catalogue(language()).ngettext(singular, plural, n)  # WTForms fills in the rest itself


class Form(FlaskForm):
    """A form of the portal."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> _Words:
            return _Words()

    def blame(self, refusal: Unfit) -> None:
        """Show a service's refusal beside the field it names, or above the form."""
        text = gettext(refusal.msgid, **refusal.values)
        if refusal.field in self._fields:
            field: Field = self._fields[refusal.field]
            field.errors = [*field.errors, text]
        else:
            self.form_errors.append(text)
