"""Why something is first: a sum anyone can redo. Each part is worth so many hours of having waited longer."""

from collections.abc import Collection
from datetime import datetime, timedelta

from portal.moderation.desk.states import Part

NUMBERS = frozenset({"phone", "national_id", "bank"})  # kinds of flags
HOURS = {
    Part.APPEAL: 72,  # somebody was told no, and waits for a second look
    Part.ACCUSATION: 48,  # if it is one, fewer eyes should see it
    Part.ANSWERED: 24,
    Part.CHILD: 24,
    Part.PRIVATE: 12,
    Part.SLOW_LANE: -24,
}
CLOSING = ((timedelta(days=1), 72), (timedelta(days=3), 48), (timedelta(days=7), 24))
EACH, MOST = 6, 48  # hours for each further reader who reports the same
LEARNT = 12  # hours that what was learnt may move an item by, at most


def parts(
    *, at: datetime, flags: Collection[str] = (), appeal: bool = False, answered: bool = False, minor: bool = False,
    slow_lane: bool = False, closes_at: datetime | None = None, times: int = 1, hint: int = 0,
) -> list[tuple[Part, int]]:  # fmt: skip
    """What moves an item in the list, in hours; a stance is never among it."""
    found = [
        (Part.APPEAL, appeal),
        (Part.ACCUSATION, "accusation" in flags),
        (Part.ANSWERED, answered),
        (Part.CHILD, minor or "child" in flags),
        (Part.PRIVATE, not NUMBERS.isdisjoint(flags)),
        (Part.SLOW_LANE, slow_lane),
    ]
    made = [(part, HOURS[part]) for part, so in found if so]
    if closes_at and (hours := _closing(closes_at - at)):
        made.append((Part.CLOSING, hours))
    if times > 1:
        made.append((Part.MANY, min(MOST, EACH * (times - 1))))
    if hint:
        made.append((Part.LEARNT, max(-LEARNT, min(LEARNT, hint))))
    return made


def rank_at(entered_at: datetime, parts: Collection[tuple[Part, int]]) -> datetime:
    """The instant by which the list is ordered."""
    return entered_at - timedelta(hours=sum(hours for _, hours in parts))


def _closing(left: timedelta) -> int:
    """The nearer the end of a round, the more. What is already closed is no longer in a hurry."""
    if left < timedelta(0):
        return 0
    return next((hours for within, hours in CLOSING if left <= within), 0)
