"""The form of an opinion: stance, reason, how the writer knows, who may see the name, where to ask back."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.consultations.opinions import limits, rules
from portal.consultations.opinions.said import Said
from portal.consultations.opinions.states import Channel, Display, HowKnown, Relation, Stance
from portal.core.errors import Unfit
from portal.web.kit.fields import Email, Line, Phone, Prose
from portal.web.kit.forms import Form
from portal.web.kit.locale import language
from portal.web.kit.opinion_words import DISPLAYS, HOW_KNOWN, RELATIONS, STANCES
from portal.web.kit.telling.forms import obeys
from portal.web.kit.telling.places import WardField


def offered(words: Mapping[str, Any], only: Collection[str] = ()) -> list[SelectChoice]:
    """Words as choices; where `only` names some, none but those."""
    return [SelectChoice(value, label) for value, label in words.items() if not only or value in only]


class OpinionForm(Form):
    """What one person says about one candidate. Nothing of it is chosen beforehand but the safest way of showing a name."""

    class Meta(Form.Meta):
        csrf = False  # checked for the whole site

    stance = RadioField(
        _l("What do you think of this proposal?"),
        choices=offered(STANCES),
        validators=[InputRequired(_l("Choose what you think of it. You may also only give information."))],
    )
    text = Prose(_l("Why?"), most=limits.CHARACTERS)
    how_known = RadioField(
        _l("How do you know?"), choices=offered(HOW_KNOWN), validators=[InputRequired(_l("Say how you know."))]
    )
    relation = SelectField(_l("What are you to this person?"), choices=offered(RELATIONS), default="none")
    ward = WardField(_l("Your ward or commune"), most=120)
    display = RadioField(_l("Who may see your name?"), choices=offered(DISPLAYS), default=Display.STAFF.value)
    name = Line(_l("Your name"), most=limits.NAME)
    phone = Phone(_l("Phone number"))
    email = Email(_l("E-mail address"), most=254)
    files = MultipleFileField(_l("Photos or documents, for the Board only"))
    key = HiddenField()
    anyway = HiddenField()

    came_by = Channel.WEB

    def validate_text(self, field: Any) -> None:
        """Between 10 and 1,500 words."""
        obeys(rules.reason_is_given, field.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        """All at once: also a name that is to be shown, and one way of asking whether there is a person."""
        sound: bool = super().validate(extra_validators)
        contact = self.phone.data or "", self.email.data or "", self.came_by
        for rule, told in (
            (rules.name_is_there_to_show, (self.display.data or "", self.name.data or "")),
            (rules.writer_can_be_reached, () if self.phone.errors or self.email.errors else contact),
        ):
            try:
                if told:
                    rule(*told)
            except Unfit as refusal:
                self.blame(refusal)
                sound = False
        return sound

    def said(self) -> Said:
        """What was typed, as values of the room."""
        found = self.ward.found()
        return Said(
            stance=Stance(self.stance.data),
            text=self.text.data or "",
            how_known=HowKnown(self.how_known.data),
            relation=Relation(self.relation.data or "none"),
            ward_code=found.ward or None,
            display=Display(self.display.data or Display.STAFF.value),
            name=self.name.data or "",
            phone=self.phone.data or "",
            email=(self.email.data or "").lower(),
            language=language(),
        )


class CodeForm(Form):
    """Six digits that were sent."""

    code = Line(_l("The six digits we sent you"), [InputRequired(_l("Write the six digits."))], most=12)
