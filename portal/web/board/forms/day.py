"""The forms of the calendar: a day, the end of one, the habit of counting."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from portal.core.i18n import N_
from portal.honours.calendars import DaySaid
from portal.honours.limits import NAME, NOTE, SOURCE
from portal.honours.states import DayKind
from portal.web.kit.days import DayField
from portal.web.kit.fields import Line
from portal.web.kit.honour_words import DAY_KINDS
from portal.web.kit.previewed import NEEDED, Previewed

HABITS = {
    "next": N_("From the day after posting (recommended: it always gives “at least” the full number of days)"),
    "posting": N_("From the day of posting itself, if that is a working day"),
}


class DayForm(Previewed):
    """One day that is not what its weekday says."""

    day = DayField(lazy_gettext("Day"), needed=True)
    kind = SelectField(lazy_gettext("What kind of day"))
    name_vi = Line(lazy_gettext("Name in Vietnamese"), [NEEDED], most=NAME)
    name_en = Line(lazy_gettext("Name in English"), [NEEDED], most=NAME)
    source = Line(lazy_gettext("Where this is written"), [NEEDED], most=SOURCE)
    unsure = BooleanField(lazy_gettext("Not certain: to be checked with the original text"))
    note_vi = Line(lazy_gettext("What is not certain, in Vietnamese"), most=NOTE)
    note_en = Line(lazy_gettext("What is not certain, in English"), most=NOTE)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.kind.choices = [(v.value, gettext(DAY_KINDS[v])) for v in DayKind]

    def said(self) -> DaySaid:
        """What was typed."""
        assert self.day.data is not None  # the field needs one
        return DaySaid(
            self.day.data, DayKind(self.kind.data), self.name_vi.data or "", self.name_en.data or "",
            self.source.data or "", bool(self.unsure.data), self.note_vi.data or "", self.note_en.data or "",
        )  # fmt: skip


class HabitForm(Previewed):
    """From which day a window is counted."""

    habit = RadioField(lazy_gettext("A window is counted"), validators=[InputRequired(lazy_gettext("Choose one."))])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.habit.choices = [(value, gettext(text)) for value, text in HABITS.items()]

    @property
    def posting_day_counts(self) -> bool:
        """What was chosen."""
        return self.habit.data == "posting"
