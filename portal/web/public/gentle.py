"""Gentle notices before something is sent: what its writer may want to change. They inform and block nothing."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext

from portal.core.i18n import N_
from portal.engines.synthesis import nudges
from portal.engines.text import private
from portal.engines.text.private_spans import Private

RUDE = N_("These words may hurt. The reasons count more.")
ACCUSING = N_("This reads like a report of wrongdoing. The confidential channel protects you and the case better.")
NOTICES = {
    Private.PHONE: N_("It looks like a phone number."),
    Private.NATIONAL_ID: N_("It looks like a national id number. We never need one; it will be covered."),
    Private.EMAIL: N_("It looks like an e-mail address."),
    Private.CONTACT: N_("It looks like a page or a name on a social network."),
    Private.BANK: N_("It looks like a bank account."),
    Private.ADDRESS: N_("It looks like somebody's home address."),
    Private.PLATE: N_("It looks like a number plate."),
    Private.CHILD: N_("It names a child. Initials are enough."),
    Private.PERSON: N_("It names another person in full. Initials are enough unless they agreed."),
}
IN_A_STORY = frozenset(
    {Private.PHONE, Private.EMAIL, Private.CONTACT, Private.BANK, Private.ADDRESS, Private.PLATE}
)  # names are its point
MOST = 8


def in_story(texts: Iterable[str]) -> list[tuple[str, str]]:
    """What in a story's texts had better not be public: the words found, each once, and what they look like."""
    spans = (span for text in texts for span in private.find(text, people=False) if span.kind in IN_A_STORY)
    return [(value, gettext(NOTICES[kind])) for value, kind in dict.fromkeys((s.value, s.kind) for s in spans)][:MOST]


def findings(text: str, known: Sequence[str]) -> list[tuple[str, str]]:
    """What a writer is kindly asked about before sending: the words found, and why they are asked about."""
    words = {nudges.Kind.RUDE: RUDE, nudges.Kind.ACCUSATION: ACCUSING}
    found = nudges.nudges(text, known=known)
    return [(hit.value, gettext(words.get(hit.kind) or NOTICES[Private(hit.detail)])) for hit in found][:MOST]
