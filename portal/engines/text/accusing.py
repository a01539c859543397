"""What in a text reads like an accusation of an offence, so that its writer can choose the confidential channel (domain.md 2.6).

A word of an offence counts, unless the clause denies it ("chưa bao giờ nhận phong bì"), fights it ("bắt kẻ trộm cắp",
"phòng chống tham nhũng") or suffers it ("giúp cháu bé bị bạo hành"). So does an offence told without its name ("đòi 5 triệu
mới chịu ký"), by frames of words (accusing_frames). Criticism ("chưa xứng đáng", "làm việc chậm", "nóng tính") names no
offence and is never meant. A bare spelling that means something harmless too counts only beside another sign, in a text
written mostly without marks. It is a hint: nothing is blocked or ordered by it.

Rates on texts that no word was chosen on: `python -m tests.bench flags`. Offences told by innuendo ("ai cũng biết vì sao")
are mostly not seen; of praise, some that names an offence is taken for an accusation: heard then asks sounds.doubted.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.engines.text import phrases
from portal.engines.text.accusing_frames import DOUBTFUL_BARE, FRAMES, PHRASES, SPOKEN
from portal.engines.text.accusing_innocent import harmless, never_heard, none_so_bad, peaceful
from portal.engines.text.accusing_words import (
    ASKED,
    BRAVE,
    BY_SOMEONE,
    CALLED_POLICE,
    CLEARED,
    EARNED,
    ENVELOPE,
    FIRST_PERSON,
    LINKED,
    NEGATED,
    OPPOSED,
    ORDERLY,
    PEACE,
    REFORMED,
    RUMOURED,
    SUFFERED,
    UNSURE,
    UNTRUE,
    WAR_PRISON,
    WARNED,
    WARTIME,
    Charge,
)
from portal.engines.text.fold import fold
from portal.engines.text.phrases import Word
from portal.engines.text.private_spans import lowered

_SURE = ((Charge.VIOLENCE, BY_SOMEONE), (Charge.BRIBERY, ENVELOPE))
_SHIELDS = {  # whom it was done to is no culprit; papers and money that suffer it have one
    Charge.FRAUD: (SUFFERED,), Charge.VIOLENCE: (SUFFERED,), Charge.SEXUAL: (SUFFERED,), Charge.THEFT: (SUFFERED,),
    Charge.EMBEZZLEMENT: (EARNED,), Charge.LAND: (SUFFERED, ORDERLY), Charge.CRIME: (SUFFERED,),
}  # fmt: skip
_GOES_ON = {("vo", "chong")}  # the last word with the next: "hai vợ chồng" is a couple
_DOUBTFUL = UNSURE | DOUBTFUL_BARE
_OF_WHOM = re.compile(r"(?: \w{1,7}){0,5} ")  # of whom the one told of denounced
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
    read = phrases.spelt_words(low)
    named, told = _named(low), [*_framed(read)]
    found = _meant(low, _sure(named))
    found = _apart([*found, *_beside(found, _meant(low, _sure(told)))])
    doubted = [one for one, doubtful in (*named, *told) if doubtful] if _mostly_bare(read) else []
    doubtful = _meant(low, _apart(doubted))
    return _apart([*found, *_beside(found, doubtful)]) if found or len(doubtful) > 1 else []


def cleared(text: str) -> bool:
    """Whether a text names offences only to deny, fight or suffer them, or tells of peace made."""
    low = lowered(text)
    named = _sure(_named(low))
    return bool(named or peaceful(low)) and not _meant(low, named)


Noticed = tuple[Accusation, bool]  # whether it counts only beside another


@lru_cache(maxsize=2)  # whether a text is cleared is asked of the one that was read last
def _named(low: str) -> list[Noticed]:
    """Offences called by their names."""
    return [*_matches(low), *_spoken(low, phrases.spelt_words(low))]


def _sure(noticed: list[Noticed]) -> list[Accusation]:
    return _apart([one for one, doubtful in noticed if not doubtful])


def _beside(found: list[Accusation], others: list[Accusation]) -> list[Accusation]:
    """Those that overlap none that was found: what names an offence is shown rather than the words around it."""
    stops = [one.stop for one in found]
    free = []
    for other in others:
        at = bisect_right(stops, other.start)
        if at == len(found) or found[at].start >= other.stop:
            free.append(other)
    return free


def _spoken(low: str, read: list[Word]) -> Iterator[Noticed]:
    """Words that name an offence by themselves, each with whether it does so only beside another sign.

    One syllable without its marks is never one.
    """
    for found in SPOKEN.find(read):
        start, stop = read[found.first].start, read[found.stop - 1].stop
        if (read[found.stop - 1].bare, *(word.bare for word in read[found.stop : found.stop + 1])) in _GOES_ON:
            continue
        if not found.bare:
            yield Accusation(Charge(found.name), start, stop), False
        elif found.stop - found.first > 1:
            yield Accusation(Charge(found.name), start, stop), fold(low[start:stop]) in _DOUBTFUL


def _framed(read: list[Word]) -> Iterator[Noticed]:
    """Offences told without their name: who takes what from whom, and what for."""
    places = phrases.Places(read, PHRASES.find(read))
    for stood in places.match(FRAMES, "NO"):
        place = read[stood.first].start, read[stood.stop - 1].stop
        yield Accusation(Charge(stood.meaning), *place), stood.doubtful


def _mostly_bare(read: list[Word]) -> bool:
    """Whether it is written without marks, but for a word here and there."""
    return sum(word.spelt != word.bare for word in read) * 10 < len(read) * 3


def _matches(low: str) -> Iterator[Noticed]:
    return ((Accusation(charge, *match.span()), False) for charge, each in _SURE for match in each.finditer(low))


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
    denied_to, told_of = -1, False
    for one in found:
        between = (LINKED, _OF_WHOM) if told_of else (LINKED,)
        linked = denied_to >= 0 and any(link.fullmatch(low, denied_to, one.start) for link in between)
        if linked or _denied(low, one):
            denied_to, told_of = one.stop, one.charge is Charge.REPORT
        else:
            kept.append(one)
    return kept


def _denied(low: str, one: Accusation) -> bool:
    if harmless(low, one.start, one.stop):
        return True
    first = max(0, one.start - BEFORE)
    ends = [match.end() for match in _CLAUSE_ENDS.finditer(low, first, one.start)]
    before = low[ends[-1] if ends else first : one.start]
    if one.charge is Charge.REPORT:
        return bool(NEGATED.search(before)) or _told_of(before)
    if none_so_bad(low, before, one.stop):
        return False
    if never_heard(before):
        return True
    if RUMOURED.search(before) and UNTRUE.match(low, one.stop):
        return True
    if one.charge is Charge.ABUSE_OF_OFFICE and PEACE.match(low, one.stop):
        return True
    if one.charge is Charge.CRIME and _served(low, one, before):
        return True
    if ASKED.search(before):
        return bool(NEGATED.search(before))
    shields = (NEGATED, OPPOSED, WARNED, *_SHIELDS.get(one.charge, ()))
    return any(shield.search(before) for shield in shields) or bool(CLEARED.match(low, one.stop))


def _told_of(before: str) -> bool:
    """Whether whom the text praises went to the police or denounced somebody, rather than its writer."""
    return bool(BRAVE.search(before) or CALLED_POLICE.search(before)) and not FIRST_PERSON.search(before)


def _served(low: str, one: Accusation, before: str) -> bool:
    """Whether a prison was the enemy's, or its prisoner a changed man who is helped or helps."""
    return bool(WARTIME.search(before) or WAR_PRISON.match(low, one.stop) or REFORMED.match(low, one.stop))
