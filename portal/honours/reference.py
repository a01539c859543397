"""The rows that come with the portal: brought into the database as often as one likes, never over what staff edited."""

import csv
import functools
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.policy import require
from portal.honours import queries, versions
from portal.honours.models import CalendarDay, Honour, LegalInstrument
from portal.honours.policy import Honours
from portal.honours.states import DayKind, Level, PublicAsked, Subject

DATA = Path(__file__).with_name("data")
FIRST = 1  # the version of a row that staff never touched
CLASSES = (("1", "hạng Nhất", "first class"), ("2", "hạng Nhì", "second class"), ("3", "hạng Ba", "third class"))
NOTE = "Dữ liệu đi kèm cổng thông tin"


@dataclass
class Counts:
    """What a load did: rows that were new, rows made as the files have them now, rows left alone."""

    added: int = 0
    renewed: int = 0
    kept: int = 0


def load_honours(*, by: Actor, folder: Path = DATA) -> Counts:
    """Bring honours, legal instruments and the calendar up to the data files, keeping whatever staff edited."""
    require(by, Honours.LOAD)
    counts = Counts()
    touched = {row.code for row in queries.every_honour() if row.made_by or row.version > FIRST}
    honours = {(row.code, row.valid_from): row for row in queries.every_honour()}
    for row in honour_rows(folder / "honours.toml"):
        if row["code"] in touched:
            counts.kept += 1
        else:
            _bring(Honour, honours.get((row["code"], row.get("valid_from"))), row, counts)
    known = {row.number: row for row in queries.every_instrument()}
    for row in _positioned(_toml(folder / "instruments.toml", "instrument")):
        told = {"honour_codes": []} | row | {"subject": Subject(row["subject"])}
        _bring(LegalInstrument, known.get(row["number"]), told, counts)
    db.session.flush()
    _calendar(list(day_rows(folder / "calendar.csv")), by, counts)
    return counts


def honour_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Every honour of the data file, one row for each class."""
    for row in _positioned(_each_class(_toml(path, "honour"))):
        yield row | {"level": Level(row["level"]), "public_asked": PublicAsked(row["public_asked"])}


def day_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Every special day of the data file."""
    with path.open(encoding="utf8", newline="") as lines:
        for row in csv.DictReader(lines):
            kinds = {
                "kind": DayKind(row["kind"]),
                "day": date.fromisoformat(row["day"]),
                "unsure": row["unsure"] == "1",
            }
            yield {**row, **kinds}


def _each_class(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if not row.pop("classes", False):
            yield row
            continue
        for number, vi, en in CLASSES:
            name_vi, name_en = f"{row['name_vi']} {vi}", f"{row['name_en']}, {en}"
            yield row | {"code": f"{row['code']}-{number}", "name_vi": name_vi, "name_en": name_en}


def _positioned(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (row | {"position": position} for position, row in enumerate(rows, 1))


@functools.cache
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf8"))


def _toml(path: Path, name: str) -> list[dict[str, Any]]:
    return [dict(row) for row in _read(path)[name]]


def _bring(model: type[Honour | LegalInstrument], present: Any, row: Mapping[str, Any], counts: Counts) -> None:
    """Add a row, or renew one that staff never touched; not through the row, for its version must stay."""
    if present is None:
        db.session.add(model(**row))
        counts.added += 1
    elif present.version == FIRST and not present.made_by and _differs(present, row):
        mark = sa.update(model).where(model.id == present.id).values(**row)
        db.session.execute(mark.execution_options(synchronize_session=False))
        db.session.expire(present)
        counts.renewed += 1
    else:
        counts.kept += 1


def _calendar(rows: list[dict[str, Any]], by: Actor, counts: Counts) -> None:
    """Make a new version where the file differs from the present one and staff never made any."""
    made = queries.versions()
    present = {row.day: row for row in queries.days(made[0])} if made else {}
    changed = [row for row in rows if row["day"] not in present or _differs(present[row["day"]], row)]
    gone = [row for day, row in present.items() if day not in {r["day"] for r in rows}]
    if any(version.made_by for version in made) or not (changed or gone):
        counts.kept += len(rows)
        return
    replaced = [present[row["day"]] for row in changed if row["day"] in present]
    version = versions.make(NOTE, add=[CalendarDay(**row) for row in changed], end=[*gone, *replaced])
    record(by, Honours.LOAD, version, days=len(rows))
    counts.renewed += len(replaced)
    counts.added += len(changed) - len(replaced)
    counts.kept += len(rows) - len(changed)


def _differs(row: Any, wanted: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in wanted.items())
