"""Who is likely the same: a few told of before, found by index, with reasons a moderator can check."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from portal.core.db import db
from portal.engines.text.twins import Reason, Told, likeness
from portal.nominees import queries
from portal.nominees.models import Nominee
from portal.nominees.states import Honorific
from portal.organisations.models import WardSuccession

SHORTLIST = 60  # candidates weighed at most, however many nominees there are
SHOWN = 5
LEAST = 55  # out of 100; below it nobody is troubled


class Likeness(StrEnum):
    """Why two nominees may be one."""

    SAME_NAME = "same_name"  # to the last mark
    SAME_NAME_FOLDED = "same_name_folded"  # but for marks: Hoà, Hòa, Hoa
    LIKE_NAME = "like_name"  # the same given name, the rest nearly so or left out
    SAME_WARD = "same_ward"
    FORMER_WARD = "former_ward"  # one ward went into the other on 01/07/2025
    LIKE_WORK = "like_work"
    OTHER_HONORIFIC = "other_honorific"


REASONS = {
    Reason.SAME_NAME: Likeness.SAME_NAME,
    Reason.SAME_FOLDED_NAME: Likeness.SAME_NAME_FOLDED,
    Reason.SIMILAR_NAME: Likeness.LIKE_NAME,
    Reason.SAME_GIVEN_NAME: Likeness.LIKE_NAME,
    Reason.SAME_WARD: Likeness.SAME_WARD,
    Reason.SIMILAR_DEED: Likeness.LIKE_WORK,
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
    """Those of the same folded name anywhere (a child's initials: nearby), and of the same given name nearby. By index."""
    taken = queries.group(nominee)
    here = wards | {nominee.ward_code} if nominee.ward_code else wards
    same = Nominee.name_fold == nominee.name_fold
    lists = [sa.and_(same, Nominee.ward_code.in_(here)) if nominee.minor else same] if nominee.name_fold else []
    if nominee.given_fold and here:
        lists.append(sa.and_(Nominee.given_fold == nominee.given_fold, Nominee.ward_code.in_(here)))
    found: dict[uuid.UUID, Nominee] = {}
    for condition in lists:
        pick = sa.select(Nominee).where(condition, Nominee.kind == nominee.kind).limit(SHORTLIST)
        found |= {other.id: other for other in db.session.scalars(pick) if other.id not in taken}
    return list(found.values())


def _weigh(one: Nominee, other: Nominee, wards: frozenset[str]) -> tuple[int, tuple[Likeness, ...]]:
    """The text engine's judgement; a ward that shares ground with the other's counts as the same."""
    former = other.ward_code in wards
    twin = likeness(_told(one, one.ward_code), _told(other, one.ward_code if former else other.ward_code))
    reasons = [REASONS[reason] for reason in twin.reasons if reason in REASONS]
    if former:
        reasons = [Likeness.FORMER_WARD if each is Likeness.SAME_WARD else each for each in reasons]
    if Honorific.NONE not in (one.honorific, other.honorific) and one.honorific is not other.honorific:
        reasons.append(Likeness.OTHER_HONORIFIC)
    return round(100 * twin.score), tuple(reasons)


def _told(nominee: Nominee, ward_code: str | None) -> Told:
    return Told(nominee.name, ward_code, nominee.occupation, nominee.honorific.value)
