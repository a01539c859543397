"""Very many synthetic stories, put straight into the tables: search texts and tallies as the services would leave them."""

import random
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate, islice
from typing import Any, NamedTuple

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
INDEXES = sa.text(  # those that hold no constraint, as statements that make them and what is set of them anew
    "SELECT indexname, indexdef, ARRAY(SELECT format('ALTER INDEX %I ALTER COLUMN %s SET STATISTICS %s', indexname, attnum, "
    "attstattarget) FROM pg_attribute WHERE attrelid = CAST(indexname AS regclass) AND attstattarget >= 0) FROM pg_indexes "
    "WHERE tablename = ANY(:tables) AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY indexname"
)
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
    with _indexed_afterwards(Story, StoryTheme, StoryText):
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
def _indexed_afterwards(*models: type[Base]) -> Iterator[None]:
    """On PostgreSQL what no constraint needs is indexed when all rows are there: that takes a tenth of the time."""
    if db.engine.dialect.name != "postgresql":
        yield
        return
    with db.engine.begin() as connection:
        indexes = connection.execute(INDEXES, {"tables": [model.__tablename__ for model in models]}).all()
        for name, *_ in indexes:
            connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    with db.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '1GB'")
        for _, definition, settings in indexes:
            for statement in (definition, *settings):
                connection.exec_driver_sql(statement)


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
    driver.execute("SET LOCAL session_replication_role = replica")  # what a row refers to is there
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
    words = _Words()
    themes, groups = list(Theme), list(PositionGroup)
    for n in range(stories):
        at = END - timedelta(minutes=(stories - n) * 5)
        id, ward, group = uuid.uuid4(), chance.choice(wards), chance.choice(groups)
        mine = chance.sample(themes, chance.choice((1, 1, 2)))
        told = [words.some(chance, 75) for _ in range(3)]
        nominee, title, deck = chance.choice(people), words.some(chance, 8), words.some(chance, 22)
        story = {
            "id": id, "version": 1, "state": StoryState.PUBLISHED, "slug": f"chuyen-{n}", "nominee_id": nominee,
            "title": title.told, "deck": deck.told, "body_html": "".join(f"<p>{each.told}</p>" for each in told),
            "people": f"Ông Người {n}", "quote": words.some(chance, 12).told, "quote_by": "Người kể",
            "position_group": group, "ward_code": ward, "place": "ngõ 12", "year": clock.local(at).year,
            "told_by": "bà Vũ Thị Ngọ", "thanks": chance.randrange(500), "themes_text": " ".join(t.value for t in mine),
            "illustration": f"story-{chance.choice(DRAWINGS)}", "author_id": people[0], "created_at": at,
            "changed_at": at, "published_at": at,
        }  # fmt: skip
        facets = {("all", ""), ("ward", ward), ("group", group.value), ("year", str(story["year"]))}
        facets |= {("theme", theme.value) for theme in mine}
        whole = (title, _Some(story["people"], f"ong nguoi {n}", f"ông người {n}"), deck, *told)
        yield story, [_theme(story, theme) for theme in mine], _text(story, whole, facets), facets


class _Some(NamedTuple):
    """A few words as they are told, and as search keeps them."""

    told: str
    folded: str
    exact: str


class _Words:
    """The words of the demonstration's stories, one after the other: any few of them are cut out of one long text."""

    def __init__(self) -> None:
        words = " ".join(" ".join([tale.title, tale.deck, *tale.raw["body"]]) for tale in read("stories.jsonl")).split()
        self.many = len(words)
        self.forms = [self._strung(map(turn, words)) for turn in (str, fold.fold, fold.exact)]

    def some(self, chance: random.Random, many: int) -> _Some:
        start = chance.randrange(self.many - many)
        return _Some(*(text[at[start] : at[start + many]].rstrip() for text, at in self.forms))

    @staticmethod
    def _strung(words: Iterable[str]) -> tuple[str, list[int]]:
        """Words in one text, and where each begins; one of which nothing is left takes no room."""
        parts = [f"{word} " if word else "" for word in words]
        return "".join(parts), list(accumulate(map(len, parts), initial=0))


def _theme(story: dict[str, Any], theme: Theme) -> dict[str, Any]:
    return {
        "story_id": story["id"], "theme": theme, "published_at": story["published_at"], "ward_code": story["ward_code"],
        "position_group": story["position_group"].value,
    }  # fmt: skip


def _text(story: dict[str, Any], whole: Sequence[_Some], facets: set[shelving.Facet]) -> dict[str, Any]:
    return {
        "story_id": story["id"], "folded": " ".join(part.folded for part in whole if part.folded),
        "exact": " ".join(part.exact for part in whole if part.exact),
        "tags": " ".join(sorted(map(_tag, facets - {("all", "")}))),
    }  # fmt: skip


_tag = cache(shelving.tag)
