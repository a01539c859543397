"""People who send opinions: each with a form, a session and an address of their own."""

import http.client
import re
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.bench.measure import Server

TEXT = "Tôi ở cùng ngõ với chị, sáng nào cũng thấy chị quét sạch cả đoạn phố trước khi trời sáng. " * 6
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
KEY = re.compile(r"[0-9a-f]{32}")


@dataclass
class Speaker:
    """One who has the form open and sends it again and again, each time as somebody else's."""

    server: Server
    path: str
    values: Callable[[], dict[str, str]]
    expect: int = 303
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        self.connection.request("GET", self.path, headers=self.headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        cookies = [c.split(";")[0] for c in answer.headers.get_all("Set-Cookie") or []]
        self.headers = {"Cookie": "; ".join(cookies), "Content-Type": "application/x-www-form-urlencoded"}
        found = TOKEN.search(page)
        if found is None:
            raise RuntimeError(f"no form at {self.path}: {answer.status}")
        self.token = found.group(1)

    def send(self) -> bool:
        """Send one; whether it was taken."""
        address = f"10.{secrets.randbelow(250)}.{secrets.randbelow(250)}.{secrets.randbelow(250)}"
        body = urlencode({"csrf_token": self.token} | self.values())
        self.connection.request("POST", self.path, body, self.headers | {"X-Forwarded-For": address})
        answer = self.connection.getresponse()
        answer.read()
        return answer.status == self.expect


def opinion() -> dict[str, str]:
    """A whole opinion, as another person's each time."""
    key = secrets.token_hex(16)
    return {"stance": "support", "text": TEXT, "how_known": "saw", "display": "staff", "relation": "none",
            "email": f"{key}@example.vn", "key": key, "anyway": "1"}  # fmt: skip


def bare() -> dict[str, str]:
    """The same text for the limit application."""
    return {"text": TEXT}


@dataclass
class Load:
    """What came of many sending at once."""

    took: list[float]
    refused: int
    seconds: float

    def at(self, share: float) -> float:
        """How long a sending took at most for this share of them, in milliseconds."""
        return 1000 * sorted(self.took)[min(len(self.took) - 1, int(share * len(self.took)))]

    @classmethod
    def of(cls, loads: Sequence["Load"]) -> "Load":
        """Several that came one after the other, as one."""
        took = [each for load in loads for each in load.took]
        return cls(took, sum(load.refused for load in loads), sum(load.seconds for load in loads))

    @property
    def rate(self) -> float:
        """Sendings taken in a second."""
        return (len(self.took) - self.refused) / self.seconds


def together(make: Callable[[], Speaker], writers: int, each: int, *, every: float = 0.0) -> Load:
    """So many speakers at once, each sending so often; with `every`, each begins one that often, late or not.

    A sending that had to wait for the one before is counted from when it was due: a slow server is not spared.
    """
    speakers = [make() for _ in range(writers)]
    took: list[float] = []
    refused: list[int] = []
    start = time.perf_counter() + 0.1

    def go(speaker: Speaker, number: int) -> None:
        for turn in range(each):
            due = start + (turn + number / writers) * every if every else time.perf_counter()
            time.sleep(max(0.0, due - time.perf_counter()))
            if not speaker.send():
                refused.append(1)
            took.append(time.perf_counter() - due)

    threads: list[Any] = [threading.Thread(target=go, args=(s, n)) for n, s in enumerate(speakers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(took, len(refused), time.perf_counter() - start)
