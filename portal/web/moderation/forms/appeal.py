"""The form by which a clerk writes an appeal down."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.engines.text import tidy
from portal.moderation.appeals.states import Channel
from portal.web.kit.forms import Form
from portal.web.moderation.wording import CHANNEL_NAMES


class AppealIntakeForm(Form):
    number = StringField(
        _l("Number of the story or opinion"),
        validators=[InputRequired(_l("Write the number that stands on the letter."))],
        description=_l("It stands on every letter and on the receipt."),
    )
    channel = RadioField(_l("How it came"), validators=[InputRequired(_l("Choose how it came."))])
    checked = StringField(
        _l("How you made sure that it is the writer"),
        validators=[InputRequired(_l("Write how you made sure that it is the writer."))],
        description=_l("For example: read out five words of the receipt; called back on the number that was left."),
    )
    text = TextAreaField(
        _l("Why they see it otherwise, in their own words"),
        validators=[InputRequired(_l("Write why they see it otherwise."))],
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        offered = (Channel.PHONE, Channel.DESK, Channel.LETTER)
        self.channel.choices = [SelectChoice(c.value, gettext(CHANNEL_NAMES[c.value])) for c in offered]

    def said_number(self) -> str:
        """The number as it is kept."""
        return tidy.line(self.number.data or "").upper()[:20]
