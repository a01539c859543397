"""The form of a canned reply."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from portal.moderation.canned.services import Wording
from portal.moderation.states import Kind
from portal.web.kit.fields import Revision
from portal.web.kit.forms import Form
from portal.web.moderation.kinds import KINDS


class CannedForm(Form):
    """What a reply says, and what it is offered for."""

    title = StringField(lazy_gettext("Short name, for colleagues"))
    kinds = SelectMultipleField(
        lazy_gettext("Offered for"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    text_vi = TextAreaField(lazy_gettext("Words in Vietnamese"))
    text_en = TextAreaField(lazy_gettext("Words in English"))
    of_version = Revision(default=0)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.kinds.choices = [(k.value, gettext(KINDS[k])) for k in KINDS if k is not Kind.PHOTO]

    def wording(self) -> Wording:
        """What was typed."""
        kinds = [kind for kind in Kind if kind.value in (self.kinds.data or ())]
        return Wording(self.title.data or "", self.text_vi.data or "", self.text_en.data or "", kinds)
