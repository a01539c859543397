"""The form by which readers report something wrong in a story."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from portal.stories.readers import CONTACT
from portal.stories.states import ReportKind
from portal.web.kit.forms import Form
from portal.web.kit.words import REPORTS


class ReportForm(Form):
    kind = RadioField(_l("What is wrong?"), validators=[InputRequired(_l("Choose what is wrong"))])
    text = TextAreaField(
        _l("Tell us more"),
        validators=[InputRequired(_l("Say in a few words what is wrong"))],
        description=_l("What is not right, and how do you know? Leave out phone numbers and home addresses."),
    )
    contact = StringField(
        _l("Your phone or e-mail"),
        validators=[Length(max=CONTACT, message=_l("That is too long for a phone number or an e-mail address"))],
        description=_l("Only to answer you. It is never published."),
    )
    website = StringField()  # people do not see it; machines fill it in

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.kind.choices = [SelectChoice(kind.value, gettext(text)) for kind, text in REPORTS.items()]

    def what(self) -> ReportKind:
        """The kind chosen."""
        return ReportKind(self.kind.data)
