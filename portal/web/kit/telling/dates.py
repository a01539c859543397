"""A date of which any part may be missing: "2019", "5/2019", "12/5/2019"."""

import calendar
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FormField
from wtforms.validators import ValidationError

from portal.core import clock
from portal.core.i18n import N_
from portal.nominations import limits
from portal.web.kit.fields import Line
from portal.web.kit.forms import Form

FUTURE = N_("This day lies in the future. Check the date.")


class PartsForm(Form):
    """Day, month and year, each as typed."""

    class Meta(Form.Meta):
        csrf = False

    asked = True  # False where another answer has made the date beside the point

    day = Line(_l("Day"), most=10)
    month = Line(_l("Month"), most=10)
    year = Line(_l("Year"), most=10)

    def validate(self, extra_validators: Any = None) -> bool:
        return not self.asked or super().validate(extra_validators)

    def validate_day(self, field: Line) -> None:
        if field.data and (number := _number(field.data, 1, 31)) and self._longest() < number:
            raise ValidationError(gettext("This month has no day %(day)s.", day=number))
        if field.data and not self.month.data and self.year.data:
            raise ValidationError(gettext("Give the month too, or leave the day empty."))

    def validate_month(self, field: Line) -> None:
        if field.data:
            _number(field.data, 1, 12)

    def validate_year(self, field: Line) -> None:
        if field.data:
            year = _number(field.data, limits.FIRST_YEAR, 9999)
            wrong = self.day.errors or self.month.errors  # one thing at a time
            if not wrong and (year > clock.today().year or ((first := self.value()) and first > clock.today())):
                raise ValidationError(gettext(FUTURE))
        elif self.day.data or self.month.data:
            raise ValidationError(gettext("Give the year too."))

    def value(self) -> date | None:
        """The first day that what was typed allows."""
        try:
            return date(int(self.year.data), int(self.month.data or 1), int(self.day.data or 1))
        except (ValueError, TypeError):
            return None

    def text(self) -> str:
        """As exact as it was told: "12/5/2019", "5/2019" or "2019"."""
        return "/".join(str(int(p.data)) for p in (self.day, self.month, self.year) if p.data) if self.value() else ""

    def _longest(self) -> int:
        try:
            return calendar.monthrange(int(self.year.data or 2000), int(self.month.data))[1]
        except (ValueError, TypeError, calendar.IllegalMonthError):
            return 31


class PartialDate(FormField):
    """Three small boxes for a date as far as it is known."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(PartsForm, label, **kwargs)
        self.type = "FormField"


def _number(text: str, least: int, most: int) -> int:
    if len(text) > 4 or not text.isdecimal() or not least <= int(text) <= most:
        raise ValidationError(
            gettext(
                "Write a number from %(least)s to %(most)s.",
                least=least,
                most=min(most, clock.today().year) if most > 31 else most,
            )
        )
    return int(text)
