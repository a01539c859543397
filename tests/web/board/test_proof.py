"""The proof of publicity: what was shown and when, also when nobody wrote."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates.models import Candidate, ShownPage, VisitDay
from portal.consultations.rounds.models import Round
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


def test_a_draft_proves_nothing(app: Flask, at_board: Board) -> None:
    at_board().get(proof(app, drafted), 404)


def test_visitors_are_told_day_by_day_as_the_least_there_were(app: Flask, at_board: Board, now: Traveller) -> None:
    page = proof(app, announced)
    with app.app_context(), unit_of_work() as session:
        candidate = session.scalars(sa.select(Candidate)).one()
        session.add(VisitDay(candidate_id=candidate.id, day=date(2026, 11, 17), visitors=1234))
    text = at_board().get(page).text
    assert "17/11/20261.234" in text and "con số tối thiểu" in text
