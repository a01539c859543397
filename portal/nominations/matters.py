"""Whom a nomination concerns, and what exactly is judged of it: for four eyes."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.moderation import redactions
from portal.moderation.appeals.models import Appeal
from portal.moderation.eyes import subjects
from portal.moderation.eyes.subjects import Concern, Reach, Subject
from portal.nominations import deadlines, parts, queries, reading
from portal.nominations.models import Nomination, Split
from portal.nominations.models import Subject as Told
from portal.nominees import matters


def concern(nomination: Nomination) -> Concern:
    """Its ward, and everybody it tells of: of a part also whom the others tell of, for it holds all that was sent."""
    told = [subject.nominee_id for subject in parts.told_of(nomination)]
    wards = frozenset({nomination.ward_code} if nomination.ward_code else ())
    return Concern(matters.units_among(told), wards, matters.same(told))


def mark(nomination: Nomination) -> str:
    """Another once the writer corrected it, or it is at the desk no more."""
    names = [subject.name for subject in nomination.subjects]
    waits = nomination.state in deadlines.DAYS
    return redactions.fingerprint("\n".join([str(waits), *reading.originals(nomination).values(), *names]))


@subjects.widens
def widen(reach: Reach) -> None:
    """Testimonies that tell of one of these people besides others, the other parts of what was split, and appeals about them."""
    about = sa.select(Told.nomination_id).where(Told.nominee_id.in_(reach.people))
    there = about.join(Nomination, Nomination.id == Told.nomination_id).where(Nomination.title != "")
    other, apart = aliased(Split), Split.joined_at.is_(None)
    beside = sa.select(other.part_id).join(Split, Split.first_id == other.first_id)
    told = [
        about,
        sa.select(Split.part_id).where(apart, Split.first_id.in_(there)),
        sa.select(Split.first_id).where(apart, Split.part_id.in_(there)),
        beside.where(apart, other.joined_at.is_(None), Split.part_id.in_(there)),
    ]
    against = sa.select(Appeal.id).where(Appeal.thing_kind == Nomination.__tablename__)
    reach.things += [*told, *(against.where(Appeal.thing_id.in_(each)) for each in told)]


subjects.introduce("nomination", Subject(queries.one, concern, mark))
