"""Reads of candidates."""

import uuid
from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate, CandidateDocument, Hold
from portal.consultations.rounds import queries as rounds
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.states import RoundState
from portal.core.db import db
from portal.moderation.models import Reason
from portal.nominees import queries as nominees
from portal.nominees.models import Nominee
from portal.stories import shelving
from portal.stories.models import Story
from portal.stories.states import StoryState

STORIES = 6  # named on one page, newest first


def one(candidate_id: uuid.UUID) -> Candidate | None:
    """A candidate by its key, with its round."""
    return db.session.scalars(whole().where(Candidate.id == candidate_id)).one_or_none()


def public(round_slug: str, slug: str) -> Candidate | None:
    """A candidate of an announced round by its address, in one query with its round."""
    return db.session.scalars(_public(), {"round": round_slug, "slug": slug}).one_or_none()


def page(round_slug: str, slug: str) -> tuple[Candidate, bool] | None:
    """All that a candidate's page shows of the candidate, in one query: round, documents, and whether `stories` may find
    some about the same nominee."""
    rows = db.session.execute(_page(), {"round": round_slug, "slug": slug}).unique().all()
    return (rows[0][0], bool(rows[0][1] or rows[0][2])) if rows else None


def stories(nominee_id: uuid.UUID) -> Sequence[tuple[str, str]]:
    """The published stories about a nominee, or about whoever was found to be the same: address and title, newest first."""
    pick = sa.select(Story.slug, Story.title).where(
        Story.nominee_id.in_(nominees.same([nominee_id])), Story.state == StoryState.PUBLISHED
    )
    newest = pick.order_by(Story.published_at.desc(), Story.id).limit(STORIES)
    return [(slug, title) for slug, title in db.session.execute(newest) if slug]


def stamp(round_slug: str, slug: str) -> object:
    """What changes with everything on a candidate's page, stories about the nominee and reasons for declining among it;
    none for a page that is not there."""
    row = db.session.execute(STAMP, {"round": round_slug, "slug": slug}).one_or_none()
    return (*row[:6], rounds.turned(*row[6:8]), rounds.turned(*row[8:10])) if row else None


def of(round: Round) -> Sequence[Candidate]:
    """The candidates of a round in their order, those withdrawn too."""
    mine = whole().where(Candidate.round_id == round.id)
    return db.session.scalars(mine.order_by(Candidate.position, Candidate.id)).all()


def names(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID | None, str]:
    """The names of some candidates by their keys."""
    pick = sa.select(Candidate.id, Candidate.name).where(Candidate.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(pick)} if ids else {}


def hold_of(candidate: Candidate) -> Hold | None:
    """The hold on a candidate's dossier that stands now. For staff only."""
    present = sa.select(Hold).where(Hold.candidate_id == candidate.id, Hold.released_at.is_(None))
    return db.session.scalars(present).one_or_none()


def held(round: Round) -> set[uuid.UUID]:
    """The candidates of a round whose dossiers stand still now. For staff only."""
    stands = sa.select(Hold.candidate_id).join(Candidate, Candidate.id == Hold.candidate_id)
    return set(db.session.scalars(stands.where(Candidate.round_id == round.id, Hold.released_at.is_(None))))


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


def joined() -> sa.ColumnElement[bool]:
    """Whether a candidate's nominee was found to be one with another: then stories may hang on either."""
    above = sa.exists().where(Nominee.id == Candidate.nominee_id, Nominee.merged_into_id.is_not(None))
    below = sa.exists().where(Nominee.merged_into_id == Candidate.nominee_id)
    return sa.or_(above.correlate(Candidate), below.correlate(Candidate))


def whole() -> sa.Select[Candidate]:
    """A candidate with its round, in one statement."""
    return sa.select(Candidate).join(Candidate.round).options(sa.orm.contains_eager(Candidate.round))


def pictured() -> sa.orm.interfaces.LoaderOption:
    """With the photo, where it is shown, in the same statement."""
    return sa.orm.joinedload(Candidate.photo)


# Built once, for every reader asks them; those that load with others at the first reader, when every table is known.
_C, _R = Candidate.__table__.c, Round.__table__.c
HERE = sa.and_(_R.slug == sa.bindparam("round"), rounds.PUBLIC, _C.slug == sa.bindparam("slug"))
_REASONS = sa.select(sa.func.sum(Reason.version)).scalar_subquery()  # told by name once the Board has answered
_ANSWERED = _R.state == sa.literal(RoundState.ANSWERED, _R.state.type)
STAMP = (
    sa.select(
        _C.id, _C.edition, _R.edition, _R.state, shelving.SHELVED, sa.case((_ANSWERED, _REASONS), else_=0),
        _C.opens_at, _C.closes_at, _R.opens_at, _R.closes_at,
    )
    .join_from(Candidate.__table__, Round.__table__)
    .where(HERE)
)  # fmt: skip


@cache
def _public() -> sa.Select[Candidate]:
    return whole().where(HERE)


@cache
def _page() -> sa.Select[Any]:
    papers = sa.orm.joinedload(Candidate.documents).joinedload(CandidateDocument.file)
    return _public().options(papers, pictured()).add_columns(story(), joined())
