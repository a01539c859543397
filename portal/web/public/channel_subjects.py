"""Whom a report may name by a page of ours: only who is shown in public anyway."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from portal.confidential.intake import Subject
from portal.consultations.candidates import queries as candidates
from portal.consultations.rounds.queries import ANNOUNCED
from portal.core.db import db
from portal.stories.models import Story
from portal.stories.states import StoryState


@dataclass(frozen=True)
class Whom:
    """Somebody the portal shows: what kind of thing, its key, and the name as it stands in public."""

    subject: Subject
    id: uuid.UUID
    name: str


def found(kind: str, id: uuid.UUID) -> Whom | None:
    """Whom an address names, if the public may know of them."""
    name = _candidate(id) if kind == "ung-vien" else _told_of(id)
    subject = Subject.CANDIDATE if kind == "ung-vien" else Subject.NOMINEE
    return Whom(subject, id, name) if name else None


def _candidate(id: uuid.UUID) -> str:
    candidate = candidates.one(id)
    if candidate is None or candidate.round.state not in ANNOUNCED:
        return ""
    name = f"{candidate.honorific.value} {candidate.name}".strip()
    return ", ".join(part for part in (name, candidate.office, candidate.unit) if part)


def _told_of(nominee_id: uuid.UUID) -> str:
    shown = sa.select(Story.people).where(Story.nominee_id == nominee_id, Story.state == StoryState.PUBLISHED)
    return db.session.scalars(shown.order_by(Story.id).limit(1)).first() or ""
