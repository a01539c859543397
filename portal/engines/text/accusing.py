"""What in a text reads like an accusation of an offence, so that its writer can choose the confidential channel (domain.md 2.6).

A word of an offence counts, unless the clause denies it ("chưa bao giờ nhận phong bì"), fights it ("bắt kẻ trộm cắp",
"phòng chống tham nhũng") or suffers it ("giúp cháu bé bị bạo hành"). Criticism ("chưa xứng đáng", "làm việc chậm", "nóng
tính") names no offence and is never meant. A bare spelling that means something harmless too counts only beside another
sign, in a text without any marks. It is a hint to the writer: nothing is blocked, nothing is ordered by it.

On 80 accusations of our making that no word was chosen on, half without marks, three in four are seen; of 80 criticisms
none is taken for one, of 80 praises one in ten, all of them praise that names an offence ("cảm hóa thanh niên từng trộm
cắp"). Offences told without their name ("nhận của mỗi người 5 triệu để cho vào danh sách") are not seen.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from portal.engines.text.accusing_words import (
    BY_SOMEONE,
    CLEARED,
    ENVELOPE,
    LINKED,
    NEGATED,
    OPPOSED,
    SUFFERED,
    WORDS,
    Charge,
    pattern,
    unsure,
)
from portal.engines.text.late import Late
from portal.engines.text.private_spans import lowered

Patterns = tuple[tuple[Charge, Late | re.Pattern[str]], ...]

_SURE: Patterns = (
    *((charge, pattern(words)) for charge, words in WORDS.items()),
    (Charge.VIOLENCE, BY_SOMEONE),
    (Charge.BRIBERY, ENVELOPE),
)
_CLAUSE_ENDS = re.compile(r"[.!?;:\n]|(?<!\w)(?:nhưng|mà|tuy nhiên|song|nhung|tuy nhien)(?!\w)")
BEFORE = 60  # characters before a word in which it may be denied


@dataclass(frozen=True, slots=True)
class Accusation:
    """Words that accuse, from `start` up to `stop`, and of what."""

    charge: Charge
    start: int
    stop: int


def find(text: str) -> list[Accusation]:
    """What reads like an accusation in a text in NFC, by place, none within another."""
    low = lowered(text)
    sure = [*_matches(low, _SURE)]
    weak = [*_matches(low, _unsure())] if _unmarked(low) else []
    found = _meant(low, _apart(sure))
    doubtful = _meant(low, _apart(weak))
    return _apart([*found, *doubtful]) if found or len(doubtful) > 1 else []


@cache  # made when first asked
def _unsure() -> Patterns:
    return tuple((charge, found) for charge, words in WORDS.items() if (found := unsure(words)))


def _unmarked(low: str) -> bool:
    return "đ" not in low and not any(map(unicodedata.combining, unicodedata.normalize("NFD", low)))


def _matches(low: str, patterns: Patterns) -> Iterator[Accusation]:
    return (Accusation(charge, *match.span()) for charge, each in patterns for match in each.finditer(low))


def _apart(found: list[Accusation]) -> list[Accusation]:
    """By place; of two that overlap the longer."""
    kept: list[Accusation] = []
    for one in sorted(found, key=lambda one: (one.start, -one.stop)):
        if not kept or one.start >= kept[-1].stop:
            kept.append(one)
    return kept


def _meant(low: str, found: list[Accusation]) -> list[Accusation]:
    """Those that are neither denied, fought nor suffered; what is linked to such a one shares its lot."""
    kept = []
    denied_to = -1
    for one in found:
        linked = denied_to >= 0 and LINKED.fullmatch(low, denied_to, one.start)
        if linked or _denied(low, one):
            denied_to = one.stop
        else:
            kept.append(one)
    return kept


def _denied(low: str, one: Accusation) -> bool:
    first = max(0, one.start - BEFORE)
    ends = [match.end() for match in _CLAUSE_ENDS.finditer(low, first, one.start)]
    before = low[ends[-1] if ends else first : one.start]
    if one.charge is Charge.REPORT:
        return bool(NEGATED.search(before))
    shields = (NEGATED, OPPOSED, SUFFERED)
    return any(shield.search(before) for shield in shields) or bool(CLEARED.match(low, one.stop))
