"""The reference data is loaded whole, and again without change."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.actor import RESIDENT, SYSTEM
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied
from portal.organisations import queries, reference
from portal.organisations.models import Organisation, OrganisationKind, Ward, WardSuccession
from portal.organisations.services import Counts, load_reference


def count(model: type, *where: object) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*where)) or 0  # type: ignore[arg-type]  # conditions on its columns


def load(folder: Path = reference.DATA) -> Counts:
    with unit_of_work():
        return load_reference(by=SYSTEM, folder=folder)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return Path(shutil.copytree(reference.DATA, tmp_path / "data"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf8")


def test_all_wards_and_organisations_are_there(loaded: Counts) -> None:
    assert count(Ward) == 126 + 526 + 86
    assert count(WardSuccession) == 795 + 91
    assert count(Organisation, Organisation.kind == OrganisationKind.COMMUNE_COMMITTEE) == 126
    assert count(Organisation, Organisation.kind == OrganisationKind.DISTRICT_COMMITTEE) == 30
    assert loaded.changed == loaded.same == 0


def test_loading_again_changes_nothing(loaded: Counts) -> None:
    before = queries.gazetteer().version
    again = load()
    assert (again.added, again.changed, again.same) == (0, 0, loaded.added)
    assert queries.gazetteer().version == before
    assert count(AuditEntry, AuditEntry.act == "reference:load") == 1


def test_a_corrected_name_is_taken_over_and_the_row_stays(loaded: Counts, files: Path) -> None:
    key = queries.by_code("so-du-lich").id  # type: ignore[union-attr]  # it is there
    edit(files / "organisations.csv", "Department of Tourism", "Tourism Department")
    assert load(files).changed == 1
    row = queries.by_code("so-du-lich")
    assert row is not None
    assert (row.id, row.name_en) == (key, "Tourism Department")


def test_a_corrected_succession_reaches_the_resolver(loaded: Counts, files: Path) -> None:
    queries.gazetteer()
    edit(files / "former_wards.csv", "2025-06-30,p-hoan-kiem,whole", "2025-06-30,p-cua-nam,whole")
    counts = load(files)
    assert (counts.added, counts.changed) == (7, 7)
    assert queries.gazetteer().by_code["cu-p-hang-bac-hoan-kiem"].successors == (("p-cua-nam", True),)


def test_a_ward_that_left_the_files_stays(loaded: Counts, files: Path) -> None:
    edit(files / "organisations.csv", "so-du-lich,department,", "so-du-lich-moi,department,")
    load(files)
    assert queries.by_code("so-du-lich") is not None


def test_only_the_system_and_administrators_load(inside: Flask) -> None:
    with pytest.raises(Denied), unit_of_work():
        load_reference(by=RESIDENT)


def test_steps_are_told(inside: Flask) -> None:
    steps: list[str] = []
    with unit_of_work():
        load_reference(by=SYSTEM, progress=steps.append)
    assert steps == ["wards", "successions of wards", "organisations", "successions of organisations"]
