"""Search over the words of public stories: the same hits on both databases, whatever marks were typed.

The folded text decides what is found; among the newest 1,000 hits those come first that match with their marks, then
those in which more of the words stand side by side as they were asked, then those that hold the whole words (domain.md 6.1). Wards, groups, themes and years are made-up words in the same index, so that narrowing costs nothing.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import sqlalchemy as sa

from portal.core.db import db
from portal.engines.text import fold
from portal.stories.shelving import TAGGED, Facet, tag
from portal.stories.wishes import CEILING, Wish

MOST_WORDS = 8
_PART = re.compile(r'["“”]([^"“”]*)["“”]?|([^\s"“”]+)')
_INDEX = sa.table("story_text_fts", sa.column("rowid", sa.Integer))  # SQLite's, of migration 0033
_NUMBER = _INDEX.c.rowid.label("number")
MOST_PAIRS = 4
STRICT, PAIR, WHOLE = 16, 2, 1  # what each adds to the rank; all pairs together are less than the marks
_POSTGRES = "SELECT id AS number, {ranks} AS rank FROM ({hits}) AS hits"
_HITS = (
    "SELECT id, tsv, tsv_exact FROM story_text WHERE tsv @@ to_tsquery('simple', :loose) ORDER BY id DESC LIMIT :most"
)
_NEAR = (  # whatever holds the pairs of a phrase, newest first, until enough of it holds the whole phrase
    "WITH near AS MATERIALIZED (SELECT id FROM story_text WHERE tsv_pairs @@ CAST(:near AS tsquery)) "
    "SELECT n.id, s.tsv, s.tsv_exact FROM (SELECT id FROM near ORDER BY id DESC) AS n CROSS JOIN LATERAL (SELECT tsv, tsv_exact "
    "FROM story_text WHERE id = n.id AND tsv @@ to_tsquery('simple', :loose) OFFSET 0) AS s ORDER BY n.id DESC LIMIT :most"
)


@dataclass(frozen=True)
class Phrase:
    """Words that must follow each other; of the last one the beginning is enough when `open_end`."""

    words: tuple[str, ...]
    open_end: bool = False


def ranked(wish: Wish) -> sa.CTE | None:
    """The newest hits as rows (number, rank). None where nothing was asked."""
    loose, strict = (list(phrases(wish.words, words)) for words in (fold.fold, fold.exact))
    if not loose:
        return None
    asked = {"loose": loose, "whole": closed(loose), "strict": closed(strict or loose)} | pairs(loose)
    narrowed = [[tag(facet) for facet in either] for either in _narrowing(wish)]
    if db.session.get_bind().dialect.name == "postgresql":
        return _in_postgres({name: _postgres(each, narrowed) for name, each in asked.items()}, near(loose))
    return _in_sqlite(
        {name: _sqlite(each, narrowed, "exact" if name == "strict" else "folded") for name, each in asked.items()}
    )


def _in_postgres(asked: dict[str, str], near: str) -> sa.CTE:
    """One walk of an index; only the newest hits are then looked at for their rank."""
    ways = ((name, "tsv_exact" if name == "strict" else "tsv") for name in asked if name != "loose")
    more = {"near": near} if near else {}
    ranks = " + ".join(
        f"CASE WHEN {column} @@ to_tsquery('simple', :{name}) THEN {_worth(name)} ELSE 0 END" for name, column in ways
    )
    statement = _POSTGRES.format(ranks=ranks, hits=_NEAR if near else _HITS)
    bound = sa.text(statement).bindparams(**asked, **more, most=CEILING + 1)
    return bound.columns(number=sa.Integer, rank=sa.Integer).cte("ranked")


def _in_sqlite(asked: dict[str, str]) -> sa.CTE:
    """The newest hits by a walk backwards, which an index in order makes cheap; what ranks them walks from the oldest of
    them forwards. Backwards it would walk past that one, through a million texts, where it finds nothing."""
    newest = _matching("loose", asked["loose"]).order_by(_NUMBER.desc()).limit(CEILING + 1)
    hits = newest.cte("loose")
    oldest = sa.select(sa.func.coalesce(sa.func.min(hits.c.number), sys.maxsize)).scalar_subquery()
    ways = {n: _matching(n, text).where(_INDEX.c.rowid >= oldest).cte(n) for n, text in asked.items() if n != "loose"}
    inside = [
        sa.case((hits.c.number.in_(sa.select(way.c.number)), _worth(name)), else_=0) for name, way in ways.items()
    ]
    return sa.select(hits.c.number, sum(inside[1:], inside[0]).label("rank")).cte("ranked")


def _matching(name: str, text: str) -> sa.Select[tuple[int]]:
    """The texts that match, as rows (number)."""
    return sa.select(_NUMBER).where(sa.text(f"story_text_fts MATCH :{name}").bindparams(**{name: text}))


def _worth(name: str) -> int:
    return {"strict": STRICT, "whole": WHOLE}.get(name, PAIR)


def pairs(asked: list[Phrase]) -> dict[str, list[Phrase]]:
    """What was asked with two neighbours side by side, for each of the first few neighbours."""
    made = {}
    for at, (one, two) in enumerate(pairwise(asked[: MOST_PAIRS + 1])):
        side_by_side = Phrase((*one.words, *two.words), two.open_end)
        made[f"pair{at}"] = [*asked[:at], side_by_side, *asked[at + 2 :]]
    return made


def near(asked: list[Phrase]) -> str:
    """The neighbours that every hit holds, as PostgreSQL's index of pairs is asked for them; empty without a phrase."""
    found = []
    for phrase in asked:
        both = list(pairwise(word[:100] for word in phrase.words))
        ends = [""] * (len(both) - 1) + [":*" if phrase.open_end else ""]
        found += [f"'{one}_{two}'{end}" for (one, two), end in zip(both, ends, strict=False)]
    return " & ".join(found)


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
    found = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,9})", key or "")
    return (int(found[1]), int(found[2])) if found else None
