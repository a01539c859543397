"""Whom a nomination concerns, and what exactly is judged of it: for four eyes."""

import sqlalchemy as sa

from portal.moderation import redactions
from portal.moderation.eyes import subjects
from portal.moderation.eyes.subjects import Concern, Reach, Subject
from portal.nominations import deadlines, queries, reading
from portal.nominations.models import Nomination
from portal.nominations.models import Subject as Told
from portal.nominees import matters


def concern(nomination: Nomination) -> Concern:
    """Its ward, and everybody it tells of."""
    told = [subject.nominee_id for subject in nomination.subjects]
    wards = frozenset({nomination.ward_code} if nomination.ward_code else ())
    return Concern(matters.units_among(told), wards, matters.same(told))


def mark(nomination: Nomination) -> str:
    """Another once the writer corrected it, or it is at the desk no more."""
    names = [subject.name for subject in nomination.subjects]
    waits = nomination.state in deadlines.DAYS
    return redactions.fingerprint("\n".join([str(waits), *reading.originals(nomination).values(), *names]))


@subjects.widens
def widen(reach: Reach) -> None:
    """Testimonies that tell of one of these people besides others."""
    reach.things.append(sa.select(Told.nomination_id).where(Told.nominee_id.in_(reach.people)))


subjects.introduce("nomination", Subject(queries.one, concern, mark))
