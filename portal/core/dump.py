"""The whole database into one file while the portal runs, and back into an empty one."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import sqlalchemy as sa


class DumpFault(Exception):
    """The database could not be written out or read back; the text is one line for the operator."""


def write(engine: sa.Engine, target: Path) -> None:
    """One consistent moment of the database, taken without stopping writers. Raises DumpFault."""
    if engine.dialect.name == "sqlite":
        _copy(engine, target)
    else:
        _run("pg_dump", engine.url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def restore(engine: sa.Engine, source: Path) -> None:
    """Fill an empty database. Raises DumpFault."""
    if engine.dialect.name == "sqlite":
        _place(Path(str(engine.url.database)), source)
    else:
        flags = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        _run("pg_restore", engine.url, *flags, f"--dbname={engine.url.database}", str(source))


def is_empty(engine: sa.Engine) -> bool:
    """Whether the database has no table yet (a SQLite file that is not there is empty, and is not made)."""
    file = engine.url.database
    if engine.dialect.name == "sqlite" and not Path(str(file)).exists():
        return True
    with engine.connect() as connection:
        return not sa.inspect(connection).get_table_names()


def _copy(engine: sa.Engine, target: Path) -> None:
    with contextlib.closing(sqlite3.connect(target)) as copy:
        with contextlib.closing(engine.raw_connection()) as live:
            live.driver_connection.backup(copy)  # type: ignore[union-attr]  # sqlite3's own
        copy.execute("PRAGMA journal_mode=DELETE").close()
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise DumpFault(f"the database is damaged: {found}")


def _place(target: Path, source: Path) -> None:
    """Beside, flushed, then renamed: a restore that is cut off leaves no half database."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(source, half)
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        for ending in ("-wal", "-shm"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def _run(tool: str, url: sa.URL, *arguments: str) -> None:
    """Run PostgreSQL's own tool; the address goes by environment, where other users of the machine cannot read it."""
    path = shutil.which(tool)
    if path is None:
        raise DumpFault(f"{tool} is not installed: it comes with PostgreSQL's client programs")
    known = {
        "PGHOST": url.query.get("host") or url.host,  # a socket's folder stands in the query
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    environment = os.environ | {name: str(value) for name, value in known.items() if value is not None}
    done = subprocess.run([path, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # no shell; the program is one of two
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise DumpFault(f"{tool} failed: {said[0][:300]}")
