"""What a reader looks for, and the walk along one index that finds it, whatever the combination.

A year is a stretch of the moment of publication, by which every list is ordered; wards, groups and themes each come
first in an index of their own or together. Several wards or themes are several short walks put together.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

import sqlalchemy as sa

from portal.core.clock import VIETNAM
from portal.nominees.states import PositionGroup
from portal.stories.models import Story, StoryTheme
from portal.stories.states import StoryState, Theme

CEILING = 1_000  # counting and ranking stop here: "more than 1,000"
Key = tuple[datetime, uuid.UUID] | None


@dataclass(frozen=True)
class Wish:
    """What a reader looks for. `wards` empty means any; a ward that nobody knows is the empty string among them."""

    words: str = ""
    wards: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    group: PositionGroup | None = None
    year: int | None = None


def matching(wish: Wish, key: Key, back: bool, limit: int) -> sa.Select[Any]:
    """Ids and moments of the next stories, apart from words."""
    walks = [_walk(wish, ward, theme, key, back, limit) for ward, theme in _ways(wish)]
    if len(walks) == 1:
        return walks[0]
    either = sa.union(*(sa.select(walk.subquery()) for walk in walks)).subquery()
    at, id = either.c.published_at, either.c.id
    return sa.select(at, id).order_by(*_order(at, id, back)).limit(limit)


def _ways(wish: Wish) -> Iterator[tuple[str | None, Theme | None]]:
    return product(wish.wards or (None,), wish.themes or (None,))


def _walk(wish: Wish, ward: str | None, theme: Theme | None, key: Key, back: bool, limit: int) -> sa.Select[Any]:
    """One walk: on the story's own indexes, or on a theme's."""
    table: Any = StoryTheme if theme else Story
    at, id = table.published_at, StoryTheme.story_id if theme else Story.id
    found = sa.select(at.label("published_at"), id.label("id"))
    if theme:
        found = found.where(StoryTheme.theme == theme, at.is_not(None))
    else:
        found = found.where(Story.state == StoryState.PUBLISHED)
    if ward is not None:
        found = found.where(table.ward_code == ward)
    if wish.group:
        found = found.where(table.position_group == wish.group)
    found = _between(found, at, id, wish.year, key, back)
    return found.order_by(*_order(at, id, back)).limit(limit)


def _between(found: sa.Select[Any], at: Any, id: Any, year: int | None, key: Key, back: bool) -> sa.Select[Any]:
    """The stretch to walk. Where there is a key it takes the place of that end of the year, or the index would be
    entered at the year's end and walked up to the key."""
    start, end = (_new_year(year), _new_year(year + 1)) if year else (None, None)
    if key and start and end and not start <= key[0] < end:
        key = None
    if start and not (key and back):
        found = found.where(at >= start)
    if end and not (key and not back):
        found = found.where(at < end)
    if key:
        here = sa.tuple_(at, id)
        found = found.where(here > key if back else here < key)
    return found


def _order(at: Any, id: Any, back: bool) -> tuple[Any, Any]:
    return (at.asc(), id.asc()) if back else (at.desc(), id.desc())


def _new_year(year: int) -> datetime:
    """The first instant of a year on a Vietnamese clock; years beyond the calendar's end are cut to it."""
    return datetime(min(max(year, 1), 9999), 1, 1, tzinfo=VIETNAM)
