"""A judgement given from scratch, and when two of them say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from portal.moderation import flags
from portal.moderation.redactions import Cover, Span
from portal.moderation.states import FlagKind, Outcome

UNFAVOURABLE = frozenset({"not_yet", "remarks"})  # stances: criticism that one person alone must not silence
ITS_OWN = frozenset({
    FlagKind.PHONE, FlagKind.NATIONAL_ID, FlagKind.EMAIL, FlagKind.CONTACT, FlagKind.BANK, FlagKind.ADDRESS,
    FlagKind.PLATE, FlagKind.CHILD,
})  # fmt: skip  # somebody's own data: covering it needs no second person


@dataclass(frozen=True)
class Verdict:
    """What somebody would do with a thing, and why."""

    outcome: str
    reason_code: str = ""
    words: str = ""
    note: str = ""
    covers: tuple[Cover, ...] = ()
    spared: tuple[Span, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As the database keeps it."""
        return asdict(self)


def read(kept: dict[str, Any] | None) -> Verdict | None:
    """A verdict from what the database kept."""
    if kept is None:
        return None
    covers = tuple(Cover(**cover) for cover in kept["covers"])
    return Verdict(**kept | {"covers": covers, "spared": tuple((a, b) for a, b in kept["spared"])})


def words_covered(text: str, covers: Iterable[Cover]) -> list[Cover]:
    """Covers that hide more than somebody's own data. What a form calls a phone number must be found to be one."""
    covers = list(covers)
    if not covers:
        return []
    own = [(flag.start, flag.stop) for flag in flags.find(text) if flag.kind in ITS_OWN]
    return [c for c in covers if not any(start <= c.start and c.stop <= stop for start, stop in own)]


def same(one: Verdict, other: Verdict, text: str) -> bool:
    """Whether two say the same: the same outcome and, where words are hidden, the same places."""
    mine, theirs = words_covered(text, one.covers), words_covered(text, other.covers)
    return _move(one.outcome) == _move(other.outcome) and _met(mine, theirs) and _met(theirs, mine)


def joined(one: Verdict, other: Verdict, text: str) -> tuple[Cover, ...]:
    """What is covered when two agree: of the words, only what both would hide; all that is somebody's own."""
    mine = words_covered(text, other.covers)
    own = [cover for cover in other.covers if cover not in mine]
    both = [
        Cover(max(a.start, b.start), min(a.stop, b.stop), b.kind, b.replacement)
        for b in mine for a in words_covered(text, one.covers) if a.start < b.stop and b.start < a.stop
    ]  # fmt: skip
    return tuple(sorted({*own, *both}, key=lambda c: (c.start, c.stop)))


def _move(outcome: str) -> str:
    """Whole or covered, it goes on: what is covered is compared by itself."""
    return Outcome(outcome).move if outcome in list(Outcome) else outcome


def _met(some: Sequence[Cover], others: Sequence[Cover]) -> bool:
    return all(any(a.start < b.stop and b.start < a.stop for b in others) for a in some)
