"""Opinions: what reading and giving them costs with very many on one candidate, and sixteen people giving at once."""

import random
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from portal.app import create_app
from portal.config import read
from portal.consultations.opinions.models import Opinion
from portal.core.db import db
from tests.bench import limit, spoken
from tests.bench.measure import Row, Server, fetch, run, serving
from tests.bench.paper import say, table
from tests.bench.public import environment
from tests.bench.speakers import Load, Speaker, bare, opinion, together

SMALL, ROUNDS, SENDINGS = 1_000, 12, 60
WRITERS, EACH, CROWDS = 16, 40, 5  # how often each crowd comes: of one alone the slowest hundredth is six sendings
PACE, SECONDS = 70, 30  # opinions a second, and for how long


def measure(folder: Path, stories: int) -> dict[str, Any]:
    """Print the tables of pages, of writes and of the load; give the figures. `stories` is how many opinions."""
    (folder / "limit").mkdir(parents=True, exist_ok=True)
    limit.create(str(folder / "limit"))
    few, many = folder / f"said-{SMALL}", folder / f"said-{stories}"
    path, same = _laid(many, stories), _laid(few, SMALL)
    before = _stored(many)
    with (
        serving("wsgi:app", environment(many) | {"PORTAL_PROXIES": "1"}) as ours,
        serving("wsgi:app", environment(few) | {"PORTAL_PROXIES": "1"}) as small,
        serving("tests.bench.limit:app", {"BENCH_LIMIT": str(folder / "limit")}) as base,
    ):
        rows = _rows(ours, small, base, path, same)
        say("measuring pages")
        run(rows)
        figures: dict[str, Any] = {"pages": _pages(rows), "writes": _writes(ours, base, path)}
        figures["together"] = _together(ours, base, path)
        figures["pace"] = _pace(ours, path)
    figures["stored"] = _stored(many)
    print(f"\nAnswered: {figures['together']['sent'] + figures['writes']['sent'] + figures['pace']['sent']}, "
          f"stored beside the ground: {figures['stored'] - before}.")  # fmt: skip
    return figures


def _laid(folder: Path, opinions: int) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    say(f"laying {opinions} opinions")
    return spoken.lay(create_app(read({}, demo=True, data=str(folder), jobs_here=False)), opinions)


def _rows(ours: Server, small: Server, base: Server, path: str, same: str) -> list[Row]:
    _, tag = fetch(ours, path)
    return [
        Row("LIMIT: Flask + Jinja, one query", base, "/read"),
        Row("LIMIT again (A/A)", base, "/read"),
        Row("candidate page, made anew", ours, path + "?n={n}"),
        Row(f"candidate page with {SMALL}, made anew", small, same + "?n={n}"),
        Row("candidate page, warm", ours, path),
        Row("candidate page, unchanged (304)", ours, path, {"If-None-Match": tag}, expect=304),
        Row("the form", ours, path + "/gop-y"),
        Row("list of rounds, made anew", ours, "/lay-y-kien?n={n}"),
    ]


def _pages(rows: list[Row]) -> list[dict[str, Any]]:
    base = rows[0].ms
    table(
        "Pages of a consultation (CPU of the server for each request)",
        ("page", "CPU ms", "x LIMIT", "p50 ms", "p99 ms", "KB", "errors"),
        ((r.name, r.ms, base / r.ms, r.at(0.5), r.at(0.99), round(r.size / 1024), r.errors) for r in rows),
    )
    return [{"name": r.name, "cpu_ms": r.ms, "of_limit": base / r.ms, "errors": r.errors} for r in rows]


def _writes(ours: Server, base: Server, path: str) -> dict[str, Any]:
    """One after the other, the three in turns."""
    say("measuring writes")
    ways = {name: Speaker(base, "/say", bare) for name in ("limit", "again")}
    ways["opinion"] = Speaker(ours, path + "/gop-y", opinion)
    spent: dict[str, list[float]] = {name: [] for name in ways}
    refused, sent, chance = 0, 0, random.Random(1)
    for turn in range(ROUNDS + 1):
        for name in chance.sample(list(ways), len(ways)):
            speaker = ways[name]
            speaker.connection.close()  # the server has let go of it while the other one sent
            before = speaker.server.cpu()
            taken = [speaker.send() for _ in range(SENDINGS)]
            refused += taken.count(False)
            sent += len(taken) if name == "opinion" else 0
            if turn:
                spent[name].append(1000 * (speaker.server.cpu() - before) / SENDINGS)
    ms = {name: sorted(each)[len(each) // 2] for name, each in spent.items()}
    table(
        "Giving an opinion: form, CSRF, limits, audit, counters, one durable commit",
        ("what", "CPU ms", "x LIMIT (write)"),
        [("LIMIT (write): form, CSRF, bleach, insert, upsert, commit", ms["limit"], 1.0),
         ("LIMIT again (A/A)", ms["again"], ms["limit"] / ms["again"]),
         ("an opinion", ms["opinion"], ms["limit"] / ms["opinion"])],
    )  # fmt: skip
    return {"cpu_ms": ms, "refused": refused, "sent": sent}


def _together(ours: Server, base: Server, path: str) -> dict[str, Any]:
    say(f"measuring {WRITERS} writers at once")
    makes = {name: lambda: Speaker(base, "/say", bare) for name in ("LIMIT (write)", "LIMIT again (A/A)")}
    makes["opinions"] = lambda: Speaker(ours, path + "/gop-y", opinion)
    came: dict[str, list[Load]] = {name: [] for name in makes}
    chance = random.Random(2)
    for _ in range(CROWDS):
        for name in chance.sample(list(makes), len(makes)):
            came[name].append(together(makes[name], WRITERS, EACH))
    loads = {name: Load.of(each) for name, each in came.items()}
    _loads(f"{WRITERS} writers at once", loads)
    return {
        n: {"p50": x.at(0.5), "p99": x.at(0.99), "rate": x.rate, "refused": x.refused} for n, x in loads.items()
    } | {"sent": WRITERS * EACH * CROWDS}


def _pace(ours: Server, path: str) -> dict[str, Any]:
    say(f"measuring {PACE} opinions a second")
    each = SECONDS * PACE // WRITERS
    load = together(lambda: Speaker(ours, path + "/gop-y", opinion), WRITERS, each, every=WRITERS / PACE)
    _loads(f"{PACE} a second for {SECONDS} s", {"opinions": load})
    return {"p95": load.at(0.95), "rate": load.rate, "refused": load.refused, "sent": each * WRITERS}


def _loads(title: str, loads: dict[str, Load]) -> None:
    rows = ((n, x.rate, x.at(0.5), x.at(0.95), x.at(0.99), x.refused) for n, x in loads.items())
    table(title, ("what", "a second", "p50 ms", "p95 ms", "p99 ms", "refused"), rows)


def _stored(folder: Path) -> int:
    app = create_app(read({}, demo=True, data=str(folder), jobs_here=False))
    with app.app_context():
        found = db.session.scalar(sa.select(sa.func.count(Opinion.id))) or 0
        db.session.remove()
        db.engine.dispose()
    return found
