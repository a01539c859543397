"""Campaigns among neighbours: how much is seen, how many neighbours are taken for part of one, and how long it takes."""

import random
import time
import tracemalloc
from pathlib import Path
from typing import Any

from portal.engines.synthesis.echoes.clusters import clusters
from tests.bench.paper import say, table
from tests.engines.synthesis.echoes.floods import SEEN, UNSEEN, flood
from tests.engines.synthesis.echoes.neighbourhood import KNOWN, residents
from tests.engines.synthesis.echoes.rates import Scene, drawn

SCENES = {
    "neighbours only": Scene(300), "very many neighbours": Scene(5_000), "40": Scene(300, (40,)), "240": Scene(300, (240,)),
    "240 on three texts": Scene(1_000, (240,), texts=3), "40 and 240": Scene(1_000, (40, 240)), "240 much edited": Scene(300, (240,), edits=6),
    "60 among words of their own": Scene(300, (60,), padded=True),
}  # fmt: skip
SEEDS = range(2000, 2020)


def measure(folder: Path, stories: int) -> dict[str, Any]:
    """Print rates on texts kept apart from the choice of thresholds, then times; give the figures.

    As many opinions are timed as stories are asked for: 100,000, or a million in some five minutes.
    """
    rates = [_rates(name) for name in SCENES]
    heads = ("campaign", "recall", "recall at least", "precision at least", "false alarms", "false alarms at most")
    table("Echoes: percent, on texts kept apart, 20 sets each", heads, rates)
    times = [_times(count) for count in (1_000, 10_000, stories)]
    table("Echoes: time", ("opinions", "s", "µs each", "MiB beside them, about", "clusters"), times)
    return {"rates": rates, "times": times}


def _rates(name: str) -> tuple[object, ...]:
    say(f"measuring: {name}")
    sets = drawn(SCENES[name], SEEDS, UNSEEN)
    found, organic, alarmed = ([getattr(each, field) for each in sets] for field in ("found", "organic", "alarmed"))
    shares = sum(found) / len(sets), min(found), 1 - max(organic), sum(alarmed) / len(sets), max(alarmed)
    return name, *(100 * share for share in shares)


def _times(count: int) -> tuple[int, float, float, float, int]:
    say(f"measuring: {count} opinions")
    dice = random.Random(1)
    said = [*residents(dice, count * 9 // 10), *flood(dice, count // 10, SEEN)]
    start = time.process_time()
    found = len(clusters(said, KNOWN))
    took = time.process_time() - start
    tracemalloc.start()
    clusters(said[: count // 10], KNOWN)
    peak = tracemalloc.get_traced_memory()[1] * 10 / 2**20
    tracemalloc.stop()
    return count, took, 1e6 * took / count, peak, found
