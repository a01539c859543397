"""Very many synthetic stories, put straight into the tables: search texts and tallies as the services would leave them."""

import random
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

import sqlalchemy as sa
from flask import Flask

from portal.app import MIGRATIONS
from portal.core import clock, schema
from portal.core.actor import SYSTEM
from portal.core.db import Base, db, unit_of_work
from portal.demo.material import read
from portal.engines.text import fold
from portal.nominees.models import Nominee
from portal.nominees.states import NomineeKind, PositionGroup
from portal.organisations import reference
from portal.organisations.services import load_reference
from portal.stories import shelving
from portal.stories.models import Story, StoryTally, StoryText, StoryTheme
from portal.stories.states import StoryState, Theme

BATCH = 2_000
END = datetime(2026, 11, 1, tzinfo=UTC)
DRAWINGS = ("banh-mi", "gom", "hang-bac", "lop-hoc", "song-hong", "soc-son", "tho-dien", "tra-da")


def lay(app: Flask, stories: int) -> None:
    """Make the tables and fill them, unless they hold as many stories already."""
    with app.app_context():
        schema.upgrade(db.engine, MIGRATIONS)
        if (db.session.scalar(sa.select(sa.func.count(Story.id))) or 0) < stories:
            db.session.rollback()
            with unit_of_work():
                load_reference(by=SYSTEM)
            _fill(stories)
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("ANALYZE")
        db.session.remove()
        db.engine.dispose()


def _fill(stories: int) -> None:
    chance = random.Random(stories)
    wards = sorted({place.code for place in reference.places() if not place.successors})
    people = _people(500)
    tallies: Counter[shelving.Facet] = Counter()
    rows = _rows(stories, chance, wards, people)
    with _indexed_afterwards():
        while batch := list(islice(rows, BATCH)):
            with unit_of_work():
                _put(Story, [story for story, *_ in batch])
                _put(StoryTheme, [theme for _, themes, _, _ in batch for theme in themes])
                _put(StoryText, [text for _, _, text, _ in batch])
            for *_, facets in batch:
                tallies.update(facets)
    with unit_of_work() as session:
        session.execute(sa.delete(StoryTally))
        shelving.count(dict(tallies) | {shelving.EDITION: 1})


@contextmanager
def _indexed_afterwards() -> Iterator[None]:
    """On PostgreSQL the words are indexed when all rows are there: that takes a tenth of the time."""
    if db.engine.dialect.name != "postgresql":
        yield
        return
    inspected = sa.text(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'story_text' AND indexdef LIKE '%gin%'"
    )
    with db.engine.begin() as connection:
        indexes = connection.execute(inspected).all()
        for name, _ in indexes:
            connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    with db.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '1GB'")
        for _, definition in indexes:
            connection.exec_driver_sql(definition)


def _put(model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Many rows of one table as fast as the database takes them."""
    connection = db.session.connection()
    if connection.dialect.name != "postgresql":
        db.session.execute(sa.insert(model), rows)
        return
    given = {c.name: c.default.arg for c in model.__table__.columns if c.default is not None and c.default.is_scalar}
    names = [*rows[0], *(given.keys() - rows[0].keys())]
    turns = [model.__table__.c[name].type.bind_processor(connection.dialect) for name in names]
    driver: Any = connection.connection.driver_connection
    with driver.cursor().copy(f"COPY {model.__tablename__} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            values = (row.get(name, given.get(name)) for name in names)
            copy.write_row([turn(value) if turn else value for turn, value in zip(turns, values, strict=True)])


def _people(many: int) -> list[uuid.UUID]:
    with unit_of_work() as session:
        made = [
            {"id": uuid.uuid4(), "kind": NomineeKind.PERSON, "name": f"Người {n}", "name_fold": f"nguoi {n}",
             "position_group": PositionGroup.CITIZEN, "created_at": END, "version": 1}
            for n in range(many)
        ]  # fmt: skip
        session.execute(sa.insert(Nominee), made)
    return [each["id"] for each in made]


def _rows(stories: int, chance: random.Random, wards: list[str], people: list[uuid.UUID]) -> Iterator[Any]:
    """Stories with their themes, search text and facets, oldest first; words as often as in real ones."""
    words = " ".join(" ".join([tale.title, tale.deck, *tale.raw["body"]]) for tale in read("stories.jsonl")).split()
    themes, groups = list(Theme), list(PositionGroup)
    for n in range(stories):
        at = END - timedelta(minutes=(stories - n) * 5)
        id, ward, group = uuid.uuid4(), chance.choice(wards), chance.choice(groups)
        mine = chance.sample(themes, chance.choice((1, 1, 2)))
        body = "".join(f"<p>{_some(words, chance, 75)}</p>" for _ in range(3))
        story = {
            "id": id, "version": 1, "state": StoryState.PUBLISHED, "slug": f"chuyen-{n}", "nominee_id": chance.choice(people),
            "title": _some(words, chance, 8)[:160], "deck": _some(words, chance, 22)[:400], "body_html": body,
            "people": f"Ông Người {n}", "quote": _some(words, chance, 12)[:300], "quote_by": "Người kể",
            "position_group": group, "ward_code": ward, "place": "ngõ 12", "year": clock.local(at).year,
            "told_by": "bà Vũ Thị Ngọ", "thanks": chance.randrange(500), "themes_text": " ".join(t.value for t in mine),
            "illustration": f"story-{chance.choice(DRAWINGS)}", "author_id": people[0], "created_at": at,
            "changed_at": at, "published_at": at,
        }  # fmt: skip
        facets = {("all", ""), ("ward", ward), ("group", group.value), ("year", str(story["year"]))}
        facets |= {("theme", theme.value) for theme in mine}
        yield story, [_theme(story, theme) for theme in mine], _text(story, facets), facets


def _some(words: list[str], chance: random.Random, many: int) -> str:
    start = chance.randrange(len(words) - many)
    return " ".join(words[start : start + many])


def _theme(story: dict[str, Any], theme: Theme) -> dict[str, Any]:
    return {
        "story_id": story["id"], "theme": theme, "published_at": story["published_at"], "ward_code": story["ward_code"],
        "position_group": story["position_group"].value,
    }  # fmt: skip


def _text(story: dict[str, Any], facets: set[shelving.Facet]) -> dict[str, Any]:
    told = story["body_html"].replace("<p>", " ").replace("</p>", " ")
    whole = " ".join((story["title"], story["people"], story["deck"], told)).split()
    tags = " ".join(sorted(shelving.tag(facet) for facet in facets - {("all", "")}))
    return {"story_id": story["id"], "folded": _each(_folded, whole), "exact": _each(_exact, whole), "tags": tags}


def _each(turn: Callable[[str], str], words: list[str]) -> str:
    """A text word by word: few words make very many texts, and each is turned once."""
    return " ".join(filter(None, map(turn, words)))


_folded, _exact = cache(fold.fold), cache(fold.exact)
