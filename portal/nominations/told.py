"""What a resident tells, as values: tidied and checked for shape, not yet a nomination."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.nominations.states import Commended, ConsentSaid, HowKnown, ShowName
from portal.nominees.states import Honorific, NomineeKind, PositionGroup


@dataclass(frozen=True)
class ToldSubject:
    """One of those whom the story is about, in the writer's words."""

    kind: NomineeKind
    name: str
    honorific: Honorific = Honorific.NONE
    position_group: PositionGroup = PositionGroup.UNKNOWN
    occupation: str = ""
    where: str = ""
    ward_code: str | None = None
    minor: bool = False
    contact: str = ""


@dataclass(frozen=True)
class ToldWriter:
    """Who tells it. `agreed_at`: when they agreed to the use of what they tell."""

    name: str
    phone: str = ""
    email: str = ""
    relation: str = ""
    show_name: ShowName = ShowName.HIDDEN
    agreed_at: datetime | None = None


@dataclass(frozen=True)
class ToldWitness:
    """Someone who can confirm it."""

    name: str
    contact: str = ""


@dataclass(frozen=True)
class ToldPhotos:
    """What holds for the files sent along: the letter's scan apart from the photos of the deed."""

    files: tuple[uuid.UUID, ...] = ()
    letter: uuid.UUID | None = None
    taken_by: str = ""
    people_agreed: bool = False
    owner_agreed: bool = False


@dataclass(frozen=True)
class Told:
    """One testimony of a good deed."""

    subjects: tuple[ToldSubject, ...]
    title: str
    story: str
    how_known: HowKnown
    consent_said: ConsentSaid
    writer: ToldWriter
    happened_from: date | None = None
    happened_text: str = ""
    ongoing: bool = False
    place: str = ""
    ward_code: str | None = None
    ward_then: str = ""
    for_whom: str = ""
    result: str = ""
    commended: Commended = Commended.UNKNOWN
    commended_text: str = ""
    parent_said: ConsentSaid | None = None
    witnesses: tuple[ToldWitness, ...] = ()
    photos: ToldPhotos = field(default_factory=ToldPhotos)
