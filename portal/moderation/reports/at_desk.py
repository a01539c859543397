"""Reports as the list of the desk shows them: one line for each thing, however many wrote."""

from collections.abc import Iterator

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation.desk import entering, keeping
from portal.moderation.desk.entering import Facts
from portal.moderation.desk.states import ItemKind, Turn
from portal.moderation.reports import weights
from portal.moderation.reports.models import ReportCase


def show(case: ReportCase) -> None:
    """Let the list say how it stands now."""
    with db.session.no_autoflush:  # its move is not over: what the table asks for may still be missing
        entering.show(facts(case))


def facts(case: ReportCase) -> Facts:
    """What the list shows of it. `stage` tells what readers report from what somebody asks about themselves."""
    done = case.settled_at is not None
    return Facts(
        thing_kind=case.__tablename__, thing_id=case.id, kind=ItemKind.REPORT, opening=case.opening,
        stage=case.state if done else case.lane.value, turn=Turn.DONE if done else Turn.DESK, language=case.language,
        entered_at=case.first_at, due_on=None if done else case.due_on, times=weights.times(case.weight), **case.listed,
    )  # fmt: skip


@keeping.source
def every() -> Iterator[Facts]:
    """Every item of reports as the list should show it."""
    for case in db.session.scalars(sa.select(ReportCase).order_by(ReportCase.id)).yield_per(500):
        yield facts(case)
