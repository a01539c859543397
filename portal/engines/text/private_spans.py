"""What a private detail in a text is: its kind, its place, and what may stand there instead."""

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache


class Private(StrEnum):
    """What should not be public without its owner's word (domain.md 2.7)."""

    PHONE = "phone"
    NATIONAL_ID = "national_id"
    EMAIL = "email"
    CONTACT = "contact"
    BANK = "bank"
    ADDRESS = "address"
    PLATE = "plate"
    CHILD = "child"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, from `start` up to `stop`, and what could stand in its place."""

    kind: Private
    start: int
    stop: int
    value: str
    suggestion: str


_ALIKE = str.maketrans("аеіјոорсухѕһԁԛԝоιοανρτυκ", "aeijnopcyxshdqwoioavptuk")  # Cyrillic, Armenian and Greek


@lru_cache(maxsize=2)  # each check reads the same text
def lowered(text: str) -> str:
    """The text in lower case with plain digits and letters for full-width ones, for the digits of any script and for letters
    of other scripts that look like Latin ones; every place stays where it was."""
    return "".join(map(_low, text))


@lru_cache(maxsize=8192)
def _low(c: str) -> str:
    if (figure := unicodedata.decimal(c, None)) is not None:
        return str(figure)
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", c).lower()).translate(_ALIKE)
    return plain if len(plain) == 1 and not (plain.isspace() and c != "\n") else c.lower() if len(c.lower()) == 1 else c


def whole(text: str, span: Span) -> Span:
    """The span with the marks that sit on its last character, so that none is left over when it is replaced."""
    stop = span.stop
    while stop < len(text) and unicodedata.category(text[stop]) in ("Mn", "Me"):
        stop += 1
    return span if stop == span.stop else replace(span, stop=stop, value=text[span.start : stop])
