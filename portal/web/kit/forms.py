"""The base of every form: messages in the reader's language, what was typed kept as typed."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FileField

from portal.core.errors import Refusal
from portal.core.i18n import N_, catalogue
from portal.web.kit.locale import in_words, language

# What WTForms itself may say: of a form older than the list it offers, of numbers, of what is too long
THEIRS = (
    N_("Not a valid choice."), N_("Invalid Choice: could not coerce."), N_("This field is required."),
    N_("Not a valid integer value."), N_("Number must be between %(min)s and %(max)s."),
    N_("Number must be at least %(min)s."), N_("Number must be at most %(max)s."),
)  # fmt: skip
OURS = {  # where theirs has a singular and a plural, or says more than a reader needs
    "Invalid choice(s): one or more data inputs could not be coerced.": N_("Not a valid choice."),
    "'%(value)s' is not a valid choice for this field.": N_("Not a valid choice."),
    "Field must be at least %(min)d character long.": N_("Please write at least %(min)s characters."),
    "Field must be between %(min)d and %(max)d characters long.": N_("Please write between %(min)s and %(max)s characters."),
    "Field cannot be longer than %(max)d character.": N_("Please shorten it to %(max)s characters."),
    "Field must be exactly %(max)d character long.": N_("Please write exactly %(max)s characters."),
}  # fmt: skip


class _Words:
    """WTForms' own messages, looked up in our catalogues; it fills in the rest itself."""

    def gettext(self, text: str) -> str:
        return catalogue(language()).gettext(OURS.get(text, text))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular)


class Form(FlaskForm):
    """A form of the portal."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> _Words:
            return _Words()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent: a file only where one is asked for, and words for all else. JSON is none of our forms."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            if not form.is_submitted():
                return None
            asked = {field.name for field in form if isinstance(field, FileField)} if request.files else set()
            files = MultiDict((name, file) for name, file in request.files.items(multi=True) if name in asked)
            return CombinedMultiDict((files, request.form)) if files else request.form or None

    def blame(self, refusal: Refusal, at: str = "") -> None:
        """Show a service's refusal beside the field it names, else at the one given, else above the form."""
        text, name = in_words(refusal), getattr(refusal, "field", "") or at
        if name in self._fields:
            field: Field = self._fields[name]
            field.errors = [*field.errors, text]
        else:
            self.form_errors.append(text)
