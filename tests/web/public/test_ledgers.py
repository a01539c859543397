"""The sealed ledger for everybody, and the certificate for who wrote: checked by a program that shares nothing with ours."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.consultations.opinions.models import Opinion
from portal.consultations.outcome import freezing
from portal.core import codes
from portal.core.actor import SYSTEM
from portal.core.db import db
from tests.browser import Browser
from tests.consultations.held import TEXT, announced, candidate_of, opinion

CODE = "bach bai ban bang banh bao bat bau be"
END = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)


@pytest.fixture
def closed(app: Flask) -> Iterator[str]:
    """The address of a round that closed with five opinions, one of them with the receipt CODE."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as now:
        with app.app_context():
            round = announced()
            now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
            for n in range(4):
                opinion(candidate_of(round), email=f"nguoi{n}@example.vn")
            opinion(candidate_of(round), receipt_hash=codes.lightly_hashed(CODE))
            now.move_to(END + timedelta(minutes=5))
            freezing.freeze(round.id, by=SYSTEM)
            slug = round.slug
            db.session.remove()
        yield f"/lay-y-kien/{slug}"


def verify(public: bytes, certificate: dict[str, str], seal: str) -> bool:
    """An outsider: the public lines, the writer's certificate, and the seal; nothing of ours."""

    def sha(data: bytes) -> bytes:
        return hashlib.sha256(data).digest()

    lines = public.splitlines()
    key = bytes.fromhex(certificate["key"])
    mine = [line for line in lines if json.loads(line)["receipt"] == sha(key).hex()]
    if len(mine) != 1 or json.loads(mine[0])["text"] != sha(key + certificate["text"].encode()).hex():
        return False
    row = [sha(b"\x00" + line) for line in lines]
    while len(row) > 1:
        pairs = [row[at : at + 2] for at in range(0, len(row), 2)]
        row = [sha(b"\x01" + b"".join(pair)) if len(pair) == 2 else pair[0] for pair in pairs]
    return row[0].hex() == seal


def certificate_of(browser: Browser) -> dict[str, str]:
    browser.get("/theo-doi/").submit({"code": CODE})
    told: dict[str, str] = json.loads(browser.get("/theo-doi/y-kien/chung-thuc.json").response.data)
    return told


def test_a_writer_proves_with_the_public_file_and_the_receipt_that_the_opinion_is_in(
    browser: Browser, closed: str
) -> None:
    seal = browser.get(f"{closed}/so-y-kien").all("code")[0].text or ""
    public = browser.get(f"{closed}/so-y-kien-0.jsonl").response.data
    told = certificate_of(browser)
    assert verify(public, told, seal)
    assert not verify(public, told | {"text": TEXT + "!"}, seal)
    assert not verify(public.replace(b"support", b"not_yet", 1), told, seal)


def test_the_commands_on_the_pages_print_what_they_say(browser: Browser, closed: str, tmp_path: Path) -> None:
    told = certificate_of(browser)
    (tmp_path / "chung-thuc.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf8")
    (tmp_path / "so.jsonl").write_bytes(browser.get(f"{closed}/so-y-kien-0.jsonl").response.data)
    page = browser.get("/theo-doi/y-kien/chung-thuc")
    text, path = [
        re.findall(r'python3 -c "(.*)"', each.text or "")[0]
        for each in page.all("code")
        if "python3" in (each.text or "")
    ]
    (whole,) = [
        each.text or "" for each in page.get(f"{closed}/so-y-kien").all("code") if "import" in (each.text or "")
    ]

    def run(program: str, *more: str) -> str:
        command = [sys.executable, "-c", program, *more]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.strip()

    assert run(text) == json.loads(told["line"])["text"]
    assert run(path) == run(whole, "so.jsonl") == told["root"]


def test_before_the_close_there_is_no_ledger(app: Flask, browser: Browser) -> None:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False):
        with app.app_context():
            slug = announced().slug
        browser.get(f"/lay-y-kien/{slug}/so-y-kien", 404)
        browser.get(f"/lay-y-kien/{slug}/so-y-kien-0.jsonl", 404)


def test_the_lines_of_a_part_that_is_not_there_are_not_there(browser: Browser, closed: str) -> None:
    browser.get(f"{closed}/so-y-kien-1.jsonl", 404)


def test_a_text_that_was_taken_back_is_not_given_out_again(app: Flask, browser: Browser, closed: str) -> None:
    certificate_of(browser)
    browser.get("/theo-doi/y-kien/rut-lai").submit({})
    told = json.loads(browser.get("/theo-doi/y-kien/chung-thuc.json").response.data)
    with app.app_context():
        assert told["text"] == "" and db.session.scalar(sa.select(sa.func.count()).select_from(Opinion)) == 5
