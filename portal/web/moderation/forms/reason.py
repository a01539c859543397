"""The form of a reason: its name for colleagues, its text for the writer, both in two languages."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField, StringField, TextAreaField

from portal.moderation.reasons import Wording
from portal.moderation.services import EXPLAINED
from portal.web.kit.fields import Revision
from portal.web.kit.forms import Form
from portal.web.moderation.wording import OUTCOMES


class ReasonForm(Form):
    """What a reason is called and what the writer reads."""

    title_vi = StringField(lazy_gettext("Short name in Vietnamese"))
    title_en = StringField(lazy_gettext("Short name in English"))
    text_vi = TextAreaField(lazy_gettext("The letter’s text in Vietnamese"))
    text_en = TextAreaField(lazy_gettext("The letter’s text in English"))
    of_version = Revision(default=0)

    def wording(self) -> Wording:
        """What was typed."""
        fields = (self.title_vi, self.title_en, self.text_vi, self.text_en)
        return Wording(*(field.data or "" for field in fields))


class NewReasonForm(ReasonForm):
    """A reason that is not there yet."""

    code = StringField(lazy_gettext("Code"))
    outcome = SelectField(lazy_gettext("For which decision"))

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.outcome.choices = [(o.value, gettext(OUTCOMES[o][0])) for o in EXPLAINED]
