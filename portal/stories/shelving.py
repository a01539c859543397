"""Keep lists, tallies and the search text in step with the stories, in the same transaction."""

import re
import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from hashlib import blake2b
from html import unescape

import sqlalchemy as sa

from portal.core.db import db
from portal.core.storage import looks
from portal.core.storage.models import StoredFile
from portal.core.upsert import insert
from portal.engines.text import fold
from portal.nominees import joins
from portal.nominees import queries as nominees
from portal.stories.models import Story, StoryPhoto, StoryTally, StoryText, StoryTheme
from portal.stories.states import StoryState, Theme

Facet = tuple[str, str]
EDITION: Facet = ("edition", "")
THANKS: Facet = ("thanks", "")
TAGGED = "zq"  # what made-up words begin with, and no word of Vietnamese or English does
SHELVED = (  # how many public changes stories have seen: one look into a small table
    sa.select(StoryTally.n).where(StoryTally.kind == EDITION[0], StoryTally.key == EDITION[1]).scalar_subquery()
)
WORDS = {"folded": fold.fold, "exact": fold.exact}
_TAG = re.compile(r"<[^>]*>")


def themes_of(story: Story) -> tuple[Theme, ...]:
    """The themes a story stands under."""
    return tuple(Theme(value) for value in story.themes_text.split())


def facets(story: Story) -> frozenset[Facet]:
    """The kinds a public story is counted and found under; none while it is not public."""
    if story.state is not StoryState.PUBLISHED:
        return frozenset()
    found = {("all", ""), ("group", story.position_group.value), ("year", str(story.year))}
    found |= {("theme", theme.value) for theme in themes_of(story)}
    return frozenset(found | ({("ward", story.ward_code)} if story.ward_code else set()))


def tag(facet: Facet) -> str:
    """A facet as a made-up word of letters and digits that no reader would type."""
    kind, key = facet
    return TAGGED + kind[0] + blake2b(key.encode(), digest_size=6).hexdigest()


def reshelve(story: Story, was: Iterable[Facet]) -> None:
    """Bring everything that is derived from a story in step with it; `was` are its facets before the change."""
    now = facets(story)
    db.session.flush()
    _themes(story)
    _text(story, now)
    deltas = Counter(now)
    deltas.subtract(was)
    deltas[EDITION] += 1
    count({facet: n for facet, n in deltas.items() if n})


@looks.watch
def repictured(file: StoredFile) -> None:
    """A photo was covered, or its copies made anew: every page that may show it has a new version."""
    mine = sa.exists().where(StoryPhoto.story_id == Story.id, StoryPhoto.file_id == file.id)
    shown = sa.exists().where(Story.state == StoryState.PUBLISHED, sa.or_(mine, Story.photo_file_id == file.id))
    if db.session.scalar(sa.select(shown)):
        count({EDITION: 1})


@joins.watch
def rejoined(touched: Collection[uuid.UUID]) -> None:
    """Who somebody is was said otherwise: every page that names the stories about them has a new version."""
    theirs = sa.exists().where(Story.state == StoryState.PUBLISHED, Story.nominee_id.in_(nominees.same(touched)))
    if db.session.scalar(sa.select(theirs)):
        count({EDITION: 1})


def count(deltas: dict[Facet, int]) -> None:
    """Add to tallies, always in the same order, so that two acts at once cannot wait for each other for good."""
    for (kind, key), n in sorted(deltas.items()):
        row = insert(StoryTally).values(kind=kind, key=key, n=n)
        db.session.execute(
            row.on_conflict_do_update(index_elements=["kind", "key"], set_={"n": StoryTally.n + row.excluded.n})
        )


def _themes(story: Story) -> None:
    db.session.execute(sa.delete(StoryTheme).where(StoryTheme.story_id == story.id))
    public = story.published_at if story.state is StoryState.PUBLISHED else None
    rows = [
        {"story_id": story.id, "theme": theme, "published_at": public, "ward_code": story.ward_code,
         "position_group": story.position_group.value}
        for theme in themes_of(story)
    ]  # fmt: skip
    if rows:
        db.session.execute(sa.insert(StoryTheme), rows)


def _text(story: Story, now: frozenset[Facet]) -> None:
    mine = StoryText.story_id == story.id
    if not now:
        db.session.execute(sa.delete(StoryText).where(mine))
        return
    values = texts(story) | {"tags": " ".join(sorted(tag(facet) for facet in now - {("all", "")}))}
    changed = db.session.execute(sa.update(StoryText).where(mine).values(**values))
    if not changed.rowcount:  # type: ignore[attr-defined]  # every UPDATE has one
        db.session.execute(sa.insert(StoryText).values(story_id=story.id, **values))


def texts(story: Story) -> dict[str, str]:
    """What a reader may find a story by: names, title, deck, place and the body's words."""
    parts = (story.title, story.people, story.deck, story.place, story.ward_then, story.quote)
    whole = " \n ".join((*parts, plain(story.body_html)))
    return {name: " ".join(words(whole).replace("_", " ").split()) for name, words in WORDS.items()}


def plain(body_html: str) -> str:
    """The words of a body without its markup."""
    return unescape(_TAG.sub(" ", body_html))
