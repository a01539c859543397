"""The summary of opinions: what the counters cost beside counting the rows, and how long a whole recount takes."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from portal.app import create_app
from portal.config import read
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import tallies
from portal.consultations.opinions.models import Opinion
from portal.core.db import db
from portal.engines.synthesis.tally import Axis
from tests.bench import portal, spoken
from tests.bench.paper import say, table
from tests.postgres import admin

SMALL, TIMES = 1_000, 200
SUMMARY = (Axis.STANCE, Axis.WARD, Axis.DAY)


def measure(folder: Path, stories: int) -> dict[str, Any]:
    """Print what the counters and a recount take on both databases; `stories` is how many opinions."""
    figures: dict[str, Any] = {}
    for opinions in (SMALL, stories):
        place = folder / f"said-{opinions}"
        place.mkdir(parents=True, exist_ok=True)
        app = create_app(read({}, demo=True, data=str(place), jobs_here=False))
        figures[f"SQLite, {opinions}"] = _of(app, opinions)
        if portal.POSTGRES:
            figures[f"PostgreSQL, {opinions}"] = _on_postgres(place, opinions)
    table(
        "The summary by stance, ward and day",
        ("ground", "counters, SQL p50 ms", "p95 ms", "counting the rows, ms", "whole recount, s", "differences"),
        ((name, *f.values()) for name, f in figures.items()),
    )
    if not portal.POSTGRES:
        print("\nNo PostgreSQL: set PORTAL_TEST_DATABASE_URL to measure it.")
    return figures


def _on_postgres(place: Path, opinions: int) -> dict[str, float]:
    name = f"{portal.NAME}_said"
    admin(portal.POSTGRES, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    url = sa.make_url(portal.POSTGRES).set(database=name).render_as_string(False)
    try:
        return _of(create_app(read({}, demo=True, data=str(place), database_url=url, jobs_here=False)), opinions)
    finally:
        admin(portal.POSTGRES, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _of(app: Flask, opinions: int) -> dict[str, float]:
    say(f"laying {opinions} opinions")
    spoken.lay(app, opinions)
    say("measuring")
    with app.app_context():
        candidate_id = db.session.scalars(sa.select(Candidate.id)).one()
        kept = sorted(_ms(lambda: _read(candidate_id)) for _ in range(TIMES))
        rows = min(_ms(lambda: _grouped(candidate_id)) for _ in range(3))
        start = time.perf_counter()
        wrong = len(list(tallies.differences()))
        recount = time.perf_counter() - start
        db.session.remove()
        db.engine.dispose()
    return {
        "p50": kept[TIMES // 2],
        "p95": kept[int(TIMES * 0.95)],
        "grouped": rows,
        "recount": recount,
        "wrong": wrong,
    }


def _read(candidate_id: object) -> None:
    axes = [axis.value for axis in SUMMARY]
    ask = "SELECT axis, key, grp, n FROM opinion_tally WHERE candidate_id = :c AND axis IN :axes AND n <> 0"
    told = sa.text(ask).bindparams(sa.bindparam("c", type_=sa.Uuid()), sa.bindparam("axes", expanding=True))
    db.session.execute(told, {"c": candidate_id, "axes": axes}).all()


def _grouped(candidate_id: object) -> None:
    o = Opinion
    for axis in (o.stance, o.ward_code, sa.func.date(o.submitted_at)):
        db.session.execute(
            sa.select(axis, sa.func.count()).where(o.candidate_id == candidate_id, o.current).group_by(axis)
        ).all()


def _ms(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)
