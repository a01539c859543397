"""Search over the words of public stories: the same hits on both databases, whatever marks were typed.

The folded text decides what is found; among the newest 1,000 hits those come first that match with their marks, then
those that hold the whole words (domain.md 6.1). Wards, groups, themes and years are made-up words in the same index, so that narrowing costs nothing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from portal.core.db import db
from portal.engines.text import fold
from portal.stories.shelving import TAGGED, Facet, tag
from portal.stories.wishes import CEILING, Wish

MOST_WORDS = 8
_PART = re.compile(r'["“”]([^"“”]*)["“”]?|([^\s"“”]+)')
_SQLITE = "SELECT rowid AS number FROM story_text_fts WHERE story_text_fts MATCH :{name} ORDER BY rowid DESC LIMIT :most_{name}"
_POSTGRES = "SELECT id AS number FROM story_text WHERE {column} @@ to_tsquery('simple', :{name}) ORDER BY id DESC LIMIT :most_{name}"


@dataclass(frozen=True)
class Phrase:
    """Words that must follow each other; of the last one the beginning is enough when `open_end`."""

    words: tuple[str, ...]
    open_end: bool = False


def ranked(wish: Wish) -> sa.CTE | None:
    """The newest hits as rows (number, rank), each once: 2 where the marks match, 1 where whole words do, 0 where the
    last word only begins so. None where nothing was asked."""
    loose, strict = (list(phrases(wish.words, words)) for words in (fold.fold, fold.exact))
    if not loose:
        return None
    ways = [_numbers(closed(strict or loose), wish, "strict"), _numbers(closed(loose), wish, "whole")]
    if any(phrase.open_end for phrase in loose):
        ways.append(_numbers(loose, wish, "loose"))
    rows = (sa.select(way.c.number, sa.literal(2 - at).label("rank")) for at, way in enumerate(ways))
    hits = sa.union_all(*rows).subquery()
    return sa.select(hits.c.number, sa.func.max(hits.c.rank).label("rank")).group_by(hits.c.number).cte("ranked")


def closed(asked: list[Phrase]) -> list[Phrase]:
    """The same phrases, every word of them whole."""
    return [Phrase(phrase.words) for phrase in asked]


def phrases(asked: str, words: Callable[[str], str]) -> Iterator[Phrase]:
    """What was asked as phrases: quoted words stay together, the others stand alone."""
    left = MOST_WORDS
    parts = list(_PART.finditer(asked))
    for part in parts:
        quoted = part.group(1) is not None
        found = words(part.group(1) if quoted else part.group(2)).replace("_", " ").split()[:left]
        found = [word for word in found if not word.startswith(TAGGED)]
        left -= len(found)
        if found:
            yield Phrase(tuple(found), open_end=not quoted and part is parts[-1] and len(found[-1]) > 1)


def _numbers(asked: list[Phrase], wish: Wish, name: str) -> sa.CTE:
    """Numbers of the newest texts that hold all of this: with their marks for "strict", folded otherwise."""
    narrowed = [[tag(facet) for facet in either] for either in _narrowing(wish)]
    if db.session.get_bind().dialect.name == "postgresql":
        column = "tsv_exact" if name == "strict" else "tsv"
        statement, text = _POSTGRES.format(name=name, column=column), _postgres(asked, narrowed)
    else:
        column = "exact" if name == "strict" else "folded"
        statement, text = _SQLITE.format(name=name), _sqlite(asked, narrowed, column)
    bound = sa.text(statement).bindparams(**{name: text, f"most_{name}": CEILING + 1})
    return bound.columns(number=sa.Integer).cte(name)


def _narrowing(wish: Wish) -> Iterator[list[Facet]]:
    if wish.wards:
        yield [("ward", code) for code in wish.wards]
    if wish.themes:
        yield [("theme", theme.value) for theme in wish.themes]
    if wish.group:
        yield [("group", wish.group.value)]
    if wish.year:
        yield [("year", str(wish.year))]


def _sqlite(asked: list[Phrase], narrowed: list[list[str]], column: str) -> str:
    words = " AND ".join(f'"{" ".join(p.words)}"{" *" if p.open_end else ""}' for p in asked)
    tags = "".join(f" AND tags : ({' OR '.join(either)})" for either in narrowed)
    return f"{column} : ({words}){tags}"


def _postgres(asked: list[Phrase], narrowed: list[list[str]]) -> str:
    words = (
        "(" + " <-> ".join(f"'{w}'" for w in p.words) + (":*" if p.open_end else "") + ")"
        for p in asked
    )  # fmt: skip
    return " & ".join((*words, *(f"({' | '.join(either)})" for either in narrowed)))


def pack(rank: int, number: int) -> str:
    """The key of a hit, for an address."""
    return f"{rank}-{number}"


def unpack(key: str | None) -> tuple[int, int] | None:
    """The hit of a key; None for none, and for one that was tampered with."""
    found = re.fullmatch(r"([0-2])-([0-9]{1,9})", key or "")
    return (int(found[1]), int(found[2])) if found else None
