"""A backup holds everything, is found out when it does not, and comes back only into an empty place."""

import gzip
import io
import os
import stat
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core import backup, clock, dump
from portal.core.audit.chain import GENESIS
from portal.core.audit.models import AuditEntry
from portal.core.backup import BackupFault
from portal.core.db import Base, db, unit_of_work
from portal.core.storage import services
from portal.core.storage.intake import receive
from portal.core.storage.models import StoredFile
from portal.core.storage.store import LocalStore, choose, chosen, contents, key_for
from tests.conftest import POSTGRES
from tests.core.storage import shots
from tests.postgres import admin


@pytest.fixture
def store(inside: Flask, tmp_path: Path) -> Iterator[LocalStore]:
    """The store of this process, empty."""
    before, store = chosen(), LocalStore(tmp_path / "files")
    choose(store)
    yield store
    choose(before)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty database of the kind the tests run on."""
    if not POSTGRES:
        engine = sa.create_engine(f"sqlite:///{tmp_path}/new/portal.sqlite3")
        yield engine
        engine.dispose()
        return
    name = f"portal_restore_{uuid.uuid4().hex[:8]}"
    admin(POSTGRES, f"CREATE DATABASE {name}")
    engine = sa.create_engine(sa.make_url(POSTGRES).set(database=name))
    yield engine
    engine.dispose()
    admin(POSTGRES, f"DROP DATABASE {name}")


def keep(data: bytes) -> StoredFile:
    received = receive(io.BytesIO(data), name="thư.pdf", store=chosen())
    with unit_of_work():
        return services.keep(received)


def made(path: Path) -> backup.Manifest:
    return backup.write(path, engine=db.engine, store=chosen())


def rows(engine: sa.Engine) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a database, by table."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def test_everything_comes_back(store: LocalStore, elsewhere: sa.Engine, tmp_path: Path) -> None:
    keep(shots.PDF)
    keep(shots.phone_photo())
    manifest = made(tmp_path / "b.tar.gz")
    there = LocalStore(tmp_path / "there")
    assert backup.restore(tmp_path / "b.tar.gz", engine=elsewhere, store=there) == manifest
    assert manifest.files == 2
    assert rows(elsewhere) == rows(db.engine)
    assert rows(elsewhere)["stored_file"]
    assert [(e.key, contents(there, e.key)) for e in there.entries()] == [
        (e.key, contents(store, e.key)) for e in store.entries()
    ]


def test_the_restored_trail_still_refuses_change(store: LocalStore, elsewhere: sa.Engine, tmp_path: Path) -> None:
    link = {"seq": 1, "at": clock.now(), "detail": "{}", "previous": GENESIS, "hash": "0" * 64}
    words = dict.fromkeys(("actor_kind", "act", "thing_kind", "thing_id"), "x")
    with unit_of_work() as session:
        session.execute(sa.insert(AuditEntry).values(**link, **words))
    made(tmp_path / "b.tar.gz")
    backup.restore(tmp_path / "b.tar.gz", engine=elsewhere, store=LocalStore(tmp_path / "there"))
    with elsewhere.begin() as connection, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        connection.execute(sa.update(AuditEntry).values(act="y"))


def test_a_backup_is_for_its_owners_eyes(store: LocalStore, tmp_path: Path) -> None:
    made(tmp_path / "b.tar.gz")
    assert stat.S_IMODE((tmp_path / "b.tar.gz").stat().st_mode) == 0o600


def test_a_backup_overwrites_nothing(store: LocalStore, tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_bytes(b"precious")
    with pytest.raises(BackupFault, match="exists already"):
        made(tmp_path / "b.tar.gz")
    assert (tmp_path / "b.tar.gz").read_bytes() == b"precious"


def test_a_backup_that_fails_leaves_nothing(store: LocalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    keep(shots.PDF)
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        made(tmp_path / "out" / "b.tar.gz")
    assert list((tmp_path / "out").iterdir()) == []


def test_every_row_of_a_backup_finds_its_file_while_people_write(
    inside: Flask, store: LocalStore, elsewhere: sa.Engine, tmp_path: Path
) -> None:
    stop, written = threading.Event(), []

    def people() -> None:
        with inside.app_context():
            while not stop.is_set():
                written.append(keep(shots.PDF.replace(b"/Count 0", b"/Count 0/N(%d)" % len(written))).sha256)
            db.session.remove()

    writer = threading.Thread(target=people)
    writer.start()
    while len(written) < 5 and writer.is_alive():
        stop.wait(0.01)
    made(tmp_path / "b.tar.gz")
    stop.set()
    writer.join()
    there = LocalStore(tmp_path / "there")
    backup.restore(tmp_path / "b.tar.gz", engine=elsewhere, store=there)
    with elsewhere.connect() as connection:
        kept = connection.scalars(sa.select(StoredFile.sha256)).all()
    assert 5 <= len(kept) <= len(written)
    assert all(there.exists(f"{sha256[:2]}/{sha256}") for sha256 in kept)


def test_a_database_that_is_not_empty_is_left_alone(store: LocalStore, tmp_path: Path) -> None:
    made(tmp_path / "b.tar.gz")
    with pytest.raises(BackupFault, match="database is not empty"):
        backup.restore(tmp_path / "b.tar.gz", engine=db.engine, store=LocalStore(tmp_path / "there"))


def test_a_store_that_is_not_empty_is_left_alone(store: LocalStore, elsewhere: sa.Engine, tmp_path: Path) -> None:
    made(tmp_path / "b.tar.gz")
    there = LocalStore(tmp_path / "there")
    there.put(key_for(b"theirs"), b"theirs", "text/plain")
    with pytest.raises(BackupFault, match="file store is not empty"):
        backup.restore(tmp_path / "b.tar.gz", engine=elsewhere, store=there)
    assert dump.is_empty(elsewhere)


def test_a_restore_that_was_cut_off_can_be_run_again(
    store: LocalStore, elsewhere: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(shots.PDF)
    made(tmp_path / "b.tar.gz")
    there = LocalStore(tmp_path / "there")
    with monkeypatch.context() as cut:
        cut.setattr(dump, "restore", lambda engine, source: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            backup.restore(tmp_path / "b.tar.gz", engine=elsewhere, store=there)
    assert dump.is_empty(elsewhere)
    assert backup.restore(tmp_path / "b.tar.gz", engine=elsewhere, store=there).files == 1


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_backup_cut_short_is_found_out(store: LocalStore, elsewhere: sa.Engine, tmp_path: Path, share: float) -> None:
    keep(shots.phone_photo())
    made(tmp_path / "b.tar.gz")
    whole = (tmp_path / "b.tar.gz").read_bytes()
    (tmp_path / "c.tar.gz").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BackupFault):
        backup.restore(tmp_path / "c.tar.gz", engine=elsewhere, store=LocalStore(tmp_path / "there"))
    assert dump.is_empty(elsewhere)
    assert list(LocalStore(tmp_path / "there").entries()) == []


def test_a_changed_byte_is_found_out(store: LocalStore, tmp_path: Path) -> None:
    keep(shots.PDF)
    made(tmp_path / "b.tar.gz")
    plain = gzip.decompress((tmp_path / "b.tar.gz").read_bytes())
    (tmp_path / "c.tar.gz").write_bytes(gzip.compress(plain.replace(b"/Type/Catalog", b"/Type/Cat4log")))
    with pytest.raises(BackupFault, match="does not match its manifest: files/"):
        backup.verify(tmp_path / "c.tar.gz")


def test_something_else_is_not_a_backup(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"hello")
    with pytest.raises(BackupFault, match="cannot be read as a backup"):
        backup.verify(tmp_path / "x")


def test_a_backup_of_another_kind_of_database_is_refused(store: LocalStore, tmp_path: Path) -> None:
    manifest = made(tmp_path / "b.tar.gz")
    other = sa.create_mock_engine("postgresql://" if manifest.dialect == "sqlite" else "sqlite://", lambda *_: None)
    with pytest.raises(BackupFault, match="this backup is of a"):
        backup.restore(tmp_path / "b.tar.gz", engine=other, store=LocalStore(tmp_path / "there"))


def test_a_file_that_rotted_is_named(store: LocalStore, tmp_path: Path) -> None:
    file = keep(shots.PDF)
    (store.root / file.key).write_bytes(b"rotten")
    assert made(tmp_path / "b.tar.gz").damaged == [file.key]


def test_progress_is_told(store: LocalStore, tmp_path: Path) -> None:
    keep(shots.PDF)
    told: list[tuple[int, int]] = []
    backup.write(tmp_path / "b", engine=db.engine, store=store, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
