"""Signs that a group of copies was arranged, each weighed against opinions that nobody copied.

A neighbourhood that has just met writes on one evening, through one carrier's address, most of it for the first time:
time, network and new contacts therefore count only where they stand out from the other opinions on the same candidate.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from portal.engines.synthesis.echoes.copies import Key, Said

BURST, MOST = timedelta(minutes=60), 0.6  # this share of a group within this time
AT_ONCE, MANY_NEW = 5, 10  # opinions in a burst, and new contacts, below which chance does as much
CROWD = 0.5  # share of a group on few devices, or on one network
ON_ONE = 3  # opinions on one device from which it counts as shared: families lend a telephone
NEW, NEWER = 0.8, 0.2  # share of new contacts, and how far above the others'
STANDS_OUT = 3  # times the others' share
FEW = 20  # others below which nothing can be said of what is usual


class Sign(StrEnum):
    """What was seen; the web puts it into words with the numbers beside it."""

    COPIED = "copied"  # opinions, texts, wordings (spellings aside), words (of meaning, in the text that most sent)
    BURST = "burst"  # opinions, minutes
    DEVICE = "device"  # opinions, devices
    NETWORK = "network"  # opinions, elsewhere (percent of the others on it)
    NEWCOMERS = "newcomers"  # opinions, elsewhere (percent new among the others)


@dataclass(frozen=True)
class Seen:
    """One sign with its numbers."""

    sign: Sign
    numbers: Mapping[str, int]


@dataclass
class Usual:
    """What opinions on this candidate look like when nobody copied them."""

    times: list[datetime] = field(default_factory=list)
    networks: Counter[str] = field(default_factory=Counter)
    newcomers: int = 0

    @classmethod
    def of(cls, opinions: Sequence[Said[Key]]) -> "Usual":
        """The habits of some opinions."""
        networks = Counter(said.network for said in opinions if said.network)
        return cls(sorted(said.at for said in opinions), networks, sum(said.newcomer for said in opinions))

    def within(self, start: datetime, stop: datetime) -> float:
        """The share of opinions that came between two instants; 0 where there are too few to tell."""
        inside = bisect_right(self.times, stop) - bisect_left(self.times, start)
        return inside / len(self.times) if len(self.times) >= FEW else 0.0


def around(group: Sequence[Said[Key]], usual: Usual) -> list[Seen]:
    """The signs around the texts of a group: its time, devices, networks and contacts."""
    found = [_burst(group, usual), _devices(group), _network(group, usual), _newcomers(group, usual)]
    return [seen for seen in found if seen]


def _burst(group: Sequence[Said[Key]], usual: Usual) -> Seen | None:
    times = sorted(said.at for said in group)
    most = max(2, round(MOST * len(times)))
    first = min(range(len(times) - most + 1), key=lambda at: times[at + most - 1] - times[at])
    start, stop = times[first], times[first + most - 1]
    if most < AT_ONCE or stop - start > BURST or usual.within(start, start + BURST) * STANDS_OUT > MOST:
        return None
    return Seen(Sign.BURST, {"opinions": most, "minutes": round((stop - start).total_seconds() / 60)})


def _devices(group: Sequence[Said[Key]]) -> Seen | None:
    shared = {device: n for device, n in _count(group, "device").items() if n >= ON_ONE}
    if sum(shared.values()) < CROWD * len(group):
        return None
    return Seen(Sign.DEVICE, {"opinions": sum(shared.values()), "devices": len(shared)})


def _network(group: Sequence[Said[Key]], usual: Usual) -> Seen | None:
    (network, n), *_ = _count(group, "network").most_common(1) or [("", 0)]
    elsewhere = usual.networks[network] / max(1, len(usual.times))
    if len(usual.times) < FEW or n < CROWD * len(group) or elsewhere * STANDS_OUT > n / len(group):
        return None
    return Seen(Sign.NETWORK, {"opinions": n, "elsewhere": round(100 * elsewhere)})


def _newcomers(group: Sequence[Said[Key]], usual: Usual) -> Seen | None:
    n = sum(said.newcomer for said in group)
    elsewhere = usual.newcomers / max(1, len(usual.times))
    if len(usual.times) < FEW or n < max(MANY_NEW, NEW * len(group)) or n / len(group) < elsewhere + NEWER:
        return None
    return Seen(Sign.NEWCOMERS, {"opinions": n, "elsewhere": round(100 * elsewhere)})


def _count(group: Sequence[Said[Key]], field: str) -> Counter[str]:
    return Counter(key for said in group if (key := getattr(said, field)))
