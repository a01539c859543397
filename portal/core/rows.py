"""New rows put into their tables as they stand, where nobody goes on working with the objects."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from portal.core.db import Base, db


def put(*things: Sequence[Base]) -> None:
    """Insert things group by group, each of one kind and given the same values; a group may be empty.

    One statement for a group. The session follows none of them: to follow five takes it longer than to insert them.
    What is not given comes from the defaults of the columns, but is not read back into the thing.
    """
    connection = db.session.connection()
    for group in things:
        rows = [_given(thing) for thing in group]
        if rows:
            connection.execute(_into(type(group[0])), rows if len(rows) > 1 else rows[0])


@cache  # built once for each table
def _into(kind: type[Base]) -> sa.Insert:
    table: Any = kind.__table__
    return sa.insert(table)


def _given(thing: Base) -> dict[str, Any]:
    given = thing.__dict__
    return {column.key: given[column.key] for column in type(thing).__table__.c if column.key in given}
