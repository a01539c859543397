"""Tone marks moved to one placement: schools write hoà and thuỷ, laws and maps Hòa and Thủy (domain.md 6.1)."""

import re
import unicodedata

from portal.engines.text import runs

_LATE = re.compile(r"([oO])([aàáảãạeèéẻẽẹAÀÁẢÃẠEÈÉẺẼẸ])(?!\w)|(?<![qQ])([uU])([yỳýỷỹỵYỲÝỶỸỴ])(?!\w)")
_TONES = "\u0300\u0309\u0303\u0301\u0323"


def placed(text: str) -> str:
    """The text in NFC with the tone of open oa, oe and uy on the first letter, as laws write it."""
    return _LATE.sub(_forward, runs.nfc(text))


def _forward(match: re.Match[str]) -> str:
    first, second = match[1] or match[3], unicodedata.normalize("NFD", match[2] or match[4])
    tone = "".join(c for c in second if c in _TONES)
    return unicodedata.normalize("NFC", first + tone + second.rstrip(_TONES))
