"""The form that records a nominee's answer. Every purpose is a box of its own, none ticked beforehand."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from portal.nominees.states import ConsentChannel, ConsentState, Covers
from portal.web.kit.days import DayField
from portal.web.kit.forms import Form
from portal.web.moderation.wording import CONSENT_CHANNELS, CONSENT_STATES, COVERS


class ConsentForm(Form):
    """Who answered what, through which channel, when, and on what evidence."""

    state = RadioField(lazy_gettext("The answer"), [InputRequired(lazy_gettext("Choose the answer."))])
    covers = SelectMultipleField(
        lazy_gettext("Agreed to"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    channel = SelectField(
        lazy_gettext("How the answer came"), [InputRequired(lazy_gettext("Choose how the answer came."))]
    )
    given_on = DayField(lazy_gettext("On which day"), needed=True, description=lazy_gettext("For example 24/11/2026."))
    given_by = StringField(
        lazy_gettext("Who answered"), [Length(max=120, message=lazy_gettext("Write at most 120 characters."))]
    )
    ground = TextAreaField(
        lazy_gettext("Evidence or ground"), [Length(max=500, message=lazy_gettext("Write at most 500 characters."))]
    )

    def __init__(self, *args: Any, minor: bool = False, **values: Any) -> None:
        super().__init__(*args, **values)
        self.state.choices = [(s.value, gettext(CONSENT_STATES[s][0])) for s in ConsentState]
        self.covers.choices = [(c.value, gettext(COVERS[c])) for c in Covers]
        channels = [ConsentChannel.PARENT, *ConsentChannel] if minor else list(ConsentChannel)
        named = {c.value: gettext(CONSENT_CHANNELS[c]) for c in channels}
        self.channel.choices = [("", gettext("Choose")), *named.items()]
