"""Which nominees a member of staff has a part in: all keys of one person, and the collective that is their own unit."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from portal.core.actor import Actor
from portal.core.db import db
from portal.moderation.eyes import subjects
from portal.moderation.eyes.subjects import Reach
from portal.nominees.models import Nominee
from portal.nominees.queries import group
from portal.nominees.states import NomineeKind
from portal.organisations import queries as organisations


def same(nominee_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Every key of these people, whichever testimony they were told of in."""
    found = (db.session.get(Nominee, key) for key in nominee_ids)
    return frozenset(key for nominee in found if nominee is not None for key in group(nominee))


def units_among(nominee_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """The units that these collectives are, by their names."""
    names = sa.select(Nominee.name_fold).where(
        Nominee.id.in_(list(nominee_ids)), Nominee.kind == NomineeKind.COLLECTIVE
    )
    return organisations.keys_named(list(db.session.scalars(names)))


@subjects.widens
def widen(by: Actor, reach: Reach) -> None:
    """The same people under their other keys, and the collectives that are one's own units."""
    names = organisations.names_of(reach.units)
    collective = sa.select(Nominee.id).where(
        Nominee.kind == NomineeKind.COLLECTIVE, Nominee.name_fold.in_([fold for _, fold in names])
    )
    mine = set(db.session.scalars(collective)) if names else set()
    reach.people |= same(reach.people | mine)
