"""The serving process is killed again and again while people send: what was acknowledged is there, once."""

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import html5lib
import pytest
import requests

from tests.core.mail.test_post import free_port

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
KILLS, TELLERS = 3, 4


class Server:
    """`portal serve` on a folder, started and killed at will."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.settings = {k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")} | {"PORTAL_DEMO": "1"}
        self.portal("db", "upgrade")
        self.portal("reference", "load")

    def portal(self, *words: str) -> str:
        command = [sys.executable, "-m", "portal", *words, "--data", str(self.folder)]
        return subprocess.run(command, cwd=ROOT, env=self.settings, check=True, capture_output=True, text=True).stdout

    def start(self) -> float:
        """How many seconds it took to answer."""
        command = [sys.executable, "-m", "portal", "serve", "--data", str(self.folder), "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.settings, stderr=subprocess.DEVNULL)
        began = time.monotonic()
        while time.monotonic() - began < 30:
            try:
                requests.get(f"http://127.0.0.1:{self.port}/robots.txt", timeout=2)
                return time.monotonic() - began
            except requests.RequestException:
                time.sleep(0.1)
        raise AssertionError("the server does not come up")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


def hidden(page: str) -> dict[str, str]:
    """The hidden values of the page's form."""
    root = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page)
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


@pytest.mark.sqlite_only
def test_what_was_acknowledged_is_there_once(tmp_path: Path) -> None:
    server, acknowledged, ending = Server(tmp_path / "data"), [], threading.Event()
    server.start()

    def teller() -> None:
        while not ending.is_set():
            number = tell(server.port)
            if number:
                acknowledged.append(number)

    tellers = [threading.Thread(target=teller) for _ in range(TELLERS)]
    for each in tellers:
        each.start()
    chance = random.Random(3959)
    for _ in range(KILLS):
        time.sleep(1.5 + chance.random() * 1.5)
        server.kill()
        assert server.start() < 10
    time.sleep(1.5)
    ending.set()
    for each in tellers:
        each.join(30)
    server.kill()
    inside = sqlite3.connect(server.folder / "portal.sqlite3")
    kept = [row[0] for row in inside.execute("SELECT number FROM nomination")]
    whole = inside.execute("PRAGMA integrity_check").fetchone()[0]
    inside.close()
    assert len(acknowledged) >= 5, "too few were told to show anything"
    assert len(set(acknowledged)) == len(acknowledged)
    assert set(acknowledged) <= set(kept)
    assert len(set(kept)) == len(kept)
    assert whole == "ok"
    assert "The audit trail is whole" in server.portal("audit", "verify")
