"""Insults in a text, as hints for moderators: they order the queue and reject nothing (security.md: criticism is not punished).

Word lists trip on bare spellings (lon bia, buổi sáng, cu Tí): a word counts with its marks, unless the words around it
make it harmless (vô học phí, chim cút: rude_innocent); without marks, or as food (óc lợn), only beside a second cue, such as a disguise ("l0n", "d i t") or another insult close by. Harsh criticism is not on the list.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from portal.engines.text.fold import fold
from portal.engines.text.late import Late
from portal.engines.text.private_spans import lowered
from portal.engines.text.rude_innocent import harmless


@dataclass(frozen=True, slots=True)
class Rude:
    """An insult in a text, from `start` up to `stop`."""

    start: int
    stop: int
    value: str


SURE = (  # with marks, wherever they stand
    "địt|đụ|đụ má|đụ mẹ|lồn|cặc|buồi|đéo|đĩ|con đĩ|đĩ thõa|đĩ thoã|con phò|đồ chó|đồ chó má|quân chó má|lũ chó má|thằng chó"
    "|đồ chó đẻ|thằng chó đẻ|lũ chó đẻ|đồ súc vật|đồ súc sinh|đồ ngu|thằng ngu|con ngu|lũ ngu|bọn ngu|ngu như bò|ngu như lợn"
    "|ngu như chó|ngu dốt|ngu si|khốn nạn|đồ khốn|thằng khốn|mất dạy|vô học|mẹ kiếp|con mẹ nó|mẹ mày|bố mày|cha mày|bà mày"
    "|tiên sư nhà|tiên sư bố|tiên sư thằng|tổ sư bố|tổ sư nhà mày|câm mồm|câm họng|cút đi|cút ngay|cút xéo|ăn cứt|như cứt"
    "|đồ rác rưởi|đồ ăn hại|đồ mặt dày|vãi lồn|đếch biết|đếch cần|đồ óc lợn|thằng óc lợn|bọn óc lợn|đầu óc lợn|đồ óc bò|thằng óc bò|đầu óc bò|đồ óc chó|thằng óc chó|bọn óc chó"
)
TEENCODE = "đm|đmm|đcm|đkm|đjt|djt|djtme|dcm|dkm|dkmm|dmm|vcl|vkl|vloz|vlon|clmm|clgt|loz|cặk|kặc|cak|đek|đíu|đ!t|l*n|c*c|đ*t|đ*o"
BARE_SURE = "dit me|dit con me|dit bo|khon nan|me kiep|du ma may|du me may"  # nothing else is spelt so
BARE = (  # each means something harmless too: vài lon, đầu buổi, con các bác, đồ ngủ
    "vai lon|cai lon|con cac|dau buoi|du ma|cho de|do cho|do ngu|thang ngu|oc cho|mat day|vo hoc|con di|an cut|cut di"
    "|óc lợn|óc bò|deo biet|deo can|deo hieu|cam mom|dm|vl"
)
DISGUISED = "địt|lồn|cặc|buồi|đéo|đĩ|ngu|lon|cac|dit|buoi|deo|vcl|dcm|đcm|đmm|vkl|dmm|clgt|djt"
LONGEST = 20  # characters of the longest insult
NEAR = 40  # characters within which one cue speaks for another


def _any(words: str) -> str:
    spelt = sorted(words.split("|"), key=lambda word: -len(word))
    return r"(?<![\w*])(?:" + "|".join(map(re.escape, spelt)).replace(r"\ ", r"\s{1,2}") + r")(?![\w*])"


_SURE, _BARE = Late(lambda: _any(f"{SURE}|{TEENCODE}|{BARE_SURE}")), Late(lambda: _any(BARE))
_HIDDEN = frozenset(DISGUISED.split("|"))
_SPACED = re.compile(r"(?<![\w.])\w(?:[ .\-_*~]{1,2}\w){2,5}(?!\w)")
_MIXED = re.compile(r"(?<![\w@])[^\W_]{1,4}(?:[@!][^\W_]{1,4}){1,2}(?![\w@])|(?<!\w)[^\W_]{2,6}(?!\w)")
_LEET = str.maketrans("01345@!9", "oieasaig")
_REPEATED = re.compile(r"(\w)\1{2,}")


def find(text: str) -> list[Rude]:
    """Insults in a text in NFC, by place, none within another."""
    low = lowered(text)
    sure = sorted({*_meant(_SURE, text, low), *_spaced(text, low), *_leet(low), *_drawn_out(low)})
    weak = [*_meant(_BARE, text, low)]
    places = sorted({*sure, *weak})
    close = [w for w in weak if any(low[slice(*w)] != low[slice(*other)] for other in _around(w, places))]
    kept: list[Rude] = []
    for start, stop in sorted({*sure, *close}, key=lambda place: (place[0], -place[1])):
        if not kept or start >= kept[-1].stop:
            kept.append(Rude(start, stop, text[start:stop]))
    return kept


def _meant(pattern: Late, text: str, low: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(low) if not harmless(text, low, *match.span()))


def _around(one: tuple[int, int], places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places close to one, in a list ordered by start."""
    first, last = bisect_left(places, (one[0] - NEAR - LONGEST, 0)), bisect_left(places, (one[1] + NEAR, 0))
    return [other for other in places[first:last] if one[0] - other[1] <= NEAR]


def _spaced(text: str, low: str) -> Iterator[tuple[int, int]]:
    """Words pulled apart letter by letter; initials of a name (V.C.L.) are none."""
    for match in _SPACED.finditer(low):
        letters = re.sub(r"[\W_]", "", match.group())
        initials = text[match.start() : match.end()].isupper() and "." in match.group()
        if letters in _HIDDEN and not initials:
            yield match.span()


def _leet(low: str) -> Iterator[tuple[int, int]]:
    """Words with figures or signs for letters: the disguise is the second cue."""
    for match in _MIXED.finditer(low):
        word = match.group()
        disguised = any(c.isdigit() or c in "@!" for c in word) and any(c.isalpha() for c in word)
        if disguised and word.translate(_LEET) in _HIDDEN:
            yield match.span()


def _drawn_out(low: str) -> Iterator[tuple[int, int]]:
    """Words with a letter held long: "nguuuu", "đéoooo"."""
    for match in re.finditer(r"\w+", low):
        short = _REPEATED.sub(r"\1", match.group())
        if (
            short != match.group()
            and unicodedata.normalize("NFC", short) in _HIDDEN
            and (short != fold(short) or short == "ngu")
        ):
            yield match.span()
