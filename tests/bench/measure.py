"""Servers under gunicorn, requests in shuffled rounds, CPU of the server's processes from /proc."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")
ROUNDS, REQUESTS = 8, 100
NUMBERS = 900


@dataclass
class Server:
    """One gunicorn with two processes of four threads."""

    port: int
    pid: int

    def pids(self) -> list[int]:
        """Its worker processes."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [int(each) for each in children]

    def cpu(self) -> float:
        """Seconds of CPU its workers have used."""
        return sum(_spent(pid) for pid in self.pids())

    def memory(self) -> int:
        """Memory of all its processes together, in MiB: pages that they share are counted once."""
        return round(sum(_proportional(pid) for pid in (self.pid, *self.pids())) / 1024)

    def stop(self) -> None:
        """End it before the measurements are over."""
        os.kill(self.pid, signal.SIGTERM)


@dataclass
class Row:
    """One thing measured: a path on a server. `{n}` in it is another number each time, so that nothing is warm."""

    name: str
    server: Server
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    expect: int = 200
    cpu: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    errors: int = 0
    size: int = 0
    asked: int = 0

    def next_path(self) -> str:
        """The path to ask for now."""
        self.asked += 1
        return self.path.replace("{n}", str(self.asked % NUMBERS))

    @property
    def ms(self) -> float:
        """CPU of the server for each request, in milliseconds: the middle of the rounds."""
        return 1000 * sorted(self.cpu)[len(self.cpu) // 2]

    def at(self, share: float) -> float:
        """How long an answer took at most for this share of requests, in milliseconds."""
        return 1000 * sorted(self.took)[min(len(self.took) - 1, int(share * len(self.took)))]


@contextmanager
def serving(target: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Run an application until the measurements are over."""
    port = free()
    command = [
        sys.executable, "-m", "gunicorn", "--preload", "--worker-class", "gthread", "--workers", "2", "--threads", "4",
        "--bind", f"127.0.0.1:{port}", "--log-level", "error", target,
    ]  # fmt: skip
    known = {k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")}
    process = subprocess.Popen(command, cwd=ROOT, env=known | dict(environment), stderr=subprocess.DEVNULL)
    try:
        wait(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def run(rows: list[Row], rounds: int = ROUNDS, requests: int = REQUESTS) -> None:
    """Each row once a round, in an order that changes; the first round only warms up."""
    chance = random.Random(1)
    for number in range(rounds + 1):
        for row in chance.sample(rows, len(rows)):
            cpu, took = spend(row, requests if number else requests // 3)
            if number:
                row.cpu.append(cpu)
                row.took += took


def spend(row: Row, requests: int) -> tuple[float, list[float]]:
    """Ask for the row's page so many times: seconds of the server's CPU for each, and how long each took."""
    connection, took = http.client.HTTPConnection("127.0.0.1", row.server.port, timeout=30), []
    before = row.server.cpu()
    for _ in range(requests):
        start = time.perf_counter()
        connection.request("GET", row.next_path(), headers=dict(row.headers))
        answer = connection.getresponse()
        row.size = len(answer.read())
        took.append(time.perf_counter() - start)
        row.errors += answer.status != row.expect
    connection.close()
    return (row.server.cpu() - before) / requests, took


def fetch(server: Server, path: str) -> tuple[bytes, str]:
    """A page once: its bytes and its ETag. The first one waits for the server to be made, too."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.request("GET", path)
    answer = connection.getresponse()
    body, tag = answer.read(), answer.headers.get("ETag") or ""
    connection.close()
    return body, tag


def _spent(pid: int) -> float:
    """To the nanosecond, thread by thread (they live as long as their process); in ticks of 10 ms where the kernel keeps no more."""
    try:
        kept = [each.read_text() for each in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    except FileNotFoundError:  # a thread that ended meanwhile: with whatever it spent
        kept = []
    if kept:
        return sum(int(each.split()[0]) for each in kept) / 1e9
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def _proportional(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def free() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(port: int) -> None:
    """Until somebody listens on the port. Raises RuntimeError after half a minute."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")
