"""Writers of an SQLite database wait in line: threads of one process on a lock, processes on two files beside it.

SQLite itself makes the later ones try again after ever longer pauses, so that under load one of sixteen waits for seconds
while others are served twice. PostgreSQL needs no such order: its writers wait only for the rows they share, and a few of
each process write at once.

Who holds the first file is next, who holds the second one writes. With one file alone a process that has just written
would write again before another has looked; so it finds the place of the next one taken, and they take turns.

Where the line does not move (somebody else holds the database, or a row that all writers need), only a few of a process wait in it: the others are
told at once, so that the threads they would have slept in go on serving those who only read.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import sqlalchemy as sa

from portal.core.errors import Unavailable

PAUSE = 0.0005  # seconds between two looks at the file; one thread of a process looks, the others wait for that one

STILL = 3.0  # seconds without a single turn that came to its end, after which the line counts as not moving
PLACES = 2  # threads of a process that wait in such a line, behind the one that tries: servers have four or more

_threads = threading.Lock()
_abreast = threading.BoundedSemaphore(PLACES + 1)  # on PostgreSQL: the fourth thread of a server is left for readers
_files: dict[tuple[int, str], int] = {}  # process and path to descriptor: a lock is not inherited with a fork


@contextmanager
def turn(engine: sa.Engine, patience: float) -> Iterator[None]:
    """Have the only right to write until the end. Raises Unavailable when it takes longer than `patience` seconds."""
    until = time.monotonic() + patience
    alone = engine.dialect.name == "sqlite"
    gate = _threads if alone else _abreast
    with _line.joined():
        _line.wait(gate, until)
        try:
            with _alone(engine.url.database or "", until) if alone else nullcontext():
                yield
        except (Unavailable, sa.exc.OperationalError):
            raise  # the line did not move
        except BaseException:
            _line.moved()
            raise
        else:
            _line.moved()
        finally:
            gate.release()


class _Line:
    """The threads of this process that want to write or do, and since when none of them could."""

    def __init__(self) -> None:
        self.length = 0
        self.since: float | None = None  # when the first turn began of those that came to nothing
        self.door = threading.Lock()

    @contextmanager
    def joined(self) -> Iterator[None]:
        """Be one of the line. An empty line stands still for nobody: who comes later starts anew."""
        with self.door:
            self.length += 1
        try:
            yield
        finally:
            with self.door:
                self.length -= 1
                if not self.length:
                    self.since = None

    def wait(self, gate: "threading.Lock | threading.Semaphore", until: float) -> None:
        """Wait for the turn among threads, however long the line is, as long as it moves."""
        while not gate.acquire(timeout=0.1):
            if time.monotonic() > until or (self.length > PLACES + 1 and self._still()):
                raise Unavailable()
        if self.since is None:
            self.since = time.monotonic()

    def moved(self) -> None:
        """A turn came to its end, well or not: the database could be written."""
        self.since = None

    def _still(self) -> bool:
        since = self.since
        return since is not None and time.monotonic() - since > STILL


_line = _Line()


@contextmanager
def _alone(database: str, until: float) -> Iterator[None]:
    if database in ("", ":memory:"):
        yield
        return
    following, writing = _opened(f"{database}.next"), _opened(f"{database}.turn")
    _take(following, until)
    try:
        _take(writing, until)
    finally:
        fcntl.flock(following, fcntl.LOCK_UN)
    try:
        yield
    finally:
        fcntl.flock(writing, fcntl.LOCK_UN)


def _take(file: int, until: float) -> None:
    while not _taken(file):
        if time.monotonic() > until:
            raise Unavailable()
        time.sleep(PAUSE)


def _opened(path: str) -> int:
    mine = (os.getpid(), path)
    if mine not in _files:
        try:
            _files[mine] = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as fault:  # no room for even an empty file
            raise Unavailable() from fault
    return _files[mine]


def _taken(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
