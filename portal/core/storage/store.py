"""Where files lie: one interface, and the folder on this machine behind it.

A key is the SHA-256 of what is kept, so that the same file is kept once and a changed one is found out.
"""

import contextlib
import errno
import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from portal.core.storage.faults import NotStored, StoreFull, StoreUnavailable

_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_HALF = ".part"


@dataclass(frozen=True)
class Entry:
    """One kept file: its key, its size in bytes and when it was last put."""

    key: str
    size: int
    put_at: datetime


class Readable(Protocol):
    """What a kept file is read through."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, none at the end."""

    def close(self) -> None:
        """Let go of it."""


class Store(Protocol):
    """Files under the hash of what they hold. All raise StoreUnavailable; `put` also StoreFull."""

    def put(self, key: str, data: bytes | BinaryIO, media_type: str) -> None:
        """Keep it whole or not at all; putting again renews its date."""

    def open(self, key: str) -> Readable:
        """Read it from the start. Raises NotStored."""

    def entry(self, key: str) -> Entry | None:
        """Its size and date, or nothing where it is not kept."""

    def exists(self, key: str) -> bool:
        """Whether it is kept."""

    def delete(self, key: str) -> None:
        """Keep it no longer; silent where it was not kept."""

    def entries(self, prefix: str = "") -> Iterator[Entry]:
        """All that is kept whose key starts so."""


def key_of(sha256: str) -> str:
    """The key of a content hash: its first two digits spread the files over 256 folders."""
    return f"{sha256[:2]}/{sha256}"


def key_for(data: bytes) -> str:
    """The key under which these bytes are kept."""
    return key_of(hashlib.sha256(data).hexdigest())


def checked(key: str) -> str:
    """The key, if it is one. Raises ValueError for anything else, such as a path upwards."""
    if not _KEY.fullmatch(key) or key[:2] != key[3:5]:
        raise ValueError(f"not a storage key: {key[:80]!r}")
    return key


def contents(store: Store, key: str) -> bytes:
    """All of a kept file. Raises NotStored."""
    with contextlib.closing(store.open(key)) as stream:
        return stream.read()


_chosen: list[Store] = []


def choose(store: Store) -> None:
    """Set where this process keeps files."""
    _chosen[:] = [store]


def chosen() -> Store:
    """Where this process keeps files."""
    return _chosen[0]


class LocalStore:
    """A folder on this machine: written beside, flushed to the disk, then renamed into place."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    def put(self, key: str, data: bytes | BinaryIO, media_type: str) -> None:
        """See Store."""
        target = self._path(key)
        with _disk_faults():
            made = not target.parent.is_dir()
            target.parent.mkdir(parents=True, exist_ok=True)
            half = target.with_name(f"{uuid.uuid4().hex}{_HALF}")
            try:
                _write(half, data)
                half.replace(target)
            except BaseException:
                half.unlink(missing_ok=True)
                raise
            _settle(target.parent)
            if made:
                _settle(self.root)

    def open(self, key: str) -> Readable:
        """See Store."""
        with _disk_faults():
            return self._path(key).open("rb")

    def entry(self, key: str) -> Entry | None:
        """See Store."""
        with _disk_faults():
            try:
                return _entry(key, self._path(key).stat())
            except FileNotFoundError:
                return None

    def exists(self, key: str) -> bool:
        """See Store."""
        return self.entry(key) is not None

    def delete(self, key: str) -> None:
        """See Store."""
        with _disk_faults():
            self._path(key).unlink(missing_ok=True)

    def entries(self, prefix: str = "") -> Iterator[Entry]:
        """See Store."""
        for path in sorted(self.root.glob("??/*")):
            key = f"{path.parent.name}/{path.name}"
            if _KEY.fullmatch(key) and key.startswith(prefix):
                entry = self.entry(key)
                if entry:
                    yield entry

    def drop_halves(self, before: datetime) -> int:
        """Remove what a killed process left half written before that time; say how many."""
        gone = 0
        for path in self.root.glob(f"??/*{_HALF}"):
            with contextlib.suppress(FileNotFoundError):
                if _entry(path.name, path.stat()).put_at < before:
                    path.unlink()
                    gone += 1
        return gone

    def _path(self, key: str) -> Path:
        return self.root / checked(key)


def _entry(key: str, stat: os.stat_result) -> Entry:
    return Entry(key, stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC))


def _write(path: Path, data: bytes | BinaryIO) -> None:
    with path.open("xb") as out:
        if isinstance(data, bytes):
            out.write(data)
        else:
            shutil.copyfileobj(data, out)
        out.flush()
        os.fsync(out.fileno())


def _settle(folder: Path) -> None:
    """Flush the folder itself, so that the new name outlives a power cut."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _disk_faults() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as fault:
        raise NotStored from fault
    except OSError as fault:
        raise (StoreFull if fault.errno in _FULL else StoreUnavailable)() from fault
