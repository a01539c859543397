"""One verified person has one current opinion on a candidate; a second one is a new edition, and both are kept."""

import sqlalchemy as sa

from portal.consultations.candidates import edition
from portal.consultations.opinions import tallies
from portal.consultations.opinions.models import Opinion
from portal.core import marks
from portal.core.db import db


def key_of(opinion: Opinion, contact: str) -> str:
    """What a contact is to one candidate: it links to no other candidate and cannot be turned back."""
    return marks.of("person", opinion.candidate_id.hex, contact.strip().casefold())


def settle(opinion: Opinion, contact: str) -> None:
    """Say whose opinion it is; an earlier one of the same person on the same candidate steps behind it.

    Of two that are verified out of order, the one sent last stands. Whoever calls this has the candidate alone
    (`edition.hold`): otherwise two of one person, settled at once, would not see each other.
    """
    key = key_of(opinion, contact)
    pick = sa.select(Opinion).where(
        Opinion.candidate_id == opinion.candidate_id,
        Opinion.person_key == key,
        Opinion.current,
        Opinion.id != opinion.id,
    )
    earlier = db.session.scalars(pick.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if earlier is None:
        opinion.person_key = key
        return
    older, newer = sorted((earlier, opinion), key=lambda o: (o.submitted_at, o.number))
    before = tallies.facts(older)
    older.current = False
    db.session.flush()  # the database lets only one be current
    tallies.changed(older, before)
    before = tallies.facts(newer)
    newer.follows_id, newer.edition = older.id, older.edition + 1
    opinion.person_key = key
    tallies.changed(newer, before)
    edition.grow(opinion.candidate)
