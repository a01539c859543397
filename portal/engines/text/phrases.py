"""Phrases found word by word, however they are spelt: with marks, without, in teencode; and frames of phrases with gaps.

A text is read once into words. A phrase stands where each word is spelt as the phrase spells it or without any marks. A
frame is a row of word classes with at most so many words between them, within one sentence; each class is looked for at
its next place only, so the cost grows with the text and nothing else.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from portal.engines.text.fold import fold
from portal.engines.text.private_spans import lowered
from portal.engines.text.tones import placed

LONG = 12  # letters from which on a word is none of Vietnamese, and is left as it is
_WORD = re.compile(r"\w+")
_ENDS = re.compile(r"[.!?;…\n]+(?=\s|$|\D)")
_TEENCODE = {
    "ko": "không", "k": "không", "hok": "không", "kh": "không", "kg": "không", "hông": "không", "hong": "không", "khg": "không", "hem": "không",
    "dc": "được", "đc": "được", "đk": "được", "dk": "được", "ng": "người", "ngừi": "người", "nguoi'": "người", "vs": "với", "zới": "với", "zoi": "với",
    "j": "gì", "r": "rồi", "rùi": "rồi", "rui": "rồi", "cx": "cũng", "cg": "cũng", "bit": "biết", "bik": "biết", "nhìu": "nhiều", "nhiu": "nhiều",
    "z": "vậy", "zậy": "vậy", "mk": "mình", "mik": "mình", "vc": "việc", "lm": "làm", "of": "của", "trc": "trước", "thj": "thì", "tien`": "tiền",
    "tìn": "tiền", "xiền": "tiền", "xien": "tiền", "tjen": "tiền", "cb": "cán bộ", "thg": "thằng", "tr": "triệu", "tỉ": "tỷ", "hs": "hồ sơ",
}  # fmt: skip


class Word(NamedTuple):
    """One word of a text: its place, how it is spelt, how without marks, the number of its sentence, and whether only
    spaces part it from the word before."""

    start: int
    stop: int
    spelt: str
    bare: str
    sentence: int
    joined: bool


class Found(NamedTuple):
    """A phrase of a class, by the numbers of its first word and the one behind its last; how many words lost their marks."""

    name: str
    first: int
    stop: int
    bare: int


def words(text: str) -> list[Word]:
    """The words of a text in NFC."""
    return spelt_words(lowered(text))


@lru_cache(maxsize=2)  # each check reads the same text
def spelt_words(low: str) -> list[Word]:
    """The words of a text in lower case; to be read, not changed."""
    ends = _ENDS.finditer(low)
    end = next(ends, None)
    sentence, made, last = 0, list[Word](), 0
    for match in _WORD.finditer(low):
        start, stop = match.span()
        while end and end.start() < start:
            sentence, end = sentence + 1, next(ends, None)
        spelt, bare = _spelt(match.group()) if stop - start < LONG else (match.group(), match.group())
        between = low[last:start]
        joined = between == " " or (start - last <= 2 and not between.strip(" \u00a0-_"))
        made.append(Word(start, stop, spelt, bare, sentence, joined))
        last = stop
    return made


@lru_cache(maxsize=1 << 14)
def _spelt(word: str) -> tuple[str, str]:
    """A word as it is meant, and without its marks."""
    spelt = placed(_TEENCODE.get(word, word))
    return spelt, spelt if spelt.isascii() else fold(spelt) if len(spelt) < LONG else spelt


class _Node:
    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: list[tuple[str, tuple[str, ...], bool]] = []


def _enter(node: _Node, name: str, phrase: tuple[str, ...], marked: bool) -> None:
    for word in phrase:
        node = node.next.setdefault(fold(word), _Node())
    node.ends.append((name, phrase, marked))


class Phrases:
    """Phrases by class, each class written as words parted by |; one that ends in ! counts only with all its marks.

    They are laid out when the first text is read: a process that starts serves readers long before anybody writes.
    """

    def __init__(self, classes: Mapping[str, str]) -> None:
        self._classes = dict(classes)

    @cached_property
    def _root(self) -> _Node:
        root = _Node()
        for name, written in self._classes.items():
            for phrase in written.split("|"):
                _enter(root, name, tuple(placed(phrase.removesuffix("!")).split()), phrase.endswith("!"))
        return root

    def find(self, read: list[Word]) -> Iterator[Found]:
        """Every phrase at every word, the longest of each class; by place.

        Where a text is written with marks, a single word without them is itself: "cho" is not "chỗ".
        """
        with_marks = sum(word.spelt != word.bare for word in read) * 5 > len(read) * 2
        begins = self._root.next
        for first, word in enumerate(read):
            node, at = begins.get(word.bare), first
            if node is None:
                continue
            longest: dict[str, Found] = {}
            while node is not None:
                for name, phrase, marked in node.ends:
                    bare = _fits(read, first, phrase, exact=marked)
                    if bare is not None and not (bare and (marked or (with_marks and at == first))):
                        longest[name] = Found(name, first, at + 1, bare)
                at += 1
                node = node.next.get(read[at].bare) if at < len(read) and read[at].joined else None
            yield from longest.values()


def _fits(read: list[Word], first: int, phrase: tuple[str, ...], *, exact: bool) -> int | None:
    """How many words of this phrase stand here without their marks; None where another phrase does."""
    bare = wrong = 0
    for word, wanted in zip(read[first : first + len(phrase)], phrase, strict=True):
        if word.spelt != wanted:
            lost = word.spelt == word.bare
            bare, wrong = bare + lost, wrong + (not lost)
    mistyped = len(phrase) >= 3 and not exact  # one mark of a long phrase may be
    return None if wrong > mistyped else bare


@dataclass(frozen=True)
class Frame:
    """Classes of phrases in a row, each with how many words may stand before it; `unless` may not stand in or right behind."""

    meaning: str
    row: tuple[tuple[str, int], ...]
    unless: str = ""


def frame(meaning: str, written: str, unless: str = "") -> Frame:
    """A frame as it is written: "TAKE 2 MONEY 5 GIVER"."""
    parts = written.split()
    gaps = [0, *(int(part) for part in parts[1::2])]
    return Frame(meaning, tuple(zip(parts[::2], gaps, strict=True)), unless)


BEHIND = 4  # words behind a frame that may still say it is none
FULL, ENOUGH = 3, 3  # parts of a frame, and words in them, from which on nothing else is likely meant


class Stood(NamedTuple):
    """A frame that stands in a text: its meaning, its first word and the one behind its last, and whether it is doubtful."""

    meaning: str
    first: int
    stop: int
    doubtful: bool


class Places:
    """Where each class is found in a text, so that its next place is known at once."""

    def __init__(self, read: list[Word], found: Iterable[Found]) -> None:
        self._read = read
        self.at: dict[str, dict[int, Found]] = {}
        for each in found:
            self.at.setdefault(each.name, {})[each.first] = each
        self._firsts = {name: sorted(places) for name, places in self.at.items()}

    def following(self, name: str, at: int) -> Found | None:
        """The next phrase of a class from this word on."""
        firsts = self._firsts.get(name, [])
        place = bisect_left(firsts, at)
        return self.at[name][firsts[place]] if place < len(firsts) else None

    def match(self, frames: Iterable[Frame], denied: str) -> Iterator[Stood]:
        """Each frame that stands somewhere; none with a `denied` between its parts."""
        for each in frames:
            if all(name in self.at for name, _ in each.row):
                for first in self.at[each.row[0][0]].values():
                    if row := self._stands(each, first, denied):
                        yield Stood(each.meaning, row[0].first, row[-1].stop, _doubtful(row))

    def _stands(self, each: Frame, first: Found, denied: str) -> list[Found]:
        """The phrases that make the frame here; none where it does not stand."""
        sentence, stop, row = self._read[first.first].sentence, first.stop, [first]
        for name, gap in each.row[1:]:
            found = self.following(name, stop)
            if found is None or found.first - stop > gap or self._read[found.first].sentence != sentence:
                return []
            no = self.following(denied, stop)
            if no is not None and no.first < found.first:
                return []
            stop = found.stop
            row.append(found)
        if each.unless:
            but = self.following(each.unless, first.first)
            if but is not None and but.first < stop + BEHIND:
                return []
        return row


def _doubtful(row: list[Found]) -> bool:
    """Whether words that lost their marks, and may be others, are nearly all there is."""
    lone = any(found.bare and found.stop - found.first == 1 for found in row)
    return lone and len(row) < FULL and sum(found.stop - found.first for found in row) < ENOUGH
