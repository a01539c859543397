"""The audit trail: append-only, chained, and proof against quiet changes."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.accounts.policy import Accounts
from portal.core.actor import SYSTEM
from portal.core.audit import verify
from portal.core.audit.models import AuditEntry
from portal.core.audit.trail import record
from portal.core.db import db, unit_of_work


@dataclass
class Thing:
    id: object
    __tablename__ = "thing"


@pytest.fixture
def trail(inside: Flask) -> None:
    for number in range(5):
        with unit_of_work():
            record(SYSTEM, Accounts.ADD, Thing(uuid4()), number=number)


def unguarded(statement: str) -> None:
    """What an insider with the database in hand would do: lift the guard first."""
    db.session.rollback()
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            names = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type='trigger' AND name LIKE 'audit%'"
            )
            for (name,) in names.fetchall():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("DROP FUNCTION audit_refuse() CASCADE")
        connection.exec_driver_sql(statement)
        connection.commit()


def test_a_whole_trail_has_no_fault(trail: None) -> None:
    assert list(verify.faults()) == []
    assert verify.head()[0] == 5


def test_what_is_undone_leaves_no_trace(trail: None) -> None:
    with pytest.raises(RuntimeError), unit_of_work():
        record(SYSTEM, Accounts.ADD, Thing(uuid4()))
        raise RuntimeError
    assert verify.head()[0] == 5


@pytest.mark.parametrize(
    "change", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry", "DELETE FROM audit_head"]
)
def test_the_database_refuses_any_change(trail: None, change: str) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), db.engine.begin() as connection:
        connection.exec_driver_sql(change)


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE audit_entry SET detail = '{}' WHERE seq = 3", "entry 3 was changed"),
        ("UPDATE audit_entry SET actor_kind = 'staff' WHERE seq = 2", "entry 2 was changed"),
        ("DELETE FROM audit_entry WHERE seq = 4", "entry 4 is missing"),
        ("DELETE FROM audit_entry WHERE seq IN (2, 3)", "entry 2-3 is missing"),
        ("DELETE FROM audit_entry WHERE seq = 5", "the end of the trail does not match"),
        ("DELETE FROM audit_entry WHERE seq = 1", "entry 1 is missing"),
    ],
)
def test_tampering_is_found_and_named(trail: None, tampering: str, found: str) -> None:
    unguarded(tampering)
    found_all = list(verify.faults())
    assert any(fault.startswith(found) for fault in found_all), found_all


def test_reordering_is_found(trail: None) -> None:
    unguarded("UPDATE audit_entry SET seq = CASE seq WHEN 2 THEN -3 ELSE seq END")
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_entry SET seq = 2 WHERE seq = 3")
        connection.exec_driver_sql("UPDATE audit_entry SET seq = 3 WHERE seq = -3")
    assert {f.split()[1] for f in verify.faults()} >= {"2", "3"}


def test_a_chain_made_anew_is_found_by_a_link_noted_elsewhere(trail: None) -> None:
    noted = verify.head()
    unguarded("DELETE FROM audit_entry")
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit_head")
    for _ in range(5):
        with unit_of_work():
            record(SYSTEM, Accounts.ADD, Thing(uuid4()))
    assert list(verify.faults()) == []
    assert list(verify.faults(noted)) == ["entry 5 is not the one noted outside the portal"]


def test_entries_of_one_act_stand_in_order(inside: Flask) -> None:
    with unit_of_work():
        for number in range(3):
            record(SYSTEM, Accounts.ADD, Thing(uuid4()), number=number)
    details = db.session.scalars(sa.select(AuditEntry.detail).order_by(AuditEntry.seq)).all()
    assert details == ['{"number":0}', '{"number":1}', '{"number":2}']
