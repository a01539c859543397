"""Acts that are rehearsed before they are made: done, looked at, and undone, so that what is shown is what would be."""

from collections.abc import Callable
from typing import Any, TypeVar

from portal.core.db import unit_of_work

Seen = TypeVar("Seen")


class _Undo(Exception):
    """Ends a rehearsal; never seen outside."""


def rehearsed(act: Callable[[], Any], look: Callable[[], Seen]) -> Seen:
    """What is seen after an act that is then undone, letters and work it asked for included. Refusals come through."""
    seen: list[Seen] = []
    try:
        with unit_of_work() as session:
            act()
            session.flush()
            seen.append(look())
            raise _Undo
    except _Undo:
        return seen[0]
