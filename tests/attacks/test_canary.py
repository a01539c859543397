"""A report with marked words goes through the confidential door: everybody else's portal is the same to the letter.

Every page that each office can reach is kept before and after; the whole database, a backup, the log lines and the
outbox are searched for the marks.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.confidential.models import Report
from portal.core import backup
from portal.core.actor import Role
from portal.core.db import Base, db
from portal.core.jobs import runner
from portal.core.storage.store import chosen
from tests.browser import Browser, words
from tests.consultations.held import announced
from tests.core.storage.shots import PDF
from tests.staff import sign_in
from tests.web.moderation.told import tell

NOW = datetime(2026, 11, 15, 3, tzinfo=UTC)
CANARY = {
    "about": "Quạ Lửa Phùng Thị Chim Báo Bão",
    "text": "Chim hoàng yến kêu ba tiếng ở ngõ Giấu Kín, sổ thu thiếu 8.675.309 đồng.",
    "when": "Mùa yến sào 1987",
    "where": "Ngõ Giấu Kín số 86753",
    "name": "Yến Hoàng Thị Báo Bão",
    "phone": "0986 753 098",
    "email": "chim.bao.bao@hoangyen.example",
}
FILE, SAID = "so-hoang-yen-bao-bao.pdf", "Xin hỏi thêm về con yến thứ tư."
MARKS = ("hoàng yến", "chim báo bão", "giấu kín", "8.675.309", "báo bão", "+84986753098", "hoangyen", "hoang-yen", "yến thứ tư")  # fmt: skip
INSIDE = "Chim hoang yen trong to giay"
PAPER = PDF.replace(b"\n", f"\n%{INSIDE}\n".encode(), 1)  # files of other tests may lie in the same folder
READERS = (Role.CONFIDENTIAL_READER, Role.IDENTITY_KEEPER)
STARTS = (
    "/",
    "/en/",
    "/tai-khoan/",
    "/moi.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/theo-doi/",
    "/kenh-bao-mat/",
    "/thu-minh-hoa/",
)
MOST = 150  # pages for one reader
LOG = "/nghiep-vu/nhat-ky/xuat.csv"  # whoever takes it out stands in the log from then on
Pages = dict[str, str]


@pytest.fixture
def stood(app: Flask) -> Iterator[Flask]:
    """A portal with a round and a testimony in it, at a moment that stands still."""
    with time_machine.travel(NOW, tick=False):
        with app.app_context():
            announced("Trần Thị Nhài")
            db.session.remove()
        tell(app)
        with app.app_context():
            runner.run_due()
            db.session.remove()
        yield app


def crawl(browser: Browser, *, most: int = MOST, leave: str = "/dang-xuat") -> Pages:
    """Every page that links lead to, without what changes with each answer."""
    seen, ahead = Pages(), list(STARTS)
    while ahead and len(seen) < most:
        url = ahead.pop(0)
        if url in seen or "/dang-xuat" in url or leave in url:
            continue
        with browser.client.get(url) as answer:
            shown = re.sub(r'<input[^>]*type="hidden"[^>]*>', "", answer.data.decode("utf8", "replace"))
        seen[url] = f"{answer.status_code} {shown} {answer.headers.get('ETag', '')}"
        if answer.mimetype == "text/html":
            links = re.findall(r'(?:href|src|action)="([^"#]+)', shown)
            ahead += [
                urljoin(url, link) for link in links if not urlsplit(link).netloc and not link.startswith("/static/")
            ]
    return seen


def log_of(browser: Browser) -> bytes:
    """The log of decisions as a file, or what stands in its place."""
    with browser.client.get(LOG) as answer:
        return answer.data


def report(browser: Browser) -> str:
    """Put the canary through the door; the words of its receipt."""
    browser.get("/kenh-bao-mat/gui")
    browser.submit({**CANARY, "how_known": "saw", "files": (PAPER, FILE)})
    return next(words(e) for e in browser.all("p") if e.get("id") == "receipt-code")


def handle(app: Flask, reader: Browser, keeper: Browser) -> None:
    """Its officers read, answer, classify, and open who wrote it."""
    with app.app_context():
        id = db.session.scalars(sa.select(Report.id)).one()
        db.session.remove()
    sign_in(app, reader, READERS[0])
    reader.get(f"/tiep-nhan/{id}").submit({"write-text": SAID}, form="/nhan")
    reader.submit({"decide-outcome": "inspect", "decide-why": "Có con yến thứ tư."}, form="phan-loai")
    reader.get(f"/tiep-nhan/{id}").follow(FILE)
    sign_in(app, keeper, READERS[1])
    keeper.get(f"/tiep-nhan/{id}/danh-tinh").submit({"purpose": "protect"})
    assert CANARY["name"] in keeper.text


def marks_in(text: str) -> list[str]:
    return [mark for mark in MARKS if mark in text.casefold()]


def everything(app: Flask, *, beside: str = "confidential_") -> str:
    """Every value of every table, those of the room itself too; what lies outside the room on its own line each."""
    with app.app_context():
        text = "\n".join(
            f"{table.name} {dict(row)!r}"
            for table in Base.metadata.sorted_tables
            if not (beside and table.name.startswith(beside))
            for row in db.session.execute(sa.select(table)).mappings()
        )
        db.session.remove()
    return text


def test_nobody_elses_portal_changes_by_a_letter(
    stood: Flask, browse: Callable[[], Browser], capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    others = {role.value: browse() for role in Role if role not in READERS} | {"nobody": browse()}
    for role, browser in others.items():
        if role != "nobody":
            sign_in(stood, browser, Role(role))
    for browser, office in ((browse(), READERS[0]), (browse(), READERS[1])):
        sign_in(stood, browser, office)  # their accounts are there before, as in life
    logs = {role: log_of(browser) for role, browser in others.items()}
    before = {role: crawl(browser, leave=LOG) for role, browser in others.items()}
    writer = browse()
    report(writer)
    handle(stood, browse(), browse())
    with stood.app_context():
        runner.run_due()
        db.session.remove()
    for role, browser in others.items():
        after = crawl(browser, leave=LOG)
        assert len(after) > 30, role
        assert not marks_in(str(after)), role
        assert after == before[role], role
    assert logs == {role: log_of(browser) for role, browser in others.items()}
    assert any(log.startswith(b"\xef\xbb\xbf") for log in logs.values()), "nobody took the log out"
    out, err = capfd.readouterr()
    assert not marks_in(out + err)


def test_nothing_outside_the_room_notices(stood: Flask, browse: Callable[[], Browser]) -> None:
    for browser, office in ((browse(), READERS[0]), (browse(), READERS[1])):
        sign_in(stood, browser, office)
    before = everything(stood)
    report(browse())
    with stood.app_context():
        runner.run_due()
        db.session.remove()
    assert everything(stood) == before


def test_no_byte_of_database_files_or_backup_holds_a_mark(
    stood: Flask, browse: Callable[[], Browser], tmp_path: Path
) -> None:
    receipt = report(browse())
    handle(stood, browse(), browse())
    values = everything(stood, beside="")
    assert not marks_in(values) and receipt not in values
    with stood.app_context():
        backup.write(tmp_path / "whole.backup", engine=db.engine, store=chosen())
        db.session.remove()
    held = gzip.decompress((tmp_path / "whole.backup").read_bytes())
    held += b"".join(path.read_bytes() for path in stood.config["SETTINGS"].folder.rglob("*") if path.is_file())
    for mark in (*MARKS, *(value for value in CANARY.values()), FILE, INSIDE, receipt):
        assert mark.encode() not in held, mark
