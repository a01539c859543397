"""What the public reads: lists by key, one story with its photos, stories of the same kind.

Every list costs what it shows and not how many stories there are: keys instead of offsets, counts up to a ceiling.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portal.core import paging
from portal.core.db import db
from portal.core.storage.models import StoredFile
from portal.engines.text.fold import fold
from portal.nominees.states import PositionGroup
from portal.organisations.models import Ward
from portal.stories.models import Story, StoryPhoto, StoryText, StoryTheme
from portal.stories.states import StoryState, Theme

CEILING = 1_000  # counting stops here: "more than 1,000"
PUBLIC = Story.state == StoryState.PUBLISHED
LEAD = sa.and_(StoryPhoto.story_id == Story.id, StoryPhoto.file_id == Story.photo_file_id)
CARD = (
    Story.id, Story.slug, Story.title, Story.deck, Story.place, Story.told_by, Story.thanks, Story.published_at,
    Story.photo_file_id, Story.photo_alt, Story.illustration, Story.quote, Story.quote_by,
    Ward.kind.label("ward_kind"), Ward.name.label("ward_name"),
    StoredFile.variants, StoredFile.width, StoredFile.height, StoryPhoto.focus_x, StoryPhoto.focus_y,
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What a reader looks for. `wards` empty means any; a ward that nobody knows is the empty string among them."""

    words: str = ""
    wards: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    group: PositionGroup | None = None
    year: int | None = None

    def holds(self) -> list[sa.ColumnElement[bool]]:
        """The conditions on the story itself; themes are looked up in their own table."""
        given: list[sa.ColumnElement[bool]] = [PUBLIC]
        for word in fold(self.words).split():
            text = sa.select(StoryText.story_id).where(StoryText.folded.contains(word, autoescape=True))
            given.append(Story.id.in_(text))
        if self.wards:
            given.append(Story.ward_code.in_(self.wards) if len(self.wards) > 1 else Story.ward_code == self.wards[0])
        if self.group:
            given.append(Story.position_group == self.group)
        if self.year:
            given.append(Story.year == self.year)
        return given


@dataclass(frozen=True)
class Shelf:
    """A stretch of the gallery, with the keys to what stands before and after it."""

    rows: Sequence[sa.Row[Any]]
    found: int
    before: str | None = None
    after: str | None = None


def cards() -> sa.Select[Any]:
    """What a card shows, in one statement."""
    return (
        sa.select(*CARD)
        .outerjoin(Ward, Ward.code == Story.ward_code)
        .outerjoin(StoredFile, StoredFile.id == Story.photo_file_id)
        .outerjoin(StoryPhoto, LEAD)
    )


def newest(size: int) -> Sequence[sa.Row[Any]]:
    """The stories published last."""
    return db.session.execute(cards().where(PUBLIC).order_by(*_order(True)).limit(size)).all()


def shelf(wish: Wish, *, size: int, after: str | None = None, before: str | None = None) -> Shelf:
    """Public stories that fulfil a wish, newest first, from a page key on. One statement."""
    back = before is not None and paging.unpack(before) is not None
    key = paging.unpack(before if back else after)
    chosen = _matching(wish, key, back, size + 1).subquery()
    count = sa.select(sa.func.count()).select_from(_matching(wish, None, False, CEILING + 1).subquery())
    rows = db.session.execute(
        cards()
        .add_columns(count.scalar_subquery().label("found"))
        .join(chosen, chosen.c.id == Story.id)
        .order_by(*_order(not back))
    ).all()
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows = rows[::-1]
    return Shelf(
        rows,
        rows[0].found if rows else 0,
        before=_key(rows[0]) if rows and (more if back else key is not None) else None,
        after=_key(rows[-1]) if rows and (back or more) else None,
    )


