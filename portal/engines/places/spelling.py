"""Spellings of a place's name: which words stand in an address, and which two spellings differ only in tone placement."""

import re
import unicodedata

from portal.engines.text.fold import exact, fold

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
WORD = re.compile(r"[^\W_]+")
PIECE = re.compile(r"[,;|()\[\]\n]+")
_LONE_Y = re.compile(
    r"\b(qu|[b-df-hj-np-tv-zđ]*)y\b"
)  # the one vowel of a word: Mỹ and Mĩ, Quý and Quí, but neither Thúy nor Bảy


def words(text: str) -> list[str]:
    """The words of a text as written, composed, without punctuation."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def pieces(text: str) -> list[list[str]]:
    """The words between the commas of an address; empty pieces are left out."""
    return [found for piece in PIECE.split(text) if (found := words(piece))]


def known_by(text: str) -> str:
    """A name folded, with i for a lone y: schools write Mĩ Đức, maps Mỹ Đức."""
    return _with_i(fold(text))


def toned(text: str) -> str:
    """The words with diacritics kept but each tone moved to the end and i for a lone y, so that hoà and hòa are one, and Mĩ
    and Mỹ, and hoa is none of them."""
    return " ".join(_tone_last(word) for word in words(text.casefold()))


def has_marks(text: str) -> bool:
    """Whether the writer used diacritics at all."""
    return fold(text) != exact(text)


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    plain = "".join(c for c in letters if c not in TONES)
    return _with_i(unicodedata.normalize("NFC", plain)) + "".join(sorted(c for c in letters if c in TONES))


def _with_i(text: str) -> str:
    return _LONE_Y.sub(r"\1i", text)
