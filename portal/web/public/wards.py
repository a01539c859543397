"""Wards as readers write them: with and without accents, present and former, with and without "phường"."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from portal.core import clock
from portal.engines.places.gazetteer import Gazetteer
from portal.engines.places.resolver import resolve
from portal.engines.text.fold import vi_key


@dataclass(frozen=True)
class Sought:
    """The present wards a text may mean: none for an empty text, the empty code where nobody knows it."""

    codes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def sought(text: str, known: Gazetteer) -> Sought:
    """Where to look when a reader asks for a place; a former unit means every ward it went into."""
    if not text:
        return Sought()
    found = resolve(text, known, clock.today())
    codes = {found.ward} if found.ward else {candidate.code for candidate in found.candidates}
    return Sought(tuple(sorted(codes)) or ("",), tuple(map(capitalised, found.suggestions)))


@lru_cache(maxsize=2)  # a gazetteer is made anew only when the wards change
def names(known: Gazetteer, day: date) -> tuple[str, ...]:
    """The wards and communes of a day as printed, in the order of the Vietnamese alphabet."""
    places = [place for place in known.by_code.values() if place.stands(day) and not place.successors]
    return tuple(capitalised(place.label) for place in sorted(places, key=lambda p: (p.kind, vi_key(p.name))))


def capitalised(text: str) -> str:
    """With a capital at the head of a line."""
    return text[:1].upper() + text[1:]
