"""The life of a thing as data: states, and the moves that lead from one to another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from portal.core.errors import NotNow

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Move(Generic[S]):
    """One move: the states it may start from and the state it ends in."""

    sources: frozenset[S]
    target: S


class Life(Generic[S]):
    """All moves of one kind of thing."""

    def __init__(self, start: S, moves: Mapping[str, tuple[Iterable[S], S]]) -> None:
        self.start = start
        self.moves = {name: Move(frozenset(sources), target) for name, (sources, target) in moves.items()}

    def after(self, state: S, move: str) -> S:
        """The state a move leads to. Raises NotNow where the move may not start from the present state."""
        step = self.moves[move]
        if state not in step.sources:
            raise NotNow()
        return step.target

    def open_to(self, state: S) -> list[str]:
        """The moves that may start from a state, in the order they were declared."""
        return [name for name, step in self.moves.items() if state in step.sources]

    def reachable(self) -> frozenset[S]:
        """Every state that some chain of moves from the start leads to."""
        found = {self.start}
        while more := {m.target for m in self.moves.values() if m.sources & found} - found:
            found |= more
        return frozenset(found)
