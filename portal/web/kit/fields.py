"""Fields that tidy what is typed and show it again as it was typed."""

from typing import Any

from flask_babel import gettext
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import TextInput

from portal.core.i18n import N_
from portal.engines.text import legacy, mailboxes, tidy
from portal.web.kit.locale import show_number

PHONE = N_("Write a phone number of 10 digits, such as 0912 345 678.")
ONE_PHONE = N_("Write one phone number only, without an extension.")
OLD_FONT = N_(
    "This text was typed in an old Vietnamese font, or with the Vietnamese keyboard switched off, so we cannot read it as it stands."
)
WHOLE = N_("Write a whole number, in digits only.")
MARKED = N_("An e-mail address has no accents. Turn off Vietnamese typing and write it again.")
EMAIL = N_("Write the whole e-mail address, such as ten@example.vn.")
MEANT = N_(
    "Did you mean %(address)s? Please correct it: a letter to the address as it stands would most likely be lost."
)
PHONE_DIGITS = 17  # the longest number of ITU-T E.164, behind the 00 with which people write one from abroad


def number(text: str) -> int:
    """A whole number that a form carries unseen; 0 where somebody made something else of it."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class Revision(HiddenField):
    """The revision of a thing that the page showed; 0, which no thing has, where none can be read."""

    data: int

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = number(valuelist[0]) if valuelist else 0


class Number(IntegerField):
    """A whole number, or none; typed as text, for a browser's box for numbers silently loses whatever else is typed."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = (), *, otherwise: str = WHOLE, **kwargs: Any) -> None:
        super().__init__(label, [Optional(), *validators], **kwargs)
        self.otherwise = otherwise

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext(self.otherwise)) from None


class Line(StringField):
    """One line of text, tidied; `most` counts characters."""

    def __init__(self, label: Any = None, validators: Any = None, *, most: int = 200, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.type = "StringField"  # what the macros draw
        self.most = most
        self.raw = ""
        self.reads = ""  # how a text in an old font would read

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw = valuelist[0] if valuelist else ""
        self.data = self.tidied(self.raw)

    def tidied(self, raw: str) -> str:
        """What is kept of what was typed."""
        return tidy.line(raw)

    def _value(self) -> str:
        return self.raw or self.data or ""

    def pre_validate(self, form: Any) -> None:
        if len(self.data or "") > self.most:
            raise ValidationError(gettext("Please shorten it to %(most)s characters.", most=show_number(self.most)))
        if self.data and not self.can_be_read(self.data):
            raise ValidationError(gettext("Please write it in words."))
        found = None if self.name in getattr(form, "as_typed", ()) else legacy.detect(self.raw)
        if found:
            self.reads = tidy.prose(found.converted)
            raise ValidationError(gettext(OLD_FONT))

    def can_be_read(self, data: str) -> bool:
        """Whether there is something to read: neither signs nor emoji alone."""
        return any(c.isalnum() for c in data)


class Prose(Line, TextAreaField):
    """Several paragraphs, tidied."""

    def __init__(self, label: Any = None, validators: Any = None, *, most: int = 4000, **kwargs: Any) -> None:
        super().__init__(label, validators, most=most, **kwargs)
        self.type = "TextAreaField"

    def tidied(self, raw: str) -> str:
        return tidy.prose(raw)


class Phone(Line):
    """A phone number as people in Viet Nam write it, kept as E.164 in `data`."""

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        if sum(c.isdecimal() for c in self.data) > PHONE_DIGITS:
            raise ValidationError(gettext(ONE_PHONE))
        import phonenumbers  # sixty modules: only where somebody gives a number

        try:
            read = phonenumbers.parse(self.data, "VN")
        except phonenumbers.NumberParseException:
            raise ValidationError(gettext(PHONE)) from None
        if read.extension:  # also a second number after a semicolon: E.164 would lose it without a word
            raise ValidationError(gettext(ONE_PHONE))
        if not phonenumbers.is_valid_number(read):
            raise ValidationError(gettext(PHONE))
        self.data = phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)


class Email(Line):
    """An e-mail address, well formed, of no provider that is only misspelt; whether it exists is not asked."""

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        from email_validator import EmailNotValidError, validate_email  # its patterns take 20 ms to compile

        try:
            read = validate_email(self.data, check_deliverability=False, allow_smtputf8=False)
        except EmailNotValidError:
            marked = not self.data.rpartition("@")[0].isascii()  # “nguyễn@…”: the keyboard was left on Vietnamese
            raise ValidationError(gettext(MARKED if marked else EMAIL)) from None
        if right := mailboxes.meant(self.data):
            raise ValidationError(gettext(MEANT, address=right))
        self.data = read.ascii_email or read.normalized
