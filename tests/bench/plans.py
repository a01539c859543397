"""How both databases walk the lists and the search: their plans over the large ground."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal.core.db import db
from portal.nominees.states import PositionGroup
from portal.stories import search
from portal.stories.states import Theme
from portal.stories.wishes import Wish, matching

KEY = (datetime(2026, 10, 1, tzinfo=UTC), UUID(int=7))
WARD, THEME, GROUP = ("p-hong-ha",), (Theme.CARE,), PositionGroup.DIRECT_WORKER
WISHES = {
    "everything": Wish(), "ward": Wish(wards=WARD), "group": Wish(group=GROUP), "year": Wish(year=2026),
    "theme": Wish(themes=THEME), "ward + group + year": Wish(wards=WARD, group=GROUP, year=2026),
    "ward + theme + group + year": Wish(wards=WARD, themes=THEME, group=GROUP, year=2026),
}  # fmt: skip


def plans() -> Iterator[tuple[str, str]]:
    """Each list's next page, and a search, with its plan on one line."""
    for name, wish in WISHES.items():
        yield name, _plan(matching(wish, KEY, False, 13))
    ranked = search.ranked(Wish("chè xanh", wards=WARD))
    if ranked is not None:
        yield "words + ward", _plan(sa.select(ranked).order_by(ranked.c.rank.desc(), ranked.c.number.desc()).limit(13))


def _plan(statement: sa.Select[Any]) -> str:
    made: Any = statement.compile(db.engine)
    values = {k: made._bind_processors.get(k, lambda v: v)(v) for k, v in made.construct_params().items()}
    lite = made.dialect.name == "sqlite"
    given = tuple(values[k] for k in made.positiontup) if made.positional else values
    connection = db.session.connection()
    rows = connection.exec_driver_sql(("EXPLAIN QUERY PLAN " if lite else "EXPLAIN (COSTS OFF) ") + str(made), given)
    return "; ".join(" ".join(str(row[-1]).split()) for row in rows).replace("|", "\\|")
