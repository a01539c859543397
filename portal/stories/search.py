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
STRETCH, LONGEST = 8_192, 100  # texts in a stretch, letters of a word: as PostgreSQL's index of migration 0034 has them
_STRETCH = (
    "SELECT id FROM story_text WHERE story_lexemes(id, folded, tags) @@ "
    "CAST(replace(:loose, '@', CAST(stretch AS text)) AS tsquery){sure} ORDER BY id DESC LIMIT :most"
)
_SURE = " AND ' ' || folded || ' ' LIKE ALL(CAST(:sure AS text[]))"
_NEWEST = (
    "WITH RECURSIVE walk(stretch, ids, n) AS (SELECT max(id) / :size, CAST(ARRAY[] AS integer[]), 0 FROM story_text "
    "UNION ALL SELECT stretch - 1, found.ids, n + cardinality(found.ids) FROM walk CROSS JOIN LATERAL "
    "(SELECT ARRAY({found}) AS ids OFFSET 0) AS found WHERE stretch >= 0 AND n < :most) "
    "SELECT hits.id AS number, told.folded, told.exact "
    "FROM (SELECT unnest(ids) AS id FROM walk ORDER BY 1 DESC LIMIT :most) AS hits CROSS JOIN LATERAL "
    "(SELECT ' ' || folded || ' ' AS folded, ' ' || exact || ' ' AS exact FROM story_text WHERE id = hits.id OFFSET 0) AS told"
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
    narrowed = [[tag(facet) for facet in either] for either in _narrowing(wish)]
    if db.session.get_bind().dialect.name == "postgresql":
        return _in_postgres(loose, strict or loose, narrowed)
    asked = {"loose": loose, "whole": closed(loose), "strict": closed(strict or loose)} | pairs(loose)
    return _in_sqlite(
        {name: _sqlite(each, narrowed, "exact" if name == "strict" else "folded") for name, each in asked.items()}
    )


def _in_postgres(loose: list[Phrase], strict: list[Phrase], narrowed: list[list[str]]) -> sa.CTE:
    """The newest hits, a stretch of texts after the other until there are enough: a beginning of a word costs an index all
    that it holds of it. How hits rank stands in their texts; there only what not every hit holds is looked for."""
    bound: dict[str, object] = {"loose": _postgres(loose, narrowed), "most": CEILING + 1, "size": STRETCH}
    sure = [f"%{_printed(phrase)}%" for phrase in loose if not _exactly_indexed(phrase)]
    found = _STRETCH.format(sure=_SURE if sure else "")
    newest = sa.text(_NEWEST.format(found=found)).bindparams(**bound, **({"sure": sure} if sure else {}))
    hits = newest.columns(number=sa.Integer, folded=sa.Text, exact=sa.Text).cte("hits")
    ways = [
        *((hits.c.folded, [both], PAIR) for both in side_by_side(loose)),
        (hits.c.folded, closed([phrase for phrase in loose if phrase.open_end]), WHOLE),
        (hits.c.exact, closed(strict), STRICT),
    ]
    ranks = [
        sa.case((sa.and_(sa.true(), *(sa.func.strpos(text, _printed(p)) > 0 for p in asked)), worth), else_=0)
        for text, asked, worth in ways
    ]
    told = sa.select(hits.c.number, sum(ranks[1:], ranks[0]).label("rank")).cte("ranked")
    return told.prefix_with("MATERIALIZED")  # or whole texts would be carried along to where they are counted


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


def side_by_side(asked: list[Phrase]) -> list[Phrase]:
    """Two neighbours side by side, for each of the first few neighbours."""
    return [Phrase((*one.words, *two.words), two.open_end) for one, two in pairwise(asked[: MOST_PAIRS + 1])]


def pairs(asked: list[Phrase]) -> dict[str, list[Phrase]]:
    """What was asked with two neighbours side by side, for each of the first few neighbours."""
    return {f"pair{at}": [*asked[:at], both, *asked[at + 2 :]] for at, both in enumerate(side_by_side(asked))}


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
    """As PostgreSQL's index is asked in one stretch, the number of which takes the place of each @."""
    words = " & ".join(f"'@{lexeme}'" for phrase in asked for lexeme in _lexemes(phrase))
    tags = (" | ".join(f"'@/{each}'" for each in either) for either in narrowed)
    return " & ".join((words + (":*" if asked[-1].open_end else ""), *(f"({either})" for either in tags)))


def _lexemes(phrase: Phrase) -> list[str]:
    """A word, or each two neighbours of several."""
    words = [word[:LONGEST] for word in phrase.words]
    return [f"_{one}_{two}" for one, two in pairwise(words)] or [f"/{words[0]}"]


def _exactly_indexed(phrase: Phrase) -> bool:
    """Whether what the index finds is a hit; neighbours may stand apart from each other's, and words be cut."""
    return len(phrase.words) <= 2 and all(len(word) <= LONGEST for word in phrase.words)


def _printed(phrase: Phrase) -> str:
    """As it stands in a text that begins and ends with a space."""
    return f" {' '.join(phrase.words)}{'' if phrase.open_end else ' '}"


def pack(rank: int, number: int) -> str:
    """The key of a hit, for an address."""
    return f"{rank}-{number}"


def unpack(key: str | None) -> tuple[int, int] | None:
    """The hit of a key; None for none, and for one that was tampered with."""
    found = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,9})", key or "")
    return (int(found[1]), int(found[2])) if found else None
