"""Reads of what the checks found: for an item, and how often each check was right."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation.checks.models import CheckRun, StoredFlag
from portal.moderation.models import Decision, Redaction
from portal.moderation.redactions import fingerprint
from portal.moderation.states import Ended


@dataclass(frozen=True)
class Checked:
    """What stands at the desk beside an item: flags by place, and the checks that have not been done."""

    flags: Sequence[StoredFlag]
    not_checked: Sequence[str]


@dataclass(frozen=True)
class Row:
    """How one version of a check did: flags shown, on things decided since, marked wrong, covered; runs and those not done."""

    check: str
    version: int
    flags: int
    decided: int
    wrong: int
    covered: int
    runs: int
    not_done: int

    @property
    def precision(self) -> float | None:
        """The share of flags on decided things that nobody called wrong; none before the first decision."""
        return (self.decided - self.wrong) / self.decided if self.decided else None

    @property
    def share_not_done(self) -> float | None:
        """The share of runs that failed or were too slow."""
        return self.not_done / self.runs if self.runs else None


def flag(flag_id: uuid.UUID) -> StoredFlag | None:
    """A flag by its key."""
    return db.session.get(StoredFlag, flag_id)


def of(kind: str, id: uuid.UUID, texts: Mapping[str, str]) -> Checked:
    """What the newest version of each check says of the present wording of these texts, by field."""
    prints = {field: fingerprint(text) for field, text in texts.items()}
    mine = sa.select(StoredFlag).where(StoredFlag.thing_kind == kind, StoredFlag.thing_id == id)
    found = [each for each in db.session.scalars(mine) if prints.get(each.field) == each.of_text]
    newest: dict[str, int] = {}
    for each in found:
        newest[each.check_name] = max(each.version, newest.get(each.check_name, 0))
    fields = [*texts]
    kept = [each for each in found if each.version == newest[each.check_name]]
    undone = sa.select(CheckRun.check_name, CheckRun.field, CheckRun.of_text).where(
        CheckRun.thing_kind == kind, CheckRun.thing_id == id, CheckRun.ended != Ended.DONE
    )
    names = {name for name, field, of_text in db.session.execute(undone) if prints.get(field) == of_text}
    return Checked(sorted(kept, key=lambda each: (fields.index(each.field), each.start, each.stop)), sorted(names))


def rows() -> list[Row]:
    """Every version of every check that ever ran, by name, newest first."""
    runs = sa.select(
        CheckRun.check_name, CheckRun.version, sa.func.count(), sa.func.sum(sa.case((CheckRun.ended != Ended.DONE, 1), else_=0))
    ).group_by(CheckRun.check_name, CheckRun.version)  # fmt: skip
    decided = sa.exists().where(
        Decision.thing_kind == StoredFlag.thing_kind, Decision.thing_id == StoredFlag.thing_id, Decision.undone_at.is_(None)
    )  # fmt: skip
    covered = sa.exists().where(
        Redaction.thing_kind == StoredFlag.thing_kind, Redaction.thing_id == StoredFlag.thing_id,
        Redaction.field == StoredFlag.field, Redaction.of_text == StoredFlag.of_text,
        Redaction.start < StoredFlag.stop, Redaction.stop > StoredFlag.start,
    )  # fmt: skip
    wrong = StoredFlag.wrong_at.is_not(None)
    counts = [sa.func.sum(sa.case((what, 1), else_=0)) for what in (decided | wrong, wrong, covered)]
    told = sa.select(StoredFlag.check_name, StoredFlag.version, sa.func.count(), *counts)
    flags = {
        (name, version): [int(n or 0) for n in numbers]
        for name, version, *numbers in db.session.execute(told.group_by(StoredFlag.check_name, StoredFlag.version))
    }
    made = []
    for name, version, ran, undone in db.session.execute(runs):
        shown, on_decided, called_wrong, used = flags.get((name, version), [0, 0, 0, 0])
        made.append(Row(name, version, shown, on_decided, called_wrong, used, int(ran), int(undone or 0)))
    return sorted(made, key=lambda row: (row.check, -row.version))
