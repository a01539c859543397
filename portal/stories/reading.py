"""What the public reads: lists by key, one story with its photos, stories of the same kind.

Every list costs what it shows and not how many stories there are: keys instead of offsets, counts up to a ceiling.
"""

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa

from portal.core import paging
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.storage.models import StoredFile
from portal.organisations.models import Ward
from portal.stories import search, shelving
from portal.stories.models import Story, StoryPhoto, StoryRevision, StorySource, StoryTally, StoryText
from portal.stories.states import StoryState, Theme
from portal.stories.wishes import CEILING, Key, Wish, matching

PUBLIC = Story.state == StoryState.PUBLISHED
SLUG = re.compile(r"[a-z0-9-]{1,120}")  # what engines/text/fold.slug makes; anything else asks for nothing
LEAD = sa.and_(StoryPhoto.story_id == Story.id, StoryPhoto.file_id == Story.photo_file_id)
CARD = (
    Story.id, Story.slug, Story.title, Story.deck, Story.place, Story.told_by, Story.thanks, Story.published_at,
    Story.photo_file_id, Story.photo_alt, Story.illustration, Story.quote, Story.quote_by,
    Ward.kind.label("ward_kind"), Ward.name.label("ward_name"),
    StoredFile.variants, StoredFile.width, StoredFile.height, StoryPhoto.focus_x, StoryPhoto.focus_y,
)  # fmt: skip
# Built once, of tables and not of things: they are asked before each page is given again.
_S, _T = Story.__table__.c, StoryTally.__table__.c
_EDITIONS = (
    sa.select(_T.n)
    .where(_T.kind.in_([sa.literal(shelving.EDITION[0]), sa.literal(shelving.THANKS[0])]))
    .order_by(_T.kind)
)
_STAMP = sa.select(_S.version, _S.thanks, _S.state, shelving.SHELVED.label("edition")).where(
    _S.slug == sa.bindparam("slug")
)
_BY_SLUG = (
    sa.select(Story, Ward, StoredFile)
    .outerjoin(Ward, Ward.code == Story.ward_code)
    .outerjoin(StoredFile, StoredFile.id == Story.photo_file_id)
    .where(Story.slug == sa.bindparam("slug"), Story.state != StoryState.DRAFT)
)
_PHOTOS = (
    sa.select(StoryPhoto, StoredFile)
    .join(StoredFile, StoredFile.id == StoryPhoto.file_id)
    .where(StoryPhoto.story_id == sa.bindparam("story"))
    .order_by(StoryPhoto.position)
)


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
    return db.session.execute(_newest(size)).all()


@cache  # statements are built once: readers ask them all day
def _newest(size: int) -> sa.Select[Any]:
    return cards().where(PUBLIC).order_by(*_order(True)).limit(size)


def shelf(wish: Wish, *, size: int, after: str | None = None, before: str | None = None) -> Shelf:
    """Public stories that fulfil a wish, from a page key on: by words the best hits first, else the newest."""
    if wish.words:
        return _by_words(wish, size, after, before)
    back = paging.unpack(before) is not None
    key = paging.unpack(before if back else after)
    found = _stretched(wish, key, back, size) if key else _first(wish, size)
    return _stretch(
        db.session.execute(found).all(), size, back, key is not None, lambda r: paging.pack(r.published_at, r.id)
    )


def _stretched(wish: Wish, key: Key, back: bool, size: int) -> sa.Select[Any]:
    """One story more than is shown, and how many there are in all, up to the ceiling."""
    chosen = matching(wish, key, back, size + 1).subquery()
    count = sa.select(sa.func.count()).select_from(matching(wish, None, False, CEILING + 1).subquery())
    found = cards().add_columns(count.scalar_subquery().label("found")).join(chosen, chosen.c.id == Story.id)
    return found.order_by(*_order(not back))


@lru_cache(32)  # first pages are what most readers see
def _first(wish: Wish, size: int) -> sa.Select[Any]:
    return _stretched(wish, None, False, size)


def _by_words(wish: Wish, size: int, after: str | None, before: str | None) -> Shelf:
    """Hits with their marks first, then whole words, each kind newest first. One statement."""
    ranked = search.ranked(wish)
    if ranked is None:
        return Shelf([], 0)
    back = search.unpack(before) is not None
    key = search.unpack(before if back else after)
    counted = sa.select(ranked, sa.func.count().over().label("found")).subquery()
    order = (counted.c.rank, counted.c.number)
    chosen = sa.select(counted).order_by(*(order if back else map(sa.desc, order))).limit(size + 1)
    if key:
        here, there = sa.tuple_(*order), sa.tuple_(*key)
        chosen = chosen.where(here > there if back else here < there)
    some = chosen.subquery()
    found = cards().add_columns(some.c.rank, some.c.number, some.c.found)
    found = found.join(StoryText, StoryText.story_id == Story.id).join(some, some.c.number == StoryText.id)
    order = (some.c.rank, some.c.number)
    rows = db.session.execute(found.order_by(*(order if back else map(sa.desc, order)))).all()
    return _stretch(rows, size, back, key is not None, lambda row: search.pack(row.rank, row.number))


