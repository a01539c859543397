"""Which counters one opinion stands in. Every count the portal shows is a sum of these cells.

An opinion that has no part in its round (taken back, moved, or followed by a later edition of the same person) stands
in none. Those of a confirmed campaign are counted apart on every axis, so that nothing is dropped and nothing swells.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Axis(StrEnum):
    """What is counted. `accepted` is the stance of reviewed opinions only: what the public may be shown."""

    STANCE = "stance"
    ACCEPTED = "accepted"
    DAY = "day"
    WARD = "ward"
    HOW_KNOWN = "how_known"
    RELATION = "relation"
    OUTCOME = "outcome"
    TESTIMONY = "testimony"  # stance and how known, of reviewed opinions
    REASON = "reason"  # of those not published
    POINT = "point"  # point of the synthesis and stance
    UNUSED = "unused"  # why an opinion stands in no point


class Group(StrEnum):
    """Apart in every count: who was verified, who was not, and what a campaign sent."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    COORDINATED = "coordinated"


class Cell(NamedTuple):
    """One counter."""

    axis: Axis
    key: str
    group: Group


@dataclass(frozen=True)
class Facts:
    """What is counted of one opinion. `day` is a Vietnamese calendar day; `ward` is empty where none was given."""

    counts: bool
    stance: str
    how_known: str
    relation: str
    ward: str
    day: date
    outcome: str
    accepted: bool
    verified: bool
    coordinated: bool
    reason: str = ""
    point: str = ""
    unused: str = ""


def cells(facts: Facts) -> frozenset[Cell]:
    """The counters in which an opinion stands as one."""
    if not facts.counts:
        return frozenset()
    keys = [
        (Axis.STANCE, facts.stance),
        (Axis.DAY, facts.day.isoformat()),
        (Axis.WARD, facts.ward),
        (Axis.HOW_KNOWN, facts.how_known),
        (Axis.RELATION, facts.relation),
        (Axis.OUTCOME, facts.outcome),
    ]
    if facts.accepted:
        keys += [(Axis.ACCEPTED, facts.stance), (Axis.TESTIMONY, f"{facts.stance}:{facts.how_known}")]
    if facts.reason:
        keys.append((Axis.REASON, facts.reason))
    if facts.point:
        keys.append((Axis.POINT, f"{facts.point}:{facts.stance}"))
    if facts.unused:
        keys.append((Axis.UNUSED, facts.unused))
    return frozenset(Cell(axis, key, _group(facts)) for axis, key in keys)


def change(before: Facts | None, after: Facts | None) -> dict[Cell, int]:
    """What an act adds to counters (1) and takes from them (-1), in the order in which they must be locked."""
    was = cells(before) if before else frozenset()
    now = cells(after) if after else frozenset()
    return {cell: (1 if cell in now else -1) for cell in sorted(was ^ now)}


def total(all_facts: Iterable[Facts]) -> dict[Cell, int]:
    """Every counter as the opinions themselves say; what the kept counters are checked against."""
    found: dict[Cell, int] = {}
    for facts in all_facts:
        for cell in cells(facts):
            found[cell] = found.get(cell, 0) + 1
    return found


def _group(facts: Facts) -> Group:
    if facts.coordinated:
        return Group.COORDINATED
    return Group.VERIFIED if facts.verified else Group.UNVERIFIED
