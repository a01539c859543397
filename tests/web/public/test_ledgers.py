"""The sealed ledger for everybody, and the certificate for who wrote: checked by a program that shares nothing with ours."""

import hashlib
import json
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.consultations.opinions import reviewing, verifying
from portal.consultations.opinions.models import Opinion
from portal.consultations.outcome import freezing, jobs, points, proofs
from portal.consultations.outcome import services as outcome
from portal.consultations.outcome.states import Unused
from portal.consultations.rounds.models import Round
from portal.core import codes
from portal.core.actor import RESIDENT, SYSTEM
from portal.core.db import db, unit_of_work
from portal.engines.ledger import tree
from portal.moderation import redactions
from portal.moderation.redactions import Cover
from portal.nominees import services as nominees
from portal.nominees.models import Nominee
from tests.browser import Browser
from tests.consultations.held import BOARD, LEAD, MODERATOR, TEXT, announced, candidate_of, opinion, particulars

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


def certified(app: Flask, opinion_id: uuid.UUID) -> dict[str, str]:
    """What the writer of an opinion downloads with its receipt."""
    with app.app_context():
        made = db.session.get_one(Opinion, opinion_id)
        proof = proofs.proofs(made)[-1]
        root = bytes.fromhex(proof.root)
        told: dict[str, str] = json.loads(
            tree.certificate(proof.line, proof.steps, root, key=proof.key, text=made.text)
        )
        return told


def test_a_writer_can_check_after_a_new_version_after_covers_and_after_a_merge(app: Flask, browser: Browser) -> None:
    """Both versions are in, each under its own receipt; covers are no part of what was said; nor is who the nominee is."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as now:
        with app.app_context():
            round = announced()
            now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
            candidate = candidate_of(round)
            first = opinion(candidate, text=TEXT, email="lua@example.vn").id
            now.shift(timedelta(minutes=5))
            second = opinion(candidate, text=f"{TEXT} Tôi viết thêm cho rõ.", email="lua@example.vn").id
            for each in (first, second):
                with unit_of_work() as session:
                    verifying.by_identity(session.get_one(Opinion, each), "person", by=RESIDENT)
            with unit_of_work() as session:
                said = session.get_one(Opinion, second)
                redactions.choose(said, by=MODERATOR, field="text", text=said.text, covers=[Cover(0, 3, "chosen", "[…]")], spared=[])  # fmt: skip
                reviewing.accept(said, by=MODERATOR)
            with unit_of_work() as session:
                other = session.get_one(Nominee, particulars().nominee_id)
                nominees.merge(session.get_one(Nominee, candidate.nominee_id), into=other, by=MODERATOR)
            now.move_to(END + timedelta(minutes=5))
            seal = freezing.freeze(round.id, by=SYSTEM)
            url = f"/lay-y-kien/{round.slug}/so-y-kien"
            db.session.remove()
        assert browser.get(url).all("code")[0].text == seal
        public = browser.get(f"{url}-0.jsonl").response.data
        told = [certified(app, each) for each in (first, second)]
        assert [verify(public, each, seal) for each in told] == [True, True]
        assert [json.loads(each["line"])["current"] for each in told] == [False, True]
        assert [json.loads(each["line"])["edition"] for each in told] == [1, 2]
        assert "[…]" not in told[1]["text"] and "[…]" in browser.get(f"{url.rpartition('/')[0]}/tran-thi-nhai").text


def test_what_changes_after_the_freeze_is_public_dated_and_proved_by_outsiders(app: Flask, browser: Browser) -> None:
    """The first ledger stays; a supplement with a date and a seal of its own tells the change, and the writer can check it."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as now:
        with app.app_context():
            round = announced()
            now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
            made = opinion(candidate_of(round)).id
            now.move_to(END + timedelta(minutes=5))
            seal = freezing.freeze(round.id, by=SYSTEM)
            now.shift(timedelta(days=1))
            with unit_of_work() as session:
                reviewing.accept(session.get_one(Opinion, made), by=MODERATOR)
            with unit_of_work() as session:
                points.sort(session.get_one(Opinion, made), under=None, unused=Unused.NO_POINT, by=BOARD)
                outcome.conclude(candidate_of(round), text_vi="Ban đã đọc mọi ý kiến.", by=BOARD)
            with unit_of_work() as session:
                outcome.publish(session.get_one(Round, round.id), by=LEAD)
            jobs.supplement(str(round.id))
            url = f"/lay-y-kien/{round.slug}/so-y-kien"
            db.session.remove()
        page = browser.get(url)
        seals = [code.text for code in page.all("code") if len(code.text or "") == 64]
        assert seals[0] == seal and len(seals) == 2 and "03/12/2026" in page.text
        before, after = (browser.get(f"{url}-{part}.jsonl").response.data for part in (0, 1))
        assert (recomputed(before), recomputed(after)) == tuple(seals)
        told = json.loads(certified(app, made)["line"])
        assert json.loads(after.splitlines()[0]) == told and (told["outcome"], told["sealed"]) == (
            "published",
            "2026-12-03",
        )
        assert json.loads(before.splitlines()[0])["outcome"] == "waiting"


def recomputed(public: bytes) -> str:
    """The seal of lines, by the rule that the page gives."""
    row = [hashlib.sha256(b"\x00" + line).digest() for line in public.splitlines()]
    while len(row) > 1:
        pairs = [row[at : at + 2] for at in range(0, len(row), 2)]
        row = [hashlib.sha256(b"\x01" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return row[0].hex()
