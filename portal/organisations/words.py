"""What people are told about places, in both languages."""

from collections.abc import Mapping

from portal.core.i18n import DEFAULT, N_, say
from portal.engines.places.gazetteer import Gazetteer
from portal.engines.places.resolver import Note, Resolution, Status
from portal.organisations.models import WardKind

NAMES: Mapping[WardKind, str] = {
    WardKind.WARD: N_("%(name)s Ward"),
    WardKind.COMMUNE: N_("%(name)s Commune"),
    WardKind.TOWNSHIP: N_("%(name)s Township"),
}
GROUPS: Mapping[WardKind, str] = {
    WardKind.WARD: N_("Wards"),
    WardKind.COMMUNE: N_("Communes"),
    WardKind.TOWNSHIP: N_("Townships"),
}
NOTES: Mapping[Note, str] = {
    Note.ENDED: N_("%(was)s is now in %(now)s."),
    Note.SPLIT: N_("%(was)s was divided on 01/07/2025. Choose the ward or commune the place is in now."),
    Note.DISTRICT_ENDED: N_("There are no districts since 01/07/2025. Choose the ward or commune the place is in now."),
    Note.SAME_AS_DISTRICT: N_("We understood the present %(now)s, not the former district of that name."),
    Note.FORMED_LATER: N_("%(now)s has existed since 01/07/2025; the deed was done before."),
    Note.SEVERAL: N_("Several places have this name. Choose the ward or commune the place is in now."),
}
UNKNOWN = N_("We know no ward or commune of Hanoi by this name. Check the spelling, or choose from the list.")
FORMERLY = N_("formerly %(was)s")
NOW_IN = N_("now %(now)s")


def ward_name(kind: WardKind, name: str, language: str = DEFAULT) -> str:
    """The full name of a ward: "phường Hoàn Kiếm", "Hoàn Kiếm Ward"."""
    return say(NAMES[kind], language, name=name)


def told(found: Resolution, gazetteer: Gazetteer, language: str = DEFAULT) -> str:
    """The sentence to show beside a typed place; empty where nothing needs saying."""
    if found.status is Status.UNKNOWN:
        return say(UNKNOWN, language)
    if found.note is Note.NONE:
        return ""
    place = gazetteer.by_code.get(found.ward or "")
    now = ward_name(WardKind(place.kind), place.name, language) if place else ""
    sentence = say(NOTES[found.note], language, was=found.was, now=now)
    return sentence[:1].upper() + sentence[1:]
