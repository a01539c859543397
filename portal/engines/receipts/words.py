"""Receipt codes of Vietnamese words without marks, made to be read over the phone.

The list holds 512 everyday syllables of which no two sound alike in the North once marks are gone (s and x, tr and ch,
r and d and gi, l and n, i and y), so that what is heard can be written in any of these spellings. Nine of them carry
81 bits, three lines of three words. Only everyday words: nothing rude, nothing gloomy.

Whatever else was written down with a code (a label, "dòng 1:", the numbers or commas that were read out) or left out of it
(its spaces) is seen through, but only where exactly one whole code can be meant.
"""

import math
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from portal.engines.text import runs

LENGTH = 9
_FILE = Path(__file__).with_name("syllables.txt")
_WORD = re.compile(r"[a-z]+")
_LABEL = re.compile(r"^[^:\n]{1,40}:", re.M)
_NUMBERED = re.compile(
    "".join(
        rf" (?:(?:tu|chu|tieng|so|thu) ){{0,2}}(?:{number}) ([a-z]+)"
        for number in ("mot|nhat", "hai", "ba", "bon|tu", "nam", "sau", "bay", "tam", "chin")
    )
)  # "từ thứ nhất …, từ thứ hai …": nine of them, in their order
_SAID_BETWEEN = frozenset(("phay", "cham", "cach", "roi", "gach"))  # what is read out where a comma stands
_LONGEST_JOINED = LENGTH * 6
_ONSETS = (("ngh", "ng"), ("gh", "g"), ("gi", "z"), ("qu", "kw"), ("ch", "ch"), ("tr", "ch"), ("c", "k"), ("s", "x"),
           ("r", "z"), ("d", "z"), ("l", "n"), ("ph", "f"))  # fmt: skip


@cache
def syllables() -> tuple[str, ...]:
    """The list, in alphabetical order."""
    return tuple(_FILE.read_text(encoding="ascii").split())


def bits() -> float:
    """How many bits of chance a code carries."""
    return LENGTH * math.log2(len(syllables()))


def new_code(choose: Callable[[tuple[str, ...]], str]) -> str:
    """A new code; `choose` picks one of the list, e.g. `secrets.choice`."""
    return " ".join(choose(syllables()) for _ in range(LENGTH))


def canonical(typed: str) -> str:
    """A code as it is hashed, from whatever was typed: marks, capitals, commas, numbers and like-sounding spellings do
    not matter. Words that are in no spelling on the list stay as they are."""
    listed, known = _listed(), _by_sound()
    if len(words := typed.split(" ")) == LENGTH and listed.issuperset(words):
        return typed  # as it was made, and as most codes come: nothing in it has to be guessed
    return " ".join(word if word in listed else known.get(_sound(word), word) for word in _meant(typed))


def is_whole(typed: str) -> bool:
    """Whether this has the right number of words and all are on the list."""
    return _whole(_meant(typed))


def unknown(typed: str) -> list[tuple[int, str, str]]:
    """Words that are not on the list: their number from 1, the word, and the nearest word of the list (or "")."""
    known = _by_sound()
    found = []
    for number, word in enumerate(_meant(typed), start=1):
        if _sound(word) not in known:
            found.append((number, word, _nearest(word)))
    return found


def _nearest(word: str) -> str:
    """The word of the list that was likely meant: one that sounds so in the South, else the nearest in letters."""
    if len(heard := _by_southern_sound().get(_southern(word), ())) == 1:
        return heard[0]
    from rapidfuzz import process  # only for a word that is misspelt

    near = process.extractOne(word, syllables(), score_cutoff=60)
    return near[0] if near else ""


def _meant(typed: str) -> list[str]:
    """The words of the one whole code that can be meant; all that were typed where there is none."""
    text = _plain(typed)
    words = _WORD.findall(text)
    if _whole(words):
        return words
    readings = (_WORD.findall(_LABEL.sub(" ", text)), _counted(words), _parted(words))
    return next((reading for reading in readings if _whole(reading)), words)


def _whole(words: list[str]) -> bool:
    known = _by_sound()
    return len(words) == LENGTH and all(_sound(word) in known for word in words)


def _counted(words: list[str]) -> list[str]:
    """The words without the numbers, or the signs between them, that were read out with them."""
    if len(words) in (2 * LENGTH - 1, 2 * LENGTH) and _SAID_BETWEEN.issuperset(words[1::2]):
        return words[::2]
    found = _NUMBERED.fullmatch(" " + " ".join(words)) if len(words) <= 4 * LENGTH else None
    return [*found.groups()] if found else []


def _parted(words: list[str]) -> list[str]:
    """The words of a code written without its spaces, if it can be parted in one way only."""
    letters, listed = "".join(words), _listed()
    if len(words) >= LENGTH or len(letters) > _LONGEST_JOINED:
        return []
    ways: list[list[list[str]]] = [[] for _ in range(len(letters) + 1)]  # to part each beginning, two of each length
    ways[0] = [[]]
    for stop in range(1, len(letters) + 1):
        for size in range(2, min(6, stop) + 1):
            if (word := letters[stop - size : stop]) in listed:
                ways[stop] += [[*way, word] for way in ways[stop - size] if len(way) < LENGTH]
        ways[stop] = _two_of_each_length(ways[stop])
    whole = [way for way in ways[-1] if len(way) == LENGTH]
    return whole[0] if len(whole) == 1 else []


def _two_of_each_length(ways: list[list[str]]) -> list[list[str]]:
    kept: dict[int, list[list[str]]] = {}
    for way in ways:
        same = kept.setdefault(len(way), [])
        if len(same) < 2:
            same.append(way)
    return [way for same in kept.values() for way in same]


def _plain(typed: str) -> str:
    """What was typed without marks and without what cannot be seen."""
    text = runs.nfkd(typed.casefold()).replace("đ", "d").replace("ð", "d")
    return "".join(c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")


def _sound(word: str) -> str:
    for spelling, sound in _ONSETS:
        if word.startswith(spelling):
            rest = word[len(spelling) :]
            if spelling == "gi" and rest[:1] not in ("a", "e", "o", "u", "y"):
                rest = "i" + rest  # "gi", "gin": the i is the vowel itself
            return (sound + rest).replace("y", "i")
    return word.replace("y", "i")


def _southern(word: str) -> str:
    """How a word sounds where v is said as d, and qu as w."""
    return re.sub(r"^v", "z", re.sub(r"^(?:kw|hw)", "w", _sound(word)))


@cache
def _by_southern_sound() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in syllables():
        found[_southern(word)] = (*found.get(_southern(word), ()), word)
    return found


@cache
def _listed() -> frozenset[str]:
    return frozenset(syllables())


@cache
def _by_sound() -> dict[str, str]:
    return {_sound(word): word for word in syllables()}
