"""Two stories told of the same person or collective: how likely, and why (architecture.md 7, point 11).

Nothing here decides: a moderator sees the reasons and merges, and may take it back.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from portal.engines.text.fold import exact, fold
from portal.engines.text.tones import placed

Key = TypeVar("Key")


class Reason(StrEnum):
    """Why two stories may be about the same one; in the order in which they are shown."""

    SAME_NAME = "same_name"
    SAME_FOLDED_NAME = "same_folded_name"
    SIMILAR_NAME = "similar_name"
    SAME_GIVEN_NAME = "same_given_name"
    SAME_WARD = "same_ward"
    SIMILAR_DEED = "similar_deed"
    SAME_HONORIFIC = "same_honorific"


@dataclass(frozen=True, slots=True)
class Told:
    """What a story says of its nominee; any part but the name may be missing."""

    name: str
    ward_code: str | None = None
    deed: str = ""
    honorific: str = ""


@dataclass(frozen=True, slots=True)
class Twin:
    """How likely two stories mean the same one (0 to 1), and why."""

    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name ready to compare: with marks, folded, and whether it is a collective's."""

    marked: str
    folded: str
    collective: bool

    @property
    def bare(self) -> bool:
        return self.marked == self.folded


_KINDS = (
    "câu lạc bộ|clb|nhóm thiện nguyện|nhóm thanh niên|nhóm tình nguyện|nhóm bạn|nhóm|tổ dân phố|tổ phụ nữ|tổ hòa giải"
    "|tổ tự quản|tổ|đội tình nguyện|đội thanh niên|đội|chi hội|hội|ban|tập thể|mái ấm|bếp ăn từ thiện|hộ gia đình"
    "|gia đình|thôn|xóm|hợp tác xã|htx|công ty cổ phần|công ty tnhh|công ty|doanh nghiệp"
)
_TITLES = (
    "ông bà|ông|bà|anh|chị|cô giáo|thầy giáo|cô|chú|bác sĩ|bác|thầy|cụ ông|cụ bà|cụ|cháu|em|bé|đồng chí|nghệ nhân"
    "|thiếu tá|trung tá|thượng tá|đại tá|thiếu úy|trung úy|thượng úy|đại úy|sư thầy"
)
KINDS, TITLES = tuple(_KINDS.split("|")), tuple(_TITLES.split("|"))
_SURNAMES_TOO = {"to", "ban", "ho", "thon", "chu", "cu", "bac", "be", "co", "em", "thay"}  # bare, they may begin a name
_WOMEN, _MEN = {"ba", "chi", "co", "cu ba", "co giao"}, {"ong", "anh", "chu", "cu ong", "thay giao"}
_EMPTY = "va cua cho o tai la da duoc cac nhung mot trong voi de tu den nguoi nam thang ngay moi"
_EMPTY_WORDS = frozenset(_EMPTY.split())
SIMILAR_NAME = 88.0
SIMILAR_DEED = 62.0


def likeness(a: Told, b: Told) -> Twin:
    """How likely two stories are about the same one: the name speaks first, ward, deed and honorific add to it."""
    score, reason = _names(_name(a.name), _name(b.name))
    if reason is None:
        return Twin(0.0)
    reasons = [reason]
    if a.ward_code and b.ward_code:  # a deed's ward need not be the home's: another ward only lowers it a little
        score += 0.2 if a.ward_code == b.ward_code else -0.08
        reasons += [Reason.SAME_WARD] * (a.ward_code == b.ward_code)
    if (near := _deeds(a.deed, b.deed)) >= SIMILAR_DEED:
        score += 0.15 + 0.15 * (near - SIMILAR_DEED) / (100 - SIMILAR_DEED)
        reasons.append(Reason.SIMILAR_DEED)
    mine, theirs = fold(a.honorific), fold(b.honorific)
    if mine and mine == theirs:
        score += 0.04
        reasons.append(Reason.SAME_HONORIFIC)
    elif (mine in _MEN and theirs in _WOMEN) or (mine in _WOMEN and theirs in _MEN):
        score -= 0.25
    return Twin(round(min(1.0, max(0.0, score)), 3), tuple(reasons))


def likely(one: Told, others: Iterable[tuple[Key, Told]], at_least: float = 0.6) -> list[tuple[Key, Twin]]:
    """The others that may be about the same one, best first; equals stay in the order given."""
    found = ((key, likeness(one, other)) for key, other in others)
    return sorted((pair for pair in found if pair[1].score >= at_least), key=lambda pair: -pair[1].score)


def _names(a: _Name, b: _Name) -> tuple[float, Reason | None]:
    if not a.folded or not b.folded:
        return 0.0, None
    if a.folded == b.folded:
        if a.marked == b.marked and not a.bare:
            return 0.72, Reason.SAME_NAME
        if a.marked == b.marked:  # both without marks, or a name that has none
            return 0.68, Reason.SAME_NAME
        return (0.62, Reason.SAME_FOLDED_NAME) if a.bare or b.bare else (0.46, Reason.SAME_FOLDED_NAME)
    return _near(a, b)


def _near(a: _Name, b: _Name) -> tuple[float, Reason | None]:
    mine, theirs = a.folded.split(), b.folded.split()
    if {w for w in mine if w.isdigit()} != {w for w in theirs if w.isdigit()}:
        return 0.0, None  # group 21 is not group 22
    same_given = mine[-1] == theirs[-1]
    ratio = _likeness(a.folded, b.folded)
    if a.collective or b.collective:
        return (0.3 + 0.003 * ratio, Reason.SIMILAR_NAME) if ratio >= SIMILAR_NAME else (0.0, None)
    if same_given and min(len(mine), len(theirs)) > 1 and (_left_out(mine, theirs) or ratio >= SIMILAR_NAME):
        return 0.48, Reason.SIMILAR_NAME
    if ratio >= SIMILAR_NAME:
        return 0.36, Reason.SIMILAR_NAME
    if not same_given:
        return 0.0, None
    return (0.36 if 1 in (len(mine), len(theirs)) else 0.12), Reason.SAME_GIVEN_NAME


def _left_out(mine: list[str], theirs: list[str]) -> bool:
    """Whether one name is the other without a middle name: Lê Phúc, Lê Đình Phúc."""
    return mine[0] == theirs[0] and (set(mine) <= set(theirs) or set(theirs) <= set(mine))


def _deeds(a: str, b: str) -> float:
    mine, theirs = _gist(a), _gist(b)
    return _likeness(mine, theirs, least=SIMILAR_DEED) if mine and theirs else 0.0


def _likeness(a: str, b: str, least: float = 0) -> float:
    """How alike the words of two texts are in any order, up to 100; 0 below the least."""
    from rapidfuzz import fuzz  # only where people are compared

    return fuzz.token_sort_ratio(a, b, score_cutoff=least)


@lru_cache(maxsize=4096)
def _gist(deed: str) -> str:
    return " ".join(w for w in fold(deed[:2000]).split() if w not in _EMPTY_WORDS)


@lru_cache(maxsize=65536)
def _name(name: str) -> _Name:
    marked = exact(placed(unicodedata.normalize("NFC", name)))
    rest = _without(marked, KINDS)
    bare = _without(rest, TITLES)
    return _Name(bare, fold(bare), rest != marked)


def _without(marked: str, words: tuple[str, ...]) -> str:
    """A name without the kind or title it begins with, if a name is left."""
    for word in words:
        for spelt in {word, fold(word)} - _SURNAMES_TOO:
            if marked.startswith(spelt + " "):
                return marked.removeprefix(spelt + " ")
    return marked
