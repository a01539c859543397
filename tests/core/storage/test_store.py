"""What is put is whole, under its own hash, or not there at all; the folder and the bucket answer alike."""

import errno
import io
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.core.storage.faults import NotStored, StoreFull, StoreUnavailable
from portal.core.storage.s3 import Bucket, S3Store
from portal.core.storage.store import LocalStore, Store, contents, key_for

DATA = b"Ba Ba" * 1000
KEY = key_for(DATA)
TYPE = "image/jpeg"


def everything_under(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_what_is_put_can_be_read(store: Store) -> None:
    store.put(KEY, DATA, TYPE)
    assert contents(store, KEY) == DATA


def test_a_stream_can_be_put(store: Store) -> None:
    store.put(KEY, io.BytesIO(DATA), TYPE)
    assert contents(store, KEY) == DATA


def test_it_is_read_piece_by_piece(store: Store) -> None:
    store.put(KEY, DATA, TYPE)
    stream = store.open(KEY)
    assert (stream.read(5), stream.read(3)) == (DATA[:5], DATA[5:8])
    stream.close()


def test_it_knows_its_size_and_date(store: Store) -> None:
    store.put(KEY, DATA, TYPE)
    entry = store.entry(KEY)
    assert entry is not None
    assert (entry.key, entry.size) == (KEY, len(DATA))
    assert abs(entry.put_at - datetime.now(UTC)) < timedelta(minutes=5)


def test_what_was_never_put_is_not_there(store: Store) -> None:
    assert not store.exists(KEY)
    assert store.entry(KEY) is None
    with pytest.raises(NotStored):
        store.open(KEY)


def test_what_is_deleted_is_gone_and_may_be_deleted_again(store: Store) -> None:
    store.put(KEY, DATA, TYPE)
    store.delete(KEY)
    store.delete(KEY)
    assert not store.exists(KEY)


def test_the_same_file_is_kept_once(store: Store) -> None:
    store.put(KEY, DATA, TYPE)
    store.put(KEY, DATA, TYPE)
    assert [entry.key for entry in store.entries()] == [KEY]


def test_keys_are_found_by_how_they_start(store: Store) -> None:
    keys = {key_for(bytes([each])) for each in range(5)}
    for key in keys:
        store.put(key, DATA, TYPE)
    assert {entry.key for entry in store.entries()} == keys
    assert [entry.key for entry in store.entries(KEY[:3])] == []
    assert {entry.key for entry in store.entries(min(keys)[:3])} == {min(keys)}


@pytest.mark.parametrize(
    "key", ["", "..", "../../etc/passwd", "aa/" + "b" * 64, "/etc/passwd", KEY.upper(), KEY + "\n", KEY + "/../x"]
)
def test_nothing_but_a_key_is_a_key(store: Store, key: str) -> None:
    for verb in (store.open, store.entry, store.delete):
        with pytest.raises(ValueError, match="not a storage key"):
            verb(key)
    with pytest.raises(ValueError, match="not a storage key"):
        store.put(key, DATA, TYPE)


def test_putting_again_renews_the_date(folder: LocalStore) -> None:
    folder.put(KEY, DATA, TYPE)
    os.utime(folder.root / KEY, (1, 1))
    folder.put(KEY, DATA, TYPE)
    assert folder.entry(KEY).put_at.year > 2000


def test_a_full_disk_leaves_nothing_half_written(folder: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreFull):
        folder.put(KEY, DATA, TYPE)
    assert everything_under(folder.root) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if os.name == "nt" or os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_really_full_disk_refuses_and_serves_on(small_disk: Path) -> None:
    store = LocalStore(small_disk)
    store.put(KEY, DATA, TYPE)
    large = bytes(200_000)
    with pytest.raises(StoreFull):
        store.put(key_for(large), large, TYPE)
    assert contents(store, KEY) == DATA
    assert everything_under(small_disk) == [small_disk / KEY]


def test_a_stream_that_breaks_off_leaves_nothing(folder: LocalStore) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionResetError("gone")

    with pytest.raises(StoreUnavailable):
        folder.put(KEY, Broken(DATA), TYPE)
    assert everything_under(folder.root) == []


def test_every_put_reaches_the_disk_before_it_answers(folder: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed = []
    fsync = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda handle: (flushed.append(os.readlink(f"/proc/self/fd/{handle}")), fsync(handle))
    )
    folder.put(KEY, DATA, TYPE)
    assert flushed[0].endswith(".part")
    assert flushed[1:] == [str((folder.root / KEY).parent), str(folder.root)]


def test_what_a_killed_process_left_is_cleared_but_not_what_is_being_written(folder: LocalStore) -> None:
    folder.put(KEY, DATA, TYPE)
    old, fresh = ((folder.root / KEY).with_name(name) for name in ("1.part", "2.part"))
    for half in (old, fresh):
        half.write_bytes(b"x")
    os.utime(old, (1, 1))
    assert folder.drop_halves(datetime.now(UTC) - timedelta(hours=1)) == 1
    assert fresh.exists()
    assert folder.exists(KEY)


def test_half_written_files_are_not_listed(folder: LocalStore) -> None:
    folder.put(KEY, DATA, TYPE)
    (folder.root / KEY).with_name("1.part").write_bytes(b"x")
    assert [entry.key for entry in folder.entries()] == [KEY]


def test_a_bucket_that_is_down_is_called_unavailable() -> None:
    down = S3Store(Bucket("b", endpoint="http://127.0.0.1:9", access_key="k", secret_key="s", connect_seconds=0.2))
    for verb in (lambda: down.put(KEY, DATA, TYPE), lambda: down.open(KEY), lambda: down.exists(KEY)):
        with pytest.raises(StoreUnavailable):
            verb()
    with pytest.raises(StoreUnavailable):
        list(down.entries())


def test_a_bucket_that_does_not_exist_is_called_unavailable(s3_endpoint: str) -> None:
    nowhere = S3Store(Bucket("nowhere", endpoint=s3_endpoint, access_key="k", secret_key="s"))
    with pytest.raises(StoreUnavailable):
        nowhere.put(KEY, DATA, TYPE)


def test_a_bucket_remembers_the_media_type(bucket: S3Store) -> None:
    bucket.put(KEY, DATA, TYPE)
    assert bucket._client.head_object(Bucket=bucket.bucket, Key=KEY)["ContentType"] == TYPE
