"""The forms of a story. What they ask for is checked by rules of the nominations room; here it is read and shown."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, MultipleFileField, RadioField, SelectField
from wtforms.validators import InputRequired, StopValidation, ValidationError

from portal.core.errors import Unfit
from portal.nominations import limits, rules
from portal.nominations.states import Channel, HowKnown
from portal.nominees.states import Honorific
from portal.web.kit.fields import Email, Line, Phone, Prose
from portal.web.kit.forms import Form
from portal.web.kit.locale import in_words
from portal.web.kit.telling import places, words
from portal.web.kit.telling.dates import PartialDate
from portal.web.kit.telling.places import WardField


class Question(Form):
    """A page of questions. The token against foreign forms is checked for the whole site, not here."""

    class Meta(Form.Meta):
        csrf = False

    channel = Channel.WEB

    def __init__(self, formdata: Any = None, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.as_typed = formdata.getlist("as_typed") if formdata else []


def obeys(rule: Any, *args: Any) -> None:
    """Let a rule of the room speak at a field."""
    try:
        rule(*args)
    except Unfit as refusal:
        raise ValidationError(in_words(refusal)) from None


class Needed:
    """Something must be written or chosen; the words say what."""

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data:
            raise StopValidation(self.message)


def chosen(label: Any, choices: list[Any], message: Any, **kwargs: Any) -> RadioField:
    """Radio buttons of which one must be chosen; none is beforehand."""
    return RadioField(label, choices=choices, validators=[InputRequired(message)], **kwargs)


class AboutForm(Question):
    about = chosen(_l("Who do you want to tell about?"), words.ABOUT, _l("Choose one."))


class SubjectForm(Question):
    """One of those whom the story is about."""

    kind = RadioField(_l("Who is it?"), choices=words.KINDS, default=words.PERSON)
    name = Line(_l("Full name"), [Needed(_l("Write the name, or what people call them."))], most=limits.NAME)
    honorific = SelectField(_l("How do you address them?"), choices=words.HONORIFICS, default="")
    group = SelectField(_l("Which group do they belong to?"), choices=words.GROUPS, default="unknown")
    occupation = Line(_l("Exactly which work, and where?"), most=limits.SHORT)
    where = WardField(_l("Where they live or work"), most=limits.PLACE)
    ward = places.WardChoice(_l("Which place do you mean?"), of="where")
    contact = Line(_l("Their phone number"), most=40)


class WhomForm(Question):
    """All of them; the first one's kind was asked before."""

    parent_said = RadioField(_l("Do the child's parents know that you are telling this?"), choices=words.PARENT)

    def __init__(self, formdata: Any = None, *, about: str = words.PERSON, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.about = about
        count = _count(formdata)
        self.subjects = [SubjectForm(formdata, prefix=f"s{i}-") for i in range(count)]
        self.subjects[0].kind.data = words.PERSON if about == words.SELF else about
        if about == words.SELF:
            _ask_oneself(self.subjects[0])

    @property
    def has_child(self) -> bool:
        """Whether one of them is under 16."""
        return any(s.kind.data == words.CHILD for s in self.subjects)

    def validate(self, extra_validators: Any = None) -> bool:
        sound = [s.validate() for s in self.subjects]
        if self.has_child and not self.parent_said.data:
            self.parent_said.validators = [InputRequired(gettext("Choose one."))]
        else:
            self.parent_said.validate_choice = self.has_child
        return super().validate(extra_validators) and all(sound)

    def more_errors(self) -> list[tuple[str, str]]:
        """The errors of the people, for the list above the form."""
        return [(_control(f), f.errors[0]) for s in self.subjects for f in s if f.errors]


class DeedForm(Question):
    title = Line(
        _l("In one line, what did they do?"), [Needed(_l("Say in one line what was done."))], most=limits.TITLE
    )
    story = Prose(_l("The story"), most=limits.STORY_CHARACTERS * 2)
    for_whom = Line(_l("Whom did it help?"), most=limits.FOR_WHOM)
    result = Prose(_l("What came of it?"), most=3000)
    how_known = RadioField(_l("How do you know of it?"), choices=words.HOW_KNOWN)

    def __init__(self, formdata: Any = None, *, about: str = words.PERSON, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.own = about == words.SELF
        if self.own:
            self.title.label.text = gettext("In one line, what did you do?")
            del self.how_known
        else:
            self.how_known.validators = [InputRequired(gettext("Choose one."))]

    def validate_story(self, field: Prose) -> None:
        obeys(rules.story_is_long_enough, field.data or "")

    @property
    def known(self) -> HowKnown:
        """How the writer knows; of one's own deed nobody is asked."""
        return HowKnown.DID if self.own else HowKnown(self.how_known.data)


class DetailsForm(Question):
    when = chosen(_l("When did it happen?"), words.WHEN, _l("Choose one; “I am not sure” is fine too."))
    day = PartialDate(_l("On which day?"))
    since = Line(_l("Since about which year?"), most=10)
    ongoing = BooleanField(_l("They still do it"))
    place = WardField(_l("Where did it happen?"), most=limits.PLACE)
    place_ward = places.WardChoice(_l("Which place do you mean?"), of="place")
    commended = RadioField(_l("Have they been commended for it before?"), choices=words.COMMENDED, default="unknown")
    commended_text = Line(_l("What was it, and in which year?"), most=limits.COMMENDED)

    def __init__(self, formdata: Any = None, *, about: str = words.PERSON, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        if about == words.SELF:
            self.ongoing.label.text = gettext("I still do it")
            self.commended.label.text = gettext("Have you been commended for it before?")

    def validate(self, extra_validators: Any = None) -> bool:
        self.day.form.asked = self.when.data == words.ONCE
        return super().validate(extra_validators)

    def validate_since(self, field: Line) -> None:
        if self.when.data == words.SINCE and field.data:
            from_year = places.year_of(field.data)
            if from_year is None:
                raise ValidationError(gettext("Write a year, such as 1998."))


class PhotosForm(Question):
    files = MultipleFileField(_l("Photos or documents"))
    taken_by = Line(_l("Who took the photos?"), most=limits.PERSON)
    owner_agreed = BooleanField(_l("I took these photos, or whoever took them lets the Board publish them."))
    people_agreed = BooleanField(_l("The people in the photos agree that they are published."))
    witness_1_name = Line(_l("First person: name"), most=limits.PERSON)
    witness_1_contact = Line(_l("First person: phone or e-mail"), most=limits.CONTACT)
    witness_2_name = Line(_l("Second person: name"), most=limits.PERSON)
    witness_2_contact = Line(_l("Second person: phone or e-mail"), most=limits.CONTACT)

    def __init__(self, formdata: Any = None, *, about: str = words.PERSON, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.own = about == words.SELF

    def witnesses(self) -> list[tuple[str, str]]:
        """Those named, with how to reach them."""
        pairs = ((self.witness_1_name, self.witness_1_contact), (self.witness_2_name, self.witness_2_contact))
        return [(name.data or "", contact.data or "") for name, contact in pairs if name.data]

    def validate_witness_1_name(self, field: Line) -> None:
        if self.own:
            obeys(rules.enough_witnesses, HowKnown.DID, len(self.witnesses()))
        _named(field, self.witness_1_contact)

    def validate_witness_2_name(self, field: Line) -> None:
        _named(field, self.witness_2_contact)


class YouForm(Question):
    name = Line(
        _l("Your name"), [Needed(_l("Write your name, so that we know how to address you."))], most=limits.PERSON
    )
    phone = Phone(_l("Your phone number"), most=40)
    email = Email(_l("Your e-mail address"), most=limits.CONTACT)
    relation = Line(_l("How do you know each other?"), most=limits.SHORT)
    show_name = RadioField(_l("When it is published, we name the writer as"), choices=words.SHOW_NAME, default="hidden")
    consent_said = chosen(_l("Have you asked them whether their story may be told?"), words.CONSENT, _l("Choose one."))
    agreed = BooleanField(
        _l("I agree that the Emulation and Commendation Board uses this information to check the story and to consider a commendation."),
        [InputRequired(_l("Tick to agree, so that we may use what you tell us."))],
    )  # fmt: skip

    def __init__(self, formdata: Any = None, *, about: str = words.PERSON, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.own = about == words.SELF
        if self.own:
            del self.consent_said
            del self.relation

    def validate_phone(self, field: Phone) -> None:
        obeys(lambda: rules.writer_can_be_reached(phone=field.data, email=self.email.data or "", channel=self.channel))


def _ask_oneself(form: SubjectForm) -> None:
    """Speak to whoever tells of themselves; how to reach them is asked later."""
    form.name.label.text = gettext("Your full name")
    form.honorific.label.text = gettext("How should we address you?")
    form.group.label.text = gettext("Which group do you belong to?")
    form.where.label.text = gettext("Where you live or work")
    del form.contact


def _named(name: Line, contact: Line) -> None:
    if contact.data and not name.data:
        raise ValidationError(gettext("Write this person's name too."))


def _count(formdata: Any) -> int:
    told = formdata.get("people", "1") if formdata else "1"
    return min(max(int(told), 1), limits.SUBJECTS) if str(told).isdecimal() and len(str(told)) < 3 else 1


def _control(field: Any) -> str:
    return f"{field.id}-0" if field.type == "RadioField" else str(field.id)


def honorific_of(form: SubjectForm) -> Honorific:
    """How they are addressed; groups are not."""
    person = form.kind.data in (words.PERSON, words.CHILD)
    return Honorific(form.honorific.data or "") if person else Honorific.NONE
