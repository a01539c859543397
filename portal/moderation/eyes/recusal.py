"""Who must stand back: nobody judges what concerns their own unit, their own ward, or whom they are related to.

It is part of the policy of every act that judges, so that no door can forget it; the list hides what is barred.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal.core.actor import Actor, Kind
from portal.core.db import once
from portal.core.errors import Denied
from portal.core.i18n import N_
from portal.core.policy import Rule, explain
from portal.moderation.desk.models import DeskItem
from portal.moderation.eyes import subjects
from portal.moderation.eyes.states import Ground
from portal.moderation.eyes.subjects import Keys

WORDS = {
    Ground.UNIT: N_("Somebody else handles this, because it concerns the unit you work for."),
    Ground.WARD: N_("Somebody else handles this, because it concerns the ward you live in."),
    Ground.DECLARED: N_("Somebody else handles this, because you declared a relation to whom it is about."),
}


class Recused(Denied):
    """The actor has the right, but not in this matter."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(WORDS[ground])
        self.ground = ground


def ground(by: Actor, thing: Any) -> Ground | None:
    """Why this member of staff must not judge the thing; none where they may."""
    if by.kind is not Kind.STAFF or thing is None or not (by.organisation_id or by.ward_code or by.ties):
        return None
    about = _about(thing)
    subject = subjects.of(getattr(about, "__tablename__", ""))
    if subject is None:
        return None
    concern = once((ground, about), lambda: subject.concern(about))
    if not by.ties.isdisjoint(concern.people | concern.units):
        return Ground.DECLARED
    if by.organisation_id in concern.units:
        return Ground.UNIT
    return Ground.WARD if by.ward_code in concern.wards else None


def free(rule: Rule) -> Rule:
    """A rule: this one, for whoever has no part in the matter."""
    return lambda by, thing: rule(by, thing) and ground(by, thing) is None


@explain
def why_not(by: Actor, thing: Any) -> Denied | None:
    """The words for whoever would have the right."""
    found = ground(by, thing)
    return Recused(found) if found else None


@dataclass(frozen=True)
class Barred:
    """Whose matters the list must not show to somebody: units (and whom they are related to) and wards."""

    units: frozenset[UUID] = frozenset()
    wards: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.units or self.wards)


def barred(by: Actor) -> Barred:
    """What the list must not show to this member of staff."""
    if by.kind is not Kind.STAFF:
        return Barred()
    own = {by.organisation_id} if by.organisation_id else set()
    return Barred(by.ties | own, frozenset({by.ward_code} if by.ward_code else ()))


@lru_cache(maxsize=64)  # a page of the list asks it for several people, in several statements
def hidden(bar: Barred) -> sa.ColumnElement[bool]:
    """The condition that picks what is barred. It is asked of each row on the way along an index, never looked for.

    What it asks of other tables is asked once in a statement, however often the condition stands in it.
    """
    if not bar:
        return sa.false()
    reach = subjects.reach(bar.units, bar.wards)
    ways: list[sa.ColumnElement[bool]] = [
        D.organisation_id.in_(bar.units), D.ward_code.in_(bar.wards), D.nominee_id.in_(_once([reach.people])),
        D.candidate_id.in_(_once(reach.candidates)), D.thing_id.in_(_once(reach.things)),
    ]  # fmt: skip
    return sa.or_(sa.false(), *(sa.func.coalesce(way, sa.false()) for way in ways))


def _once(keys: Sequence[Keys]) -> Keys:
    """These keys together, gathered before the walk begins."""
    found = sa.union(*keys).cte().prefix_with("MATERIALIZED")
    return sa.select(found.c[0])


D = DeskItem


def _about(thing: Any) -> Any:
    """The thing itself where something about it is asked for, such as a decision or a proposal."""
    kind, key = getattr(thing, "thing_kind", None), getattr(thing, "thing_id", None)
    return subjects.found(kind, key) if kind and key else thing
