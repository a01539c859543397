"""What a withdrawn story leaves behind: its number, its dates, that it was withdrawn. Everything told goes."""

import sqlalchemy as sa

from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow
from portal.core.policy import require
from portal.core.storage import services as files
from portal.core.storage.models import StoredFile
from portal.moderation import redactions
from portal.moderation.appeals import overtaking
from portal.moderation.models import EditedText
from portal.moderation.notes import services as notes
from portal.nominations import at_desk, parts
from portal.nominations.models import Correction, Draft, DraftFile, Message, Nomination, Photo, Subject, Witness
from portal.nominations.policy import Nominations
from portal.nominations.states import NominationState
from portal.nominees import services as nominees

TOLD = ("title", "story", "happened_text", "place", "ward_then", "for_whom", "result", "commended_text", "folded")


def forget(nomination: Nomination, *, by: Actor) -> None:
    """Blank a withdrawn nomination and delete its files. Done again, it changes nothing. Raises NotNow."""
    require(by, Nominations.FORGET, nomination)
    if nomination.state is not NominationState.WITHDRAWN:
        raise NotNow()
    parts.stand_alone(nomination)
    for field in TOLD:
        setattr(nomination, field, "")
    nomination.happened_from = nomination.ward_code = None
    _forget_files(nomination)
    _forget_people(nomination, by)
    for model in (Witness, Message, Correction):
        db.session.execute(sa.delete(model).where(model.nomination_id == nomination.id))
    edited = sa.and_(EditedText.thing_kind == nomination.__tablename__, EditedText.thing_id == nomination.id)
    db.session.execute(sa.delete(EditedText).where(edited))
    notes.forget(nomination)
    overtaking.forget(nomination)
    at_desk.show(nomination)
    redactions.forget(nomination)
    record(by, Nominations.FORGET, nomination)


def _forget_files(nomination: Nomination) -> None:
    drafts = sa.select(Draft.id).where(Draft.nomination_id == nomination.id)
    of_draft = sa.select(DraftFile.file_id).where(DraftFile.draft_id.in_(drafts))
    of_story = sa.select(Photo.file_id).where(Photo.nomination_id == nomination.id)
    scans = sa.select(Message.scan_file_id).where(
        Message.nomination_id == nomination.id, Message.scan_file_id.is_not(None)
    )
    held = sa.or_(
        StoredFile.id.in_(of_draft), StoredFile.id.in_(of_story), StoredFile.id == nomination.letter_file_id,
        StoredFile.id.in_(scans),
    )  # fmt: skip
    apart = sa.select(Photo.file_id).where(Photo.nomination_id != nomination.id)  # another part has it
    letters = sa.select(Nomination.letter_file_id).where(
        Nomination.id != nomination.id, Nomination.letter_file_id.is_not(None)
    )
    held = sa.and_(held, StoredFile.id.not_in(apart), StoredFile.id.not_in(letters))
    for file in db.session.scalars(sa.select(StoredFile).where(held)):
        files.forget(file)
        file.name = ""
    db.session.execute(sa.update(Draft).where(Draft.nomination_id == nomination.id).values(answers={}, code_hash=None))


def _forget_people(nomination: Nomination, by: Actor) -> None:
    for subject in nomination.subjects:
        others = sa.select(Subject.id).where(Subject.nominee_id == subject.nominee_id, Subject.id != subject.id)
        if db.session.scalars(others.limit(1)).first() is None:
            nominees.forget(subject.nominee, by=by)
        subject.name = subject.occupation = subject.where = subject.contact = ""
    writer = nomination.writer
    if writer is not None:
        writer.name = writer.phone = writer.email = writer.relation = ""
