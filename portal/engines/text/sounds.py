"""What a remark sounds like although no words of ours name it: an accusation, an insult, an advert, or talk of something else.

A guess by weighed words. The weights were learnt from texts of our own making (tests/bench/residents, by `python -m
tests.bench.residents.weigh`) and are plain numbers. They hint to moderators only: the writer's own notices (nudges) do not
use them. How often they are right on texts that were never learnt from: `python -m tests.bench flags`.
"""

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from portal.engines.text import phrases
from portal.engines.text.phrases import Word
from portal.engines.text.private_spans import lowered


class Sound(StrEnum):
    """What a remark may sound like."""

    ACCUSATION = "accusation"
    INSULT = "insult"
    ADVERT = "advert"
    OFF_TOPIC = "off_topic"  # says nothing of a person, a deed or work


WEIGHTS = Path(__file__).with_name("sounds_weights.json")
ENOUGH = {
    Sound.ACCUSATION: 0.75,
    Sound.INSULT: 0.6,
    Sound.ADVERT: 0.6,
    Sound.OFF_TOPIC: 0.65,
}  # the share from which on it is said
FEWEST = {Sound.ACCUSATION: 6, Sound.INSULT: 2, Sound.ADVERT: 4, Sound.OFF_TOPIC: 3}  # words of a text that is judged
MOST, LONGEST = 80, 1_000  # words, and characters, of a text that is judged: remarks, not stories
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Guess:
    """The stretch that sounds so, and how much, 0 to 1."""

    start: int
    stop: int
    share: float


def guess(text: str, sound: Sound) -> Guess | None:
    """The text in NFC, if it sounds so; none for a title, a story whose sum of words says little, or another language."""
    if len(text) > LONGEST:
        return None
    read = phrases.spelt_words(lowered(text))
    if not FEWEST[sound] <= len(read) <= MOST or not _understood(read):
        return None
    share = _share(features(read, asks="?" in text), sound)
    return Guess(read[0].start, read[-1].stop, round(share, 2)) if share >= ENOUGH[sound] else None


def _understood(read: list[Word]) -> bool:
    """Whether at least half of the words were met while learning: of others nothing can be said."""
    known, _ = _weights()
    return sum(_FIGURES.sub("0", word.bare) in known for word in read) * 2 >= len(read)


def features(read: list[Word], *, asks: bool) -> list[str]:
    """What of a passage is weighed: words without their marks, figures as one, neighbours, how it begins, whether it asks."""
    words = [_FIGURES.sub("0", word.bare) for word in read]
    return [*words, *map(" ".join, pairwise(["^", *words])), *["?"][:asks]]


@cache
def _weights() -> tuple[dict[str, list[float]], dict[Sound, float]]:
    """For each feature its rarity and its weight for each sound, and where the scale of each sound begins."""
    told = json.loads(WEIGHTS.read_text(encoding="utf8"))
    return told["features"], {Sound(name): bias for name, bias in told["bias"].items()}


def _share(found: list[str], sound: Sound) -> float:
    known, biases = _weights()
    at = 1 + [*biases].index(sound)
    size = total = 0.0
    for name, times in Counter(found).items():
        if name in known:
            value = (1 + math.log(times)) * known[name][0]
            size += value * value
            total += value * known[name][at]
    return 1 / (1 + math.exp(-biases[sound] - (total / math.sqrt(size) if size else 0.0)))
