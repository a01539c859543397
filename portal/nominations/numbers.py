"""Numbers of nominations, for staff and letters: they count up within a year and open nothing."""

from portal.core import clock
from portal.core.db import db
from portal.core.upsert import insert
from portal.nominations.models import Counter


def following() -> str:
    """The next number, such as "NT26-00001"; two acts at once wait for each other and never share one."""
    year = clock.today().year % 100
    ask = insert(Counter).values(name=f"nomination-{year:02}", value=1)
    ask = ask.on_conflict_do_update(index_elements=["name"], set_={"value": Counter.value + 1})
    value: int = db.session.execute(ask.returning(Counter.value)).scalar_one()
    return f"NT{year:02}-{value:05}"
