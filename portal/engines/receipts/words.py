"""Receipt codes of Vietnamese words without marks, made to be read over the phone.

The list holds 512 everyday syllables of which no two sound alike in the North once marks are gone (s and x, tr and ch,
r and d and gi, l and n, i and y), so that what is heard can be written in any of these spellings. Nine of them carry
81 bits, three lines of three words. Only everyday words: nothing rude, nothing gloomy.
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
    return " ".join(word if word in listed else known.get(_sound(word), word) for word in _words(typed))


def is_whole(typed: str) -> bool:
    """Whether this has the right number of words and all are on the list."""
    return len(_words(typed)) == LENGTH and not unknown(typed)


def unknown(typed: str) -> list[tuple[int, str, str]]:
    """Words that are not on the list: their number from 1, the word, and the nearest word of the list (or "")."""
    known = _by_sound()
    found = []
    for number, word in enumerate(_words(typed), start=1):
        if _sound(word) not in known:
            from rapidfuzz import process  # only for a word that is misspelt

            near = process.extractOne(word, syllables(), score_cutoff=60)
            found.append((number, word, near[0] if near else ""))
    return found


def _words(typed: str) -> list[str]:
    text = runs.nfkd(typed.casefold()).replace("đ", "d").replace("ð", "d")
    return _WORD.findall("".join(c for c in text if not unicodedata.combining(c)))


def _sound(word: str) -> str:
    for spelling, sound in _ONSETS:
        if word.startswith(spelling):
            rest = word[len(spelling) :]
            if spelling == "gi" and rest[:1] not in ("a", "e", "o", "u", "y"):
                rest = "i" + rest  # "gi", "gin": the i is the vowel itself
            return (sound + rest).replace("y", "i")
    return word.replace("y", "i")


@cache
def _listed() -> frozenset[str]:
    return frozenset(syllables())


@cache
def _by_sound() -> dict[str, str]:
    return {_sound(word): word for word in syllables()}
