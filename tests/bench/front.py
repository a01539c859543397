"""Behind nginx: how many readers its memory serves, and whether they are still served while the portal is down."""

import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.bench import limit, nginx, portal
from tests.bench.measure import Row, Server, fetch, serving, spend
from tests.bench.paper import say, table
from tests.bench.public import SMALL, environment

ROUNDS, REQUESTS, OF_NGINX = 5, 200, 4_000  # nginx needs many, for its CPU to be seen at all
LIMIT, WARM, NGINX = "LIMIT: Flask + Jinja, one query", "story page, warm", "story page, nginx's memory"
PAGE = "/cau-chuyen/chuyen-7"
WRK = shutil.which("wrk")
OUTLIVED = 12  # seconds: longer than a public page's max-age


def measure(folder: Path, stories: int) -> dict[str, Any]:
    """Print the table, or say in words what is missing; give the figures."""
    if not nginx.NGINX:
        print("Not measured: nginx is not there (Debian: apt-get install nginx-light).")
        return {}
    portal.on_sqlite(folder / "small", SMALL)
    (folder / "limit").mkdir(exist_ok=True)
    limit.create(str(folder / "limit"))
    with (
        serving("tests.bench.limit:app", {"BENCH_LIMIT": str(folder / "limit")}) as bare,
        serving("wsgi:app", environment(folder / "small") | {"PORTAL_PROXIES": "1"}) as ours,
        nginx.standing_before(ours, folder / "nginx") as front,
    ):
        figures = _rounds(bare, ours, front)
        figures["a_second"] = _rates({LIMIT: (bare, "/read"), WARM: (ours, PAGE), NGINX: (front, PAGE)})
        ours.stop()
        figures["served_while_down"] = _served_while_down(front)
    _report(figures)
    return figures


def _rounds(bare: Server, ours: Server, front: Server) -> dict[str, Any]:
    """The three in turns; the first round only warms up."""
    say("measuring")
    rows = {"limit": Row(LIMIT, bare, "/read"), "warm": Row(WARM, ours, PAGE), "nginx": Row(NGINX, front, PAGE)}
    for number in range(ROUNDS + 1):
        for name, row in rows.items():
            cpu, took = spend(row, OF_NGINX if name == "nginx" else REQUESTS)
            if number:
                row.cpu.append(cpu)
                row.took += took
    return {n: {"name": r.name, "cpu_ms": r.ms, "p50": r.at(0.5), "errors": r.errors} for n, r in rows.items()}


def _rates(asked: dict[str, tuple[Server, str]]) -> dict[str, float]:
    """Answers a second with sixteen connections at once, the best of three turns each; nothing without wrk."""
    if not WRK:
        print("Answers a second are not measured: wrk is not there (Debian: apt-get install wrk).")
        return {}
    best = dict.fromkeys(asked, 0.0)
    for _ in range(3):
        for name, (server, path) in asked.items():
            command = [WRK, "-t1", "-c16", "-d4s", f"http://127.0.0.1:{server.port}{path}"]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            found = re.search(r"Requests/sec:\s+([\d.]+)", told)
            if found is None or "Non-2xx" in told:
                raise RuntimeError(told)
            best[name] = max(best[name], float(found.group(1)))
    return best


def _served_while_down(front: Server) -> bool:
    time.sleep(OUTLIVED)
    body, _tag = fetch(front, PAGE)
    return b"<h1" in body and b"chuyen-7" in body


def _report(figures: dict[str, Any]) -> None:
    base = figures["limit"]["cpu_ms"]
    rows = [
        (r["name"], r["cpu_ms"], base / r["cpu_ms"], r["p50"], r["errors"])
        for r in (figures[n] for n in ("limit", "warm", "nginx"))
    ]
    table("Behind nginx (CPU of each server for each request)", ("page", "CPU ms", "x LIMIT", "p50 ms", "errors"), rows)
    if rates := figures["a_second"]:
        lines = [(name, round(rate), rate / rates[LIMIT]) for name, rate in rates.items()]
        table("Answers a second, sixteen connections", ("page", "a second", "x LIMIT"), lines)
    print(f"\nServed from memory while the portal is down: {'yes' if figures['served_while_down'] else 'NO'}.")
