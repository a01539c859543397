"""What the checks noticed in a text: hints with a place, a name and a suggestion. They order and hint, never reject."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.engines.text import legacy, private, rude
from portal.engines.text.private_numbers import numbers
from portal.engines.text.private_spans import Private, lowered
from portal.moderation import redactions
from portal.moderation.limits import CHECKED
from portal.moderation.states import FlagKind

PRIVATE = frozenset(FlagKind(kind.value) for kind in Private)


@dataclass(frozen=True)
class Flag:
    """A stretch of a text that a moderator should look at, and what could stand in its place."""

    kind: FlagKind
    start: int
    stop: int
    found: str
    replacement: str = ""

    @property
    def private(self) -> bool:
        """Whether it is somebody's own and would be covered, rather than only weighed."""
        return self.kind in PRIVATE


def find(text: str, known: Iterable[str] = ()) -> tuple[Flag, ...]:
    """What stands out in a text, in order, none within another; people among `known` may be named.

    Texts are read up to a length.
    """
    head = text[:CHECKED]
    hidden = _private(head, known)
    hurtful = [f for f in _rude(head) if not any(f.start < h.stop and h.start < f.stop for h in hidden)]
    return tuple(sorted([*hidden, *hurtful], key=lambda flag: flag.start))


def guarded(text: str, known: Iterable[str] = ()) -> str:
    """A text with all that is somebody's own replaced as the checks suggest: for whom judging it is no task."""
    return redactions.apply(text, [flag for flag in find(text, known) if flag.private])


def glance(text: str) -> FlagKind | None:
    """The gravest number in a text, for a list: cheap enough to be asked of every row."""
    found = {FlagKind(span.kind.value) for span in numbers(text, lowered(text))}
    return next((kind for kind in (FlagKind.NATIONAL_ID, FlagKind.BANK, FlagKind.PHONE) if kind in found), None)


def in_old_font(text: str) -> str:
    """How a text typed in an old Vietnamese font would read; nothing for one that reads as it stands."""
    found = legacy.detect(text[:CHECKED])
    return found.converted if found else ""


def _private(text: str, known: Iterable[str]) -> list[Flag]:
    spans = private.find(text, known)
    return [Flag(FlagKind(span.kind.value), span.start, span.stop, span.value, span.suggestion) for span in spans]


def _rude(text: str) -> list[Flag]:
    return [Flag(FlagKind.RUDE, found.start, found.stop, found.value) for found in rude.find(text)]


def paragraphs(text: str, flags: Sequence[Flag]) -> list[list[tuple[str, Flag | None]]]:
    """The text by paragraph, each in pieces: words as they are, and flagged stretches with their flag."""
    made: list[list[tuple[str, Flag | None]]] = []
    at = 0
    for line in text.split("\n"):
        stop = at + len(line)
        if line.strip():
            made.append(_pieces(text, at, stop, flags))
        at = stop + 1
    return made


def _pieces(text: str, start: int, stop: int, flags: Sequence[Flag]) -> list[tuple[str, Flag | None]]:
    pieces: list[tuple[str, Flag | None]] = []
    for flag in flags:
        first, last = max(flag.start, start), min(flag.stop, stop)
        if first >= last:
            continue
        if first > start:
            pieces.append((text[start:first], None))
        pieces.append((text[first:last], flag))
        start = last
    if start < stop:
        pieces.append((text[start:stop], None))
    return pieces
