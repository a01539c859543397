"""Vietnamese typed while the keyboard program was off ("Tooi raats quys bacs", "To6i ra61t quy1 ba1c", "To^i ra^'t quy' ba'c"),
and Unicode that a program showed byte by byte ("TÃ´i ráº¥t quÃ½ bÃ¡c").

Said only where nearly all of a text becomes Vietnamese by it: one slip of the hand is no reason to ask its writer.
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from portal.engines.text import runs
from portal.engines.text.languages import ENGLISH
from portal.engines.text.syllable import is_syllable


class Typing(StrEnum):
    """The ways of typing that leave their keys in a text, and bytes read one by one."""

    TELEX = "telex"
    VNI_KEYS = "vni-keys"
    VIQR = "viqr"
    BYTES = "utf-8"


_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_FIGURES = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j", "6": "^", "7": "+", "8": "(", "9": "d"}
_SIGNS = {"'": "s", "`": "f", "?": "r", "~": "x", ".": "j"}
_HATS = {"a^": "â", "e^": "ê", "o^": "ô", "a(": "ă", "o+": "ơ", "u+": "ư", "dd": "đ"}
_TELEX_HATS = (("uwow", "u+o+"), ("uow", "u+o+"), ("uwo", "u+o+"), ("aa", "a^"), ("ee", "e^"), ("oo", "o^"), ("aw", "a("), ("ow", "o+"), ("uw", "u+"))  # fmt: skip
_WORDS = {
    Typing.TELEX: re.compile(r"[A-Za-z]{2,12}(?![\w@])"),
    Typing.VNI_KEYS: re.compile(r"[A-Za-z][A-Za-z0-9]{0,12}(?![\w@])"),
    Typing.VIQR: re.compile(r"[A-Za-z](?:[A-Za-z^(+'`~]|[.?](?=[A-Za-z^(+'`~?. ,]|\Z)){0,14}"),
}
_VOWEL = "aăâeêioôơuưy"
_CLUSTER = re.compile(rf"(^qu|^gi(?=[{_VOWEL}]))?([^{_VOWEL}]*)([{_VOWEL}]+)(.*)")
_LONG_O = re.compile(r"oo(?:ng|c)")  # "khoong" is "không" far oftener than anything like "xoong"
_STOP = re.compile(r"[.?](?=\s*\Z|\s+[A-Z])")  # ends a sentence rather than a word
_BYTES = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
_READ = 4_000  # characters judged
_FEWEST, _SHARE, _STRANGE = 3, 0.3, 0.1


def detect(text: str) -> Typing | None:
    """How a text was typed, where it shows; nothing where it reads as it stands."""
    head = text[:_READ]
    pieces = _BYTES.findall(head)
    if len(pieces) > 1 and all(_of_bytes(piece) for piece in pieces):
        return Typing.BYTES
    if not head.isascii():
        return None
    return next((kind for kind in _WORDS if _typed(head, kind)), None)


def convert(text: str, kind: Typing) -> str:
    """A text typed so, as it was meant; what is no syllable so either stays."""
    if kind is Typing.BYTES:
        return runs.nfc(_BYTES.sub(lambda match: _of_bytes(match.group()) or match.group(), text))
    return _WORDS[kind].sub(lambda match: _in_place(match, text, kind), text)


def _in_place(match: re.Match[str], text: str, kind: Typing) -> str:
    word = match.group()
    if kind is Typing.VIQR and word[-1] in ".?" and _STOP.match(text, match.end() - 1):
        return _meant(word[:-1], kind) + word[-1]
    return _meant(word, kind)


def _typed(head: str, kind: Typing) -> bool:
    words = [word for match in _WORDS[kind].finditer(head) if (word := match.group().rstrip(".?"))]
    turned = {word.lower() for word in words if _meant(word, kind) != word}
    good = sum(word.lower() in turned for word in words)
    strange = sum(word.lower() not in turned and not is_syllable(word) for word in words)
    if sum(word.lower() in ENGLISH and not is_syllable(word) for word in words) > len(words) * _STRANGE:
        return False  # "How soon is now" could be typed so too
    return len(turned) >= _FEWEST and good >= len(words) * _SHARE and strange <= len(words) * _STRANGE


@lru_cache(1 << 13)  # words repeat
def _meant(word: str, kind: Typing) -> str:
    """A word as it was meant; itself where it is a syllable already, or none so either."""
    signs = word[len(word.rstrip(".?")) :] if kind is Typing.VIQR else ""
    for ending in (signs[:1], ""):  # "la?" may be "lả" or end a question
        core = word[: len(word) - len(signs)] + ending
        if is_syllable(core) and not (kind is Typing.TELEX and _LONG_O.search(core.lower())):
            return word
        read = _READERS[kind](core.lower())
        if read and is_syllable(read):
            made = read.upper() if len(core) > 2 and core.isupper() else read
            return (made[0].upper() + made[1:] if core[0].isupper() else made) + signs[len(ending) :]
    return word


def _telex(word: str) -> str:
    for keys, sign in _TELEX_HATS:
        word = word.replace(keys, sign)
    vowel = re.search("[aeiouy]", word)
    behind = range(len(word) - 1, vowel.start(), -1) if vowel else range(0)
    at = next((i for i in behind if word[i] in _TONES), 0)
    return _composed(word[:at] + word[at + 1 :] if at else word, word[at] if at else "")


def _vni_keys(word: str) -> str:
    keys = "".join(_FIGURES.get(c, c) if c.isdigit() else c for c in re.sub(r"[1-5]", "", word))
    tones = [_FIGURES[c] for c in word if c in "12345"]
    keys = re.sub(r"uo(\w*)\+", r"u+o+\1", re.sub(r"^d(\w*?)d", r"dd\1", keys) if "9" in word else keys)
    return _composed(_beside(keys), tones[0] if tones else "") if len(tones) < 2 else ""


def _beside(keys: str) -> str:
    """The keys with ^, ( and + right behind the vowel they belong to, though they were typed at the word's end."""
    return re.sub(r"([aeo])([^\^(+aeou]*)\^", r"\1^\2", re.sub(r"([aou])([^\^(+aeou]*)([(+])", r"\1\3\2", keys))


def _viqr(word: str) -> str:
    tones = [_SIGNS[c] for c in word if c in _SIGNS]
    return _composed("".join(c for c in word if c not in _SIGNS), tones[0] if tones else "") if len(tones) < 2 else ""


def _composed(keys: str, tone: str) -> str:
    """Letters of keys with their hats and one tone, which stands on the vowel that bears it; "" for none."""
    for pair, letter in _HATS.items():
        keys = keys.replace(pair, letter)
    parts = _CLUSTER.fullmatch(keys)
    if not keys.isalpha() or (tone and not parts):
        return ""
    if not tone or not parts:
        return keys
    before, vowels, behind = (parts[1] or "") + parts[2], parts[3], parts[4]
    hatted = [i for i, c in enumerate(vowels) if c not in "aeiouy"]
    at = hatted[-1] if hatted else len(vowels) - 1 if behind else max(0, len(vowels) - 2)
    return before + unicodedata.normalize("NFC", vowels[: at + 1] + _TONES[tone]) + vowels[at + 1 :] + behind


def _of_bytes(piece: str) -> str:
    """The letter that these bytes are in UTF-8; "" if they are none."""
    try:
        return b"".join(bytes([ord(c)]) if ord(c) < 256 else c.encode("cp1252") for c in piece).decode("utf-8")
    except UnicodeError:
        return ""


_READERS: dict[Typing, Callable[[str], str]] = {Typing.TELEX: _telex, Typing.VNI_KEYS: _vni_keys, Typing.VIQR: _viqr}
