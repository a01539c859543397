"""The proof of publicity: what was shown and when, also when nobody wrote."""

import hashlib
import io
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from pypdf import PdfReader
from time_machine import Traveller

from portal.consultations.candidates.models import Candidate, ShownPage, VisitDay
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.policy import Rounds
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from tests.browser import Browser
from tests.consultations.held import announced, candidate_of, drafted, opinion

Board = Callable[..., Browser]


@pytest.fixture(autouse=True)
def now() -> Iterator[Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def proof(app: Flask, make: Callable[[], Round]) -> str:
    with app.app_context():
        id: uuid.UUID = make().id
        db.session.remove()
    return f"/nghiep-vu/dot-lay-y-kien/{id}/xac-nhan-cong-khai"


def test_it_says_what_was_shown_with_its_hash_even_when_nobody_wrote(
    app: Flask, at_board: Board, now: Traveller
) -> None:
    page = proof(app, announced)
    now.move_to(datetime(2026, 12, 2, 2, tzinfo=UTC))
    text = at_board().get(page).text
    with app.app_context():
        assert db.session.scalars(sa.select(ShownPage)).one().sha256 in text
    assert "Từ 08:00 16/11/2026 đến 23:59:59 ngày 01/12/2026" in text
    assert "Không nhận được ý kiến nào." in text and "đến lúc lập giấy" not in text


def test_opinions_are_counted(app: Flask, at_board: Board, now: Traveller) -> None:
    def spoken() -> Round:
        round = announced()
        now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        opinion(candidate_of(round))
        return round

    page = proof(app, spoken)
    assert "Tổng số ý kiến đã gửi: 1." in at_board().get(page).text


def test_a_frozen_page_that_was_changed_is_told(app: Flask, at_board: Board) -> None:
    page = proof(app, announced)
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(ShownPage).values(content="{}"))
    assert "không còn khớp" in at_board().get(page).text


def drawn(at_board: Board, page: str) -> bytes:
    got: bytes = at_board().get(page).submit(form="pdf").response.data
    return got


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_paper_says_the_same_and_the_trail_knows_its_hash(app: Flask, at_board: Board, now: Traveller) -> None:
    page = proof(app, announced)
    with app.app_context(), unit_of_work() as session:
        candidate = session.scalars(sa.select(Candidate)).one()
        session.add(VisitDay(candidate_id=candidate.id, day=date(2026, 11, 17), visitors=1234))
    now.move_to(datetime(2026, 12, 2, 2, tzinfo=UTC))
    pdf = drawn(at_board, page)
    text = words_of(pdf)
    for told in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hà Nội, ngày 02 tháng 12 năm 2026", "về việc công khai lấy ý kiến",
        "Từ 08:00 16/11/2026 đến 23:59:59 ngày 01/12/2026", "Trần Thị Nhài", "17/11/2026 1.234",
        "Không nhận được ý kiến nào.", "NGƯỜI XÁC NHẬN",
    ):  # fmt: skip
        assert told in text, told
    with app.app_context():
        assert db.session.scalars(sa.select(ShownPage)).one().sha256 in text.replace(" ", "")
        entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == Rounds.PROVE)).one()
        assert hashlib.sha256(pdf).hexdigest() in entry.detail


def test_the_same_facts_give_the_same_bytes_and_others_do_not(app: Flask, at_board: Board, now: Traveller) -> None:
    page = proof(app, announced)
    first = drawn(at_board, page)
    now.shift(timedelta(hours=2))
    assert drawn(at_board, page) == first
    with app.app_context(), unit_of_work() as session:
        session.execute(
            sa.update(Candidate).values(withdrawn_at=datetime(2026, 11, 9, tzinfo=UTC), withdrawn_why="Rút")
        )
    assert drawn(at_board, page) != first


def test_a_printed_paper_is_compared_by_its_code_on_any_later_day(app: Flask, at_board: Board, now: Traveller) -> None:
    page = proof(app, announced)
    now.move_to(datetime(2026, 12, 2, 2, tzinfo=UTC))
    (code,) = set(re.findall(r"Mã nội dung: ([0-9a-f]{32})", words_of(drawn(at_board, page))))
    now.shift(timedelta(days=9))
    assert code in at_board().get(page).text
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(ShownPage).values(sha256="0" * 64))
    assert code not in at_board().get(page).text


def test_a_paper_of_many_candidates_is_numbered_and_never_markup(app: Flask, at_board: Board) -> None:
    names = [f"Đỗ Thị **Hạnh** <b>{n}</b>" for n in range(40)]
    text = words_of(drawn(at_board, proof(app, lambda: announced(*names))))
    assert all(name in text for name in names) and "trang 2/" in text


def test_a_draft_proves_nothing(app: Flask, at_board: Board) -> None:
    at_board().get(proof(app, drafted), 404)


def test_visitors_are_told_day_by_day_as_the_least_there_were(app: Flask, at_board: Board, now: Traveller) -> None:
    page = proof(app, announced)
    with app.app_context(), unit_of_work() as session:
        candidate = session.scalars(sa.select(Candidate)).one()
        session.add(VisitDay(candidate_id=candidate.id, day=date(2026, 11, 17), visitors=1234))
    text = at_board().get(page).text
    assert "17/11/20261.234" in text and "con số tối thiểu" in text
