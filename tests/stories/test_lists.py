"""Lists: every combination of filters is walked on one index, and pages neither repeat nor lose a story."""

import itertools
import re
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.db import db, unit_of_work
from portal.nominees.states import PositionGroup
from portal.stories import reading, shelving
from portal.stories.models import Story
from portal.stories.states import StoryState, Theme
from portal.stories.wishes import Wish, matching
from tests.web.public.shelves import START, put

COMBINATIONS = [
    dict(pairs)
    for size in range(5)
    for pairs in itertools.combinations(
        (("wards", ("hn-hong-ha",)), ("themes", (Theme.RESCUE,)), ("group", PositionGroup.CITIZEN), ("year", 2026)), size
    )
]  # fmt: skip


def plan(statement: sa.Select[Any]) -> str:
    """How the database would carry out a statement; on PostgreSQL as if tables were large."""
    made: Any = statement.compile(db.engine)
    values = {k: made._bind_processors.get(k, lambda v: v)(v) for k, v in made.construct_params().items()}
    head = "EXPLAIN QUERY PLAN "
    if made.dialect.name == "postgresql":
        head = "EXPLAIN "
        for way in ("seqscan", "bitmapscan", "sort"):
            db.session.execute(sa.text(f"SET LOCAL enable_{way} = off"))
    given = tuple(values[k] for k in made.positiontup) if made.positional else values
    return "\n".join(str(row[-1]) for row in db.session.connection().exec_driver_sql(head + str(made), given))


@pytest.mark.parametrize("filters", COMBINATIONS, ids=lambda filters: "+".join(filters) or "none")
@pytest.mark.parametrize("key", [None, (START, UUID(int=7))], ids=["first", "further"])
@pytest.mark.parametrize("back", [False, True], ids=["on", "back"])
def test_each_combination_is_walked_in_order_on_an_index(inside: Flask, filters: Any, key: Any, back: bool) -> None:
    words = plan(matching(Wish(**filters), key, back, 21))
    assert "USING COVERING INDEX" in words or "Index Only Scan" in words or "Index Scan" in words, words
    assert "TEMP B-TREE" not in words and "Sort" not in words, words
    if key and "COVERING" in words:
        assert re.search(r"_at,(story_)?id\)[<>]", words), words  # entered at the key itself


def walk(size: int, wish: Wish = Wish()) -> list[str]:  # noqa: B008  # a value without state
    slugs, after = [], None
    while True:
        page = reading.shelf(wish, size=size, after=after)
        slugs += [row.slug for row in page.rows]
        after = page.after
        if after is None:
            return slugs


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(1, 9), days=st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_pages_hold_every_story_once_newest_first(app: Flask, size: int, days: list[int]) -> None:
    with app.app_context(), unit_of_work() as session:
        for story in session.scalars(sa.select(Story)):
            was, story.state = shelving.facets(story), StoryState.DRAFT
            shelving.reshelve(story, was)
    wanted = [
        put(app, f"Chuyện {i}", slug=f"s{len(days)}-{size}-{i}-{_mark()}", days=day) for i, day in enumerate(days)
    ]
    with app.app_context():
        assert sorted(walk(size)) == sorted(wanted)
        assert [row.published_at for row in reading.newest(99)] == sorted(
            (row.published_at for row in reading.newest(99)), reverse=True
        )


_marks = itertools.count()


def _mark() -> int:
    return next(_marks)


def test_stories_that_arrive_while_one_reads_neither_shift_nor_hide_others(app: Flask) -> None:
    old = [put(app, f"Cũ {day}", days=day) for day in range(6)]
    with app.app_context():
        first = reading.shelf(Wish(), size=3)
    put(app, "Mới", days=9)
    with app.app_context():
        second = reading.shelf(Wish(), size=3, after=first.after)
        back = reading.shelf(Wish(), size=3, before=second.before)
    assert [r.slug for r in (*first.rows, *second.rows)] == old[::-1]
    assert [r.slug for r in back.rows] == [r.slug for r in first.rows]


def test_a_story_under_two_themes_asked_for_stands_once(app: Flask) -> None:
    slug = put(app, "Một")
    with app.app_context(), unit_of_work() as session:
        story = session.scalars(sa.select(Story)).one()
        was, story.themes_text = shelving.facets(story), "rescue hard_task"
        shelving.reshelve(story, was)
    with app.app_context():
        page = reading.shelf(Wish(themes=(Theme.RESCUE, Theme.HARD_TASK)), size=5)
    assert ([r.slug for r in page.rows], page.found) == ([slug], 1)


def test_pages_of_a_year_go_on_and_back_within_it(app: Flask) -> None:
    for day in range(58, 66):
        put(app, f"Ngày {day}", slug=str(day), days=day)
    with app.app_context():
        assert walk(2, Wish(year=2026)) == ["60", "59", "58"] and walk(2, Wish(year=2027)) == [
            "65",
            "64",
            "63",
            "62",
            "61",
        ]
        second = reading.shelf(Wish(year=2027), size=2, after=reading.shelf(Wish(year=2027), size=2).after)
        back = reading.shelf(Wish(year=2027), size=2, before=second.before)
        elsewhere = reading.shelf(Wish(year=2026), size=2, after=second.after)
    assert [[r.slug for r in page.rows] for page in (second, back, elsewhere)] == [
        ["63", "62"],
        ["65", "64"],
        ["60", "59"],
    ]


def test_a_year_begins_and_ends_on_a_vietnamese_clock(app: Flask) -> None:
    put(app, "Sáng mồng một", days=61)  # 09:00 on 01/01/2027 in Hà Nội, still 02:00 in UTC
    with app.app_context():
        assert [reading.shelf(Wish(year=year), size=5).found for year in (2026, 2027)] == [0, 1]
