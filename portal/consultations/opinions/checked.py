"""What of an opinion, and of an answer to one, is checked at the desk."""

import uuid
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.models import Opinion, OpinionFile, Reply
from portal.consultations.opinions.replies import TEXT
from portal.consultations.opinions.states import OpinionState
from portal.core.db import db
from portal.core.storage.models import StoredFile
from portal.moderation.checks.echoes import MOST
from portal.moderation.checks.found import Subject
from portal.moderation.checks.sources import source


@source(Opinion.__tablename__)
def of_opinion(id: uuid.UUID) -> Mapping[str, Subject]:
    """Its words, beside the latest on the same candidate and what is public about them."""
    opinion = db.session.get(Opinion, id)
    if opinion is None or opinion.state is OpinionState.CLOSED:
        return {}
    candidate = opinion.candidate
    subject = Subject(
        opinion.text, [candidate.name], _others(opinion), dossier(candidate), _placed(id), opinion.language
    )  # fmt: skip
    return {TEXT: subject}


@source(Reply.__tablename__)
def of_reply(id: uuid.UUID) -> Mapping[str, Subject]:
    """Its words."""
    reply = db.session.get(Reply, id)
    opinion = db.session.get(Opinion, reply.opinion_id) if reply is not None else None
    return {TEXT: Subject(reply.text, [opinion.candidate.name])} if reply is not None and opinion is not None else {}


def dossier(candidate: Candidate) -> str:
    """What a candidate's page says of what they did."""
    parts = [str(part.get(key, "")) for part in candidate.achievements for key in ("title", "text")]
    return "\n".join([candidate.headline, *parts])


def _others(opinion: Opinion) -> Sequence[str]:
    near = sa.select(Opinion.text).where(
        Opinion.candidate_id == opinion.candidate_id, Opinion.id != opinion.id, Opinion.text != "", Opinion.current
    )
    return db.session.scalars(near.order_by(Opinion.submitted_at.desc()).limit(MOST)).all()


def _placed(id: uuid.UUID) -> int:
    mine = sa.select(sa.func.count()).select_from(OpinionFile).join(StoredFile, StoredFile.id == OpinionFile.file_id)
    return (
        db.session.scalar(mine.where(OpinionFile.opinion_id == id, StoredFile.had_gps, StoredFile.deleted_at.is_(None)))
        or 0
    )
