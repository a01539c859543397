"""Text pasted from old Vietnamese fonts, or typed while the keyboard program was off (keyed): recognised, and turned into
Unicode for the writer to confirm (domain.md 6.1)."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from portal.engines.text import keyed, runs
from portal.engines.text.keyed import Typing
from portal.engines.text.legacy_tables import TCVN3_READ, VNI_MARKS, VNI_SINGLE
from portal.engines.text.syllable import is_syllable

_WORD = re.compile("[A-Za-z\u00a1-\u00ffĐμ]+")
_SIGN = re.compile("[\u00a1-\u00bf×÷ÞþÐ]")
_MARKED = re.compile("[\u00a1-\u00ffĐμ]")
_UNICODE = re.compile("[ăĂđĐơƠưƯ\u1ea0-\u1ef9]")
_READ = 20_000  # characters judged; the whole text is converted


class Encoding(StrEnum):
    """The two encodings in which offices wrote before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"


@dataclass(frozen=True, slots=True)
class Legacy:
    """The encoding a text seems to be in, and the text in Unicode."""

    kind: Encoding | Typing
    converted: str


def detect(text: str) -> Legacy | None:
    """Which old encoding a text is in; nothing where it reads as it stands or in neither. Ask before tidying, which
    drops the soft hyphen that is ư in TCVN3."""
    if typed := keyed.detect(text):
        return Legacy(typed, keyed.convert(text, typed))
    head = runs.nfc(text[:_READ])
    marked = len(_MARKED.findall(head))
    if not marked or len(_UNICODE.findall(head.replace("Đ", "").replace("đ", ""))) * 5 > marked:
        return None
    best = max(Encoding, key=lambda kind: _share(head, kind))
    return Legacy(best, convert(text, best)) if _share(head, best) > 0 else None


def convert(text: str, kind: Encoding) -> str:
    """A text of that encoding in Unicode; what the encoding does not know stays."""
    text, read = runs.nfc(text), _READERS[kind]
    made, at, shouting = [], 0, False
    for match in _WORD.finditer(text):
        word = read(match.group())
        letters = [c for c in match.group() if c.isascii()]
        loud = bool(letters) and all(c.isupper() for c in letters)
        shouting = loud and (len(letters) > 1 or shouting)
        made += [text[at : match.start()], word.upper() if shouting and kind is Encoding.TCVN3 else word]
        at = match.end()
    return unicodedata.normalize("NFC", "".join(made) + text[at:])


def _share(text: str, kind: Encoding) -> float:
    """How much of the marked words becomes Vietnamese only by this encoding; 0 where that is no proof."""
    words = [w for w in _WORD.findall(text) if _MARKED.search(w) and any(c.isascii() for c in w)]
    good = [w for w in words if not is_syllable(w) and is_syllable(_READERS[kind](w))]
    bad = sum(not is_syllable(w) and not is_syllable(_READERS[kind](w)) for w in words)
    if not good or bad * 4 > len(words):
        return 0.0
    sure = len(good) > 1 or bool(_SIGN.search(good[0])) or len(_MARKED.findall(good[0])) > 1
    share = len(good) / len(words)
    return share if sure and share >= 0.5 else 0.0


def _from_tcvn3(word: str) -> str:
    return "".join(TCVN3_READ.get(c, c) for c in word)


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for bases, letters, marks in VNI_MARKS.values():
        for base, letter in zip(bases, letters, strict=True):
            for mark, tone in marks.items():
                made = unicodedata.normalize("NFC", letter + tone)
                pairs |= {
                    base + mark: made,
                    base.upper() + mark.upper(): made.upper(),
                    base.upper() + mark: made.upper(),
                }
    return pairs


VNI = _vni_pairs() | VNI_SINGLE | {old.upper(): new.upper() for old, new in VNI_SINGLE.items()}


def _from_vni(word: str) -> str:
    made, at = [], 0
    while at < len(word):
        size = 2 if word[at : at + 2] in VNI else 1
        piece = word[at : at + size]
        made.append(VNI.get(piece, piece))
        at += size
    return "".join(made)


_READERS: dict[Encoding, Callable[[str], str]] = {Encoding.TCVN3: _from_tcvn3, Encoding.VNI: _from_vni}
