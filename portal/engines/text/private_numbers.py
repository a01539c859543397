"""Numbers that belong to somebody: telephones, national ids, bank accounts, however they are spaced, spelt or disguised.

A text is read once into runs of digit groups ("0912 345 678", "o9l2", "không chín một…"); each run is then cut into the
numbers it holds, so the cost grows with the text and nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from portal.engines.text.private_cues import Cues
from portal.engines.text.private_patterns import (
    BANK_AFTER,
    BANK_CUE,
    DIGIT_WORDS,
    FIGURE,
    ID_CUE,
    LEET,
    MIXED,
    MONEY_AFTER,
    PHONE_CUE,
    STRONG_BANK_CUE,
)
from portal.engines.text.private_spans import Private, Span

_WORD = re.compile(r"[^\W_]+")
_LEET = re.compile(r"[0-9oil]{1,14}|[0-9]{2,13}[bsz]|[bsz][0-9]{2,13}")
_SOUNDED, _SAID_LONGEST = str.maketrans("01", "oi"), 7
_GLUED = re.compile(r"([^\W\d_]*)([0-9]{2,19})([^\W\d_]*)")
_BETWEEN = r" \u00a0.\-_·•*~()+|‐‑–—,'\[\]<>\r\n\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0f\u20e3\u2600-\u27bf\U0001f300-\U0001faff"  # signs, what shows nothing or turns the reading, pictures
_GAP = re.compile(rf"[{_BETWEEN}]{{0,6}}|[#=]")
_SPOKEN_GAP = re.compile(rf"[{_BETWEEN}/\\:;…→>]{{0,6}}")  # beside a figure in words, where strokes part no days
_LEADS_ON = re.compile("rồi|roi|đến|den|tới|toi|xong|tiếp|tiep|theo|đuôi|duoi|cuối|cuoi|là|la")
_LED_GAP = re.compile(rf"[{_BETWEEN}:]{{1,3}}(?:\w{{2,5}}[{_BETWEEN}:]{{1,3}}){{1,2}}")
_TENS, _ROUND = frozenset(("mươi", "muoi", "trăm", "tram")), frozenset(("rô", "ro"))  # "ba trăm linh hai", "zê rô"
_LOOKALIKES = str.maketrans("ӏзбч", "l364")  # Cyrillic figures, beside the letters that `lowered` knows
_PHONE = re.compile(r"(?:0|84|0084)(?:[35789]\d{8}|2\d{9}|1[2689]\d{8})")
_MOBILE_FIRST = re.compile(r"0[35789]\d{2}")
_OLD_LANDLINE = re.compile(r"04[2367]\d{7}")  # Hà Nội's before 2017: 04 stands apart, or a word tells
_CARD = re.compile(r"9704\d{12}|[3-6]\d{15}")
_ABROAD = re.compile(r"840[35789]\d{8}")
_ID = re.compile(r"0\d\d[0-3]\d{8}")
_ID_SHAPES = {(12,), (3, 3, 3, 3), (4, 4, 4), (3, 1, 2, 6), (6, 6), (3, 9), (4, 8), (3, 3, 6), (2,) * 6, (1,) * 12}
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_LONGEST = 19  # digits of a card or an account
_LETTER = re.compile(r"[^\W\d_]")
MOBILE = "35789"  # how mobile telephones begin behind the 0
LAST = 3
MOST_BETWEEN = 6  # characters between the groups of one number
BEFORE, AFTER, AHEAD = 45, 25, 200  # characters beside a number, and from its start, in which a word tells what it is


@dataclass(frozen=True, slots=True)
class _Group:
    start: int
    stop: int
    digits: str
    plain: bool  # written in digits, not in words or look-alike letters


def numbers(text: str, low: str) -> Iterator[Span]:
    """Telephone numbers, national ids and bank accounts in a text, in order, none within another."""
    if not low.isascii():
        low = low.translate(_LOOKALIKES)
    cues = Cues(low)
    for run in _runs(low):
        at = 0
        while at < len(run):
            kind, size = _read(cues, run, at)
            if kind:
                start, stop = _within(low, run[at].start), run[at + size - 1].stop
                digits = "".join(group.digits for group in run[at : at + size])
                yield Span(kind, start, stop, text[start:stop], _suggestion(kind, digits))
            at += size


def masked(span: Span) -> str:
    """A national id with only its last digits left."""
    digits = next(_runs(span.value.lower()), [])
    number = "".join(group.digits for group in digits) or span.value
    return "•" * (len(number) - LAST) + number[-LAST:]


def _within(low: str, start: int) -> int:
    """The start of a number with its + or opening bracket."""
    while start > 0 and low[start - 1] in "+([":
        start -= 1
    return start


def _suggestion(kind: Private, digits: str) -> str:
    if kind is Private.PHONE:
        local = "0" + re.sub(r"^(?:0084|84|0)0?", "", digits)
        return f"{local[:2]}xx xxx {local[-LAST:]}"
    return "[số định danh]" if kind is Private.NATIONAL_ID else "[số tài khoản]"


def _runs(low: str) -> Iterator[list[_Group]]:
    run: list[_Group] = []
    closed = False
    for match in _WORD.finditer(low):
        group, opens, closes = _group(match)
        if group is None and run and not run[-1].plain and _carries_on(low, run[-1], match):
            run[-1] = replace(run[-1], stop=match.end())
            continue
        if group is None and run and run[0].digits[0] == "0" and _LEADS_ON.fullmatch(match.group()):
            continue  # "0936 đuôi là 114 225": whether more figures follow is seen when they are met
        if run and (group is None or opens or closed or not _near(low, run[-1], group)):
            yield run
            run = []
        if group:
            run.append(group)
        closed = closes
    if run:
        yield run


def _near(low: str, one: _Group, other: _Group) -> bool:
    gap = _GAP if one.plain and other.plain else _SPOKEN_GAP
    beside = other.start - one.stop <= MOST_BETWEEN and gap.fullmatch(low, one.stop, other.start)
    return bool(beside or _LED_GAP.fullmatch(low, one.stop, other.start))


def _carries_on(low: str, last: _Group, match: re.Match[str]) -> bool:
    """Whether a word says no figure but belongs to the one before it: "chín mươi tám", "zê rô"."""
    words = _ROUND if last.digits == "0" else _TENS
    return match.group() in words and match.start() - last.stop == 1


def _group(match: re.Match[str]) -> tuple[_Group | None, bool, bool]:
    """The digits of a word, whether letters stuck to it begin a run anew, and whether they end it."""
    word, start = match.group(), match.start()
    if word.isascii() and word.isdigit():
        return _Group(start, match.end(), word, True), False, False
    if digits := DIGIT_WORDS.get(word) or _disguised(word):
        return _Group(start, match.end(), digits, False), False, False
    if not word.isalpha() and (glued := _GLUED.fullmatch(word)):
        begins, ends = start + glued.start(2), start + glued.end(2)
        return _Group(begins, ends, glued[2], True), bool(glued[1]), bool(glued[3])
    return None, False, False


def _disguised(word: str) -> str:
    """The digits of a word that hides them: "o9l2", "ch1n", "0ba9", "khôngchínmột"; "" if it hides none."""
    if word.isalpha() and len(word) < _SAID_LONGEST:
        return word.translate(LEET) if word in "oil" and len(word) == 1 else ""
    if len(word) < _SAID_LONGEST and (said := DIGIT_WORDS.get(word.translate(_SOUNDED))):
        return said
    if _LEET.fullmatch(word) and any(c.isdigit() for c in word):
        return word.translate(LEET)
    return "".join(DIGIT_WORDS.get(one[0], one[0]) for one in FIGURE.finditer(word)) if MIXED.fullmatch(word) else ""


def _read(cues: Cues, run: list[_Group], at: int) -> tuple[Private | None, int]:
    """What begins at this group and how many groups it takes."""
    low = cues.low
    before = low[max(0, run[at].start - BEFORE) : run[at].start]
    if at and len(run[at].digits) < 12 and run[at].digits[0] not in "08" and not _LETTER.search(before):
        return None, 1  # in the middle of a long run nothing but its first digit can tell
    if size := _account(cues, run, at, before) or _card(low, run, at):
        return Private.BANK, size
    found: tuple[Private | None, int] = (None, 1)
    if not _may_begin(cues, run[at]):
        return _hinted(low, run, at, before)
    digits = ""
    for size, group in enumerate(run[at : at + _LONGEST], start=1):  # a slice to its end would cost the square
        digits += group.digits
        if len(digits) > 14:
            break
        if len(digits) < 9:
            continue
        kind = _kind(cues, run[at : at + size], digits)
        if kind and (found[0] is None or at + size == len(run)):
            found = kind, size
    return found if found[0] else _hinted(low, run, at, before)


def _may_begin(cues: Cues, group: _Group) -> bool:
    """Whether a telephone or a national id may begin here: by its first digit, its length, or a word near it."""
    if group.digits[0] in "08" or len(group.digits) >= 9 or (not group.plain and group.digits[0] in MOBILE):
        return True
    return cues.last(ID_CUE, group.start - BEFORE, group.start) >= 0 or cues.ahead(ID_CUE, group.start, AHEAD)


def _kind(cues: Cues, groups: list[_Group], digits: str) -> Private | None:
    low = cues.low
    if len(digits) in (9, 12) and _cued(cues, groups):
        return Private.NATIONAL_ID
    if (
        len(digits) == 12
        and _formed(groups, digits)
        and not _plus(low, groups)
        and not MONEY_AFTER.match(low, groups[-1].stop)
    ):
        return Private.NATIONAL_ID
    if len(groups) == len(digits) == 9 and not any(g.plain for g in groups) and digits[0] in MOBILE:
        return Private.PHONE  # read aloud without its first digit
    if not (
        _PHONE.fullmatch(digits) or _old_landline(groups, digits) or (_ABROAD.fullmatch(digits) and _plus(low, groups))
    ):
        return None
    return None if _listed(low, groups) or _dated(groups) else Private.PHONE


def _old_landline(groups: list[_Group], digits: str) -> bool:
    return groups[0].digits == "04" and bool(_OLD_LANDLINE.fullmatch(digits))


def _card(low: str, run: list[_Group], at: int) -> int:
    """How many groups a bank card takes here, as it is printed or in one piece; 0 where none begins."""
    for size in (1, 4):
        groups = run[at : at + size]
        shape, digits = {len(group.digits) for group in groups}, "".join(group.digits for group in groups)
        if len(groups) == size and shape == {16 // size} and _CARD.fullmatch(digits) and _checks(digits):
            return 0 if MONEY_AFTER.match(low, groups[-1].stop) else size
    return 0


def _checks(digits: str) -> bool:
    """Whether the last digit is the check of a card that is known abroad; those at home need none beside their 9704."""
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(digits)]
    return digits.startswith("9704") or sum(n - 9 * (n > 9) for n in doubled) % 10 == 0


def _formed(groups: list[_Group], digits: str) -> bool:
    """Whether twelve digits are grouped as people write a national id."""
    return len(groups) == 1 or bool(_ID.fullmatch(digits) and tuple(len(g.digits) for g in groups) in _ID_SHAPES)


def _plus(low: str, groups: list[_Group]) -> bool:
    return low[max(0, groups[0].start - 1) : groups[0].start] == "+"


def _cued(cues: Cues, groups: list[_Group]) -> bool:
    start, stop = groups[0].start, groups[-1].stop
    told = cues.last(ID_CUE, start - BEFORE, start) >= 0 or cues.after(ID_CUE, stop, AFTER)
    return told and not MONEY_AFTER.match(cues.low, stop)


def _listed(low: str, groups: list[_Group]) -> bool:
    """Whether it is a list of numbers with commas, not one number."""
    commas = any(", " in low[a.stop : b.start] for a, b in pairwise(groups))
    return commas and any(len(group.digits) > 1 for group in groups)


def _dated(groups: list[_Group]) -> bool:
    """Whether a year stands among days and months; behind "0868" a year is the end of a telephone."""
    return not _MOBILE_FIRST.fullmatch(groups[0].digits) and any(
        len(group.digits) == 4 and group.digits[:2] in ("19", "20") and any(len(g.digits) <= 2 for g in near)
        for group, near in ((g, groups[max(0, i - 1) : i] + groups[i + 1 : i + 2]) for i, g in enumerate(groups))
    )


def _account(cues: Cues, run: list[_Group], at: int, before: str) -> int:
    """How many groups a bank account takes here; 0 where none begins."""
    if at and not _LETTER.search(before):
        return 0  # no word hints at an account
    low, start = cues.low, run[at].start
    last, strong, weak = (cues.last(c, start - BEFORE, start) for c in (ID_CUE, STRONG_BANK_CUE, BANK_CUE))
    if max(last, strong, weak) < 0 and not cues.ahead(BANK_CUE, start, AHEAD):
        return 0
    groups = _whole(low, run, at)
    digits, stop = sum(len(group.digits) for group in groups), groups[-1].stop
    if not 6 <= digits <= _LONGEST or _dated(groups) or MONEY_AFTER.match(low, stop):
        return 0
    if "\n" in low[max(strong, weak, 0) : start] and _PHONE.fullmatch("".join(g.digits for g in groups)):
        return 0  # on a line of its own
    if strong > last:
        return len(groups)
    if digits < 8 or _THOUSANDS.fullmatch(low[start:stop]) or _PHONE.fullmatch("".join(g.digits for g in groups)):
        return 0
    return len(groups) if weak > last or (last < 0 and BANK_AFTER.match(low, stop)) else 0


def _whole(low: str, run: list[_Group], at: int) -> list[_Group]:
    """The groups of a number of any shape, which ends where its line does."""
    groups: list[_Group] = []
    length = 0
    for group in run[at : at + _LONGEST]:
        length += len(group.digits)
        if groups and (length > _LONGEST or "\n" in low[groups[-1].stop : group.start]):
            break
        groups.append(group)
    return groups


def _hinted(low: str, run: list[_Group], at: int, before: str) -> tuple[Private | None, int]:
    """A number with no telephone's shape straight after words such as "gọi số"."""
    if not run[at].plain or not _LETTER.search(before) or not PHONE_CUE.search(before):
        return None, 1
    groups = _whole(low, run, at)
    digits = "".join(group.digits for group in groups)
    if not 8 <= len(digits) <= 11 or digits.startswith(("1900", "1800")) or not all(g.plain for g in groups):
        return None, 1
    money = MONEY_AFTER.match(low, groups[-1].stop) or _THOUSANDS.fullmatch(low[groups[0].start : groups[-1].stop])
    if money or _dated(groups) or _listed(low, groups):
        return None, 1
    return Private.PHONE, len(groups)
