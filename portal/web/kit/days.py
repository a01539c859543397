"""A date in one box, as staff type it: 24/11/2026; and an hour: 08:00."""

from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext
from wtforms import StringField
from wtforms.validators import StopValidation

from portal.core.i18n import N_

WRONG = N_("Write the day as 24/11/2026.")
WRONG_TIME = N_("Write the time as 08:00.")
FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


class DayField(StringField):
    """A calendar day; `needed` ones must be there."""

    def __init__(self, label: Any = None, *, needed: bool = False, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.type = "StringField"  # what the macros draw
        self.needed, self.raw, self.read = needed, "", True

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw = (valuelist[0] if valuelist else "").strip()
        self.data = read_day(self.raw)
        self.read = self.data is not None or not self.raw

    def _value(self) -> str:
        return self.raw or (f"{self.data:%d/%m/%Y}" if isinstance(self.data, date) else "")

    def pre_validate(self, form: Any) -> None:
        if not self.read or (self.needed and self.data is None):
            raise StopValidation(gettext(WRONG))


class TimeField(StringField):
    """An hour and minute on a Vietnamese clock."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.type, self.raw = "StringField", ""  # what the macros draw

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw = (valuelist[0] if valuelist else "").strip()
        self.data = _time(self.raw)

    def _value(self) -> str:
        return self.raw or (f"{self.data:%H:%M}" if isinstance(self.data, time) else "")

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            raise StopValidation(gettext(WRONG_TIME))


def _time(text: str) -> time | None:
    for form in ("%H:%M", "%Hh%M", "%H.%M", "%Hh"):
        try:
            return datetime.strptime(text, form).time()  # noqa: DTZ007  # an hour of the day has no zone
        except ValueError:
            continue
    return None


def read_day(text: str) -> date | None:
    """A calendar day as people type it; none where it is none."""
    for form in FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a calendar day has no zone
        except ValueError:
            continue
    return None
