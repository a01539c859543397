"""The rows of a candidate's lists: what was done, honours received before, standards. Empty ones are left out, no half."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Form as Rows
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.consultations.candidates.states import Met
from portal.core import clock
from portal.web.kit.fields import Line, Prose
from portal.web.kit.opinion_words import MET

FIRST_YEAR = 1945  # of any honour of the State


class AchievementRow(Rows):
    """One thing that was done."""

    title = Line(lazy_gettext("What was done"), most=300)
    text = Prose(lazy_gettext("In a few sentences"), most=2000)

    def validate_title(self, field: Line) -> None:
        """Sentences without what they are about would be lost."""
        if self.text.data and not field.data:
            raise ValidationError(gettext("Name what was done: the sentences below belong to it."))


class PastHonourRow(Rows):
    """One honour received before."""

    year = Line(lazy_gettext("Year"), most=60)
    text = Line(lazy_gettext("Honour received"), most=300)

    def validate_year(self, field: Line) -> None:
        """A year that can have been one."""
        said = field.data or ""
        four = (
            len(said) == 4 and said.isascii() and said.isdigit()
        )  # before it is read as a number, which may be endless
        known = four and FIRST_YEAR <= int(said) <= clock.today().year
        if (said or self.text.data) and not known:
            raise ValidationError(gettext("Only the year of the honour, with four digits."))

    def validate_text(self, field: Line) -> None:
        """A year without its honour would be lost."""
        if self.year.data and not field.data:
            raise ValidationError(gettext("Name the honour received in this year."))


class StandardRow(Rows):
    """One standard, whether it is met, and what shows it."""

    standard = Line(lazy_gettext("Standard"), most=300)
    met = SelectField(
        lazy_gettext("Found"),
        choices=[SelectChoice(each.value, MET[each.value]) for each in Met],
        default=Met.WAIT.value,  # nobody says "met" by leaving a box alone
    )
    evidence = Prose(lazy_gettext("What shows it"), most=1000)

    def validate_standard(self, field: Line) -> None:
        """What shows a standard that is not named would be lost."""
        if self.evidence.data and not field.data:
            raise ValidationError(gettext("Name the standard that this shows."))

    def validate_evidence(self, field: Prose) -> None:
        """Everyone reads that a standard is met: not without a ground."""
        if self.standard.data and self.met.data == Met.OK.value and not field.data:
            raise ValidationError(gettext("Say what shows that it is met: everyone reads it."))


def filled(rows: Iterable[dict[str, Any]], needed: str) -> list[dict[str, Any]]:
    """The rows that hold something."""
    return [dict(row) for row in rows if row.get(needed)]
