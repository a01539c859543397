"""Telling a story, from the first page to the durable receipt: CPU of the portal for each page, beside one bare write."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask

from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.organisations.services import load_reference
from portal.web.kit import limits
from tests.bench import limit, portal
from tests.bench.paper import say, table
from tests.browser import Browser
from tests.web.public.telling import tell

FLOWS, WRITES = 40, 5


class Meter:
    """Counts the CPU and the time that an application spends on each request, within this one process."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app, self.cpu, self.took = app, 0.0, 0.0
        self.seen: dict[str, list[tuple[float, float]]] = defaultdict(list)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        cpu, wall = time.thread_time(), time.perf_counter()
        answer = list(self.app(environ, start))
        spent = time.thread_time() - cpu, time.perf_counter() - wall
        self.seen[f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"].append(spent)
        self.cpu, self.took = self.cpu + spent[0], self.took + spent[1]
        return answer


def measure(folder: Path, stories: int) -> dict[str, Any]:
    """Print what each page of the flow costs; give the figures."""
    app = portal.on_sqlite(folder / "submit", 100)
    with app.app_context():
        with unit_of_work():
            load_reference(by=SYSTEM)
        db.session.remove()
    (folder / "limit").mkdir(exist_ok=True)
    bare = limit.create(str(folder / "limit"))
    flow, write = Meter(app.wsgi_app), Meter(bare.wsgi_app)
    app.wsgi_app, bare.wsgi_app = flow, write  # type: ignore[method-assign]
    totals = _rounds(app, bare, flow, write)
    return _report(flow, write, totals)


def _rounds(app: Flask, bare: Flask, flow: Meter, write: Meter) -> list[tuple[float, float]]:
    """Flows and bare writes in turns, in an order that changes; the first ones only warm up."""
    chance, totals = random.Random(1), []
    say("measuring")
    for number in range(FLOWS + 2):
        if number == 2:
            for meter in (flow, write):
                meter.seen.clear()
            totals.clear()
        for what in chance.sample(("flow", "write"), 2):
            if what == "write":
                for _ in range(WRITES):
                    bare.test_client().post("/write", data={"text": "Bà nấu chè. " * 30})
            else:
                limits.meter.counter.storage.reset()
                before = flow.cpu, flow.took
                tell(Browser(app)).submit({})
                totals.append((flow.cpu - before[0], flow.took - before[1]))
    return totals


def _report(flow: Meter, write: Meter, totals: list[tuple[float, float]]) -> dict[str, Any]:
    base = _middle(cpu for cpu, _ in write.seen["POST /write"])
    rows = [
        (
            "LIMIT: a bare Flask write (form, insert, durable commit)",
            base,
            1.0,
            _middle(t for _, t in write.seen["POST /write"]),
        )
    ]
    for name, spent in sorted(flow.seen.items(), key=lambda pair: pair[0][::-1]):
        cpu = _middle(cpu for cpu, _ in spent)
        rows.append((name, cpu, base / cpu, _middle(took for _, took in spent)))
    whole = _middle(cpu for cpu, _ in totals)
    rows.append(("the whole flow", whole, base / whole, _middle(took for _, took in totals)))
    table("Telling a story (CPU within one process)", ("request", "CPU ms", "x LIMIT", "time ms"), rows)
    print(f"\n{len(totals)} flows, each ending with a receipt; the slow hash of the receipt is part of the last POST.")
    return {"rows": [dict(zip(("name", "cpu_ms", "of_limit", "ms"), row, strict=True)) for row in rows]}


def _middle(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return 1000 * ordered[len(ordered) // 2]