def _matching(wish: Wish, key: tuple[datetime, uuid.UUID] | None, back: bool, limit: int) -> sa.Select[Any]:
    """Ids of the next stories. With themes each theme's own index is walked, so a rare one costs no more."""
    if not wish.themes:
        return _walk(Story.published_at, Story.id, wish, key, back, limit).select_from(Story)
    walks = [
        _walk(StoryTheme.published_at, StoryTheme.story_id, wish, key, back, limit)
        .select_from(StoryTheme)
        .join(Story, Story.id == StoryTheme.story_id)
        .where(StoryTheme.theme == theme)
        .subquery()
        for theme in wish.themes
    ]
    either = sa.union(*(sa.select(w.c.published_at, w.c.id) for w in walks)).subquery()
    order = (either.c.published_at.desc(), either.c.id.desc()) if not back else (either.c.published_at, either.c.id)
    return sa.select(either.c.published_at, either.c.id).order_by(*order).limit(limit)


def _walk(at: Any, id: Any, wish: Wish, key: Any, back: bool, limit: int) -> sa.Select[Any]:
    found = sa.select(at.label("published_at"), id.label("id")).where(*wish.holds())
    if key:
        here = sa.tuple_(at, id)
        found = found.where(here > key if back else here < key)
    return found.order_by(*((at, id) if back else (at.desc(), id.desc()))).limit(limit)


def _order(newest_first: bool) -> tuple[Any, Any]:
    return (Story.published_at.desc(), Story.id.desc()) if newest_first else (Story.published_at.asc(), Story.id.asc())


def _key(row: sa.Row[Any]) -> str:
    return paging.pack(row.published_at, row.id)


def by_slug(slug: str) -> sa.Row[Story, Ward, StoredFile] | None:
    """One story that is or was public, as (story, ward, lead photo's file)."""
    return db.session.execute(
        sa.select(Story, Ward, StoredFile)
        .outerjoin(Ward, Ward.code == Story.ward_code)
        .outerjoin(StoredFile, StoredFile.id == Story.photo_file_id)
        .where(Story.slug == slug, Story.state != StoryState.DRAFT)
    ).one_or_none()


def stamp(slug: str) -> str | None:
    """A cheap version of what a story's page shows."""
    row = db.session.execute(
        sa.select(Story.version, Story.thanks, Story.state).where(Story.slug == slug)
    ).one_or_none()
    return f"{row.version}.{row.thanks}.{row.state.value}" if row else None


def photos(story_id: uuid.UUID) -> Sequence[sa.Row[StoryPhoto, StoredFile]]:
    """A story's photos in order, each with its file."""
    return db.session.execute(
        sa.select(StoryPhoto, StoredFile)
        .join(StoredFile, StoredFile.id == StoryPhoto.file_id)
        .where(StoryPhoto.story_id == story_id)
        .order_by(StoryPhoto.position)
    ).all()


def related(story: Story, size: int) -> Sequence[sa.Row[Any]]:
    """The newest other stories of the same kind; of any kind where it has none."""
    themes = tuple(Theme(t) for t in story.themes_text.split())[:1]
    chosen = _matching(Wish(themes=themes), None, False, size + 1).subquery()
    rows = db.session.execute(cards().join(chosen, chosen.c.id == Story.id).order_by(*_order(True))).all()
    return [row for row in rows if row.id != story.id][:size]


def public_photo(file_id: uuid.UUID) -> StoredFile | None:
    """A photo that stands in a public story; None for every other file."""
    shown = sa.or_(
        sa.exists().where(StoryPhoto.file_id == StoredFile.id, StoryPhoto.story_id == Story.id, PUBLIC),
        sa.exists().where(Story.photo_file_id == StoredFile.id, PUBLIC),
    )
    return db.session.scalars(sa.select(StoredFile).where(StoredFile.id == file_id, shown)).one_or_none()


def addresses(after: str | None, size: int) -> Sequence[sa.Row[str | None, datetime]]:
    """Slugs with the time of the last change, oldest id first, for the sitemap."""
    found = sa.select(Story.slug, Story.changed_at).where(PUBLIC)
    if after:
        found = found.where(Story.slug > after)
    return db.session.execute(found.order_by(Story.slug).limit(size)).all()
