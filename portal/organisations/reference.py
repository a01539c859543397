"""The reference data that comes with the portal: wards, former wards and organisations, as rows of the data files."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.engines.places.gazetteer import Place

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation as the data file has it."""

    code: str
    kind: str
    name_vi: str
    name_en: str
    valid_from: date | None
    valid_to: date | None
    note: str


def places(folder: Path = DATA) -> dict[Place, str]:
    """Every present and former ward with its successors, and the document that says so.

    Units that ended before 2025 are followed by units that ended on 30/06/2025; those by present ones.
    """
    present = {
        Place(row["code"], row["kind"], row["name"], valid_from=_date(row["valid_from"])): row["source"]
        for row in _rows(folder / "wards.csv")
    }
    return present | _former(folder / "former_wards.csv") | _former(folder / "earlier_wards.csv")


def organisations(folder: Path = DATA) -> list[OrganisationRow]:
    """Every organisation, present and ended."""
    return [
        OrganisationRow(
            row["code"], row["kind"], row["name_vi"], row["name_en"],
            _date(row["valid_from"]), _date(row["valid_to"]), row["note"],
        )
        for row in _rows(folder / "organisations.csv")
    ]  # fmt: skip


def committee_of(ward_code: str) -> str:
    """The code of the people's committee of a present ward."""
    return f"ubnd-{ward_code}"


def district_committees(places: Collection[Place]) -> dict[str, list[str]]:
    """The ended district committees by name, with the codes of the committees that now look after their wards."""
    found: dict[str, dict[str, None]] = {}
    present = {place.code for place in places if not place.successors}
    for place in places:
        if place.district and present.issuperset(code for code, _ in place.successors):
            followers = found.setdefault(f"UBND {place.district}", {})
            followers.update(dict.fromkeys(committee_of(code) for code, _ in place.successors))
    return {name: list(codes) for name, codes in found.items()}


def _former(path: Path) -> dict[Place, str]:
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in _rows(path):
        grouped.setdefault(row["code"], []).append(row)
    found = {}
    for code, rows in grouped.items():
        first, next_ = rows[0], tuple((row["successor"], row["part"] == "whole") for row in rows)
        place = Place(code, first["kind"], first["name"], first["district"], None, _date(first["valid_to"]), next_)
        found[place] = first["source"]
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as lines:
        yield from csv.DictReader(lines)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
