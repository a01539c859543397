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
from tests.engines.synthesis.echoes.rates import Rates, drawn

SETS = {  # sizes of campaigns, neighbours, texts of a campaign, edits at most
    "neighbours only": ((), 300, 1, 3), "very many neighbours": ((), 5_000, 1, 3), "40": ((40,), 300, 1, 3), "240": ((240,), 300, 1, 3),
    "240, three texts": ((240,), 1_000, 3, 3), "40 and 240": ((40, 240), 1_000, 1, 3), "240, much edited": ((240,), 300, 1, 6),
}  # fmt: skip
COUNTS = (1_000, 10_000, 100_000)


def measure(folder: Path, stories: int) -> dict[str, Any]:
    """Print rates on texts kept apart from the choice of thresholds, then times; give the figures."""
    rates = [_rates(name) for name in SETS]
    heads = ("campaign", "found", "found at least", "neighbours among", "neighbours alarmed", "alarmed at most")
    table("Echoes: percent, on texts kept apart, 20 sets each", heads, rates)
    times = [_times(count) for count in COUNTS]
    table("Echoes: time", ("opinions", "s", "µs each", "MiB beside them, about", "clusters"), times)
    return {"rates": rates, "times": times}


def _rates(name: str) -> tuple[object, ...]:
    say(f"measuring: {name}")
    sizes, neighbours, kinds, edits = SETS[name]
    sets: list[Rates] = drawn(range(2000, 2020), UNSEEN, sizes, neighbours, kinds, edits)
    found, organic, alarmed = ([getattr(each, field) for each in sets] for field in ("found", "organic", "alarmed"))
    shares = sum(found) / 20, min(found), max(organic), sum(alarmed) / 20, max(alarmed)
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
