"""Do one thing to several: each in a unit of work of its own, so that what is refused undoes none of the others.

What is safe in this way is little, and kept so on purpose:

- to take things in hand and to put them back: it decides nothing, and nobody outside the desk is told;
- to accept opinions of which nothing at all was noticed, each read in full and ticked by hand
  (portal/consultations/opinions/fitting.py says which; a stance is not among the reasons, for clean criticism is
  welcome as clean praise is).

Never: to decline, cover, unpublish, or move to the confidential channel, for these take something from somebody, and each
is owed a reason of its own; anything on testimonies, for each gets a letter of its own; reports of readers, for "nothing
wrong" is said only after looking at what each of them means.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm.exc import StaleDataError

from portal.core.actor import Actor
from portal.core.audit.trail import part_of, record
from portal.core.db import unit_of_work
from portal.core.errors import Denied, Missing, Refusal, Unavailable
from portal.core.i18n import N_
from portal.core.policy import require
from portal.moderation import claims
from portal.moderation.claims import Held
from portal.moderation.together import acts
from portal.moderation.together.acts import Whole
from portal.moderation.together.policy import Together
from portal.moderation.together.states import Why

Find = Callable[[str, uuid.UUID], Any]
Told = dict[str, object]  # what a line says besides which thing it is about


@dataclass(frozen=True)
class Asked:
    """A thing by its table and key; `version` is the revision that was read, where one was."""

    kind: str
    id: uuid.UUID
    version: int = 0


class Unfitting(Refusal):
    """It is not, or no longer, among the things that several at once may do."""

    msgid = N_("This needs a look of its own.")

    def __init__(self, why: Why) -> None:
        super().__init__()
        self.why = why


REASONS: tuple[tuple[type[Exception], Why], ...] = (
    (Held, Why.HELD), (Denied, Why.BARRED), (Missing, Why.GONE), (Unavailable, Why.BUSY), (Refusal, Why.CHANGED),
    (StaleDataError, Why.CHANGED),
)  # fmt: skip


def begin(*, by: Actor) -> Whole:
    """An act that is about to be begun; it is there once something was done in it."""
    require(by, Together.TAKE)
    return Whole(uuid.uuid4(), by.id)


def take(whole: Whole, asked: Iterable[Asked], find: Find, *, by: Actor) -> None:
    """Take things in hand, each by itself. Opens its units of work itself."""
    require(by, Together.TAKE)

    def taken(each: Asked) -> Told:
        claims.claim(_found(find, each), by=by)
        return {}

    one_by_one(whole, asked, taken, step=Together.TAKE, by=by)


def put_back(whole: Whole, asked: Iterable[Asked], find: Find, *, by: Actor) -> None:
    """Put back what the actor holds of these; what is not theirs, or no more, stays as it is. Opens its units of work itself."""
    require(by, Together.PUT_BACK)

    def released(each: Asked) -> Told | None:
        thing = _found(find, each)
        held = claims.holder(thing)
        if held is None or held.staff_id != by.id:
            return None
        claims.release(thing, by=by)
        return {}

    one_by_one(whole, asked, released, step=Together.PUT_BACK, by=by)


def one_by_one(
    whole: Whole, asked: Iterable[Asked], act: Callable[[Asked], Told | None], *, step: Together, by: Actor
) -> None:
    """Do an act to each, and note what became of it. `act` gives what to note, or none where there was nothing to do.

    Whatever is no refusal ends the whole: what was done stays done, and the same asked again does only what is left.
    """
    for each in asked:
        try:
            with unit_of_work(), part_of(whole.id):
                if (told := act(each)) is not None:
                    record(by, step, whole, kind=each.kind, about=each.id, **told)
        except (Refusal, StaleDataError) as fault:
            _pass(whole, each, fault, by)


def _pass(whole: Whole, each: Asked, fault: Exception, by: Actor) -> None:
    """Note why nothing was done, unless the same act has done it meanwhile: it was sent twice in one instant."""
    with unit_of_work():
        if not accepted(acts.lines(whole), each.id):
            record(by, Together.PASS, whole, kind=each.kind, about=each.id, why=why(fault))


def accepted(lines: Sequence[acts.Line], thing_id: uuid.UUID) -> bool:
    """Whether an act has accepted a thing already."""
    return any(line.thing_id == thing_id and line.step is Together.ACCEPT for line in lines)


def why(fault: Exception) -> Why:
    """A refusal, as the line of a thing names it."""
    if isinstance(fault, Unfitting):
        return fault.why
    return next(reason for kind, reason in REASONS if isinstance(fault, kind))


def _found(find: Find, each: Asked) -> Any:
    thing = find(each.kind, each.id)
    if thing is None:
        raise Missing()
    return thing
