"""The form of a legal instrument."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, SelectField

from portal.honours.legal import Printed
from portal.honours.limits import NAME, NOTE, NUMBER, SOURCE
from portal.honours.models import LegalInstrument
from portal.honours.states import Subject
from portal.web.board.forms.about import About
from portal.web.kit.days import DayField
from portal.web.kit.fields import Line, Prose
from portal.web.kit.honour_words import SUBJECTS
from portal.web.kit.previewed import NEEDED, Previewed


class InstrumentForm(Previewed):
    """What a legal instrument says of itself, and what is known of it."""

    subject = SelectField(lazy_gettext("What it is about"))
    honour_codes = About(lazy_gettext("Honours it is about"))
    title_vi = Line(lazy_gettext("Title in Vietnamese"), [NEEDED], most=NAME)
    title_en = Line(lazy_gettext("Title in English"), [NEEDED], most=NAME)
    made_on = DayField(lazy_gettext("Made on"))
    in_force_from = DayField(lazy_gettext("In force from"))
    in_force_to = DayField(lazy_gettext("In force up to and with"))
    replaced_by = Line(lazy_gettext("Replaced by (number)"), most=NUMBER)
    checked_on = DayField(lazy_gettext("Last checked on"))
    source = Line(lazy_gettext("Where this was seen"), [NEEDED], most=SOURCE)
    unsure = BooleanField(lazy_gettext("Not certain: to be checked with the original text"))
    note_vi = Prose(lazy_gettext("What is not certain, in Vietnamese"), most=NOTE)
    note_en = Prose(lazy_gettext("What is not certain, in English"), most=NOTE)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.subject.choices = [(v.value, gettext(SUBJECTS[v])) for v in Subject]

    @classmethod
    def of(cls, row: LegalInstrument) -> "InstrumentForm":
        """The form with an instrument's own words in it."""
        return cls(obj=row, subject=row.subject.value, of_version=str(row.version))

    def printed(self) -> Printed:
        """What was typed."""
        return Printed(
            subject=Subject(self.subject.data), title_vi=self.title_vi.data or "", title_en=self.title_en.data or "",
            source=self.source.data or "", honour_codes=self.honour_codes.data or (),
            made_on=self.made_on.data, in_force_from=self.in_force_from.data, in_force_to=self.in_force_to.data,
            replaced_by=self.replaced_by.data or "", checked_on=self.checked_on.data, unsure=bool(self.unsure.data),
            note_vi=self.note_vi.data or "", note_en=self.note_en.data or "",
        )  # fmt: skip


class NewInstrumentForm(InstrumentForm):
    """An instrument that is not there yet."""

    number = Line(lazy_gettext("Number as printed"), [NEEDED], most=NUMBER)
