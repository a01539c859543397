"""The letter as its writer will read it, shown before it is sent."""

from dataclasses import dataclass

from portal.moderation.states import Outcome
from portal.nominations import letters
from portal.nominations.models import Nomination


@dataclass(frozen=True)
class Preview:
    """A letter nobody has sent yet, in the writer's language."""

    subject: str
    text: str
    language: str
    by_mail: bool


def preview(thing: Nomination, outcome: Outcome, *, reason_code: str, words: str) -> Preview:
    """The letter of a decision not made yet."""
    subject, text = letters.preview(thing, outcome, reason_code=reason_code, words=words)
    return Preview(subject, text, thing.language, bool(thing.writer and thing.writer.email))
