"""The serving process is killed again and again while people send: what was acknowledged is there, once."""

import itertools
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence, Sized
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from tests import browser
from tests.served import free_port

ROOT = Path(__file__).resolve().parents[2]
STORY = "Bà Tơ dậy từ bốn giờ sáng mỗi ngày để nấu nước chè cho người nhà bệnh nhân trước cổng bệnh viện. " * 4
ANSWERS = (
    {"about": "person"},
    {"s0-name": "Đặng Thị Tơ", "s0-honorific": "bà"},
    {"title": "Bát nước chè", "story": STORY, "how_known": "saw"},
    {"when": "unsure", "commended": "unknown"},
    {},
    {"name": "Vũ Thị Ngọ", "phone": "0912345678", "consent_said": "not_asked", "agreed": "y"},
    {},
)
SAID = {
    "stance": "support", "how_known": "saw",
    "text": "Tôi ở cùng ngõ, sáng nào cũng thấy chị quét sạch cả đoạn phố trước khi trời sáng.",
}  # fmt: skip
NUMBER = r"YK\d\d-\w+"
KILLS, TELLERS = 3, 4
PROC = Path("/proc")  # where a system keeps what its processes used


class Server:
    """`portal serve` on a folder, started and killed at will."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.settings = {k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")} | {"PORTAL_DEMO": "1"}
        self.portal("db", "upgrade")

    def portal(self, *words: str) -> str:
        return self.run("-m", "portal", *words, "--data", str(self.folder))

    def run(self, *words: str) -> str:
        command = [sys.executable, *words]
        return subprocess.run(command, cwd=ROOT, env=self.settings, check=True, capture_output=True, text=True).stdout

    def start(self) -> float:
        """How many seconds of its own work it took to answer, whoever else is busy on the machine."""
        command = [sys.executable, "-m", "portal", "serve", "--data", str(self.folder), "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.settings, stderr=subprocess.DEVNULL)
        began = time.monotonic()
        while time.monotonic() - began < 30:
            try:
                requests.get(f"http://127.0.0.1:{self.port}/robots.txt", timeout=2)
                return worked(self.process.pid) if PROC.is_dir() else time.monotonic() - began
            except requests.RequestException:
                time.sleep(0.1)
        raise AssertionError("the server does not come up")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


def worked(pid: int) -> float:
    """Seconds of a process's own work, as the system counts them."""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def hidden(page: str) -> dict[str, str]:
    """The hidden values of the page's form."""
    root = browser.read(page.encode())
    main = next(root.iter("main"))
    return {e.get("name", ""): e.get("value", "") for e in main.iter("input") if e.get("type") == "hidden"}


def tell(port: int) -> str | None:
    """Tell one story from the first page to the receipt; the number acknowledged, or None where the line broke."""
    visitor = requests.Session()
    try:
        page = visitor.get(f"http://127.0.0.1:{port}/ke-viec-tot/", timeout=10)
        for answers in ANSWERS:
            page = visitor.post(page.url, data=hidden(page.text) | answers, timeout=10)
            if page.status_code != 200:
                return None
    except (requests.RequestException, StopIteration):
        return None
    found = re.search(r"NT\d\d-\d{5}", page.text)
    return found.group() if found else None


def give(port: int, path: str, own: dict[str, str]) -> str | None:
    """Send one opinion; the number acknowledged, or None where the line broke: then it is sent again as it was."""
    visitor = requests.Session()
    try:
        page = visitor.get(f"http://127.0.0.1:{port}{path}", timeout=10)
        own.setdefault("key", hidden(page.text)["key"])
        page = visitor.post(page.url, data=hidden(page.text) | SAID | own, timeout=10)
    except (requests.RequestException, KeyError, StopIteration):
        return None
    found = re.search(NUMBER, page.text) if page.ok else None
    return found.group() if found else None


@contextmanager
def sending(acts: Sequence[Callable[[], None]]) -> Iterator[None]:
    """Everybody acts again and again, until the block is over."""
    ending = threading.Event()

    def again(act: Callable[[], None]) -> None:
        while not ending.is_set():
            act()

    threads = [threading.Thread(target=again, args=(act,)) for act in acts]
    for each in threads:
        each.start()
    yield
    ending.set()
    for each in threads:
        each.join(30)


def kill_often(server: Server, told: Sized, enough: int) -> None:
    """Kill it in the middle of whatever it does, each time once its share of `enough` is told, and let it come up again.

    On a slow machine that is waited for; one that stands still shows nothing.
    """
    chance = random.Random(3959)
    for n in range(1, KILLS + 1):
        latest = time.monotonic() + 20
        while len(told) < enough * n / KILLS and time.monotonic() < latest:
            time.sleep(0.05)
        time.sleep(1 + chance.random() * 1.5)
        server.kill()
        assert server.start() < 10
    time.sleep(0.5)


def read(server: Server, query: str) -> list[Any]:
    """What lies in the folder of a server that is down, which must be sound."""
    with closing(sqlite3.connect(server.folder / "portal.sqlite3")) as inside:
        assert inside.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return inside.execute(query).fetchall()


@pytest.mark.sqlite_only
def test_what_was_acknowledged_is_there_once(tmp_path: Path) -> None:
    server, acknowledged = Server(tmp_path / "data"), []
    server.portal("reference", "load")
    server.start()

    def act() -> None:
        if number := tell(server.port):
            acknowledged.append(number)

    with sending([act] * TELLERS):
        kill_often(server, acknowledged, 6)
    server.kill()
    kept = [row[0] for row in read(server, "SELECT number FROM nomination")]
    assert len(acknowledged) >= 5, "too few were told to show anything"
    assert len(set(acknowledged)) == len(acknowledged)
    assert set(acknowledged) <= set(kept)
    assert len(set(kept)) == len(kept)
    assert "The audit trail is whole" in server.portal("audit", "verify")


@pytest.mark.sqlite_only
def test_an_opinion_sent_again_after_the_line_broke_is_there_once_and_counted_once(tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    path = server.run("-m", "tests.attacks.opened", str(server.folder)).split()[-1]
    server.start()
    acknowledged: dict[str, str] = {}
    names = itertools.count()

    def speaker() -> Callable[[], None]:
        own: dict[str, str] = {}

        def act() -> None:
            if not own:
                n = next(names)
                own.update(name=f"Người thứ {n}", email=f"n{n}@example.vn")
            if number := give(server.port, path, own):
                acknowledged[own["name"]] = number
                own.clear()

        return act

    with sending([speaker() for _ in range(TELLERS)]):
        kill_often(server, acknowledged, 21)
    server.kill()
    kept = read(server, "SELECT w.name, o.number FROM opinion o JOIN opinion_writer w ON w.opinion_id = o.id")
    assert len(acknowledged) >= 20, "too few were sent to show anything"
    assert len(dict(kept)) == len(kept)
    assert {name: number for name, number in kept if name in acknowledged} == acknowledged
    assert len(kept) - len(acknowledged) <= TELLERS, "at most what was on its way at the end"
    assert "Every counter says" in server.portal("recount")
    assert "The audit trail is whole" in server.portal("audit", "verify")
