"""The City's wards present and former as one value, indexed by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.engines.places.spelling import known_by


@dataclass(frozen=True, slots=True)
class Place:
    """A ward, commune or township within the dates it existed; a former one names those that followed it."""

    code: str
    kind: str  # phường, xã, thị trấn
    name: str
    district: str = ""  # former ones only: "quận Hoàn Kiếm"
    valid_from: date | None = None
    valid_to: date | None = None  # last day, included
    successors: tuple[tuple[str, bool], ...] = ()  # (code, whether all of it went there)

    @property
    def label(self) -> str:
        """The full name as it stood: "phường Hàng Bạc, quận Hoàn Kiếm"."""
        return f"{self.kind} {self.name}" + (f", {self.district}" if self.district else "")

    def stands(self, on: date) -> bool:
        """Whether the place existed under this name on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class District:
    """A former district: its full name and the wards it was made of."""

    label: str
    wards: tuple[Place, ...]

    @property
    def name(self) -> str:
        """The name without its kind."""
        return _without_kind(self.label)


class Gazetteer:
    """All places, found by code, by name in any spelling, and by the name of a former district."""

    def __init__(self, places: Iterable[Place], version: str = "") -> None:
        self.version = version
        self.by_code = {place.code: place for place in places}
        self._names: dict[str, list[Place]] = {}
        self._districts: dict[str, District] = {}
        for place in self.by_code.values():
            self._names.setdefault(known_by(place.name), []).append(place)
        for label, wards in self._grouped().items():
            self._districts[known_by(_without_kind(label))] = District(label, tuple(wards))

    def named(self, name: str) -> list[Place]:
        """The places of a name in any spelling, in the order they were entered."""
        return self._names.get(known_by(name), [])

    def district(self, name: str) -> District | None:
        """The former district of a name in any spelling, without its kind."""
        return self._districts.get(known_by(name))

    def names(self) -> list[str]:
        """Every name as it is known."""
        return list(self._names)

    def shortened(self, name: str) -> list[str]:
        """The names that a word may stand for: written without spaces, or by the first letters of three words or more."""
        bare = _stuck(known_by(name))
        written = {bare, *(bare.removeprefix(kind) for kind in ("phuong", "thitran", "xa", "tt", "p", "x"))}
        return [
            known
            for known in self._names
            if _stuck(known) in written
            or (len(words := known.split()) > 2 and "".join(word[0] for word in words) in written)
        ]

    def followers(self, place: Place) -> list[tuple[Place, bool]]:
        """The present places that followed one, through every reform since, and whether all of it went there."""
        found: dict[str, bool] = {}
        for code, whole in place.successors:
            next_ = self.by_code[code]
            onward = [(p.code, w) for p, w in self.followers(next_)] if next_.successors else [(code, True)]
            for last, all_of_it in onward:
                found[last] = found.get(last, True) and whole and all_of_it
        return [(self.by_code[code], whole) for code, whole in found.items()]

    def _grouped(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self.by_code.values():
            if place.district:
                found.setdefault(place.district, []).append(place)
        return found


def _without_kind(label: str) -> str:
    for kind in ("quận ", "huyện ", "thị xã "):
        if label.startswith(kind):
            return label[len(kind) :]
    return label


def _stuck(known: str) -> str:
    return known.replace(" ", "").replace("y", "i")  # no word tells any more whether a y stood alone
