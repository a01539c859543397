"""From what a person typed for a place to a ward valid at a date, or to the question to ask (domain.md 2.8)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal.engines.places.gazetteer import District, Gazetteer, Place
from portal.engines.places.reading import WARD_KINDS, Reading, best, district_in, kind_at, parts, respelt
from portal.engines.places.spelling import known_by

MOST_SUGGESTIONS = 5


class Status(StrEnum):
    EXACT = "exact"  # a present ward
    FORMER = "former"  # a former unit with one ward that followed it
    AMBIGUOUS = "ambiguous"  # several wards are possible: ask
    UNKNOWN = "unknown"


class Note(StrEnum):
    """What the person should be told beside the result; the words are the organisations room's."""

    NONE = ""
    ENDED = "ended"  # the unit no longer exists
    SPLIT = "split"  # the unit was divided among several
    DISTRICT_ENDED = "district_ended"  # only a former district was named
    SAME_AS_DISTRICT = "same_as_district"  # a present ward bears the name of a former district
    FORMED_LATER = "formed_later"  # the ward did not exist at the date
    SEVERAL = "several"  # several units bore the name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ward the place may lie in today; `was` is the former unit that leads there."""

    code: str
    label: str
    was: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is known of a typed place. `ward` is the ward that answers for it today; `name_then` the unit at the date."""

    status: Status
    ward: str | None = None
    name_then: str = ""
    was: str = ""
    candidates: tuple[Candidate, ...] = ()
    suggestions: tuple[str, ...] = ()
    note: Note = Note.NONE


def resolve(typed: str, gazetteer: Gazetteer, on: date) -> Resolution:
    """The ward a typed place lies in. Nothing misspelt is ever resolved by itself: it is only suggested."""
    address = parts(typed)
    reading = best(address, gazetteer)
    if reading is None and (other := parts(respelt(typed))) != address:
        address, reading = other, best(other, gazetteer)
    if reading is None:
        return _district_only(address, gazetteer, on) or Resolution(
            Status.UNKNOWN, suggestions=_suggestions(address, gazetteer)
        )
    standing = [place for place in reading.places if place.stands(on)] or list(reading.places)
    present = next((place for place in standing if not place.successors), None)
    if present is None:
        found = _former(standing, gazetteer, on)
    elif not present.stands(on) and not reading.kind_written and (district := gazetteer.district(present.name)):
        found = _district(district, gazetteer, on)  # at that date the name alone meant the district
    else:
        found = _present(present, gazetteer, on)
    return _with_namesake(found, reading, gazetteer, on)


def settle(typed: str, chosen: str, gazetteer: Gazetteer, on: date) -> Resolution:
    """The resolution after the person has chosen among wards; a ward that was not offered is taken as typed anew."""
    found = resolve(typed, gazetteer, on)
    picked = next((c for c in found.candidates if c.code == chosen), None)
    if found.ward == chosen:
        return found
    if picked is None:
        place = gazetteer.by_code.get(chosen)
        return _present(place, gazetteer, on) if place and not place.successors else Resolution(Status.UNKNOWN)
    if not picked.was:
        return _present(gazetteer.by_code[chosen], gazetteer, on)
    then = picked.was if on < _formed(gazetteer.by_code[chosen]) else picked.label
    return replace(found, status=Status.FORMER, ward=chosen, name_then=then, was=picked.was, candidates=())


def _present(place: Place, gazetteer: Gazetteer, on: date) -> Resolution:
    note = Note.NONE
    if not place.stands(on):
        note = Note.FORMED_LATER
    elif gazetteer.district(place.name):
        note = Note.SAME_AS_DISTRICT
    return Resolution(Status.EXACT, place.code, place.label, note=note)


def _former(places: Sequence[Place], gazetteer: Gazetteer, on: date) -> Resolution:
    candidates = tuple(
        Candidate(next_.code, next_.label, place.label, whole)
        for place in places
        for next_, whole in gazetteer.followers(place)
    )
    was = " / ".join(place.label for place in places)
    then = was if all(place.stands(on) for place in places) else ""
    if len({c.code for c in candidates}) == 1:
        only = candidates[0]
        return Resolution(Status.FORMER, only.code, then or only.label, was, note=Note.NONE if then else Note.ENDED)
    if len(places) > 1:
        return Resolution(Status.AMBIGUOUS, candidates=candidates, note=Note.SEVERAL)
    return Resolution(Status.AMBIGUOUS, None, then, was, candidates, note=Note.SPLIT)


def _with_namesake(found: Resolution, reading: Reading, gazetteer: Gazetteer, on: date) -> Resolution:
    """ "Trần Hưng Đạo, Hoàn Kiếm" may be an old ward in an old district, or a street in a present ward: ask."""
    if not reading.agrees or reading.kind_written or reading.district_kind_written or reading.district is None:
        return found
    namesake = _namesake(reading.district, gazetteer)
    offered = found.candidates or tuple(
        Candidate(found.ward, gazetteer.by_code[found.ward].label, found.was, True) for _ in [0] if found.ward
    )
    if namesake is None or not namesake.stands(on) or any(c.code == namesake.code for c in offered):
        return found
    more = (*offered, Candidate(namesake.code, namesake.label))
    return Resolution(Status.AMBIGUOUS, None, "", found.was, more, note=Note.SEVERAL)


def _district_only(address: Sequence[Sequence[str]], gazetteer: Gazetteer, on: date) -> Resolution | None:
    named = next((found for part in address if (found := district_in(part, gazetteer))), None)
    if named is None:
        return None
    others = [part for part in address if not district_in(part, gazetteer)]
    return replace(_district(named[0], gazetteer, on), suggestions=_suggestions(others, gazetteer))


def _district(district: District, gazetteer: Gazetteer, on: date) -> Resolution:
    codes = {place.code for ward in district.wards for place, _ in gazetteer.followers(ward)}
    places = [place for place in gazetteer.by_code.values() if place.code in codes]
    places.sort(key=lambda place: place != _namesake(district, gazetteer))
    candidates = tuple(Candidate(place.code, place.label, district.label) for place in places)
    then = district.label if any(ward.stands(on) for ward in district.wards) else ""
    return Resolution(Status.AMBIGUOUS, None, then, district.label, candidates, note=Note.DISTRICT_ENDED)


def _namesake(district: District, gazetteer: Gazetteer) -> Place | None:
    return next((place for place in gazetteer.named(district.name) if not place.successors), None)


def _suggestions(address: Sequence[Sequence[str]], gazetteer: Gazetteer) -> tuple[str, ...]:
    from rapidfuzz import process  # only for a place that is misspelt
    from rapidfuzz.distance import OSA

    found: dict[str, None] = {}
    for part in address:
        name = known_by(" ".join(part[kind[1] :] if (kind := kind_at(part, 0, WARD_KINDS)) else part))
        reach = 1 if len(name) <= 6 else 2
        near = process.extract(name, gazetteer.names(), scorer=OSA.distance, score_cutoff=reach, limit=MOST_SUGGESTIONS)
        hits = [*gazetteer.shortened(name), *(match[0] for match in sorted(near, key=lambda match: match[1]))]
        for hit in hits:
            found.update(dict.fromkeys(p.label for p in gazetteer.named(hit)))
    return tuple(found)[:MOST_SUGGESTIONS]


def _formed(place: Place) -> date:
    return place.valid_from or date.min
