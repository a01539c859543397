"""Forms of the confidential channel: a report, and what is added to it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from portal.confidential.intake import Contact, HowKnown, limits
from portal.web.kit.fields import Email, Line, Phone, Prose
from portal.web.kit.forms import Form
from portal.web.kit.telling.forms import Needed

KNOWN = {
    HowKnown.SAW: _l("I saw or heard it myself"),
    HowKnown.AFFECTED: _l("It was done to me or my family"),
    HowKnown.PAPERS: _l("I have papers or pictures of it"),
    HowKnown.HEARD: _l("Somebody told me"),
}
FILES = _l(
    "Up to 5 photos or PDF files, 10 MB each. We remove from photos where and when they were taken. Keep the originals."
)


class _Files(Form):
    as_typed = ("about", "text", "when", "where", "name")  # an old font stops nobody here

    files = MultipleFileField(_l("Photos or papers"), description=FILES)

    @property
    def sent(self) -> list[Any]:
        """The files that were really chosen."""
        return [file for file in self.files.data or [] if getattr(file, "filename", "")]


class ReportForm(_Files):
    """Whom, what, when, where, how known; who writes, if they wish."""

    about = Line(
        _l("Whom is this about?"),
        [Needed(_l("Write whom this is about, as far as you know."))],
        most=limits.ABOUT,
        description=_l("Name, what they do, where they work or live: as much as you know."),
    )
    text = Prose(
        _l("What happened?"),
        [Needed(_l("Write what happened, in your own words."))],
        most=limits.TEXT,
        description=_l("Tell it in your own words. Spelling does not matter. Write only what you know."),
    )
    when = Line(_l("When?"), most=limits.WHEN)
    where = Line(_l("Where?"), most=limits.WHERE)
    how_known = RadioField(_l("How do you know?"), validators=[Optional()])
    name = Line(_l("Your name"), most=limits.NAME)
    phone = Phone(_l("Phone"), most=30)
    email = Email(
        _l("E-mail"),
        most=limits.CONTACT,
        description=_l("We write there only that there is a message for you, never what about."),
    )
    key = HiddenField()
    website = StringField()  # people do not see it; machines fill it in

    def __init__(self, *, named: bool = False) -> None:
        super().__init__()
        if named:  # by the address that led here
            del self.about
        self.how_known.choices = [SelectChoice(kind.value, text) for kind, text in KNOWN.items()]

    @property
    def contact(self) -> Contact:
        """Who writes, as far as they said."""
        return Contact(self.name.data or "", self.phone.data or "", self.email.data or "")


class MoreForm(_Files):
    """A further message at the receipt."""

    text = Prose(_l("Your message"), most=limits.TEXT, description=_l("Only the officer in charge reads it."))
