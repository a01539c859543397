"""How names of nominees are kept: as written, folded for finding, and shortened for children."""

from portal.engines.text import tidy
from portal.engines.text.fold import fold

HONORIFICS = frozenset(
    ["ong", "ba", "anh", "chi", "em", "chau", "co", "chu", "bac", "cu", "thay"]
)  # said before a name, not part of it


def initials(name: str) -> str:
    """What may be written of a child's name: "cháu Nguyễn Văn An" becomes "N.V.A."."""
    words = _without_honorific([word for part in tidy.line(name).split() for word in part.split(".") if word])
    return "".join(f"{word[0].upper()}." for word in words)


def folded(name: str) -> str:
    """A name as it is looked up: folded, without a leading "bà" or "ông"."""
    return " ".join(_without_honorific(fold(name).split()))[:160]


def given(name: str) -> str:
    """The word neighbours call someone by, folded: the last of a Vietnamese name."""
    return (folded(name).split() or [""])[-1][:80]


def _without_honorific(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and fold(words[0]) in HONORIFICS else words
