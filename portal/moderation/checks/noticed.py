"""What the checks found, told to the list of the desk: flags to filter and order by, what is not checked, what was learnt."""

import uuid
from collections.abc import Collection

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation.checks.models import CheckRun, Foreseen, StoredFlag
from portal.moderation.desk import entering
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.rank import LEARNT
from portal.moderation.redactions import fingerprint
from portal.moderation.states import Ended, FlagKind


def show(kind: str, id: uuid.UUID, texts: Collection[str] | None = None) -> None:
    """Let the list say what the checks say of a thing now, of these wordings or of all that were checked."""
    marks = None if texts is None else [fingerprint(text) for text in texts]
    flags, runs = _kinds(kind, id, marks), _ended(kind, id, marks)
    undone = any(ended is not Ended.DONE for ended in runs)
    entering.flagged(id, [flag.value for flag in flags], unchecked=undone, hint=_hours(kind, id))


def forget_learnt() -> None:
    """Take what was learnt out of the order of the list, as when the model was switched off."""
    moved = sa.select(DeskItem).where(DeskItem.hint != 0)
    for item in db.session.scalars(moved):
        entering.flagged(item.thing_id, entering.read(item.flags), unchecked=item.unchecked, hint=0)


def _kinds(kind: str, id: uuid.UUID, marks: Collection[str] | None) -> set[FlagKind]:
    pick = sa.select(StoredFlag.kind).where(
        StoredFlag.thing_kind == kind, StoredFlag.thing_id == id, StoredFlag.wrong_at.is_(None)
    )
    return set(db.session.scalars(pick if marks is None else pick.where(StoredFlag.of_text.in_(marks))))


def _ended(kind: str, id: uuid.UUID, marks: Collection[str] | None) -> list[Ended]:
    pick = sa.select(CheckRun.ended).where(CheckRun.thing_kind == kind, CheckRun.thing_id == id)
    return list(db.session.scalars(pick if marks is None else pick.where(CheckRun.of_text.in_(marks))))


def _hours(kind: str, id: uuid.UUID) -> int:
    """What was learnt, as hours: what is likely published unchanged can go first, for it is quickly read."""
    pick = sa.select(Foreseen.share).where(Foreseen.thing_kind == kind, Foreseen.thing_id == id)
    share = db.session.scalars(pick).one_or_none()
    return 0 if share is None else round((share - 0.5) * 2 * LEARNT)
