"""Insults in a text, as hints for moderators: they order the queue and reject nothing (security.md: criticism is not punished).

Word lists trip on bare spellings (lon bia, buổi sáng, cu Tí): a word counts with its marks, unless the words around it
make it harmless (vô học phí, chim cút: rude_innocent); without marks, or as food (óc lợn), only beside a second cue, such as a disguise ("l0n", "d i t") or another insult close by. Harsh criticism is not on the list.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from portal.engines.text import phrases
from portal.engines.text.fold import fold
from portal.engines.text.late import Late
from portal.engines.text.phrases import Phrases
from portal.engines.text.private_spans import lowered
from portal.engines.text.rude_innocent import harmless
from portal.engines.text.rude_words import (
    BARE,
    BARE_SURE,
    DISGUISED,
    DOUBTFUL,
    NAMED,
    PLAIN,
    PLAIN_BARE,
    STARRED,
    SURE,
    TEENCODE,
)


@dataclass(frozen=True, slots=True)
class Rude:
    """An insult in a text, from `start` up to `stop`."""

    start: int
    stop: int
    value: str


LONGEST = 30  # characters of the longest insult
MOST = 500  # insults of a kind that are shown; who writes more of them is known well enough
NEAR = 60  # characters within which one cue speaks for another


def _any(words: str) -> Late:
    spelt = sorted(words.split("|"), key=lambda word: -len(word))
    return Late(lambda: r"(?<![\w*])(?:" + "|".join(map(re.escape, spelt)).replace(r"\ ", r"\s{1,2}") + r")(?![\w*])")


_SURE, _BARE = _any(f"{SURE}|{TEENCODE}|{BARE_SURE}"), _any(BARE)
_HIDDEN = frozenset(DISGUISED.split("|"))
_PHRASES = Phrases({"plain": PLAIN, "named": NAMED, "doubtful": DOUBTFUL})
_STARS = re.compile(r"(?<![\w*])\w{1,3}\*{1,3}\w{0,2}(?![\w*])")
_SPACED = re.compile(r"(?<![\w.])\w(?:[ .\-_*~]{1,2}\w){2,5}(?!\w)")
_MIXED = re.compile(
    r"(?<![\w@])[^\W_]{1,4}(?:[@!][^\W_]{1,4}){1,2}(?![\w@])|(?<!\w)(?=[^\W\d_]{0,5}\d)[^\W_]{2,6}(?!\w)"
)
_LEET = str.maketrans("01345@!9", "oieasaig")
_REPEATED = re.compile(r"(\w)\1{2,}")
_WORD = re.compile(r"\w+")


def find(text: str) -> list[Rude]:
    """Insults in a text in NFC, by place, none within another."""
    low = lowered(text)
    listed = {
        *islice(_meant(_SURE, text, low), MOST),
        *_spaced(text, low),
        *_leet(low),
        *_starred(low),
        *_drawn_out(low),
    }
    said = [*islice(_said(text, low), MOST)]
    sure = sorted(listed | _apart({place for place, doubtful in said if not doubtful}, sorted(listed)))
    weak = sorted({*islice(_meant(_BARE, text, low), MOST), *(place for place, doubtful in said if doubtful)} - {*sure})
    places = sorted({*sure, *weak})
    close = [w for w in weak if any(_another(low, w, other) for other in _around(w, places))]
    kept: list[Rude] = []
    for start, stop in sorted({*sure, *close}, key=lambda place: (place[0], -place[1])):
        if not kept or start >= kept[-1].stop:
            kept.append(Rude(start, stop, text[start:stop]))
    return kept


def _another(low: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a second cue is other words at another place."""
    return low[slice(*one)] != low[slice(*other)] and (other[0] >= one[1] or other[1] <= one[0])


def _meant(pattern: Late, text: str, low: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(low):
        initials = "." in match.group() and text[match.start() : match.end()].isupper()
        if not initials and not harmless(text, low, *match.span()):
            yield match.span()


def _said(text: str, low: str) -> Iterator[tuple[tuple[int, int], bool]]:
    """Insults of several words, each word with or without its marks; whether they need a second cue."""
    read = phrases.spelt_words(low)
    for found in _PHRASES.find(read):
        place = read[found.first].start, read[found.stop - 1].stop
        if not harmless(text, low, *place):
            yield place, found.name == "doubtful" or (found.bare > 0 and _lone(found, low[slice(*place)]))


def _lone(found: phrases.Found, words: str) -> bool:
    """Whether the words, bare, may well mean something else."""
    most = 4 if found.name == "named" else 3
    return found.stop - found.first < most and fold(words) not in PLAIN_BARE


def _apart(places: set[tuple[int, int]], others: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """The places that overlap none of the others, which are in order and short."""
    free = set()
    for start, stop in places:
        first = bisect_left(others, (start - LONGEST, 0))
        last = bisect_left(others, (stop, 0))
        if not any(other[1] > start for other in others[first:last]):
            free.add((start, stop))
    return free


def _starred(low: str) -> Iterator[tuple[int, int]]:
    """Words with stars for letters: "l*n", "đ** má"."""
    return (match.span() for match in _STARS.finditer(low) if STARRED.fullmatch(match.group()))


def _around(one: tuple[int, int], places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places close to one, in a list ordered by start."""
    first, last = bisect_left(places, (one[0] - NEAR - LONGEST, 0)), bisect_left(places, (one[1] + NEAR, 0))
    return [other for other in places[first:last] if one[0] - other[1] <= NEAR]


def _spaced(text: str, low: str) -> Iterator[tuple[int, int]]:
    """Words pulled apart letter by letter; initials of a name (V.C.L.) are none."""
    for match in _SPACED.finditer(low):
        letters = re.sub(r"[\W_]", "", match.group())
        initials = text[match.start() : match.end()].isupper() and "." in match.group()
        if letters in _HIDDEN and not initials:
            yield match.span()


def _leet(low: str) -> Iterator[tuple[int, int]]:
    """Words with figures or signs for letters: the disguise is the second cue."""
    for match in _MIXED.finditer(low):
        word = match.group()
        disguised = any(c.isdigit() or c in "@!" for c in word) and any(c.isalpha() for c in word)
        if disguised and word.translate(_LEET) in _HIDDEN:
            yield match.span()


def _drawn_out(low: str) -> Iterator[tuple[int, int]]:
    """Words with a letter held long: "nguuuu", "đéoooo"."""
    last = 0
    for held in _REPEATED.finditer(low):
        if held.start() < last or not (match := _WORD.match(low, _begin(low, held.start()))):
            continue
        last = match.end()
        short = _REPEATED.sub(r"\1", match.group())
        if unicodedata.normalize("NFC", short) in _HIDDEN and (short != fold(short) or short == "ngu"):
            yield match.span()


def _begin(low: str, at: int) -> int:
    """Where the word at this place begins, or a place within it if it is far too long to be one."""
    first = max(0, at - LONGEST)
    return next((i + 1 for i in range(at - 1, first - 1, -1) if not (low[i].isalnum() or low[i] == "_")), first)
