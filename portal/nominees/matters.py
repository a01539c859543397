"""Which nominees a member of staff has a part in: all keys of one person, and the collective that is their own unit."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation.eyes import subjects
from portal.moderation.eyes.subjects import Reach
from portal.nominees import queries
from portal.nominees.models import Nominee
from portal.nominees.states import NomineeKind
from portal.organisations import queries as organisations


def same(nominee_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Every key of these people, whichever testimony they were told of in."""
    return queries.together(nominee_ids)


def units_among(nominee_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """The units that these collectives are, by their names."""
    names = sa.select(Nominee.name_fold).where(
        Nominee.id.in_(list(nominee_ids)), Nominee.kind == NomineeKind.COLLECTIVE
    )
    return organisations.keys_named(list(db.session.scalars(names)))


@subjects.widens
def widen(reach: Reach) -> None:
    """The same people under their other keys, and the collectives that are one's own units."""
    collective = sa.and_(
        Nominee.kind == NomineeKind.COLLECTIVE, Nominee.name_fold.in_(organisations.names_of(reach.units, folded=True))
    )
    reach.people = queries.same(sa.select(Nominee.id).where(sa.or_(Nominee.id.in_(reach.units), collective)))
