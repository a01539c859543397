"""Full names of people in a text: children, and others who are not whom the story is about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from portal.engines.text.fold import exact, fold, given_name, initials
from portal.engines.text.private_patterns import KINDS_OF_PLACE
from portal.engines.text.private_roles import (
    AFTER_A_NAME,
    ALONGSIDE,
    CHILD_CUE,
    FAMOUS,
    GIVEN_CUE,
    NAMED_CUE,
    NOT_A_CHILD,
    PERSON_CUE,
    PLACE_BEFORE,
    TOWNS,
    young,
)
from portal.engines.text.private_spans import Private, Span
from portal.engines.text.surnames import BARE_SURNAMES, LOWER_SURNAMES, MIDDLES, SURNAMES, WRITTEN_MIDDLES
from portal.engines.text.tones import placed

WORD = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"[ \u00a0]")
_LONGEST = 4
_TITLES_TOO = ("chu", "co", "bac", "cu", "ong", "o")  # bare they are names too; before another name they are not
_COMMON_BARE = ("dang", "do")  # bare and small they are "đang", "đó", "đỡ" far more often than names
_WORDS_TOO = frozenset(
    {  # phản ánh, phân công, trình báo, trưởng thành, đoàn thanh niên: bare and small, no names
        ("phan", "anh"),
        ("phan", "cong"),
        ("trinh", "bao"),
        ("truong", "thanh"),
        ("doan", "thanh"),
    }
)
_DOUBTED = ("ma", "o", "di", "em")  # bare they are no title before a small name, and none before a town
_SURNAMES = SURNAMES | BARE_SURNAMES
BEFORE = 40  # characters before a name that tell whose it is


def names(text: str, low: str, words: Sequence[re.Match[str]], known: Iterable[str] = ()) -> Iterator[Span]:
    """Children by full name, and people named with an honorific or a role, but for the known ones. `words` are those of the text."""
    told = tuple(exact(placed(name)) for name in known)
    last: Span | None = None
    at = 0
    while at < len(words):
        word = words[at]
        size = _size(text, low, words, at) if low[word.start() : word.end()] in _SURNAMES else 0
        if size:
            start, stop = words[at].start(), words[at + size - 1].end()
            span = _called(text, low, start, stop, told) or _beside(text, low, start, stop, told, last)
            span = span or _named(text, low, start, stop, told)
            last = span or last
            if span:
                yield span
        at += size or 1


_placed = lru_cache(1 << 14)(placed)  # of single words, which repeat


def _size(text: str, low: str, words: Sequence[re.Match[str]], at: int) -> int:
    """How many words the full name that begins here has; 0 where none begins."""
    found = [words[at]]
    for before, word in pairwise(words[at : at + _LONGEST]):
        if not _SPACE.fullmatch(text, before.end(), word.start()) or _ends(
            word.group(), low[word.start() : word.end()]
        ):
            break
        found.append(word)
    spelt = [low[word.start() : word.end()] for word in found]
    if _initial(text, found[-1]):
        return 0  # "Gia B." is what we ask for
    if len(spelt) < 2 or (spelt[0] in _TITLES_TOO and _placed(spelt[1]) in BARE_SURNAMES):
        return 0
    capitals = next((i for i, word in enumerate(found) if not word.group()[0].isupper()), len(found))
    if capitals >= 2 and (_placed(spelt[0]) in SURNAMES or spelt[0] in BARE_SURNAMES):
        return capitals
    lower = (
        not (spelt[0] == "truong" and low[: found[0].start()].endswith("nha "))
        and not any(word.group()[0].isupper() for word in found[:3])
        and len(spelt) >= 3
        and _placed(spelt[0]) in LOWER_SURNAMES
        and spelt[1] in MIDDLES
        and spelt[0] not in _COMMON_BARE
        and (spelt[0], spelt[1]) not in _WORDS_TOO
    )
    return 3 if lower else 0


def _initial(text: str, last: re.Match[str]) -> bool:
    """Whether the name ends in an initial with its dot, and the sentence goes on: it is covered already."""
    stop = last.end()
    after = text[stop + 1 : stop + 3].lstrip(" ,")
    return (
        len(last.group()) == 1 and last.group().isupper() and text[stop : stop + 1] == "." and not after[:1].isupper()
    )


def _ends(word: str, low: str) -> bool:
    """Whether a word goes on after a name; names may hold such words too, but then with a capital: Lý Thường Kiệt."""
    return low in KINDS_OF_PLACE or (low in AFTER_A_NAME and not (word[0].isupper() and word[1:].islower()))


def _called(text: str, low: str, start: int, stop: int, known: tuple[str, ...]) -> Span | None:
    """A name with an honorific, a role or an age beside it."""
    name, before = text[start:stop], low[max(0, start - BEFORE) : start]
    child, role = CHILD_CUE.search(before), PERSON_CUE.search(before)
    child_so = young(low, stop)
    bare = name.islower() and name.isascii()
    if child and child.group().strip() in _DOUBTED and bare and not child_so:
        return None  # "em phan van qua" wavers
    if child and not NOT_A_CHILD.search(before[: child.start()]) and (child_so or not _known(name, known)):
        first = start - len(child.group())
        return Span(Private.CHILD, first, stop, text[first:stop], f"{text[first:start]}{initials(name)}")
    if child_so and not (PLACE_BEFORE.search(before) or fold(name) in FAMOUS):
        return Span(Private.CHILD, start, stop, name, initials(name))
    title = role.group().strip() if role else ""
    if (
        role
        and not _public(name, known)
        and not _the_president(text, start, name, title)
        and not (title in _DOUBTED and (bare or _a_town(name)))
    ):
        first = start - len(role.group())
        return Span(Private.PERSON, first, stop, text[first:stop], f"{text[first:start]}{given_name(name)[0].upper()}.")
    return None


def _the_president(text: str, start: int, name: str, title: str) -> bool:
    """Whether it is "Bác Hồ" with words of a song or a slogan behind: a neighbour's family name has a middle name behind it."""
    family, second, *_ = placed(name.lower()).split()
    return title == "bác" and family == "hồ" and second not in WRITTEN_MIDDLES and text[:start].rstrip().endswith("Bác")


