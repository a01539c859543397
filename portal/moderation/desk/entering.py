"""How things come to the list, change in it and leave it. The rooms call this in the unit of work of each act."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs.registry import every
from portal.engines.text.fold import fold
from portal.moderation.desk import rank
from portal.moderation.desk.models import OPENING, DeskItem
from portal.moderation.desk.states import ItemKind, Turn
from portal.moderation.states import FlagKind

WIDE = {"title": 200, "who": 160, "place": 200, "opening": OPENING, "folded": 600}
NEAR = timedelta(days=8)  # rounds that close within this time move their opinions forward, more each day
BATCH = 500
NEW = sa.insert(DeskItem.__table__)  # type: ignore[arg-type]  # a table, though typed as any FROM


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A thing as the list shows it: what its room knows. What the checks found is added by `flagged`."""

    thing_kind: str
    thing_id: uuid.UUID
    kind: ItemKind
    turn: Turn
    stage: str
    title: str
    entered_at: datetime
    number: str = ""
    who: str = ""
    place: str = ""
    opening: str = ""
    ward_code: str | None = None
    round_id: uuid.UUID | None = None
    candidate_id: uuid.UUID | None = None
    nominee_id: uuid.UUID | None = None
    organisation_id: uuid.UUID | None = None
    clerk_id: uuid.UUID | None = None
    decider_id: uuid.UUID | None = None
    language: str = "vi"
    channel: str = "web"
    stance: str = ""
    minor: bool = False
    slow_lane: bool = False
    due_on: date | None = None
    closes_at: datetime | None = None
    answered: bool = False
    times: int = 1


def enter(facts: Facts) -> None:
    """Put a new thing on the list. One statement: writers of opinions wait for it."""
    db.session.connection().execute(NEW, values_of(facts))


def show(facts: Facts) -> None:
    """Let the list say what is so now; a thing that is not on it yet is put there."""
    kept = db.session.get(DeskItem, facts.thing_id)
    if kept is None:
        enter(facts)
        return
    for name, value in values_of(facts, kept).items():
        setattr(kept, name, value)


def flagged(thing_id: uuid.UUID, flags: Collection[str], *, unchecked: bool = False, hint: int | None = None) -> None:
    """Note what the checks noticed, and move the thing to where that puts it. Nothing leaves the list by it."""
    kept = db.session.get(DeskItem, thing_id)
    if kept is None:
        return
    kept.flags, kept.unchecked = spelled(flags), unchecked
    kept.suspect = FlagKind.ACCUSATION in flags
    kept.hint = kept.hint if hint is None else hint
    again = [p for p in kept.parts if p[0] in LASTING]
    fresh = rank.parts(
        at=clock.now(), flags=flags, minor=kept.minor, slow_lane=kept.slow_lane, closes_at=kept.closes_at,
        hint=kept.hint,
    )  # fmt: skip
    _stand(kept, [*again, *([part.value, hours] for part, hours in fresh)])


def leave(thing_id: uuid.UUID) -> None:
    """Take off the list what is no more."""
    kept = db.session.get(DeskItem, thing_id)
    if kept is not None:
        db.session.delete(kept)


def spelled(flags: Collection[str]) -> str:
    """Kinds of flags as the list keeps them, each between commas, so that one is found without another."""
    return f",{','.join(sorted(set(flags)))}," if flags else ""


def read(flags: str) -> list[str]:
    """The kinds in a list row."""
    return [kind for kind in flags.split(",") if kind]


def values_of(facts: Facts, kept: DeskItem | None = None) -> dict[str, Any]:
    """A row's columns for what is so now; what the checks found stays as it was."""
    values = dict(vars(facts))  # plain values all: nothing in them has to be copied
    answered, times = values.pop("answered"), values.pop("times")
    values["folded"] = fold(" ".join((facts.number, facts.title, facts.who, facts.place)))
    for name, most in WIDE.items():
        values[name] = values[name][:most]
    flags, hint = (read(kept.flags), kept.hint) if kept else ([], 0)
    parts = rank.parts(
        at=clock.now(), flags=flags, appeal=facts.kind is ItemKind.APPEAL, answered=answered, minor=facts.minor,
        slow_lane=facts.slow_lane, closes_at=facts.closes_at, times=times, hint=hint,
    )  # fmt: skip
    done = facts.turn is Turn.DONE
    return values | {
        "parts": [[part.value, hours] for part, hours in parts],
        "rank_at": rank.rank_at(facts.entered_at, parts),
        "settled_at": ((kept and kept.settled_at) or clock.now()) if done else None,
        "promised_on": facts.due_on or (kept.promised_on if kept else None),
        **({} if kept else {"flags": "", "unchecked": False, "suspect": False, "hint": 0}),
    }


@every(timedelta(hours=6), "desk.rank_again")
def rank_again() -> None:
    """Move forward what belongs to rounds that close soon. In small pieces, so that nobody waits long."""
    near = sa.select(DeskItem.thing_id).where(
        DeskItem.turn == Turn.DESK, DeskItem.closes_at > clock.now(), DeskItem.closes_at < clock.now() + NEAR
    )
    ids = list(db.session.scalars(near))
    db.session.rollback()
    for start in range(0, len(ids), BATCH):
        with unit_of_work() as session:
            for item in session.scalars(sa.select(DeskItem).where(DeskItem.thing_id.in_(ids[start : start + BATCH]))):
                flagged(item.thing_id, read(item.flags), unchecked=item.unchecked)


LASTING = ("appeal", "answered", "many")  # parts that only the room knows of


def _stand(kept: DeskItem, parts: list[list[Any]]) -> None:
    kept.parts = parts
    kept.rank_at = kept.entered_at - timedelta(hours=sum(hours for _, hours in parts))
