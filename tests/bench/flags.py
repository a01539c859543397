"""What the checks notice in texts as residents write them: recall and precision per kind, and whether criticism is punished."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from portal.engines.text import runs
from portal.moderation.checks.found import Finding
from portal.moderation.checks.reading import findings
from tests.bench.paper import table
from tests.bench.residents.texts import APART, BLIND, CLEAN, FRESH, LEARNT, STREETS, STREETS_APART, Told, texts
from tests.engines.text import private_corpus as corpus

PLURAL = {
    "accusation": "accusation",
    "insult": "rude",
    "advert": "advert",
    "offtopic": "off_topic",
}  # what a text is, and the flag it should get
PERSONAL = ("phone", "national_id", "email", "contact", "bank", "address", "plate", "child", "person", "evasive")
HOSTILE = (
    "0912 ",
    "a@",
    "ngõ 1/",
    "nhận tiền ",
    "đ m ",
    "ngu ",
    "nguyễn văn ",
    "không chín ",
    "www.",
    "a.",
    "tiền ",
    "(",
    "đ*",
    "ng",
    "phải đưa tiền cho ",
    "vay tiền rồi ",
    "b ị ",
    "+84 ",
    "số nhà 1/",
    "nghiêng" * 50,
    "\u0301",
    "\u200b",
    "０９１２",
    "Nguyễn Văn A và ",
    "bán giá rẻ ",
    "mưa không? ",
    " ",
)


def measure(folder: Path, stories: int) -> dict[str, Any]:
    """Print the rates, on texts that were learnt or mended from and on four batches that never were, then times; give the figures."""
    read = [(told, {found.kind.value for found in findings(told.text)}) for told in map(_composed, texts())]
    figures: dict[str, Any] = {"texts": len(read)}
    print(f"{len(read)} texts, {sum(told.bare for told, _ in read)} of them without marks or in teencode")
    for name in (LEARNT, APART, BLIND, FRESH, STREETS, STREETS_APART):
        figures[name] = _part(name, [(told, kinds) for told, kinds in read if told.part == name])
    figures["numbers"] = _numbers()
    figures["seconds"] = _times()
    return figures


def _composed(told: Told) -> Told:
    """The text as it reaches the checks, with its details."""
    return replace(told, text=runs.nfc(told.text), details=tuple((kind, runs.nfc(v)) for kind, v in told.details))


def _part(name: str, part: Sequence[tuple[Told, set[str]]]) -> dict[str, Any]:
    rows = [*_kinds(part), *_details(part)]
    table(f"Flags: texts {name}", ("kind", "texts", "recall %", "precision %"), rows)
    shares = {kind: _share(part, kind) for kind in CLEAN}
    split = [
        (f"{kind}, {'bare' if bare else 'with marks'}", *_row([p for p in part if p[0].bare is bare], kind))
        for kind in CLEAN
        for bare in (False, True)
    ]
    table(f"Clean texts {name}", ("texts", "count", "flagged %"), split)
    gap = shares["criticism"] - shares["praise"]
    print(
        f"\ncriticism {shares['criticism']:.1f} %, praise {shares['praise']:.1f} %: gap {gap:+.1f} points (at most +10)"
    )
    return {"kinds": rows, "clean": shares, "gap": gap}


def _kinds(part: Sequence[tuple[Told, set[str]]]) -> Iterator[tuple[str, int, float, float]]:
    for kind, flag in PLURAL.items():
        wanted = {flag, "link"} if kind == "advert" else {flag}
        mine = [bool(kinds & wanted) for told, kinds in part if told.kind == kind]
        flagged = [told.kind == kind for told, kinds in part if kinds & wanted]
        yield kind, len(mine), _percent(mine), _percent(flagged)


def _details(part: Sequence[tuple[Told, set[str]]]) -> Iterator[tuple[str, int, float, object]]:
    """For each kind of private detail: whether it was found where it stands, and how many flags of the kind stand on one."""
    for kind in PERSONAL:
        flags = {"phone", "email"} if kind == "evasive" else {kind}
        asked = [(told.text, value) for told, _ in part for named, value in told.details if named == kind]
        found = [any(_on(text, value, f) and f.kind.value in flags for f in findings(text)) for text, value in asked]
        given = [
            kind in {named for named, _ in told.details}
            or (kind in ("phone", "email") and "evasive" in {n for n, _ in told.details})
            for told, kinds in part
            if kind in kinds
        ]
        yield kind, len(asked), _percent(found), _percent(given) if kind != "evasive" else "-"


def _on(text: str, value: str, found: Finding) -> bool:
    start = text.index(value)
    return found.start < start + len(value) and found.stop > start


def _share(part: Sequence[tuple[Told, set[str]]], kind: str) -> float:
    return _percent([bool(kinds) for told, kinds in part if told.kind == kind])


def _row(part: Sequence[tuple[Told, set[str]]], kind: str) -> tuple[int, float]:
    return sum(told.kind == kind for told, _ in part), _share(part, kind)


def _percent(hits: Sequence[bool]) -> float:
    return 100 * sum(hits) / len(hits) if hits else 100.0


def _numbers() -> dict[str, float]:
    """The rates of generated private details by the hundred, and false alarms on ordinary numbers."""
    made = {
        "phone": corpus.phone,
        "national_id": corpus.national_id,
        "email": corpus.email,
        "address": corpus.address,
        "evasive": corpus.evasive,
    }
    rates = {}
    for kind, make in made.items():
        flags = {"phone", "email"} if kind == "evasive" else {kind}
        cases = corpus.texts(make, 1_000, seed=77)
        rates[kind] = _percent([any(_on(t, v, f) and f.kind.value in flags for f in findings(t)) for t, v in cases])
    plain = corpus.texts(corpus.ordinary, 1_500, seed=78)
    rates["false alarms"] = _percent(
        [bool({found.kind.value for found in findings(text)} - {"short"}) for text, _ in plain]
    )
    table(
        "Generated by the hundred: percent found, and money, dates, numbers flagged", ("kind", "%"), list(rates.items())
    )
    return rates


def _times() -> dict[str, float]:
    slowest: dict[str, float] = {}
    for unit in HOSTILE:
        start = time.process_time()
        findings((unit * 100_000)[:100_000])
        slowest[unit] = time.process_time() - start
    start = time.perf_counter()
    text = "\n".join(" ".join(told.text.splitlines()) for told in texts())
    done = subprocess.run(
        [sys.executable, "-m", "portal", "flags"], input=text.encode(), capture_output=True, check=True
    )
    took = time.perf_counter() - start
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == len(texts())
    table(
        "100,000 hostile characters, all checks of a text",
        ("of", "s"),
        [(f"`{ascii(unit)[1:-1] if not unit.isprintable() else unit[:20]}`", s) for unit, s in slowest.items()],
    )
    print(f"\nportal flags: {len(texts())} lines in {took:.2f} s with its start")
    return {"slowest": max(slowest.values()), "command": took}
