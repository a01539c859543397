"""What comes in at the door, before it is sealed."""

import uuid
from dataclasses import dataclass, field

from portal.confidential import limits
from portal.confidential.states import HowKnown, Subject
from portal.core.errors import Unfit
from portal.core.i18n import N_


@dataclass(frozen=True)
class Told:
    """What is reported. `subject` and `subject_id` name whom it is about where a page of ours led here."""

    text: str
    about: str = ""
    when: str = ""
    where: str = ""
    how_known: HowKnown = HowKnown.UNSAID
    subject: Subject = Subject.NONE
    subject_id: uuid.UUID | None = None
    moved: bool = False  # it was sent elsewhere first
    moved_by: uuid.UUID | None = None  # who on the staff saw that it belongs here

    def check(self) -> None:
        """Raise Unfit where something is missing or too long."""
        if not self.text.strip():
            raise Unfit(N_("Write what happened, in your own words."), field="text")
        if not (self.about.strip() or self.subject_id):
            raise Unfit(N_("Write whom this is about, as far as you know."), field="about")
        for name, most in (
            ("text", len(self.text) if self.moved else limits.TEXT),  # taken in once, it is never too long to be moved
            ("about", limits.ABOUT),
            ("when", limits.WHEN),
            ("where", limits.WHERE),
        ):
            if len(getattr(self, name)) > most:
                raise Unfit(N_("Please shorten it to %(most)s characters."), field=name, most=most)


@dataclass(frozen=True)
class Contact:
    """Who wrote it, as far as they wished to say."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class File:
    """A clean file that came with a report."""

    name: str
    media_type: str
    body: bytes = field(repr=False)
