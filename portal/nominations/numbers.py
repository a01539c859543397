"""Numbers of nominations, for staff and letters: they count up within a year and open nothing."""

from functools import cache
from typing import Any

from portal.core import clock
from portal.core.db import db
from portal.core.upsert import insert_on
from portal.nominations.models import Counter

TABLE: Any = Counter.__table__


def following() -> str:
    """The next number, such as "NT26-00001"; two acts at once wait for each other and never share one."""
    year = clock.today().year % 100
    connection = db.session.connection()
    first = {"name": f"nomination-{year:02}", "value": 1}
    value: int = connection.execute(_counting(connection.dialect.name), first).scalar_one()
    return f"NT{year:02}-{value:05}"


@cache  # built once
def _counting(dialect: str) -> Any:
    more = {"value": TABLE.c.value + 1}
    return insert_on(dialect, TABLE).on_conflict_do_update(index_elements=["name"], set_=more).returning(TABLE.c.value)
