"""The form of a round being prepared."""

import uuid
from typing import Any

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from portal.accounts import queries as accounts
from portal.consultations.opinions.states import Display
from portal.consultations.rounds import limits
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.services import Plan
from portal.consultations.rounds.states import CommentsShown, TallyShown
from portal.core.actor import Role
from portal.web.kit.fields import Line, Prose
from portal.web.kit.forms import Form
from portal.web.kit.opinion_words import COMMENTS, DISPLAYS, TALLY


class PlanForm(Form):
    """What the Board says of a round."""

    name_vi = Line(
        lazy_gettext("Name in Vietnamese"), [DataRequired(lazy_gettext("Give the round a name."))], most=limits.NAME
    )
    name_en = Line(lazy_gettext("Name in English"), most=limits.NAME)
    lede_vi = Prose(lazy_gettext("What it is about, in Vietnamese"), most=limits.LEDE)
    lede_en = Prose(lazy_gettext("What it is about, in English"), most=limits.LEDE)
    notice_number = Line(lazy_gettext("Number of the Board’s notice"), most=60)
    officer = SelectField(
        lazy_gettext("Officer in charge"), [DataRequired(lazy_gettext("Name the officer who answers for this round."))]
    )
    comments = RadioField(lazy_gettext("Opinions that were reviewed are"))
    tally = RadioField(lazy_gettext("How many took which stance is shown"))
    displays = SelectMultipleField(
        lazy_gettext("Writers may choose who sees their name"), option_widget=CheckboxInput(), widget=ListWidget()
    )
    of_version = StringField(widget=HiddenInput())

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.officers = {str(person.id): person.name for person in _officers()}
        self.officer.choices = [("", "–"), *self.officers.items()]
        self.comments.choices, self.tally.choices = list(COMMENTS.items()), list(TALLY.items())
        self.displays.choices = list(DISPLAYS.items())

    @classmethod
    def of(cls, round: Round | None) -> "PlanForm":
        """The form with what was planned so far, or with the usual settings."""
        if round is None:
            every = [each.value for each in Display]
            return cls(comments=CommentsShown.SHOWN.value, tally=TallyShown.AFTER_CLOSE.value, displays=every)
        told = {"comments": round.comments.value, "tally": round.tally.value, "of_version": str(round.version)}
        return cls(obj=round, officer=str(round.officer_id or ""), **told)

    def plan(self) -> Plan:
        """What was typed."""
        chosen = self.officer.data or ""
        return Plan(
            name_vi=self.name_vi.data or "", name_en=self.name_en.data or "", lede_vi=self.lede_vi.data or "",
            lede_en=self.lede_en.data or "", notice_number=self.notice_number.data or "",
            officer_id=uuid.UUID(chosen) if chosen else None, officer_name=self.officers.get(chosen, ""),
            comments=CommentsShown(self.comments.data), tally=TallyShown(self.tally.data),
            displays=self.displays.data or (),
        )  # fmt: skip


def _officers() -> list[Any]:
    """Staff who may answer for a round."""
    board = {Role.APPRAISER, Role.BOARD_LEAD}
    return [person for person in accounts.everyone() if accounts.roles_today(person) & board]
