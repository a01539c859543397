"""What four eyes must know of a thing: whom it concerns, what exactly is judged, and how its writer stands to it.

The rooms above introduce their things here, by the name of their table.
"""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa


@dataclass(frozen=True)
class Concern:
    """Whose matter a thing is: units, wards, and people (under every key by which they were told of)."""

    units: frozenset[uuid.UUID] = frozenset()
    wards: frozenset[str] = frozenset()
    people: frozenset[uuid.UUID] = frozenset()


def _nothing(thing: Any) -> str:
    return ""


def _never(thing: Any) -> int:
    return 0


@dataclass(frozen=True)
class Subject:
    """How a room's things are found and read. `mark` changes when what is judged does.

    `asked` counts how often the writer was asked back, where that alone must not go on for ever.
    """

    find: Callable[[uuid.UUID], Any]
    concern: Callable[[Any], Concern]
    mark: Callable[[Any], str]
    stance: Callable[[Any], str] = _nothing
    asked: Callable[[Any], int] = _never


Keys = sa.Select[uuid.UUID]


@dataclass
class Reach:
    """Whose matters somebody has a part in, and the questions for the keys of what the list must not show them.

    They are asked within the list's own statements: a page of the list costs no question more for who stands back.
    """

    units: frozenset[uuid.UUID]
    wards: frozenset[str]
    people: Keys
    candidates: list[Keys]
    things: list[Keys]


Widen = Callable[[Reach], None]
_known: dict[str, Subject] = {}
_widen: list[Widen] = []


def introduce(kind: str, subject: Subject) -> None:
    """Make a room's things known, by the name of their table."""
    _known[kind] = subject


def widens(widen: Widen) -> Widen:
    """Register what a room knows besides: other keys of the same people, candidates of a unit. Rooms below come first."""
    if widen not in _widen:
        _widen.append(widen)
    return widen


def known() -> Collection[str]:
    """Every kind that was introduced."""
    return tuple(_known)


def of(kind: str) -> Subject | None:
    """How things of a kind are read; none for kinds that nobody introduced."""
    return _known.get(kind)


def found(kind: str, key: uuid.UUID) -> Any:
    """A thing by its table and key, if there is one."""
    subject = _known.get(kind)
    return subject.find(key) if subject else None


def mark(thing: Any) -> str:
    """What tells the state that was judged from any other."""
    subject = _known.get(thing.__tablename__)
    return subject.mark(thing) if subject else str(thing.version)


def stance(thing: Any) -> str:
    """How the writer stands to whom it is about; empty where that is not asked."""
    subject = _known.get(thing.__tablename__)
    return subject.stance(thing) if subject else ""


def asked(thing: Any) -> int:
    """How often its writer was asked back; 0 where that is not counted."""
    subject = _known.get(thing.__tablename__)
    return subject.asked(thing) if subject else 0


def reach(units: frozenset[uuid.UUID], wards: frozenset[str]) -> Reach:
    """What has to do with these units and wards, by every key the list knows. Relations are among the units."""
    nothing = sa.select(sa.cast(sa.null(), sa.Uuid)).where(sa.false())
    made = Reach(units, wards, nothing, [nothing], [nothing])
    for widen in _widen:
        widen(made)
    return made
