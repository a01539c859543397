"""Search over very many stories: how long the newest twenty take, on both databases."""

import random
import time
from pathlib import Path
from typing import Any

from flask import Flask

from portal.core.db import db
from portal.stories import reading
from portal.stories.states import Theme
from portal.stories.wishes import Wish
from tests.bench import portal
from tests.bench.paper import say, table

TIMES = 60
ASKED = {
    "a common word": Wish("người"), "the same without marks": Wish("nguoi"), "a rarer word": Wish("Bát"),
    "three words": Wish("nấu chè xanh"), "three words, no marks": Wish("nau che xanh"), "a phrase": Wish("“tổ dân phố”"),
    "an unfinished word": Wish("th"), "a word in one ward": Wish("người", wards=("p-hong-ha",)),
    "a word, theme and year": Wish("người", themes=(Theme.CARE,), year=2026), "what nobody wrote": Wish("xyzzy"),
}  # fmt: skip


def measure(folder: Path, stories: int) -> dict[str, Any]:
    """Print a table for each database; give the figures."""
    figures = {"sqlite": _measure(portal.on_sqlite(folder / f"large-{stories}", stories), f"SQLite, {stories} stories")}
    with portal.on_postgres(folder, stories) as other:
        if other is None:
            print("\nNo PostgreSQL: set PORTAL_TEST_DATABASE_URL to measure it.")
        else:
            figures["postgresql"] = _measure(other, f"PostgreSQL, {stories} stories")
    return figures


def _measure(app: Flask, title: str) -> list[dict[str, Any]]:
    say(f"measuring: {title}")
    took: dict[str, list[float]] = {name: [] for name in ASKED}
    found: dict[str, int] = {}
    chance = random.Random(1)
    with app.app_context():
        for turn in range(TIMES + 3):
            for name in chance.sample(list(ASKED), len(ASKED)):
                start = time.perf_counter()
                found[name] = reading.shelf(ASKED[name], size=20).found
                if turn >= 3:
                    took[name].append(1000 * (time.perf_counter() - start))
                db.session.rollback()
        db.session.remove()
        db.engine.dispose()
    rows = [{"name": n, "found": found[n], "p50": _at(t, 0.5), "p95": _at(t, 0.95)} for n, t in took.items()]
    shown = ((r["name"], "1,000+" if r["found"] > 1000 else r["found"], r["p50"], r["p95"]) for r in rows)
    table(f"Search: the first 20 with the count ({title})", ("asked", "found", "p50 ms", "p95 ms"), shown)
    return rows


def _at(took: list[float], share: float) -> float:
    return sorted(took)[min(len(took) - 1, int(share * len(took)))]
