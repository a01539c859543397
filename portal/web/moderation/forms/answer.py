"""The form by which an answer is written down for whoever gives it by telephone, at the desk or in a letter."""

import contextlib
import uuid
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.core import clock
from portal.core.storage.intake import Received
from portal.nominations.heard import Heard
from portal.nominations.states import Channel
from portal.web.kit.days import DayField
from portal.web.kit.forms import Form
from portal.web.moderation.wording import CHANNELS


class HeardForm(Form):
    """How the answer came and what it says. Nothing is chosen beforehand but the day: most are written down at once."""

    channel = RadioField(_l("How it came"), validators=[InputRequired(_l("Choose how it came."))])
    came_on = DayField(_l("Day it came"), needed=True)
    checked = StringField(
        _l("How you made sure that it is the writer"),
        description=_l("For example: called back on the number that was left; signed like the first letter."),
    )
    scan = FileField(_l("Scan of the letter"))
    text = TextAreaField(_l("The answer, in the writer’s own words"))
    asked = HiddenField()

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        offered = (Channel.PHONE, Channel.DESK, Channel.LETTER)
        self.channel.choices = [SelectChoice(c.value, gettext(CHANNELS[c])) for c in offered]

    def heard(self, scan: Received | None = None) -> Heard:
        """How it came, with the letter itself where it was scanned."""
        return Heard(Channel(self.channel.data), self.came_on.data or clock.today(), self.checked.data or "", scan)

    def question(self) -> uuid.UUID | None:
        """The question that was read; none where the page names none."""
        with contextlib.suppress(ValueError):
            return uuid.UUID(self.asked.data or "")
        return None


def blank(question: uuid.UUID | None) -> HeardForm:
    """An empty form for the question that is open, if one is."""
    return HeardForm(formdata=None, asked=str(question or ""), came_on=clock.today())
