"""Gentle notices before an opinion is sent: what its writer may want to change, or to say in the confidential channel.

They inform. Nothing here blocks, hides or orders anything, and what is found is not kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.engines.text import heard, private


class Kind(StrEnum):
    """What a notice is about; in the order in which they are shown where two begin at one place."""

    ACCUSATION = "accusation"  # detail: accusing_words.Charge
    PRIVATE = "private"  # detail: private_spans.Private (telephone, address, a child's or third person's full name …)
    RUDE = "rude"


@dataclass(frozen=True, slots=True)
class Nudge:
    """One notice: the stretch of text from `start` up to `stop`, and what could stand there instead, if anything."""

    kind: Kind
    detail: str
    start: int
    stop: int
    value: str
    suggestion: str = ""


def nudges(text: str, known: Iterable[str] = ()) -> list[Nudge]:
    """The notices on a text in NFC, by place; `known` are people whose names may stand (the candidate)."""
    return sorted(_all(text, known), key=lambda nudge: (nudge.start, nudge.stop, nudge.kind))


def _all(text: str, known: Iterable[str]) -> Iterator[Nudge]:
    for span in private.find(text, known):
        yield Nudge(Kind.PRIVATE, span.kind, span.start, span.stop, span.value, span.suggestion)
    for one in heard.charges(text):
        yield Nudge(Kind.ACCUSATION, one.charge, one.start, one.stop, text[one.start : one.stop])
    for insult, _ in heard.insults(text):
        yield Nudge(Kind.RUDE, "", insult.start, insult.stop, insult.value)
