"""How much a text sounds like an accusation although no words of ours name one: a guess by weighed words.

The weights were learnt from texts of our own making (tests/bench/residents, by `python -m tests.bench.residents.weigh`) and
are plain numbers. They hint to moderators only: the writer's own notices (nudges) do not use them.
"""

import json
import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from portal.engines.text import phrases
from portal.engines.text.phrases import Word
from portal.engines.text.private_spans import lowered

WEIGHTS = Path(__file__).with_name("accusing_weights.json")
ENOUGH = 0.75  # the share from which on it is said: by cross-validation 3 of 100 others are taken for one
FEWEST, MOST, LONGEST = 7, 80, 1_000  # words, and characters, of a text that is judged: remarks, not stories


@dataclass(frozen=True, slots=True)
class Guess:
    """The stretch that sounds like an accusation, and how much, 0 to 1."""

    start: int
    stop: int
    share: float


def guess(text: str) -> Guess | None:
    """The text in NFC, if it sounds like an accusation; none for a title, or a story whose sum of words says little."""
    if len(text) > LONGEST:
        return None
    read = phrases.spelt_words(lowered(text))
    if not FEWEST <= len(read) <= MOST or (share := _share(read)) < ENOUGH:
        return None
    return Guess(read[0].start, read[-1].stop, round(share, 2))


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
