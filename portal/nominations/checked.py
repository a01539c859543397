"""What of a nomination is checked at the desk, and the decisions on nominations that can be learnt from."""

import uuid
from collections.abc import Mapping

import sqlalchemy as sa

from portal.core.db import db
from portal.core.storage.models import StoredFile
from portal.moderation.checks.found import Subject
from portal.moderation.checks.sources import source
from portal.nominations import reading
from portal.nominations.models import Nomination, Photo


@source(Nomination.__tablename__)
def texts(id: uuid.UUID) -> Mapping[str, Subject]:
    """Its texts by field; what its photos told of places stands with the story."""
    nomination = db.session.get(Nomination, id)
    if nomination is None:
        return {}
    known = [subject.name for subject in nomination.subjects]
    mine = sa.select(sa.func.count()).select_from(Photo).join(StoredFile, StoredFile.id == Photo.file_id)
    placed = db.session.scalar(
        mine.where(Photo.nomination_id == id, StoredFile.had_gps, StoredFile.deleted_at.is_(None))
    )
    return {
        field: Subject(
            text,
            known,
            places_in_photos=(placed or 0) if field == "story" else 0,
            language=nomination.language,
            whole=field == "story",
        )
        for field, text in reading.originals(nomination).items()
    }
