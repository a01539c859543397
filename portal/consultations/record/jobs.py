"""The clocks of the monthly figures."""

from datetime import timedelta

from portal.consultations.record import months
from portal.core.db import db, unit_of_work
from portal.core.jobs.registry import every


@every(timedelta(hours=1), "record.months")
def keep_months() -> None:
    """Count the running month anew, and freeze the one that is over."""
    _kept(again=False)


@every(timedelta(days=1), "record.later_changes")
def note_later_changes() -> None:
    """Count frozen months again, and note beside them what would be another figure by now."""
    _kept(again=True)


def _kept(*, again: bool) -> None:
    found = months.counted(again=again)
    db.session.rollback()
    with unit_of_work():
        months.keep(found)
