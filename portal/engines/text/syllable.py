"""Which words can be one Vietnamese syllable."""

import unicodedata
from functools import lru_cache

from portal.engines.text.legacy_tables import ONSETS, RIMES

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS = frozenset(ONSETS.split()) | {""}
_RIMES = frozenset(RIMES.split())


@lru_cache(1 << 14)  # words repeat
def is_syllable(word: str) -> bool:
    """Whether a word can be one Vietnamese syllable as it is written."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in letters if c in _TONES]
    plain = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    rime = next((plain[i:] for i in (3, 2, 1, 0) if plain[:i] in _ONSETS and plain[i:] in _RIMES), None)
    if rime is None or len(tones) > 1:
        return False
    return not rime.endswith(("c", "ch", "p", "t")) or tones in (["\u0301"], ["\u0323"])
