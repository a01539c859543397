"""Counters of opinions, moved in the transaction of the act and proved by a recount."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from portal.consultations.opinions.models import Opinion, Tally
from portal.consultations.opinions.states import OpinionState, Verified
from portal.core import clock
from portal.core.db import db
from portal.core.upsert import insert_on
from portal.engines.synthesis import tally
from portal.engines.synthesis.tally import Axis, Cell, Facts, Group

ACCEPTED = (OpinionState.PUBLISHED, OpinionState.COUNTED)
COUNTED = (
    "current", "state", "stance", "how_known", "relation", "ward_code", "submitted_at", "verified", "coordinated",
    "reason_code", "point_id", "unused_why",
)  # fmt: skip
Counts = dict[str, dict[str, int]]  # key to group to number


def facts(opinion: Any) -> Facts:
    """What is counted of an opinion as it stands now; also of a row that holds its COUNTED columns only."""
    return Facts(
        counts=opinion.current and opinion.state is not OpinionState.CLOSED,
        stance=opinion.stance.value,
        how_known=opinion.how_known.value,
        relation=opinion.relation.value,
        ward=opinion.ward_code or "",
        day=clock.local(opinion.submitted_at).date(),
        outcome=opinion.state.value,
        accepted=opinion.state in ACCEPTED,
        verified=opinion.verified is not Verified.NO,
        coordinated=opinion.coordinated,
        reason=opinion.reason_code or "",
        point=str(opinion.point_id or ""),
        unused=opinion.unused_why,
    )


def entered(opinion: Opinion) -> None:
    """Count an opinion that has just come in."""
    _move(opinion.candidate_id, tally.change(None, facts(opinion)))


def changed(opinion: Opinion, before: Facts) -> None:
    """Count an opinion otherwise than before."""
    _move(opinion.candidate_id, tally.change(before, facts(opinion)))


def _move(candidate_id: object, change: Mapping[Cell, int]) -> None:
    """Add and take, in the order of the change: it is the same for all, so that two writers cannot block for good."""
    rows = [
        {"candidate_id": candidate_id, "axis": c.axis.value, "key": c.key, "grp": c.group.value, "n": by}
        for c, by in change.items()
    ]
    if rows:
        session = db.session()
        session.flush()
        connection = session.connection()
        connection.execute(_adding(connection.dialect.name), rows)


@cache  # built once: it is asked very often
def _adding(dialect: str) -> Any:
    ask = insert_on(dialect, Tally.__table__)
    more = {"n": Tally.__table__.c.n + ask.excluded.n}
    return ask.on_conflict_do_update(index_elements=["candidate_id", "axis", "key", "grp"], set_=more)


def of(candidate_id: object, *axes: Axis) -> dict[Axis, Counts]:
    """The counters of a candidate on some axes (none named: all); those at nought are left out."""
    found: dict[Axis, Counts] = {axis: {} for axis in axes or Axis}
    for axis, key, group, n in db.session.execute(_counters(axes), {"candidate": candidate_id}):
        found[Axis(axis)].setdefault(key, {})[group] = n
    return found


@cache  # built once for each choice of axes
def _counters(axes: tuple[Axis, ...]) -> sa.Select[Any]:
    t = Tally.__table__.c
    pick = sa.select(t.axis, t.key, t.grp, t.n).where(t.candidate_id == sa.bindparam("candidate"), t.n != 0)
    return pick.where(t.axis.in_([sa.literal(axis.value) for axis in axes])) if axes else pick


def received(candidate_ids: list[object]) -> dict[object, int]:
    """How many opinions stand on each of some candidates, campaigns included."""
    pick = (
        sa.select(Tally.candidate_id, sa.func.sum(Tally.n))
        .where(Tally.candidate_id.in_(candidate_ids), Tally.axis == Axis.STANCE.value)
        .group_by(Tally.candidate_id)
    )
    return {id: int(n) for id, n in db.session.execute(pick)}


@dataclass(frozen=True)
class Difference:
    """A counter that does not say what the opinions say."""

    candidate_id: object
    cell: Cell
    kept: int
    counted: int


def differences() -> Iterator[Difference]:
    """Every counter that is not what a recount of all opinions gives; none when all is well."""
    kept: dict[object, dict[Cell, int]] = {}
    for row in db.session.execute(sa.select(Tally.candidate_id, Tally.axis, Tally.key, Tally.grp, Tally.n)):
        kept.setdefault(row.candidate_id, {})[Cell(Axis(row.axis), row.key, Group(row.grp))] = row.n
    candidates = set(kept) | set(db.session.scalars(sa.select(Opinion.candidate_id).distinct()))
    for candidate_id in sorted(candidates, key=str):
        counted = tally.total(_facts_of(candidate_id))
        here = kept.get(candidate_id, {})
        for cell in sorted(set(here) | set(counted)):
            if here.get(cell, 0) != counted.get(cell, 0):
                yield Difference(candidate_id, cell, here.get(cell, 0), counted.get(cell, 0))


def _facts_of(candidate_id: object) -> Iterator[Facts]:
    every = sa.select(*(getattr(Opinion, name) for name in COUNTED)).where(Opinion.candidate_id == candidate_id)
    for row in db.session.execute(every.execution_options(yield_per=1000)):
        yield facts(row)
