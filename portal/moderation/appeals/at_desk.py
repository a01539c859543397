"""Appeals as the list of the desk shows them. Whoever decided does not see them there."""

from collections.abc import Iterator

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.states import AppealState
from portal.moderation.desk import entering, keeping
from portal.moderation.desk.entering import Facts
from portal.moderation.desk.states import ItemKind, Turn


def show(appeal: Appeal) -> None:
    """Let the list say how it stands now."""
    with db.session.no_autoflush:  # its move is not over: what the table asks for may still be missing
        entering.show(facts(appeal))


def facts(appeal: Appeal) -> Facts:
    """What the list shows of an appeal."""
    waits = appeal.state is AppealState.WAITING
    return Facts(
        thing_kind=appeal.__tablename__, thing_id=appeal.id, kind=ItemKind.APPEAL, stage=appeal.state.value,
        turn=Turn.DESK if waits else Turn.DONE, opening=appeal.text, language=appeal.language,
        channel=appeal.channel.value, clerk_id=appeal.clerk_id, entered_at=appeal.made_at,
        due_on=appeal.due_on if waits else None, decider_id=appeal.decided_by, **appeal.listed,
    )  # fmt: skip


@keeping.source
def every() -> Iterator[Facts]:
    """Every appeal as the list should show it; none whose words were dropped with what it was about."""
    told = sa.select(Appeal).where(Appeal.text != "").order_by(Appeal.id)
    for appeal in db.session.scalars(told).yield_per(500):
        yield facts(appeal)
