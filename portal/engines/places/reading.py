"""How an address as typed may be read: which words name a ward, which a former district."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.engines.places.gazetteer import District, Gazetteer, Place
from portal.engines.places.spelling import has_marks, pieces, toned
from portal.engines.text.fold import fold

LONGEST = 200  # characters of an address that are looked at
LONGEST_NAME = 6  # words
WARD_KINDS = {"phường": "phường", "p": "phường", "xã": "xã", "x": "xã", "thị trấn": "thị trấn", "tt": "thị trấn"}
DISTRICT_KINDS = {"quận": "quận", "q": "quận", "huyện": "huyện", "h": "huyện", "thị xã": "thị xã", "tx": "thị xã"}
CITY = ("thanh pho ha noi", "tp ha noi", "tp hn", "ha noi", "hanoi", "hn")
ENGLISH_KINDS = {"ward": "phường", "commune": "xã", "township": "thị trấn", "town": "thị trấn", "district": "quận"}
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_DASH = re.compile(r"\s+[-–—]+\s+")
Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an address: the places its words may name, all under one name."""

    places: tuple[Place, ...]
    words: str
    kind_written: bool = False
    district: District | None = None
    district_kind_written: bool = False

    @property
    def strength(self) -> int:
        """A ward and a district that belong together count most, then a written kind."""
        return 2 * self.agrees + self.kind_written

    @property
    def agrees(self) -> bool:
        """Whether a former ward stands beside its own district."""
        return self.district is not None and any(p.district == self.district.label for p in self.places)


def parts(typed: str) -> list[list[str]]:
    """The words between the commas of an address, without the City's own name."""
    return [kept for piece in pieces(typed[:LONGEST]) if (kept := _without_city(piece))]


def respelt(typed: str) -> str:
    """An address with its parts as the City writes them: commas for dashes with space around them (a ward's own name may
    hold one, so this is tried last), the English word for a kind before its name, figures for Roman numbers."""
    text = _DASH.sub(", ", unicodedata.normalize("NFC", typed[:LONGEST]))
    return ", ".join(_in_vietnamese(piece) for piece in text.split(","))


def _in_vietnamese(piece: str) -> str:
    words = [ROMAN.get(word.upper(), word) if i else word for i, word in enumerate(piece.split())]
    kind = ENGLISH_KINDS.get(words[-1].casefold().rstrip(".")) if len(words) > 1 else None
    return " ".join([kind, *words[:-1]] if kind else words)


def best(address: Sequence[Words], gazetteer: Gazetteer) -> Reading | None:
    """The strongest reading, the leftmost among equals; None when no words name a place."""
    found = [reading for i in range(len(address)) for reading in _readings(address[i:], gazetteer)]
    return max(found, key=lambda reading: reading.strength) if found else None


def district_in(part: Words, gazetteer: Gazetteer) -> tuple[District, bool] | None:
    """The former district that a piece of an address names, and whether its kind was written."""
    for i in range(len(part)):
        if (kind := kind_at(part, i, DISTRICT_KINDS)) and (found := gazetteer.district(" ".join(part[kind[1] :]))):
            return found, True
    found = gazetteer.district(" ".join(part))
    return (found, False) if found else None


def kind_at(part: Words, start: int, kinds: Mapping[str, str]) -> tuple[str, int] | None:
    """The kind of unit written at a word, and the word after it. "Phương" is a name, "phuong" may be a kind."""
    for length in (2, 1):
        written = " ".join(part[start : start + length])
        same = toned if has_marks(written) else fold
        for name, kind in kinds.items():
            if len(part) > start + length and same(written) == same(name):
                return kind, start + length
    return None


def _readings(address: Sequence[Words], gazetteer: Gazetteer) -> Iterator[Reading]:
    for places, name, rest, kind_written in _hits(address[0], gazetteer):
        tails = ([rest] if rest else []) + list(address[1:])
        named = next((found for tail in tails if (found := district_in(tail, gazetteer))), None)
        if named:
            yield from _beside(places, name, kind_written, *named)
        elif kind_written or not rest:
            yield Reading(_as_written(places, name), name, kind_written)


def _beside(places: list[Place], name: str, kind_written: bool, district: District, written: bool) -> Iterator[Reading]:
    own = [p for p in places if p.district == district.label] or [p for p in places if not p.district]
    if own:
        yield Reading(_as_written(own, name), name, kind_written, district, written)


def _hits(part: Words, gazetteer: Gazetteer) -> Iterator[tuple[list[Place], str, Words, bool]]:
    for i in range(len(part)):
        if kind := kind_at(part, i, WARD_KINDS):
            yield from _after_kind(part, *kind, gazetteer)
    for end in range(len(part), 0, -1):
        name = " ".join(part[:end])
        if (places := gazetteer.named(name)) and (end == len(part) or district_in(part[end:], gazetteer)):
            yield places, name, part[end:], False


def _after_kind(
    part: Words, kind: str, start: int, gazetteer: Gazetteer
) -> Iterator[tuple[list[Place], str, Words, bool]]:
    for end in range(min(len(part), start + LONGEST_NAME), start, -1):
        name = " ".join(part[start:end])
        if places := [p for p in gazetteer.named(name) if p.kind == kind]:
            yield places, name, part[end:], True
            return


def _as_written(places: Sequence[Place], name: str) -> tuple[Place, ...]:
    exact = [p for p in places if toned(p.name) == toned(name)]
    return tuple(exact or places) if has_marks(name) else tuple(places)


def _without_city(piece: list[str]) -> list[str]:
    for city in CITY:
        length = city.count(" ") + 1
        if fold(" ".join(piece[-length:])) == city:
            return piece[:-length]
    return piece
