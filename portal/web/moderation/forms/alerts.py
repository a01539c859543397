"""What one is told of waiting work, and from when on the public is told."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange, Optional

from portal.accounts.alerts.states import Pace
from portal.core.i18n import N_
from portal.moderation.desk.backlog import MOST
from portal.web.kit.forms import Form

PACES = {
    Pace.OFF: N_("Not at all"),
    Pace.AT_ONCE: N_("At once, when something new comes"),
    Pace.HOURLY: N_("Once an hour, if something new came"),
    Pace.DAILY: N_("Once a day"),
}


class AlertForm(Form):
    """One's own choice."""

    pace = RadioField(_l("How often do you want a letter?"), validators=[InputRequired(_l("Choose one."))])
    quiet_from = IntegerField(_l("No letters from (hour)"), validators=[InputRequired(), NumberRange(0, 23)])
    quiet_to = IntegerField(_l("until (hour)"), validators=[InputRequired(), NumberRange(0, 23)])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.pace.choices = [(pace.value, gettext(words)) for pace, words in PACES.items()]


class BacklogForm(Form):
    """From how many late things on the public is told that we are late."""

    above = IntegerField(_l("From how many late things on"), validators=[Optional(), NumberRange(1, MOST)])
