"""Each legal instrument is given the honours that its title named, and no round's basis becomes another."""

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.app import MIGRATIONS
from portal.consultations.rounds import citing, queries
from portal.core import schema
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.engines.text.fold import fold
from portal.honours.models import Honour, LegalInstrument
from portal.honours.reference import load_honours
from portal.honours.states import Level, PublicAsked, Recipient
from tests.consultations.held import BOARD, announced

NEW, OLD = date(2026, 11, 14), date(2026, 11, 13)  # a round opens on the 16th, today is the 10th
ROWS: dict[str, dict[str, Any]] = {
    "1/QĐ": {"title_vi": "Quyết định về DANH HIỆU công dân thủ đô ưu tú, Huân chương Dũng cảm"},
    "2/QĐ": {"title_vi": "Quyết định về Danh hiệu mới"},
    "3/QĐ": {"title_vi": "Quyết định về Danh hiệu cũ"},
    "4/QĐ": {"title_vi": "Quyết định về Danh hiệu cũ", "in_force_to": OLD},
    "5/QĐ": {"title_vi": "Quyết định về Huân chương Dũng cảm", "subject": "working_time"},
    "6/QĐ": {"title_vi": "Quyết định về Bằng khen nào đó"},
}
GIVEN = {
    "1/QĐ": ["bravery", "outstanding-citizen"], "2/QĐ": ["new"], "3/QĐ": [], "4/QĐ": ["old"], "5/QĐ": [], "6/QĐ": [],
}  # fmt: skip


@pytest.fixture(autouse=True)
def then(inside: Flask) -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False):
        with unit_of_work() as session:
            load_honours(by=SYSTEM)
            session.add(_honour("new", "Danh hiệu mới", valid_from=NEW))
            session.add(_honour("old", "Danh hiệu cũ", valid_to=OLD))
        yield


def _honour(code: str, name: str, **when: date) -> Honour:
    return Honour(
        code=code, level=Level.CITY, name_vi=name, recipients=[Recipient.INDIVIDUAL], public_asked=PublicAsked.NO,
        source="Thử", **when,
    )  # fmt: skip


def enter() -> None:
    """Rows as 0035 kept them, besides those that come with the portal."""
    key = sa.Column("id", sa.Uuid(), primary_key=True)
    table = sa.Table("legal_instrument", sa.MetaData(), key, autoload_with=db.engine)
    told = {"subject": "commendation", "title_en": "", "position": 99, "version": 3, "source": "", "unsure": False}
    blank = {"replaced_by": "", "note_vi": "", "note_en": "", "in_force_to": None}
    with db.engine.begin() as connection:
        for number, row in ROWS.items():
            connection.execute(table.insert().values(id=uuid.uuid4(), number=number, **told | blank | row))


def by_the_title(on: date) -> dict[str, set[str]]:
    """What the rule that read titles told of a day."""
    with db.engine.connect() as connection:
        laws = connection.execute(
            sa.text("SELECT number, title_vi FROM legal_instrument WHERE subject = 'commendation'")
        )
        rows = connection.execute(sa.select(Honour.code, Honour.name_vi, Honour.valid_from, Honour.valid_to)).all()
        standing = [r for r in rows if (r.valid_from or on) <= on <= (r.valid_to or on)]
        return {law.number: {r.code for r in standing if fold(r.name_vi) in fold(law.title_vi)} for law in laws}


def given() -> dict[str, list[str]]:
    return {row.number: row.honour_codes for row in db.session.scalars(sa.select(LegalInstrument))}


def test_every_row_gets_what_its_title_gave_on_the_day_of_the_round_still_to_open() -> None:
    round = announced()
    with unit_of_work():
        citing.anew(by=BOARD)
    db.session.remove()
    schema.downgrade(db.engine, MIGRATIONS, "0035")
    enter()
    before = by_the_title(date(2026, 11, 16))
    schema.upgrade(db.engine, MIGRATIONS)
    kept = given()
    assert {number: kept[number] for number in GIVEN} == GIVEN
    assert {n: set(kept[n]) for n in before if n != "4/QĐ"} == {n: before[n] for n in before if n != "4/QĐ"}
    assert kept["71/2025/QĐ-UBND"] == ["outstanding-citizen"] and kept["152/2025/NĐ-CP"] == []
    with unit_of_work():
        citing.anew(by=BOARD)
    told = [each["number"] for each in queries.one(round.id).legal_basis]  # type: ignore[union-attr]  # it is there
    assert {"3/QĐ", "6/QĐ", "152/2025/NĐ-CP"} <= set(told)
    assert not {"1/QĐ", "2/QĐ", "4/QĐ", "71/2025/QĐ-UBND"} & set(told)


def test_where_no_round_is_to_open_it_is_what_the_title_gives_today() -> None:
    db.session.remove()
    schema.downgrade(db.engine, MIGRATIONS, "0035")
    enter()
    schema.upgrade(db.engine, MIGRATIONS)
    kept = given()
    assert (kept["1/QĐ"], kept["2/QĐ"], kept["3/QĐ"]) == (GIVEN["1/QĐ"], [], ["old"])


def test_the_upgrade_moves_no_basis_and_leaves_rows_as_untouched_as_they_were() -> None:
    round = announced()
    with unit_of_work():
        citing.anew(by=BOARD)
    before = json.dumps(round.legal_basis)
    db.session.remove()
    schema.downgrade(db.engine, MIGRATIONS, "0035")
    schema.upgrade(db.engine, MIGRATIONS)
    with unit_of_work():
        assert citing.anew(by=BOARD) == []
        assert load_honours(by=SYSTEM).renewed == 0
    assert json.dumps(queries.one(round.id).legal_basis) == before  # type: ignore[union-attr]  # it is there
