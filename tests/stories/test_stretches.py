"""Search a stretch of texts after the other: every hit is found, in order, and no more is read than is needed."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.db import db, unit_of_work
from portal.engines.text import fold
from portal.stories import reading, search
from portal.stories.models import Story, StoryText
from portal.stories.wishes import Wish
from tests.web.public.shelves import put

SPOKEN = ["bà", "ba", "bán", "bạn", "tổ", "tô", "dân", "dan", "phố", "phở", "nấu", "chè", "xanh"]


def retell(app: Flask, texts: Sequence[str], apart: int = 1) -> None:
    """Stories of which search knows these words and nothing else, oldest first and this far apart."""
    slugs = [put(app, "Chuyện", slug=str(n)) for n in range(len(texts))]
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.delete(StoryText))
        ids = {row.slug: row.id for row in session.execute(sa.select(Story.slug, Story.id))}
        for n, (slug, text) in enumerate(zip(slugs, texts, strict=True)):
            session.add(StoryText(id=1 + n * apart, story_id=ids[slug], folded=fold.fold(text), exact=fold.exact(text)))


def holds(words: list[str], asked: search.Phrase) -> bool:
    many = len(asked.words)
    stretches = (words[at : at + many] for at in range(len(words) - many + 1))
    return any(
        one[:-1] == [*asked.words[:-1]] and (one[-1].startswith if asked.open_end else one[-1].__eq__)(asked.words[-1])
        for one in stretches
    )


def read_through(texts: Sequence[str], asked: str) -> list[str]:
    """What is found by reading every text, and in which order."""
    loose, strict = ([*search.phrases(asked, words)] for words in (fold.fold, fold.exact))
    ranked = []
    for n, text in enumerate(texts):
        folded, exact = fold.fold(text).split(), fold.exact(text).split()
        if all(holds(folded, phrase) for phrase in loose):
            rank = search.STRICT * all(holds(exact, phrase) for phrase in search.closed(strict))
            rank += search.WHOLE * all(holds(folded, phrase) for phrase in search.closed(loose))
            rank += search.PAIR * sum(all(holds(folded, p) for p in way) for way in search.pairs(loose).values())
            ranked.append((rank, n))
    return [str(n) for _, n in sorted(ranked, reverse=True)]


@pytest.mark.parametrize("apart", [1, 700], ids=["near", "over several stretches"])
def test_an_index_finds_what_reading_every_text_finds_in_the_same_order(app: Flask, apart: int) -> None:
    chance = random.Random(3959)
    texts = [" ".join(chance.choices(SPOKEN, k=chance.randrange(3, 12))) for _ in range(40)]
    retell(app, texts, apart)
    with app.app_context():
        for _ in range(120):
            words = chance.choices([*SPOKEN, *map(fold.fold, SPOKEN)], k=chance.choice((1, 2, 2, 3, 4)))
            asked = " ".join(words)
            if chance.random() < 0.4:
                at = chance.randrange(len(words))
                asked = " ".join([*words[:at], f"“{' '.join(words[at:])}”"])
            elif chance.random() < 0.5:
                asked = asked[: -chance.randrange(1, 3)]
            page = reading.shelf(Wish(asked), size=99)
            assert [row.slug for row in page.rows] == read_through(texts, asked), asked
            assert page.found == len(page.rows), asked


def walked(wish: Wish) -> dict[str, Any]:
    """How PostgreSQL found the newest hits: each step of its plan by what it read, with how often it did so."""
    made: Any = sa.select(search.ranked(wish)).compile(db.engine)
    values = {k: made._bind_processors.get(k, lambda v: v)(v) for k, v in made.construct_params().items()}
    db.session.execute(sa.text("SET LOCAL enable_seqscan = off"))
    explain = "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) "
    plan = db.session.connection().exec_driver_sql(explain + str(made), values).scalar_one()
    return {step.get("Index Name", step["Node Type"]): step["Actual Loops"] for step in _steps(plan[0]["Plan"])}


def _steps(step: dict[str, Any]) -> list[dict[str, Any]]:
    return [step, *(inner for each in step.get("Plans", ()) for inner in _steps(each))]


@pytest.mark.postgres_only
@pytest.mark.parametrize("asked", ["chè", "nấu chè xanh", "“nấu chè xanh”", "“nấu chè” xa"])
def test_only_as_many_stretches_are_walked_as_hold_enough(
    app: Flask, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """A word that stands in every text is read in the newest of them only, on an index."""
    monkeypatch.setattr(search, "CEILING", 2)
    retell(app, ["bà Năm nấu chè xanh"] * 24, search.STRETCH // 2)
    with app.app_context():
        read = walked(Wish(asked))
        assert read["ix_tsv_story_text"] == 2, read  # two texts in each: the third hit stands in the second
        assert "Seq Scan" not in read, read
        assert walked(Wish(f"{asked} xyzzy"))["ix_tsv_story_text"] == 12


@pytest.mark.postgres_only
def test_no_statement_is_compiled(app: Flask) -> None:
    with app.app_context():
        assert db.session.scalar(sa.text("SHOW jit")) == "off"
