"""Full names of people in a text: children, and others who are not whom the story is about."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from portal.engines.text.fold import exact, fold, given_name, initials
from portal.engines.text.private_patterns import (
    AFTER_A_NAME,
    AGE_AFTER,
    ALONGSIDE,
    CHILD_CUE,
    FAMOUS,
    KINDS_OF_PLACE,
    NOT_A_CHILD,
    PERSON_CUE,
    PLACE_BEFORE,
)
from portal.engines.text.private_spans import Private, Span
from portal.engines.text.surnames import BARE_SURNAMES, LOWER_SURNAMES, MIDDLES, SURNAMES
from portal.engines.text.tones import placed

_WORD = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"[ \u00a0]")
_LONGEST = 4
CHILD_BELOW = 16


def names(text: str, low: str, known: Iterable[str] = ()) -> Iterator[Span]:
    """Children by full name, and people named with an honorific or a role, but for the known ones."""
    told = tuple(exact(placed(name)) for name in known)
    words = list(_WORD.finditer(text))
    last: Span | None = None
    at = 0
    while at < len(words):
        size = _size(text, low, words, at)
        if size:
            start, stop = words[at].start(), words[at + size - 1].end()
            span = _span(text, low, start, stop, told) or _beside(text, low, start, stop, told, last)
            last = span or last
            if span:
                yield span
        at += size or 1


_placed = lru_cache(1 << 14)(placed)  # of single words, which repeat


def _size(text: str, low: str, words: list[re.Match[str]], at: int) -> int:
    """How many words the full name that begins here has; 0 where none begins."""
    first = low[words[at].start() : words[at].end()]
    if first not in BARE_SURNAMES and _placed(first) not in SURNAMES:
        return 0
    found = [words[at]]
    for before, word in zip(words[at:], words[at + 1 : at + _LONGEST], strict=False):
        if not _SPACE.fullmatch(text, before.end(), word.start()) or _ends(
            word.group(), low[word.start() : word.end()]
        ):
            break
        found.append(word)
    spelt = [low[word.start() : word.end()] for word in found]
    if len(spelt) < 2 or (spelt[0] in ("chu", "co", "bac") and _placed(spelt[1]) in BARE_SURNAMES):
        return 0
    capitals = next((i for i, word in enumerate(found) if not word.group()[0].isupper()), len(found))
    if capitals >= 2 and (_placed(spelt[0]) in SURNAMES or spelt[0] in BARE_SURNAMES):
        return capitals
    lower = (
        not any(word.group()[0].isupper() for word in found[:3])
        and len(spelt) >= 3
        and _placed(spelt[0]) in LOWER_SURNAMES
        and spelt[1] in MIDDLES
    )
    return 3 if lower else 0


def _ends(word: str, low: str) -> bool:
    """Whether a word goes on after a name; names may hold such words too, but then with a capital: Lý Thường Kiệt."""
    return low in KINDS_OF_PLACE or (low in AFTER_A_NAME and not (word[0].isupper() and word[1:].islower()))


def _span(text: str, low: str, start: int, stop: int, known: tuple[str, ...]) -> Span | None:
    name, before = text[start:stop], low[max(0, start - 24) : start]
    child, role = CHILD_CUE.search(before), PERSON_CUE.search(before)
    young = _young(low, stop)
    if child and not NOT_A_CHILD.search(before[: child.start()]) and (young or not _known(name, known)):
        first = start - len(child.group())
        return Span(Private.CHILD, first, stop, text[first:stop], f"{text[first:start]}{initials(name)}")
    if young:
        return Span(Private.CHILD, start, stop, name, initials(name))
    if _known(name, known) or fold(name) in FAMOUS:
        return None
    if role:
        first = start - len(role.group())
        return Span(Private.PERSON, first, stop, text[first:stop], f"{text[first:start]}{given_name(name)[0].upper()}.")
    if (
        name[0].isupper()
        and fold(name).split()[1] in ("van", "thi")
        and len(name.split()) > 2
        and not PLACE_BEFORE.search(before)
    ):
        return Span(Private.PERSON, start, stop, name, initials(name))
    return None


def _beside(text: str, low: str, start: int, stop: int, known: tuple[str, ...], last: Span | None) -> Span | None:
    """A name that shares the honorific of the one before it: "hai cháu Lê Minh Anh và Trần Bảo Châu"."""
    name = text[start:stop]
    if not last or not ALONGSIDE.fullmatch(low, last.stop, start) or len(name.split()) < 3 or _known(name, known):
        return None
    return Span(last.kind, start, stop, name, initials(name))


def _young(low: str, stop: int) -> bool:
    """Whether the words after a name say a child's age or class."""
    after = AGE_AFTER.match(low, stop)
    return after is not None and (after[1] is None or int(after[1]) < CHILD_BELOW)


def _known(name: str, known: tuple[str, ...]) -> bool:
    """Whether it is one of these, marks and all unless one side has none: Hoa is not Hòa."""
    mine = exact(placed(name))
    return any(mine == theirs or (fold(mine) == fold(theirs) and (fold(mine) in (mine, theirs))) for theirs in known)
