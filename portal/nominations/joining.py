"""Parts of a testimony become one again, as long as nothing was decided on either side."""

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.moderation import claims, redactions
from portal.moderation import queries as moderation
from portal.moderation.desk import entering
from portal.moderation.eyes import proposals
from portal.moderation.eyes.states import Lapse
from portal.moderation.models import EditedText
from portal.moderation.notes.models import Note
from portal.nominations import parts, reading, splitting
from portal.nominations.jobs import TELL
from portal.nominations.models import Correction, Message, Nomination, Photo, Witness
from portal.nominations.policy import Nominations


def joins(part: Nomination) -> bool:
    """Whether a part can be put back: nothing was decided on either side, nor asked.

    What was decided on a part and taken back keeps it, too: decision, letter and appeal are about this very part.
    """
    found = parts.split_of(part.id)
    if found is None or found.joined_at is not None or moderation.decisions(part):
        return False
    first = db.session.get_one(Nomination, found.first_id)
    same = reading.originals(first) == reading.originals(part)
    return same and first.state in splitting.OPEN and part.state in splitting.OPEN


def join(part: Nomination, *, by: Actor) -> Nomination:
    """Put a part back where it was taken from, with all that came to it meanwhile; the words stand as they were sent.

    Raises NotNow once one of the two was decided, asked about or withdrawn.
    """
    require(by, Nominations.JOIN, part)
    if not joins(part):
        raise NotNow(N_("These parts can be joined no more: something has happened to one of them since."))
    found = parts.split_of(part.id)
    if found is None:
        raise NotNow()
    first = db.session.get_one(Nomination, found.first_id)
    for each in (first, part):
        claims.claim(each, by=by)
    was = [(each, splitting.reads(each)) for each in (first, part)]
    _together(part, first)
    _noted(part, first)
    found.joined_by, found.joined_at = by.id, clock.now()
    record(by, Nominations.JOIN, first, part=part.id, number=part.number)
    _unworded(first)
    for each, read in was:
        splitting.still_covered(each, read, first, by)
    _gone(part)
    splitting.changed(first)
    if found.told_at is not None:
        key = f"joined:{found.id}"
        tell(TELL, unique_key=key, nomination_id=str(first.id), letter="story_joined", once=key)
    return first


def _together(part: Nomination, first: Nomination) -> None:
    """Give the first all that the part has; what both have stands there once."""
    there = {subject.nominee_id for subject in first.subjects}
    for subject in [each for each in part.subjects if each.nominee_id in there]:
        db.session.delete(subject)
    db.session.flush()
    db.session.expire(part, ["subjects"])
    splitting.hand_over(part, first, list(part.subjects), ())
    for model, mark in ((Photo, Photo.file_id), (Correction, Correction.made_at)):
        held = list(db.session.scalars(sa.select(mark).where(model.nomination_id == first.id)))
        db.session.execute(sa.delete(model).where(model.nomination_id == part.id, mark.in_(held)))
    for each in (Message, Correction, Photo):
        db.session.execute(sa.update(each).where(each.nomination_id == part.id).values(nomination_id=first.id))
    first.letter_file_id = first.letter_file_id or part.letter_file_id


def _unworded(first: Nomination) -> None:
    """Nothing but the words as they were sent stands, once there is one part again."""
    if len(parts.of(first)) == 1:
        mine = sa.and_(EditedText.thing_kind == first.__tablename__, EditedText.thing_id == first.id)
        db.session.execute(sa.delete(EditedText).where(mine, EditedText.field.in_(("title", "story"))))


def _noted(part: Nomination, first: Nomination) -> None:
    mine = sa.update(Note).where(Note.thing_kind == part.__tablename__, Note.thing_id == part.id)
    db.session.execute(mine.values(thing_id=first.id))


def _gone(part: Nomination) -> None:
    """Nothing is left of a part that was joined again but its number in the trail."""
    edits = sa.and_(EditedText.thing_kind == part.__tablename__, EditedText.thing_id == part.id)
    db.session.execute(sa.delete(EditedText).where(edits))
    db.session.execute(sa.delete(Witness).where(Witness.nomination_id == part.id))
    redactions.forget(part)
    claims.forget(part)
    proposals.lapse(part, Lapse.GONE)
    entering.leave(part.id)
    db.session.expire(part, ["subjects"])
    db.session.delete(part)
    db.session.flush()
