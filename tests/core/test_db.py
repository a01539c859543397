"""One unit of work: all or nothing, in turn, and honest when it cannot."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.accounts import queries, services
from portal.core import db as core_db
from portal.core.actor import SYSTEM, Role
from portal.core.db import Utc, db, on_kept, once, unit_of_work
from tests.browser import Browser
from tests.staff import PASSWORD, staff


def test_raising_undoes_everything(inside: Flask) -> None:
    with pytest.raises(RuntimeError), unit_of_work():
        services.add("mot-nguoi", name="Một", password_hash="", by=SYSTEM)
        raise RuntimeError
    assert queries.by_sign_in_name("mot-nguoi") is None


def test_a_unit_inside_a_unit_joins_it(inside: Flask) -> None:
    with pytest.raises(RuntimeError), unit_of_work():
        with unit_of_work():
            services.add("mot-nguoi", name="Một", password_hash="", by=SYSTEM)
        raise RuntimeError
    assert queries.by_sign_in_name("mot-nguoi") is None


def test_calls_for_afterwards_wait_for_the_end(inside: Flask) -> None:
    called: list[str] = []
    with unit_of_work():
        on_kept(lambda: called.append("kept"))
        assert called == []
    assert called == ["kept"]


def test_a_page_asks_once_and_whoever_writes_every_time(inside: Flask) -> None:
    asked: list[str] = []

    def answer() -> int:
        asked.append(db.session.scalars(sa.text("SELECT 'of the database'")).one())
        return len(asked)

    assert [once("q", answer), once("q", answer), once("another", answer)] == [1, 1, 2]
    with unit_of_work() as session:
        assert [once("q", answer), once("q", answer)] == [3, 4]
        with unit_of_work():
            assert once("q", answer) == 5
        session.flush()
    assert [once("q", answer), once("q", answer)] == [6, 6]  # what was read before the act is forgotten
    with pytest.raises(RuntimeError), unit_of_work():
        raise RuntimeError
    assert once("q", answer) == 7
    db.session.rollback()
    assert once("q", answer) == 8
    db.session.commit()
    assert once("q", answer) == 9
    db.session.remove()
    assert once("q", answer) == 10


def test_what_is_changed_and_not_yet_written_is_asked_of_anew(inside: Flask) -> None:
    staff(Role.CLERK)
    someone = queries.by_sign_in_name("clerk")
    assert someone and once("name", lambda: someone.name) == someone.name
    someone.name = "Đã đổi"
    assert once("name", lambda: someone.name) == "Đã đổi"
    db.session.rollback()
    assert once("name", lambda: someone.name) != "Đã đổi"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Utc().process_bind_param(datetime(2026, 11, 22), sa.create_engine("sqlite://").dialect)  # noqa: DTZ001  # a time without a zone is what it refuses


@pytest.mark.sqlite_only
def test_a_locked_database_answers_with_words_and_comes_back(app: Flask, browse: Callable[[], Browser]) -> None:
    with app.app_context():
        staff(Role.CLERK)
        path = Path(db.engine.url.database or "")
    browser = browse().get("/tai-khoan/dang-nhap")

    @sa.event.listens_for(sa.engine.Engine, "connect")
    def hurry(dbapi: sqlite3.Connection, record: object) -> None:
        dbapi.execute("PRAGMA busy_timeout=50")

    lock = sqlite3.connect(path, isolation_level=None)
    try:
        with app.app_context():
            db.engine.dispose()
        lock.execute("BEGIN IMMEDIATE")
        page = browser.submit({"name": "clerk", "password": PASSWORD}, status=503)
        assert "chưa ghi lại được" in page.text
        assert "Retry-After" in page.response.headers
        assert "Đăng nhập" in browse().get("/tai-khoan/dang-nhap").h1
    finally:
        lock.execute("ROLLBACK")
        lock.close()
        sa.event.remove(sa.engine.Engine, "connect", hurry)
    browser.get("/tai-khoan/dang-nhap").submit({"name": "clerk", "password": PASSWORD})
    assert core_db.BUSY_MS == 10_000


@pytest.mark.sqlite_only
def test_a_database_of_record_waits_for_the_disk_and_holds_keys_to_what_they_point_at(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path}/own.sqlite3")
    with engine.connect() as inside:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        assert [inside.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked] == ["wal", 2, 1, core_db.BUSY_MS]
    engine.dispose()
