"""Number plates: as the Ministry's circulars shape them, and as they are read aloud or copied in a hurry.

A plate in its shape is one by itself. What is pulled apart ("30E 88 213"), spelt out ("ba mươi A …") or an army's or an
embassy's counts only beside a word such as "biển" or "xe": elsewhere the same figures are sizes, sums and file numbers.
"""

import re
from collections.abc import Iterator

from portal.engines.text.late import Late
from portal.engines.text.private_patterns import MONEY_AFTER, cue, either
from portal.engines.text.private_spans import Private, Span

_PLATE = Late(
    lambda: (
        r"(?<![\w/.\-])[1-9]\d[ \-]?(?:[a-zđ]{1,2}\d?)[ \-.]{0,3}(?:\d{3}[. ]?\d{2}|\d{4})(?![\w/%]|[.,\-]\d)"
        r"|(?<![\w/.\-])80[ \-](?:ng|nn|qt)[ \-]\d{3}[ \-.]\d{2}(?!\w)"
    )
)
_SHAPE = re.compile(r"\d\d-?[a-zđ]{1,2}\d?[ \-]\d{3}[. ]\d\d|80[ \-](?:ng|nn|qt)[ \-]\d{3}[ \-.]\d\d")
_APART = Late(
    lambda: (
        r"(?<![\w/.\-])[1-9]\d[ \-]{0,2}[a-zđ]{1,2}\d?(?:[ \-.,]{1,3}|[ ]chấm[ ]|[ ]cham[ ])?"
        r"\d(?:(?:[ .\-]{0,3}|[ ]chấm[ ]|[ ]cham[ ])\d){3,4}(?![\w/%]|[ .,\-]{1,2}\d)"
    )
)
_ARMY = Late(lambda: r"(?<![\w/.\-])[a-z]{2}[ \-]\d{2}[ \-]\d{2}(?![\w/%]|[.,\-]\d)")
_SAID = either("không|một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|mốt")
_SPELT = Late(
    lambda: (
        rf"(?<!\w)(?:{_SAID}[ \-]){{2,3}}[a-zđ](?: ?\d|[ \-]{either('một|hai|ba|bốn|năm')}(?=(?:[ \-]{_SAID}){{5}}))?[ ,\-]{{1,2}}"
        rf"(?:{_SAID}[ ,\-]{{1,2}}|{either('chấm')} ){{3,5}}{_SAID}(?!\w)"
    )
)
_CUE = cue("biển số|biển kiểm soát|biển|bks|bsx|bs|xe máy|xe|ô tô|xe tải|taxi")
_BOARD = cue("biển số|biển kiểm soát|biển|biển đỏ|biển quân sự|bks|bsx")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_MEASURE = re.compile(r"\d\d ?(?:km|kg|cm|mm|m|tr|k) ")  # small letters: "50 km 1200 m" is a way
NEAR = 20  # characters before a plate in which a word tells that it is one


def plates(text: str, low: str) -> Iterator[Span]:
    """The plates in a text, in any order; of two that overlap the one that comes first counts."""
    for match in _PLATE.finditer(low):
        written = match.group()
        if _measured(text, low, match):
            continue
        capitals = text[match.start() : match.end()] == text[match.start() : match.end()].upper()
        sure = (capitals and not _YEAR.search(written)) or _SHAPE.fullmatch(written)
        if sure or _beside(_CUE, low, match.start()):
            yield _span(text, match)
    for match in _APART.finditer(low):
        capitals = any(c.isupper() for c in text[match.start() : match.end()])
        if _beside(_CUE if capitals else _BOARD, low, match.start()) and not _measured(text, low, match):
            yield _span(text, match)
    for pattern in (_ARMY, _SPELT):
        for match in pattern.finditer(low):
            if _beside(_BOARD, low, match.start()):
                yield _span(text, match)


def _measured(text: str, low: str, match: re.Match[str]) -> bool:
    """Whether it is a length, a weight or a sum."""
    return bool(_MEASURE.match(text, match.start()) or MONEY_AFTER.match(low, match.end()))


def _beside(cue: Late, low: str, start: int) -> bool:
    return bool(cue.search(low[max(0, start - NEAR) : start]))


def _span(text: str, match: re.Match[str]) -> Span:
    start, stop = match.span()
    return Span(Private.PLATE, start, stop, text[start:stop], "[biển số xe]")
