"""The forms of an honour: a new row, an amended one, and the end of one."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from portal.honours.limits import CODE, CRITERIA, NAME, NOTE, SOURCE
from portal.honours.models import Honour
from portal.honours.services import Terms
from portal.honours.states import Level, PublicAsked, Recipient
from portal.web.kit.days import DayField
from portal.web.kit.fields import Line, Number, Prose
from portal.web.kit.honour_words import ASKED, LEVELS, RECIPIENTS
from portal.web.kit.previewed import NEEDED, Previewed


class HonourForm(Previewed):
    """What a row says of an honour."""

    name_vi = Line(lazy_gettext("Name in Vietnamese"), [NEEDED], most=NAME)
    name_en = Line(lazy_gettext("Name in English"), [NEEDED], most=NAME)
    level = SelectField(lazy_gettext("Level"))
    recipients = SelectMultipleField(
        lazy_gettext("Who may receive it"), option_widget=CheckboxInput(), widget=ListWidget()
    )
    public_asked = SelectField(lazy_gettext("Is the public asked?"))
    min_working_days = Number(lazy_gettext("For at least how many working days"))
    vote_share = Number(lazy_gettext("Share of the whole Council’s votes, in per cent"))
    criteria_vi = Prose(lazy_gettext("Minimum criteria in Vietnamese"), most=CRITERIA)
    criteria_en = Prose(lazy_gettext("Minimum criteria in English"), most=CRITERIA)
    valid_from = DayField(lazy_gettext("Holds from"))
    source = Line(lazy_gettext("Where this is written"), [NEEDED], most=SOURCE)
    unsure = BooleanField(lazy_gettext("Not certain: to be checked with the original text"))
    note_vi = Prose(lazy_gettext("What is not certain, in Vietnamese"), most=NOTE)
    note_en = Prose(lazy_gettext("What is not certain, in English"), most=NOTE)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.level.choices = [(v.value, gettext(LEVELS[v])) for v in Level]
        self.recipients.choices = [(v.value, gettext(RECIPIENTS[v])) for v in Recipient]
        self.public_asked.choices = [(v.value, gettext(ASKED[v])) for v in PublicAsked]

    @classmethod
    def of(cls, row: Honour) -> "HonourForm":
        """The form with a row's own words in it."""
        form = cls(obj=row, level=row.level.value, public_asked=row.public_asked.value, of_version=str(row.version))
        return form

    def terms(self) -> Terms:
        """What was typed."""
        return Terms(
            level=Level(self.level.data), name_vi=self.name_vi.data or "", name_en=self.name_en.data or "",
            recipients=[Recipient(value) for value in self.recipients.data or ()],
            public_asked=PublicAsked(self.public_asked.data), source=self.source.data or "",
            min_working_days=self.min_working_days.data or 0, vote_share=self.vote_share.data,
            criteria_vi=self.criteria_vi.data or "", criteria_en=self.criteria_en.data or "",
            valid_from=self.valid_from.data, unsure=bool(self.unsure.data),
            note_vi=self.note_vi.data or "", note_en=self.note_en.data or "",
        )  # fmt: skip


class NewHonourForm(HonourForm):
    """An honour, or a new row of one."""

    code = Line(lazy_gettext("Code"), [NEEDED], most=CODE)


class EndHonourForm(Previewed):
    """Up to when a row holds."""

    last_day = DayField(lazy_gettext("Last day on which it holds"), needed=True)
