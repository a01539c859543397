"""The forms by which readers report something wrong, and by which those it is about ask for what is theirs."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from portal.core.i18n import N_
from portal.moderation.reports.asked import Wish
from portal.moderation.reports.limits import CONTACT, NAME
from portal.moderation.reports.states import ABOUT_ME, OF_STORY, Relation, ReportKind
from portal.web.kit import words
from portal.web.kit.forms import Form

RELATIONS = {
    Relation.SELF: N_("It is about me"),
    Relation.PARENT: N_("It is about my child, or a child in my care"),
    Relation.OTHER: N_("I speak for the person or group it is about"),
}


class ReportForm(Form):
    kind = RadioField(_l("What is wrong?"), validators=[InputRequired(_l("Choose what is wrong"))])
    text = TextAreaField(
        _l("Tell us more"),
        validators=[InputRequired(_l("Say in a few words what is wrong"))],
        description=_l("What is not right, and how do you know? Leave out phone numbers and home addresses."),
    )
    contact = StringField(
        _l("Your phone or e-mail"),
        validators=[Length(max=CONTACT, message=_l("That is too long for a phone number or an e-mail address"))],
        description=_l("Only to answer you. It is never published."),
    )
    website = StringField()  # people do not see it; machines fill it in

    def __init__(self, *args: Any, kinds: Sequence[ReportKind] = OF_STORY, **values: Any) -> None:
        super().__init__(*args, **values)
        self.kind.choices = [SelectChoice(kind.value, gettext(words.REPORTS[kind])) for kind in kinds]

    def what(self) -> ReportKind:
        """The kind chosen."""
        return ReportKind(self.kind.data)


class AboutMeForm(Form):
    """A wish of whoever a story or a proposal is about."""

    kind = RadioField(_l("What would you like?"), validators=[InputRequired(_l("Choose what you would like"))])
    text = TextAreaField(
        _l("Tell us more"),
        validators=[InputRequired(_l("Say in a few words what it is about"))],
        description=_l("Which sentence, which photo, and what would be right? Do not send papers or identity numbers."),
    )
    relation = RadioField(_l("Who are you?"), validators=[InputRequired(_l("Choose who you are"))])
    name = StringField(
        _l("Your name"),
        validators=[InputRequired(_l("Write your name")), Length(max=NAME, message=_l("That is too long"))],
    )
    contact = StringField(
        _l("Your phone or e-mail"),
        validators=[
            InputRequired(_l("Write how we can reach you: we must make sure that it is you.")),
            Length(max=CONTACT, message=_l("That is too long for a phone number or an e-mail address")),
        ],
        description=_l("We call or write to make sure that it is you, and to answer. It is never published."),
    )
    website = StringField()  # people do not see it; machines fill it in

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.kind.choices = [SelectChoice(kind.value, gettext(words.ABOUT_ME[kind])) for kind in ABOUT_ME]
        self.relation.choices = [SelectChoice(who.value, gettext(text)) for who, text in RELATIONS.items()]

    def wish(self, language: str) -> Wish:
        """What is asked, as values."""
        return Wish(
            kind=ReportKind(self.kind.data), text=self.text.data or "", name=self.name.data or "", language=language,
            relation=Relation(self.relation.data), contact=self.contact.data or "",
        )  # fmt: skip
