"""The list, proved against the rooms it speaks of, and laid anew from them."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation.desk.entering import Facts, show, values_of
from portal.moderation.desk.models import DeskItem

Source = Callable[[], Iterator[Facts]]
_sources: list[Source] = []
_proofs: list["Proof"] = []


class Proof(Protocol):
    """Finds what the list says wrongly, and puts it right where that is asked for."""

    def __call__(self, *, mend: bool) -> Iterator[str]: ...


MOVING = (
    "parts",
    "rank_at",
    "settled_at",
    "due_on",
    "promised_on",
)  # they follow the clock, the calendar, or when something happened


def source(every: Source) -> Source:
    """Register a room's things; called without an argument it gives all that the list should show."""
    if every not in _sources:
        _sources.append(every)
    return every


def differences() -> Iterator[str]:
    """What the list says that is not so, a line each; nothing where it is whole."""
    seen: set[uuid.UUID] = set()
    for facts in _all():
        seen.add(facts.thing_id)
        kept = db.session.get(DeskItem, facts.thing_id)
        if kept is None:
            yield f"{facts.thing_kind} {facts.thing_id}: not on the list"
        elif wrong := [name for name, value in _steady(facts).items() if getattr(kept, name) != value]:
            yield f"{facts.thing_kind} {facts.thing_id}: {', '.join(wrong)}"
    for key in db.session.scalars(sa.select(DeskItem.thing_id)):
        if key not in seen:
            yield f"{key}: on the list, and nowhere else"
    for proof in _proofs:
        yield from proof(mend=False)


def whole(proof: Proof) -> Proof:
    """Register what else the list says that must be so, beside what the rooms know: a line for each fault."""
    if proof not in _proofs:
        _proofs.append(proof)
    return proof


def lay() -> int:
    """Make the list say what is so; how many things are on it. Inside a unit of work."""
    seen = set()
    for facts in list(_all()):
        show(facts)
        seen.add(facts.thing_id)
    for kept in db.session.scalars(sa.select(DeskItem)).all():
        if kept.thing_id not in seen:
            db.session.delete(kept)
    for proof in _proofs:
        list(proof(mend=True))
    return len(seen)


def _all() -> Iterator[Facts]:
    for every in _sources:
        yield from every()


def _steady(facts: Facts) -> dict[str, Any]:
    return {
        name: value for name, value in values_of(facts).items()
        if name not in (*MOVING, "flags", "unchecked", "suspect", "hint")
    }  # fmt: skip
