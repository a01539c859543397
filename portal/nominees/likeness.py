"""Who is likely the same: a few told of before, found by index, with reasons a moderator can check."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from rapidfuzz import fuzz

from portal.core.db import db
from portal.engines.text.fold import fold
from portal.nominees import queries
from portal.nominees.models import Nominee
from portal.nominees.states import Honorific
from portal.organisations.models import WardSuccession

SHORTLIST = 60  # candidates weighed at most, however many nominees there are
SHOWN = 5
LEAST = 45  # out of 100; below it nobody is troubled


class Likeness(StrEnum):
    """Why two nominees may be one."""

    SAME_NAME = "same_name"  # to the last mark
    SAME_NAME_FOLDED = "same_name_folded"  # but for marks: Hoà, Hòa, Hoa
    LIKE_NAME = "like_name"  # the same given name, the rest nearly so or left out
    SAME_WARD = "same_ward"
    FORMER_WARD = "former_ward"  # one ward went into the other on 01/07/2025
    LIKE_WORK = "like_work"
    OTHER_HONORIFIC = "other_honorific"


POINTS = {
    Likeness.SAME_NAME: 55,
    Likeness.SAME_NAME_FOLDED: 45,
    Likeness.LIKE_NAME: 25,
    Likeness.SAME_WARD: 30,
    Likeness.FORMER_WARD: 22,
    Likeness.LIKE_WORK: 15,
    Likeness.OTHER_HONORIFIC: -15,
}


@dataclass(frozen=True)
class Likely:
    """One who may be the same: how likely out of 100, and why."""

    nominee: Nominee
    score: int
    reasons: tuple[Likeness, ...]


def likely_same(nominee: Nominee) -> list[Likely]:
    """Others who may be this nominee, likeliest first; those already joined with it are left out."""
    wards = around(nominee.ward_code)
    weighed = [Likely(other, *_weigh(nominee, other, wards)) for other in _shortlist(nominee, wards)]
    likely = [each for each in weighed if each.score >= LEAST]
    return sorted(likely, key=lambda each: (-each.score, each.nominee.created_at))[:SHOWN]


def around(ward_code: str | None) -> frozenset[str]:
    """Wards that share ground with this one through the changes of 01/07/2025, itself left out."""
    if ward_code is None:
        return frozenset()
    link = sa.select(WardSuccession.predecessor_code, WardSuccession.successor_code)
    touching = link.where(
        sa.or_(WardSuccession.predecessor_code == ward_code, WardSuccession.successor_code == ward_code)
    )
    return frozenset(code for pair in db.session.execute(touching) for code in pair) - {ward_code}


def _shortlist(nominee: Nominee, wards: frozenset[str]) -> list[Nominee]:
    """Those of the same folded name anywhere, and those of the same given name nearby. Both by index."""
    taken = queries.group(nominee)
    here = wards | {nominee.ward_code} if nominee.ward_code else wards
    lists = [Nominee.name_fold == nominee.name_fold] if nominee.name_fold else []
    if nominee.given_fold and here:
        lists.append(sa.and_(Nominee.given_fold == nominee.given_fold, Nominee.ward_code.in_(here)))
    found: dict[uuid.UUID, Nominee] = {}
    for condition in lists:
        pick = sa.select(Nominee).where(condition, Nominee.kind == nominee.kind).limit(SHORTLIST)
        found |= {other.id: other for other in db.session.scalars(pick) if other.id not in taken}
    return list(found.values())


def _weigh(one: Nominee, other: Nominee, wards: frozenset[str]) -> tuple[int, tuple[Likeness, ...]]:
    reasons = tuple(_reasons(one, other, wards))
    return max(0, min(100, sum(POINTS[each] for each in reasons))), reasons


def _reasons(one: Nominee, other: Nominee, wards: frozenset[str]) -> Iterator[Likeness]:
    if one.name.casefold() == other.name.casefold():
        yield Likeness.SAME_NAME
    elif one.name_fold == other.name_fold:
        yield Likeness.SAME_NAME_FOLDED
    elif fuzz.token_set_ratio(one.name_fold, other.name_fold) >= 85:
        yield Likeness.LIKE_NAME
    if one.ward_code and one.ward_code == other.ward_code:
        yield Likeness.SAME_WARD
    elif other.ward_code in wards:
        yield Likeness.FORMER_WARD
    if one.occupation and other.occupation and fuzz.token_set_ratio(fold(one.occupation), fold(other.occupation)) >= 80:
        yield Likeness.LIKE_WORK
    if Honorific.NONE not in (one.honorific, other.honorific) and one.honorific is not other.honorific:
        yield Likeness.OTHER_HONORIFIC
