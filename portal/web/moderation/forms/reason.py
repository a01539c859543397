"""The form of a reason: its name for colleagues, its text for the writer, both in two languages."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from portal.moderation.reasons import Use, Wording
from portal.moderation.services import EXPLAINED
from portal.moderation.states import Kind
from portal.web.kit.fields import Revision
from portal.web.kit.forms import Form
from portal.web.moderation.kinds import KINDS
from portal.web.moderation.wording import OUTCOMES


class ReasonForm(Form):
    """What a reason is called and what the writer reads."""

    title_vi = StringField(lazy_gettext("Short name in Vietnamese"))
    title_en = StringField(lazy_gettext("Short name in English"))
    text_vi = TextAreaField(lazy_gettext("The letter’s text in Vietnamese"))
    text_en = TextAreaField(lazy_gettext("The letter’s text in English"))
    applies_to = SelectMultipleField(
        lazy_gettext("Offered for"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    second_person = BooleanField(lazy_gettext("A second person must agree"))
    public = BooleanField(lazy_gettext("Named in the public figures"))
    of_version = Revision(default=0)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.applies_to.choices = [(kind.value, gettext(text)) for kind, text in KINDS.items()]

    def use(self) -> Use:
        """What it is for."""
        kinds = [kind for kind in Kind if kind.value in (self.applies_to.data or ())]
        return Use(kinds, bool(self.second_person.data), bool(self.public.data))

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
