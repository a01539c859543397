"""Marks piled on one letter. Bringing such a pile into order costs the square of its height, and all the while nothing
else runs in the process: some hundred KB of it would stop the portal for minutes."""

import re
import unicodedata
from functools import cache

from portal.engines.text.late import Late

MOST = 4  # marks on one letter; Vietnamese needs two
_LAST = 0x1E94A  # no mark stands behind this one
_TURNS_INTO_ONE = "\uff9e\uff9f\u0f73\u0f75\u0f81"  # no marks themselves, written as marks once they are taken apart


@cache
def marks() -> str:
    """Every mark that Unicode knows; a hundred thousand characters are asked for them, once."""
    return "".join(filter(unicodedata.combining, map(chr, range(0x300, _LAST + 1))))


def _pile() -> str:
    one = re.escape(marks()) + _TURNS_INTO_ONE
    return f"([{one}]{{{MOST}}})[{one}]+"


_PILE = Late(_pile)
PLAIN = "".join(
    chr(n) for a, b in ((0, 0x2FF), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x20AB, 0x20AB)) for n in range(a, b + 1)
)
_BEYOND = re.compile("[^\x00-\u02ff\u1e00-\u1eff\u2010-\u2027\u20ab]")  # no mark among PLAIN: most texts have no others


def plain(text: str) -> bool:
    """Whether every character stands for itself: none is a mark on the one before it."""
    return not _BEYOND.search(text)


def levelled(text: str) -> str:
    """The text with no more marks on one letter than any writing needs."""
    return text if plain(text) else _PILE.sub(r"\1", text)


def nfc(text: str) -> str:
    """The text in NFC, at a cost that grows with its length alone."""
    return unicodedata.normalize("NFC", levelled(text))


def nfkd(text: str) -> str:
    """The text in NFKD, likewise."""
    return unicodedata.normalize("NFKD", levelled(text))
