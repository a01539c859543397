"""Opinions whose texts are copies of one another, found in time that grows with their number, not with its square.

Equal texts are one wording at once. Wordings are then sorted by each of their twelve marks in turn; within a mark each
is compared with the last few others only, so that a phrase used by a hundred thousand costs each of them no more.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Generic, TypeVar

from portal.engines.synthesis.echoes.sketch import MARKS, Kept, Text, alike, marks, overlap
from portal.engines.synthesis.echoes.wording import words

Key = TypeVar("Key", bound=Hashable)
LOOKED_AT = 6  # wordings under one mark with which the next is compared
AT_HAND = 2_048  # wordings whose sets are kept for the next comparison: some 30 MB, however many there are
STRAYED = 0.3  # overlap with the wording that stands for all below which a copy of copies is let go


@dataclass(frozen=True, slots=True)
class Said(Generic[Key]):
    """An opinion as it is compared. Network and device are any opaque keys, empty where unknown (a clerk, a letter)."""

    key: Key
    text: str
    at: datetime
    network: str = ""
    device: str = ""
    newcomer: bool = False  # the contact was never seen before this round


@dataclass(eq=False, slots=True)
class Wording(Generic[Key]):
    """One text, however spelt, and who said it."""

    text: Text
    by: list[Said[Key]] = field(default_factory=list)


def wordings(opinions: Iterable[Said[Key]], known: str = "") -> list[Wording[Key]]:
    """The different wordings of opinions. What is `known` (the candidate's page) may be quoted by anyone: it is left out."""
    public = Text(words(known))
    found: dict[tuple[str, ...], Wording[Key]] = {}
    for said in opinions:
        text = own_words(said.text, public)
        found.setdefault(text.words, Wording(text)).by.append(said)
    return list(found.values())


def own_words(text: str, public: Text) -> Text:
    """A text without the words that stand in what everybody has read."""
    known = public.bag  # made once, not for every word
    return Text(tuple(word for word in words(text) if word not in known))


def copies(wordings: Sequence[Wording[Key]]) -> list[list[Wording[Key]]]:
    """Wordings in groups of copies, each led by the wording that stands for it; those like no other stand alone."""
    leader = list(range(len(wordings)))
    sketches = [b"".join(marks(wording.text)) for wording in wordings]
    width = max((len(sketch) for sketch in sketches), default=0) // MARKS
    sets = lru_cache(AT_HAND)(lambda at: Kept(wordings[at].text))
    for start in range(0, width * MARKS, width or 1):
        _join(sets, sketches, start, width, leader)
    groups: dict[int, list[Wording[Key]]] = {}
    for at, wording in enumerate(wordings):
        groups.setdefault(_led(leader, at), []).append(wording)
    return [kept for group in groups.values() for kept in _held_together(group)]


def closeness(group: Sequence[Wording[Key]]) -> float:
    """How alike opinions are to the wording that stands for them, on average, 0 to 1."""
    alike = sum(overlap(group[0].text.bag, wording.text.bag) * len(wording.by) for wording in group)
    return alike / sum(len(wording.by) for wording in group)


def _join(sets: Callable[[int], Kept], sketches: list[bytes], start: int, width: int, leader: list[int]) -> None:
    """Put wordings that share the mark at this place, and are alike, under one leader."""
    seen: dict[bytes, list[int]] = {}
    for at, sketch in enumerate(sketches):
        if not sketch:
            continue
        others = seen.setdefault(sketch[start : start + width], [])
        for other in others:
            mine, theirs = _led(leader, at), _led(leader, other)
            if mine != theirs and alike(sets(at), sets(other)):
                leader[max(mine, theirs)] = min(mine, theirs)
        others.append(at)
        del others[:-LOOKED_AT]


def _led(leader: list[int], at: int) -> int:
    while leader[at] != at:
        leader[at] = leader[leader[at]]
        at = leader[at]
    return at


def _held_together(group: list[Wording[Key]]) -> list[list[Wording[Key]]]:
    """A group behind the wording nearest to most of it, without those that only a chain of others ties to it."""
    if len(group) < 3:
        return [sorted(group, key=lambda wording: -len(wording.by))]
    counts: dict[str, int] = {}
    for wording in group:
        for word in wording.text.bag:
            counts[word] = counts.get(word, 0) + len(wording.by)
    half = sum(len(wording.by) for wording in group) / 2
    core = frozenset(word for word, n in counts.items() if n >= half)
    first = max(group, key=lambda wording: (overlap(wording.text.bag, core), len(wording.by)))
    near, strayed = [first], list[Wording[Key]]()
    middle = first.text.bag
    for wording in group:
        if wording is not first:
            held = overlap(wording.text.bag, middle) >= STRAYED
            (near if held else strayed).append(wording)
    return [near, *([wording] for wording in strayed)]
