"""One verified person has one current opinion on a candidate; a second one is a new edition, and both are kept.

A contact that a clerk typed is only what somebody said of themselves: it never puts behind what its owner has shown to be
theirs, until the owner confirms it.
"""

import sqlalchemy as sa

from portal.consultations.candidates import edition
from portal.consultations.opinions import at_desk, questions, tallies
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Verified
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
    if _typed(opinion) and not _typed(earlier):
        return  # it stands beside, and its contact is asked
    if _typed(earlier) and not _typed(opinion) and earlier.submitted_at > opinion.submitted_at:
        earlier.person_key = None
        db.session.flush()  # the database lets only one be current
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
    if questions.reworded(older):  # the newer one is the answer
        at_desk.show(older)
        at_desk.show(newer)


def unproved(opinion: Opinion) -> bool:
    """Whether nobody has shown yet to be behind it: its writer, or the owner of the contact that a clerk typed."""
    return opinion.verified is Verified.NO or (_typed(opinion) and opinion.person_key is None and _has_contact(opinion))


def _typed(opinion: Opinion) -> bool:
    return opinion.verified is Verified.CLERK


def _has_contact(opinion: Opinion) -> bool:
    return bool(opinion.writer and (opinion.writer.email or opinion.writer.phone))
