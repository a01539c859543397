"""What a remark sounds like although no words of ours name it: an accusation, an insult, an advert, or talk of something else.

A guess by weighed words, and by what words are about (sounds_classes). The weights were learnt from texts of our own making
(tests/bench/residents, by `python -m tests.bench.residents.weigh`) and are plain numbers; so is the share from which on a
sound is said, chosen so that few clean remarks that were held back while learning reach it. They hint to
moderators, and to writers before they send (heard). How often they are right on texts that were never learnt from:
`python -m tests.bench flags`.
"""

import json
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from portal.engines.text import phrases
from portal.engines.text.phrases import Word
from portal.engines.text.private_spans import lowered
from portal.engines.text.sounds_classes import CLASSES


class Sound(StrEnum):
    """What a remark may sound like."""

    ACCUSATION = "accusation"
    INSULT = "insult"
    ADVERT = "advert"
    OFF_TOPIC = "off_topic"  # says nothing of a person, a deed or work


WEIGHTS = Path(__file__).with_name("sounds_weights.json")
FEWEST = {Sound.ACCUSATION: 6, Sound.INSULT: 2, Sound.ADVERT: 4, Sound.OFF_TOPIC: 3}  # words of a text that is judged
MOST, LONGEST = 120, 1_000  # words, and characters, of a text that is judged: remarks, not stories
EXPECTED = ("person", "deed", "judge", "fault", "civic")  # a remark on a candidate holds some of these
TOGETHER = (  # classes that say more beside each other
    ("person", "taking"), ("taking", "money"), ("kinship", "money"), ("person", "forging"), ("person", "harm"), ("person", "deed"),
    ("person", "judge"), ("offer", "goods"), ("seller", "goods"), ("call", "goods"), ("offer", "service"), ("call", "service"),
    ("seller", "service"), ("ask", "paper"), ("ask", "home"), ("ask", "tech"), ("ask", "food"), ("villain", "rescue"), ("harm", "rescue"), ("taking", "upright"), ("money", "upright"), ("suffered", "rescue"),
    ("harm", "thanks"), ("taking", "thanks"), ("taking", "hinting"), ("money", "hinting"), ("money", "slyness"), ("person", "slyness"), ("advice", "fault"),
)  # fmt: skip
OFFERED = {"§call", "§seller", "§offer", "~call", "~seller"}
DOUBT = (
    (20, 0.3),
    (10, 0.06),
)  # from so many words on, what sounds less like an accusation is none although a word names an offence
AROUND, PLACES = (
    50,
    20,
)  # words on each side of a place that are heard with it in a long text; places from which on none is
FIGURED = 4  # one word in so many is a figure in what counts and adds up
_SIZES = (5, 9, 15, 30)  # words from which on a remark counts as longer
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
    read, found = _read(text)
    if not FEWEST[sound] <= len(read) <= MOST or not found:
        return None
    if sound is Sound.ADVERT and found.count("0") * FIGURED >= len(read) and not OFFERED & {*found}:
        return None  # prices without an offer: an account of what was spent
    share = _share(found, sound)
    return Guess(read[0].start, read[-1].stop, round(share, 2)) if share >= enough(sound) else None


def doubted(text: str, places: Sequence[tuple[int, int]]) -> list[bool]:
    """For each place of a text in NFC where words accuse, whether what is around it sounds otherwise all the same: in praise
    of who caught a thief, gave back money or was cleared. Of few words, or unknown ones, nothing is doubted."""
    if not places:
        return []
    read = phrases.spelt_words(lowered(text))
    if len(read) <= MOST:
        return [_little(read, asks="?" in text)] * len(places)
    if len(places) > PLACES:
        return [False] * len(places)
    starts = [word.start for word in read]
    at = [bisect_left(starts, start) for start, _ in places]
    return [_little(read[max(0, i - AROUND) : i + AROUND], asks=False) for i in at]


def _little(read: list[Word], *, asks: bool) -> bool:
    """Whether words that are enough to judge by hardly sound like an accusation."""
    enough = next((share for size, share in DOUBT if len(read) >= size), 0.0)
    return bool(enough and _met(read)) and _share(features(read, asks=asks), Sound.ACCUSATION) < enough


def enough(sound: Sound) -> float:
    """The share from which on a sound is said."""
    return _weights().enough[sound]


@lru_cache(maxsize=4)
def _read(text: str) -> tuple[list[Word], list[str]]:
    """The words of a text and what of it is weighed: nothing where half of the words were never met while learning."""
    read = phrases.spelt_words(lowered(text))
    return read, features(read, asks="?" in text) if len(read) <= MOST and _met(read) else []


def _met(read: list[Word]) -> bool:
    """Whether half of the words were met while learning."""
    known = _weights().features
    return sum(_FIGURES.sub("0", word.bare) in known for word in read) * 2 >= len(read)


def features(read: list[Word], *, asks: bool) -> list[str]:
    """What of a passage is weighed: words without their marks, figures as one, neighbours, how it begins and ends, whether
    it asks, how long it is, and what it is about."""
    words = [_FIGURES.sub("0", word.bare) for word in read]
    sized = f"§{sum(len(words) >= size for size in _SIZES)}"
    return [*words, *map(" ".join, pairwise(["^", *words, "$"])), *["?"][:asks], sized, *_about(read)]


def _about(read: list[Word]) -> Iterator[str]:
    """Each class of words once, twice and three times met; a lone syllable that lost its marks is but a hint (~) of its class."""
    sure, hinted = Counter[str](), set[str]()
    for found in _classes().find(read):
        if found.bare and found.stop - found.first == 1:
            hinted.add(found.name)
        else:
            sure[found.name] += 1
    for name, times in sure.items():
        yield from (f"§{name}", f"§{name} 2", f"§{name} 3")[: min(times, 3)]
    yield from (f"~{name}" for name in hinted)
    met = hinted | {*sure}
    yield from (f"no {name}" for name in EXPECTED if name not in met)
    yield from (f"§{one} §{other}" for one, other in TOGETHER if sure[one] and sure[other])


@cache
def _classes() -> phrases.Phrases:
    return phrases.Phrases(CLASSES)


class _Weights(NamedTuple):
    """For each feature its rarity and its weight for each sound; where the scale of each sound begins, and from where on it counts."""

    features: dict[str, list[float]]
    bias: dict[Sound, float]
    enough: dict[Sound, float]


@cache
def _weights() -> _Weights:
    told = json.loads(WEIGHTS.read_text(encoding="utf8"))
    return _Weights(
        told["features"], *({Sound(name): v for name, v in told[key].items()} for key in ("bias", "enough"))
    )


def _share(found: list[str], sound: Sound) -> float:
    known, biases, _ = _weights()
    at = 1 + [*biases].index(sound)
    size = total = 0.0
    for name, times in Counter(found).items():
        if name in known:
            value = (1 + math.log(times)) * known[name][0]
            size += value * value
            total += value * known[name][at]
    return 1 / (1 + math.exp(-biases[sound] - (total / math.sqrt(size) if size else 0.0)))