def _stretch(
    rows: Sequence[sa.Row[Any]], size: int, back: bool, inside: bool, key: Callable[[sa.Row[Any]], str]
) -> Shelf:
    """One row more than asked for says that there is more; pages read backwards are turned round."""
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows = rows[::-1]
    return Shelf(
        rows,
        rows[0].found if rows else 0,
        before=key(rows[0]) if rows and (more if back else inside) else None,
        after=key(rows[-1]) if rows and (back or more) else None,
    )


def _order(newest_first: bool) -> tuple[Any, Any]:
    return (Story.published_at.desc(), Story.id.desc()) if newest_first else (Story.published_at.asc(), Story.id.asc())


def by_slug(slug: str) -> sa.Row[Story, Ward, StoredFile] | None:
    """One story that is or was public, as (story, ward, lead photo's file)."""
    if not SLUG.fullmatch(slug):
        return None
    return db.session.execute(_BY_SLUG, {"slug": slug}).one_or_none()


def told(slug: str) -> Story:
    """The same alone. Raises Missing where there is none."""
    row = by_slug(slug)
    if row is None:
        raise Missing()
    story: Story = row.Story
    return story


def story_from(nomination_id: uuid.UUID) -> Story | None:
    """The story written from a testimony that is public or was."""
    source = sa.select(StorySource.story_id).where(StorySource.nomination_id == nomination_id)
    shown = sa.select(Story).where(Story.id.in_(source), Story.state != StoryState.DRAFT)
    return db.session.scalars(shown.order_by(Story.created_at).limit(1)).first()


def notes(story: Story, until: datetime | None = None) -> Sequence[str]:
    """What readers were told of its corrections, each with its day, or of those until a moment; newest first."""
    told = sa.select(StoryRevision.note).where(StoryRevision.story_id == story.id, StoryRevision.note != "")
    if until is not None:
        told = told.where(StoryRevision.made_at <= until)
    return db.session.scalars(told.order_by(StoryRevision.made_at.desc(), StoryRevision.of_version.desc())).all()


def stamp(slug: str) -> str | None:
    """A cheap version of what a story's page shows, its photos and the stories beneath it too.

    Only the thanks of those beneath are left out: else each reader's thanks would end what is kept of every page.
    """
    if not SLUG.fullmatch(slug):
        return None
    row = db.session.execute(_STAMP, {"slug": slug}).one_or_none()
    return f"{row.version}.{row.thanks}.{row.state.value}.{row.edition}" if row else None


def edition() -> str:
    """A cheap version of what every list shows: it grows with each public change and each thanks."""
    return ".".join(map(str, db.session.scalars(_EDITIONS)))


def photos(story_id: uuid.UUID) -> Sequence[sa.Row[StoryPhoto, StoredFile]]:
    """A story's photos in order, each with its file."""
    return db.session.execute(_PHOTOS, {"story": story_id}).all()


def related(story: Story, size: int) -> Sequence[sa.Row[Any]]:
    """The newest other stories of the same kind; of any kind where it has none."""
    themes = tuple(Theme(t) for t in story.themes_text.split())[:1]
    rows = db.session.execute(_of_kind(themes, size + 1)).all()
    return [row for row in rows if row.id != story.id][:size]


@cache
def _of_kind(themes: tuple[Theme, ...], size: int) -> sa.Select[Any]:
    chosen = matching(Wish(themes=themes), None, False, size).subquery()
    return cards().join(chosen, chosen.c.id == Story.id).order_by(*_order(True))


def public_photo(file_id: uuid.UUID) -> StoredFile | None:
    """A photo that stands in a public story; None for every other file."""
    shown = sa.or_(
        sa.exists().where(StoryPhoto.file_id == StoredFile.id, StoryPhoto.story_id == Story.id, PUBLIC),
        sa.exists().where(Story.photo_file_id == StoredFile.id, PUBLIC),
    )
    return db.session.scalars(sa.select(StoredFile).where(StoredFile.id == file_id, shown)).one_or_none()


def looks_at(file_id: uuid.UUID, x: int, y: int) -> bool:
    """Whether a public story shows a photo with its eye on this point, in hundredths from the left and from above."""
    shown = sa.exists().where(
        StoryPhoto.file_id == file_id,
        StoryPhoto.focus_x == x,
        StoryPhoto.focus_y == y,
        StoryPhoto.story_id == Story.id,
        PUBLIC,
    )
    return bool(db.session.scalar(sa.select(shown)))


def address_after(after: str | None, size: int) -> str | None:
    """The slug that ends the next `size` addresses; None where fewer are left."""
    found = sa.select(Story.slug).where(PUBLIC)
    if after:
        found = found.where(Story.slug > after)
    return db.session.scalars(found.order_by(Story.slug).offset(size - 1).limit(1)).one_or_none()


def addresses(after: str | None, size: int) -> Sequence[sa.Row[str | None, datetime]]:
    """Slugs with the time of the last change, in the order of the slugs, for the sitemap."""
    found = sa.select(Story.slug, Story.changed_at).where(PUBLIC)
    if after:
        found = found.where(Story.slug > after)
    return db.session.execute(found.order_by(Story.slug).limit(size)).all()
