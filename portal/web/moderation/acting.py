"""One way of acting on what is judged: its letter is seen first, then it is done, and what is refused comes back on its page."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from portal.core.db import unit_of_work
from portal.core.errors import Clash, Missing, NotNow, Refusal, Unfit
from portal.web.moderation import previewing


class Known(Protocol):
    """Anything that is found again by its key."""

    id: uuid.UUID


T = TypeVar("T", bound=Known)
R = TypeVar("R")


@dataclass(frozen=True)
class Room(Generic[T]):
    """Where things of one kind are judged. `page` draws a thing with what was typed, and the refusal where there is one."""

    page: Callable[[T, Refusal | None], str]
    now: Callable[[uuid.UUID], T | None]  # the thing as it stands, read for changing it
    again: Callable[[uuid.UUID], T | None]  # the same, read for its page

    def act(
        self,
        thing: T,
        do: Callable[[T], R],
        then: Callable[[R], ResponseReturnValue],
        *,
        letter: Callable[[], str] | None = None,
        twice: Callable[[T], ResponseReturnValue | None] | None = None,
    ) -> ResponseReturnValue:
        """Do it to the thing as it is now, in one unit of work; `then` says where that leads.

        `letter` gives the page with the letter, to be seen before, or nothing where none is written. It tries the act, and is
        refused as the act would be. `twice` says where it leads when this very act was done already: the button pressed twice.
        """
        if previewing.changing():
            return self.page(thing, None)
        try:
            if letter is not None and not previewing.seen() and (page := letter()):
                return page
            with unit_of_work():
                done = do(self._fresh(thing))
        except Unfit as refusal:
            return self.page(thing, refusal), 422
        except (Clash, NotNow, StaleDataError) as fault:
            onwards = twice(thing) if twice else None
            return onwards or self._refused(thing, fault if isinstance(fault, Refusal) else Clash())
        return then(done)

    def _fresh(self, thing: T) -> T:
        if (fresh := self.now(thing.id)) is None:
            raise Clash()
        return fresh

    def _refused(self, thing: T, refusal: Refusal) -> ResponseReturnValue:
        fresh = self.again(thing.id)
        if fresh is None:
            raise Missing()
        return self.page(fresh, refusal), 409
