"""Reads of candidates."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate, Hold
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.queries import ANNOUNCED
from portal.core.db import db


def one(candidate_id: uuid.UUID) -> Candidate | None:
    """A candidate by its key, with its round."""
    return db.session.scalars(_whole().where(Candidate.id == candidate_id)).one_or_none()


def public(round_slug: str, slug: str) -> Candidate | None:
    """A candidate of an announced round by its address, in one query with its round."""
    here = sa.and_(Round.slug == round_slug, Round.state.in_(ANNOUNCED), Candidate.slug == slug)
    return db.session.scalars(_whole().where(here)).one_or_none()


def of(round: Round) -> Sequence[Candidate]:
    """The candidates of a round in their order, those withdrawn too."""
    mine = _whole().where(Candidate.round_id == round.id)
    return db.session.scalars(mine.order_by(Candidate.position, Candidate.id)).all()


def hold_of(candidate: Candidate) -> Hold | None:
    """The hold on a candidate's dossier that stands now. For staff only."""
    present = sa.select(Hold).where(Hold.candidate_id == candidate.id, Hold.released_at.is_(None))
    return db.session.scalars(present).one_or_none()


def _whole() -> sa.Select[Candidate]:
    return sa.select(Candidate).join(Candidate.round).options(sa.orm.contains_eager(Candidate.round))
