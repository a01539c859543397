"""What the editor's desk reads of stories. What the public reads stands in reading.py."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from portal.core.db import db
from portal.core.storage.models import FileKind, FileState, StoredFile
from portal.moderation.reports import queries as cases
from portal.moderation.reports.models import ReportCase
from portal.nominations.models import Nomination, Photo
from portal.nominations.states import NominationState
from portal.nominees import queries as nominees
from portal.nominees.models import Nominee
from portal.organisations.models import Ward
from portal.stories.models import Story, StoryRevision, StorySource, StoryTally
from portal.stories.states import StoryState

RECENT = 100


def one(story_id: uuid.UUID) -> Story | None:
    """A story by its key, with its photos."""
    return db.session.get(Story, story_id, options=[sa.orm.selectinload(Story.photos)])


def of_nominations(ids: Sequence[uuid.UUID]) -> Story | None:
    """The story that is being written, or was, from any of these testimonies."""
    return db.session.scalars(
        sa.select(Story)
        .join(StorySource, StorySource.story_id == Story.id)
        .where(StorySource.nomination_id.in_(ids))
        .order_by(Story.created_at)
        .limit(1)
    ).one_or_none()


def draft_about(nominee_ids: Collection[uuid.UUID]) -> Story | None:
    """The story that is being written about one of these, the oldest if there are several."""
    mine = sa.select(Story).where(Story.state == StoryState.DRAFT, Story.nominee_id.in_(nominee_ids))
    return db.session.scalars(mine.order_by(Story.created_at, Story.id).limit(1)).first()


def sources(story: Story) -> Sequence[Nomination]:
    """The testimonies a story is written from, oldest first."""
    return db.session.scalars(
        sa.select(Nomination)
        .join(StorySource, StorySource.nomination_id == Nomination.id)
        .where(StorySource.story_id == story.id)
        .order_by(Nomination.received_at, Nomination.id)
    ).all()


def photos_sent(story: Story) -> Sequence[Photo]:
    """The photos that came with the story's testimonies."""
    return db.session.scalars(
        sa.select(Photo)
        .join(StorySource, StorySource.nomination_id == Photo.nomination_id)
        .where(StorySource.story_id == story.id)
        .order_by(Photo.nomination_id, Photo.position)
    ).all()


def nominee_of(story: Story) -> Nominee:
    """Whom a story is about, after all mergers."""
    return nominees.root(db.session.get_one(Nominee, story.nominee_id))


def revisions(story: Story) -> Sequence[StoryRevision]:
    """How a story stood after each change, newest first."""
    return db.session.scalars(
        sa.select(StoryRevision)
        .where(StoryRevision.story_id == story.id)
        .order_by(StoryRevision.made_at.desc(), StoryRevision.of_version.desc())
        .limit(RECENT)
    ).all()


def reports(story: Story) -> Sequence[ReportCase]:
    """What was reported of a story and nobody has dealt with yet."""
    return cases.open_on(Story.__tablename__, story.id)


def drafts() -> Sequence[Story]:
    """Stories being written, last touched first."""
    return db.session.scalars(
        sa.select(Story).where(Story.state == StoryState.DRAFT).order_by(Story.changed_at.desc()).limit(RECENT)
    ).all()


def tally(kind: str) -> dict[str, int]:
    """How many public stories there are under each key of a kind: all, ward, theme, group, year."""
    rows = db.session.execute(sa.select(StoryTally.key, StoryTally.n).where(StoryTally.kind == kind, StoryTally.n > 0))
    return {row.key: row.n for row in rows}


@dataclass(frozen=True)
class Waiting:
    """Someone of whom accepted testimonies are told and no story is begun."""

    nominee: Nominee
    nominations: list[Nomination]


def waiting() -> list[Waiting]:
    """Accepted testimonies without a story, by whom they are about; those that wait longest first."""
    begun = sa.exists().where(StorySource.nomination_id == Nomination.id)
    rows = db.session.scalars(
        sa.select(Nomination)
        .where(Nomination.state == NominationState.ACCEPTED, ~begun)
        .order_by(Nomination.received_at, Nomination.id)
        .limit(RECENT)
    )
    groups: dict[uuid.UUID, Waiting] = {}
    for nomination in rows:
        nominee = nominees.root(nomination.subjects[0].nominee)
        groups.setdefault(nominee.id, Waiting(nominee, [])).nominations.append(nomination)
    return list(groups.values())


def chosen(ids: Sequence[uuid.UUID]) -> Sequence[Nomination]:
    """These testimonies, oldest first."""
    return db.session.scalars(
        sa.select(Nomination).where(Nomination.id.in_(ids)).order_by(Nomination.received_at, Nomination.id)
    ).all()


def published(most: int) -> Sequence[Story]:
    """Public stories for the editor's shelf: those with open reports first, then the newest."""
    of_it = (ReportCase.thing_kind == Story.__tablename__, ReportCase.thing_id == Story.id)
    told = sa.exists().where(*of_it, ReportCase.settled_at.is_(None))
    public = sa.select(Story).where(Story.state == StoryState.PUBLISHED).order_by(Story.published_at.desc(), Story.id)
    pressing = db.session.scalars(public.where(told).limit(RECENT)).all()
    held = {story.id for story in pressing}
    newest = [story for story in db.session.scalars(public.limit(most)) if story.id not in held]
    return [*pressing, *newest]


def reported() -> dict[uuid.UUID, int]:
    """How many reports of readers are open, by story."""
    return cases.waiting(Story.__tablename__)


def pictures(story: Story) -> list[tuple[Photo, StoredFile]]:
    """The photos that came with the testimonies and can be shown, each with its file."""
    rows = db.session.execute(
        sa.select(Photo, StoredFile)
        .join(StoredFile, StoredFile.id == Photo.file_id)
        .join(StorySource, StorySource.nomination_id == Photo.nomination_id)
        .where(
            StorySource.story_id == story.id, StoredFile.kind == FileKind.PHOTO, StoredFile.deleted_at.is_(None),
            StoredFile.state != FileState.FAILED,
        )
        .order_by(Photo.nomination_id, Photo.position)
    )  # fmt: skip
    return list({row[1].id: (row[0], row[1]) for row in rows}.values())  # two parts of one testimony may show the same


def wards(present: str | None) -> list[tuple[str, str]]:
    """The wards of today, and the one a story names already, with their names as printed."""
    rows = db.session.execute(
        sa.select(Ward.code, Ward.kind, Ward.name)
        .where(sa.or_(Ward.valid_to.is_(None), Ward.code == present))
        .order_by(Ward.kind, Ward.name_fold)
    )
    return [(row.code, f"{row.kind.value} {row.name}") for row in rows]


def picture(story_id: uuid.UUID, file_id: uuid.UUID) -> StoredFile | None:
    """A photo that came with this story's testimonies."""
    story = one(story_id)
    return next((file for photo, file in pictures(story) if file.id == file_id), None) if story else None
