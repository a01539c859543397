"""How much a text sounds like an accusation although no words of ours name one: a guess by weighed words.

The weights were learnt from texts of our own making (tests/bench/residents, by `python -m tests.bench.residents.weigh`) and
are plain numbers. They hint to moderators only: the writer's own notices (nudges) do not use them.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from portal.engines.text import phrases
from portal.engines.text.phrases import Word
from portal.engines.text.private_spans import lowered

WEIGHTS = Path(__file__).with_name("accusing_weights.json")
ENOUGH = 0.75  # the share from which on it is said: by cross-validation 3 of 100 others are taken for one
FEWEST, WINDOW = 5, 60  # words judged at once


@dataclass(frozen=True, slots=True)
class Guess:
    """The stretch that sounds most like an accusation, and how much, 0 to 1."""

    start: int
    stop: int
    share: float


def guess(text: str) -> Guess | None:
    """The passage of a text in NFC that sounds most like an accusation; none where nothing sounds enough like one."""
    read = phrases.spelt_words(lowered(text))
    best = max(((_share(part), part) for part in _passages(read)), key=lambda pair: pair[0], default=(0.0, read))
    if best[0] < ENOUGH:
        return None
    return Guess(best[1][0].start, best[1][-1].stop, round(best[0], 2))


def _passages(read: list[Word]) -> Iterator[list[Word]]:
    """Whole sentences together, as many as are judged at once."""
    first = 0
    for at in range(1, len(read) + 1):
        ends = at == len(read) or (at - first >= WINDOW // 2 and read[at].sentence != read[at - 1].sentence)
        if ends or at - first >= WINDOW:
            if at - first >= FEWEST:
                yield read[first:at]
            first = at


def features(read: list[Word]) -> list[str]:
    """What of a passage is weighed: words without their marks, numbers as one, and neighbours."""
    words = ["0" if word.bare.isdigit() else word.bare for word in read]
    return [*words, *map(" ".join, pairwise(words))]


@cache
def _weights() -> tuple[dict[str, tuple[float, float]], float]:
    """For each feature its rarity and its weight, and where the scale begins."""
    told = json.loads(WEIGHTS.read_text(encoding="utf8"))
    return {name: (rarity, weight) for name, (rarity, weight) in told["features"].items()}, told["bias"]


def _share(read: list[Word]) -> float:
    known, bias = _weights()
    size = total = 0.0
    for name, times in Counter(features(read)).items():
        if name in known:
            rarity, weight = known[name]
            value = (1 + math.log(times)) * rarity
            size += value * value
            total += value * weight
    return 1 / (1 + math.exp(-bias - (total / math.sqrt(size) if size else 0.0)))
