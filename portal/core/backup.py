"""One file that holds everything: the database at one moment and every stored file, each under its hash.

The database is taken first. Files are kept before the rows that mention them, so that every row finds its file.
"""

import contextlib
import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from portal.core import clock, dump
from portal.core.dump import DumpFault
from portal.core.storage.faults import NotStored
from portal.core.storage.store import Entry, Readable, Store, checked

Progress = Callable[[int, int], None]
DATABASE, MANIFEST, FILES = "database", "manifest.json", "files/"
FORM = 1
_PIECE = 1024 * 1024


class BackupFault(DumpFault):
    """A backup that cannot be made, read or restored; the text is one line for the operator."""


@dataclass
class Manifest:
    """What a backup holds: hashes by name, the kind of database, and files that were damaged when it was made."""

    made_at: str
    dialect: str
    form: int = FORM
    hashes: dict[str, str] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)

    @property
    def files(self) -> int:
        """How many stored files it holds."""
        return len(self.hashes) - 1


class _Counted:
    """A stream that hashes what is read through it."""

    def __init__(self, stream: Readable) -> None:
        self.stream, self.hash = stream, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        piece = self.stream.read(size)
        self.hash.update(piece)
        return piece


def write(path: Path, *, engine: sa.Engine, store: Store, progress: Progress = lambda done, total: None) -> Manifest:
    """Write a backup while the portal runs. Raises BackupFault, DumpFault, OSError; then no file is left."""
    if path.exists():
        raise BackupFault(f"{path} exists already")
    half = path.with_name(path.name + ".part")
    try:
        with _private(half) as out, tempfile.TemporaryDirectory(dir=path.parent) as folder:
            manifest = _pack(out, Path(folder) / DATABASE, engine, store, progress)
            out.flush()
            os.fsync(out.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    return manifest


def restore(path: Path, *, engine: sa.Engine, store: Store, progress: Progress = lambda done, total: None) -> Manifest:
    """Put a backup into an empty database and an empty store, after all of it was found whole.

    The files go first and the database last, so that a restore that was cut off still counts as not done. It may then
    be run again. Raises BackupFault, DumpFault, StoreFull, StoreUnavailable.
    """
    manifest = verify(path)
    if manifest.dialect != engine.dialect.name:
        raise BackupFault(f"this backup is of a {manifest.dialect} database, the present one is {engine.dialect.name}")
    if not dump.is_empty(engine):
        raise BackupFault("the database is not empty: nothing was restored")
    engine.dispose()
    strange = next((e.key for e in store.entries() if FILES + e.key not in manifest.hashes), None)
    if strange:
        raise BackupFault("the file store is not empty: nothing was restored")
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        aside = Path(folder) / DATABASE
        for done, (member, body) in enumerate(_members(path), 1):
            _put(member, body, store, aside)
            progress(done, len(manifest.hashes) + 1)
        dump.restore(engine, aside)
    return manifest


def verify(path: Path) -> Manifest:
    """Read a whole backup against its manifest. Raises BackupFault with the first thing that is wrong."""
    found: dict[str, str] = {}
    manifest: Manifest | None = None
    try:
        for member, body in _members(path):
            if body is None or manifest is not None:
                raise BackupFault(f"{path.name} holds something that is not a file of ours: {member[:80]}")
            if member == MANIFEST:
                manifest = Manifest(**json.loads(body.read()))
            else:
                found[_known(member)] = _hash(body)
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, TypeError) as fault:
        raise BackupFault(f"{path.name} cannot be read as a backup: {fault}") from fault
    if manifest is None:
        raise BackupFault(f"{path.name} is cut short: its manifest is missing")
    wrong = sorted(set(found.items()) ^ set(manifest.hashes.items()))
    if manifest.form != FORM or wrong or DATABASE not in found:
        raise BackupFault(f"{path.name} does not match its manifest: {wrong[0][0] if wrong else 'form'}")
    return manifest


def _pack(out: BinaryIO, aside: Path, engine: sa.Engine, store: Store, progress: Progress) -> Manifest:
    manifest = Manifest(clock.now().isoformat(), engine.dialect.name)
    dump.write(engine, aside)
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=3) as archive:
        with aside.open("rb") as body:
            manifest.hashes[DATABASE] = _add(archive, DATABASE, body, aside.stat().st_size)
        entries = list(store.entries())
        for done, entry in enumerate(entries, 1):
            _add_file(archive, store, entry, manifest)
            progress(done, len(entries))
        text = json.dumps(asdict(manifest), indent=1).encode()
        _add(archive, MANIFEST, io.BytesIO(text), len(text))
    return manifest


def _add_file(archive: tarfile.TarFile, store: Store, entry: Entry, manifest: Manifest) -> None:
    try:
        stream = store.open(entry.key)
    except NotStored:
        return  # withdrawn since the list was made
    with contextlib.closing(stream):
        found = _add(archive, FILES + entry.key, stream, entry.size)
    manifest.hashes[FILES + entry.key] = found
    if found != entry.key[3:]:
        manifest.damaged.append(entry.key)


def _add(archive: tarfile.TarFile, name: str, body: Readable, size: int) -> str:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(clock.now().timestamp())
    counted = _Counted(body)
    archive.addfile(info, counted)
    return counted.hash.hexdigest()


def _hash(body: Readable) -> str:
    counted = _Counted(body)
    while counted.read(_PIECE):
        pass
    return counted.hash.hexdigest()


def _put(member: str, body: Readable | None, store: Store, aside: Path) -> None:
    if body is None or member == MANIFEST:
        return
    if member == DATABASE:
        with _private(aside) as out:
            while piece := body.read(_PIECE):
                out.write(piece)
    else:
        key = _known(member).removeprefix(FILES)
        store.put(key, body.read(), "application/octet-stream")  # the true type stands in the file's row


def _known(name: str) -> str:
    """The name of a member, if it is one of ours. Raises ValueError."""
    if name != DATABASE:
        checked(name.removeprefix(FILES))
    return name


def _members(path: Path) -> Iterator[tuple[str, Readable | None]]:
    """Names and contents in order, read to the very end, where the compressed stream's own checksum stands."""
    with gzip.open(path, "rb") as plain:
        with tarfile.open(fileobj=plain, mode="r:") as archive:
            for member in archive:
                yield member.name, archive.extractfile(member) if member.isfile() else None
        while plain.read(_PIECE):
            pass


def _private(path: Path) -> BinaryIO:
    """A new file that only its owner may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
