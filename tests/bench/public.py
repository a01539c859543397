"""Public pages: their cost beside bare Flask, and whether it grows with the number of stories."""

from pathlib import Path
from typing import Any

from portal.core.db import db
from tests.bench import limit, portal
from tests.bench.measure import Row, Server, fetch, run, serving
from tests.bench.paper import say, table
from tests.bench.plans import plans

SMALL = 1_000
FILTERED = "/cau-chuyen?ward=Hồng+Hà&theme=care&group=direct_worker&year=2026".replace("ồ", "%E1%BB%93").replace(
    "à", "%C3%A0"
)


def measure(folder: Path, stories: int) -> dict[str, Any]:
    """Print the table of pages and the query plans; give the figures."""
    small, large = folder / "small", folder / f"large-{stories}"
    portal.on_sqlite(small, SMALL)
    app = portal.on_sqlite(large, stories)
    (folder / "limit").mkdir(exist_ok=True)
    limit.create(str(folder / "limit"))
    with (
        serving("wsgi:app", environment(small)) as few,
        serving("wsgi:app", environment(large)) as many,
        serving("tests.bench.limit:app", {"BENCH_LIMIT": str(folder / "limit")}) as bare,
    ):
        rows = _rows(few, many, bare, stories, folder)
        say("measuring")
        run(rows)
        figures = _report(rows, many.memory())
    _plans(app, folder, stories)
    return figures


def environment(folder: Path) -> dict[str, str]:
    """Settings of a portal over a ground."""
    return {"PORTAL_DEMO": "1", "PORTAL_DATA": str(folder), "PORTAL_JOBS_HERE": "0"}


def _rows(few: Server, many: Server, bare: Server, stories: int, folder: Path) -> list[Row]:
    middle = f"/cau-chuyen/chuyen-{stories // 2}"
    body, tag = fetch(many, middle)
    (folder / "limit" / "same.html").write_bytes(body)
    deep, _ = fetch(many, "/cau-chuyen")
    return [
        Row("LIMIT: Flask + Jinja, one query", bare, "/read"),
        Row("LIMIT again (A/A)", bare, "/read"),
        Row("Flask giving the story page's bytes", bare, "/same"),
        Row("story page, made anew", many, "/cau-chuyen/chuyen-{n}"),
        Row(f"story page of {SMALL}, made anew", few, "/cau-chuyen/chuyen-{n}"),
        Row("story page, warm", many, middle),
        Row("story page, unchanged (304)", many, middle, {"If-None-Match": tag}, expect=304),
        Row("gallery, made anew", many, "/cau-chuyen?n={n}"),
        Row(f"gallery of {SMALL}, made anew", few, "/cau-chuyen?n={n}"),
        Row("gallery, warm", many, "/cau-chuyen"),
        Row("gallery, four filters, made anew", many, FILTERED + "&n={n}"),
        Row(f"gallery of {SMALL}, four filters, made anew", few, FILTERED + "&n={n}"),
        Row("gallery, a hundred pages in, made anew", many, _far_in(many, deep) + "&n={n}"),
        Row("gallery, a common word, made anew", many, "/cau-chuyen?q=nguoi&n={n}"),
        Row("front page, made anew", many, "/?n={n}"),
        Row("front page, warm", many, "/"),
    ]


def _far_in(server: Server, page: bytes) -> str:
    """The address of a page far into the gallery, found by going there."""
    path = ""
    for _ in range(100):
        start = page.rindex(b'rel="next"')
        href = page[page.rindex(b'href="', 0, start) + 6 : start].split(b'"')[0]
        path = href.decode().replace("&amp;", "&")
        page, _tag = fetch(server, path)
    return path


def _report(rows: list[Row], memory: int) -> dict[str, Any]:
    limit_ms = rows[0].ms
    table(
        "Public pages (CPU of the server for each request)",
        ("page", "CPU ms", "x LIMIT", "p50 ms", "p99 ms", "KB", "errors"),
        ((r.name, r.ms, limit_ms / r.ms, r.at(0.5), r.at(0.99), round(r.size / 1024), r.errors) for r in rows),
    )
    print(f"\nMemory of two web processes and their master: {memory} MiB.")
    return {
        "memory_mib": memory,
        "rows": [
            {"name": r.name, "cpu_ms": r.ms, "of_limit": limit_ms / r.ms, "p50": r.at(0.5), "p99": r.at(0.99), "errors": r.errors}
            for r in rows
        ],
    }  # fmt: skip


def _plans(app: Any, folder: Path, stories: int) -> None:
    with app.app_context():
        table(f"Query plans on SQLite, {stories} stories", ("list", "plan"), plans())
        db.session.remove()
        db.engine.dispose()
    with portal.on_postgres(folder, min(stories, 20_000)) as other:
        if other is None:
            print("\nNo PostgreSQL: set PORTAL_TEST_DATABASE_URL to see its plans.")
            return
        with other.app_context():
            table("Query plans on PostgreSQL", ("list", "plan"), plans())
            db.session.remove()
            db.engine.dispose()