def _named(text: str, low: str, start: int, stop: int, known: tuple[str, ...]) -> Span | None:
    """A name that stands by itself, or behind words that say that one follows."""
    name, before = text[start:stop], low[max(0, start - BEFORE) : start]
    if _public(name, known) or PLACE_BEFORE.search(before) or _a_town(name):
        return None
    if not _plainly(name):
        return Span(Private.PERSON, start, stop, name, initials(name)) if _given(name, before) else None
    return Span(Private.PERSON, start, stop, name, initials(name)) if _sure(name) or NAMED_CUE.search(before) else None


def _public(name: str, known: tuple[str, ...]) -> bool:
    return _known(name, known) or fold(name) in FAMOUS


def _plainly(name: str) -> bool:
    """Whether it is written as names are: three words or more, not shouted."""
    return name[0].isupper() and not name.isupper() and len(name.split()) > 2


def _given(name: str, before: str) -> bool:
    """Whether somebody gives a name in small letters: "toi la nguyen thi thanh"."""
    return name.islower() and bool(GIVEN_CUE.search(before))


def _sure(name: str) -> bool:
    """Whether it hardly can be anything but a name."""
    first, second, *_ = fold(name).split()
    return second in ("van", "thi", "a") or first in LOWER_SURNAMES


def _a_town(name: str) -> bool:
    """Whether it begins as a town does, for those are written like names: Hà Nội Mới."""
    return " ".join(fold(name).split()[:2]) in TOWNS


def _beside(text: str, low: str, start: int, stop: int, known: tuple[str, ...], last: Span | None) -> Span | None:
    """A name that shares the honorific of the one before it: "hai cháu Lê Minh Anh và Trần Bảo Châu"."""
    name = text[start:stop]
    if not last or not ALONGSIDE.fullmatch(low, last.stop, start) or len(name.split()) < 3 or _known(name, known):
        return None
    return Span(last.kind, start, stop, name, initials(name))


def _known(name: str, known: tuple[str, ...]) -> bool:
    """Whether it is one of these, marks and all unless one side has none: Hoa is not Hòa."""
    mine = exact(placed(name))
    return any(mine == theirs or (fold(mine) == fold(theirs) and (fold(mine) in (mine, theirs))) for theirs in known)
