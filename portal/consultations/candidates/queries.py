"""Reads of candidates."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate, CandidateDocument, Hold
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.queries import ANNOUNCED, turned
from portal.core.db import db
from portal.stories.models import Story
from portal.stories.states import StoryState


def one(candidate_id: uuid.UUID) -> Candidate | None:
    """A candidate by its key, with its round."""
    return db.session.scalars(whole().where(Candidate.id == candidate_id)).one_or_none()


def public(round_slug: str, slug: str) -> Candidate | None:
    """A candidate of an announced round by its address, in one query with its round."""
    return db.session.scalars(PUBLIC, {"round": round_slug, "slug": slug}).one_or_none()


def page(round_slug: str, slug: str) -> tuple[Candidate, str | None] | None:
    """All that a candidate's page shows of the candidate, in one query: round, documents, and the address of the newest
    published story about the same nominee."""
    rows = db.session.execute(PAGE, {"round": round_slug, "slug": slug}).unique().all()
    return (rows[0][0], rows[0][1]) if rows else None


def stamp(round_slug: str, slug: str) -> object:
    """What changes with everything on a candidate's page; none for a page that is not there."""
    row = db.session.execute(STAMP, {"round": round_slug, "slug": slug}).one_or_none()
    return (*row[:4], turned(*row[4:6]), turned(*row[6:8])) if row else None


def of(round: Round) -> Sequence[Candidate]:
    """The candidates of a round in their order, those withdrawn too."""
    mine = whole().where(Candidate.round_id == round.id)
    return db.session.scalars(mine.order_by(Candidate.position, Candidate.id)).all()


def hold_of(candidate: Candidate) -> Hold | None:
    """The hold on a candidate's dossier that stands now. For staff only."""
    present = sa.select(Hold).where(Hold.candidate_id == candidate.id, Hold.released_at.is_(None))
    return db.session.scalars(present).one_or_none()


def story() -> sa.ScalarSelect[str | None]:
    """The address of the newest published story about a candidate's nominee."""
    return (
        sa.select(Story.slug)
        .where(Story.nominee_id == Candidate.nominee_id, Story.state == StoryState.PUBLISHED)
        .order_by(Story.published_at.desc(), Story.id)
        .limit(1)
        .correlate(Candidate)
        .scalar_subquery()
    )


def whole() -> sa.Select[Candidate]:
    """A candidate with its round, in one statement."""
    return sa.select(Candidate).join(Candidate.round).options(sa.orm.contains_eager(Candidate.round))


PICTURED = sa.orm.joinedload(Candidate.photo)  # where it is shown, in the same statement
# Built once, for every reader asks them.
SEEN = sa.or_(*(Round.state == each for each in ANNOUNCED))  # an IN would be written out anew each time
HERE = sa.and_(Round.slug == sa.bindparam("round"), SEEN, Candidate.slug == sa.bindparam("slug"))
PUBLIC = whole().where(HERE)
PAGE = PUBLIC.options(sa.orm.joinedload(Candidate.documents).joinedload(CandidateDocument.file), PICTURED).add_columns(
    story()
)
STAMP = (
    sa.select(
        Candidate.id, Candidate.edition, Round.edition, Round.state, Candidate.opens_at, Candidate.closes_at,
        Round.opens_at, Round.closes_at,
    )
    .join(Candidate.round)
    .where(HERE)
)  # fmt: skip
