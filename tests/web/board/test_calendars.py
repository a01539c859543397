"""The calendar on the Board's desk: each change makes a version, after a look."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask

from portal.core.actor import Role
from portal.core.db import db
from portal.honours import queries
from tests.browser import Browser
from tests.consultations.held import announced

Board = Callable[..., Browser]
YEAR = "/nghiep-vu/danh-muc/lich/2026"
CONFIRM = "Xác nhận và ghi lại"
ADD = "/nghiep-vu/danh-muc/lich/them"
SWAP = {
    "day": "23/11/2026", "kind": "swap_off", "name_vi": "Nghỉ hoán đổi", "name_en": "Day off by swap",
    "source": "Thông báo thử", "why": "Thông báo mới.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False):
        yield


def off(app: Flask, day: date) -> bool:
    with app.app_context():
        return not queries.calendar().is_working(day)


def test_the_year_names_holidays_and_make_up_days_with_their_source(at_board: Board) -> None:
    text = at_board().get(YEAR).text
    assert "thứ Ba, 24/11/2026" in text and "Nghị quyết 28/2026/QH16" in text
    assert "Làm bù cho ngày 31/08/2026" in text and "Cần kiểm tra" in text


def test_a_year_without_rows_says_that_it_is_not_official(at_board: Board) -> None:
    assert "chưa phải lịch chính thức" in at_board().get("/nghiep-vu/danh-muc/lich/2029").text


def test_a_day_is_added_after_a_look_at_what_would_move(app: Flask, at_board: Board) -> None:
    browser = at_board().get(ADD).submit(SWAP)
    assert "sẽ kết thúc thứ Ba, 08/12/2026 thay vì thứ Hai, 07/12/2026" in browser.text
    assert not off(app, date(2026, 11, 23))
    browser.submit(button=CONFIRM)
    assert off(app, date(2026, 11, 23))
    assert "2026-11.2" in browser.text and "Thông báo mới." in browser.text


def test_the_look_names_announced_rounds_that_would_be_too_short(app: Flask, at_board: Board) -> None:
    browser = at_board()
    with app.app_context():
        announced()
        db.session.remove()
    assert "Huân chương Lao động, đợt 2 năm 2026 kết thúc ngày 01/12/2026" in browser.get(ADD).submit(SWAP).text


def test_a_make_up_day_on_a_weekday_is_refused_beside_its_field(at_board: Board) -> None:
    browser = at_board().get(ADD).submit({**SWAP, "kind": "make_up"}, status=422)
    assert "Ngày làm bù phải là thứ Bảy hoặc Chủ nhật" in browser.text


def test_a_day_is_taken_out_after_a_look(app: Flask, at_board: Board) -> None:
    with app.app_context():
        version = queries.present_version()
        assert version is not None
        day = next(row for row in queries.days(version, 2026) if row.day == date(2026, 11, 24))
    browser = at_board().get(f"/nghiep-vu/danh-muc/lich/ngay/{day.id}/bo").submit({"why": "Thử."})
    assert "sẽ kết thúc" in browser.text
    browser.submit(button=CONFIRM)
    assert not off(app, date(2026, 11, 24))


def test_two_who_change_the_calendar_at_once_are_told(app: Flask, at_board: Board) -> None:
    late = at_board().get(ADD).submit(SWAP)
    at_board(Role.BOARD_LEAD).get(ADD).submit({**SWAP, "day": "25/11/2026"}).submit(button=CONFIRM)
    late.submit(button=CONFIRM, status=409)
    assert not off(app, date(2026, 11, 23))


def test_the_habit_of_counting_is_changed_after_a_look(app: Flask, at_board: Board) -> None:
    browser = at_board().get("/nghiep-vu/danh-muc/lich/cach-tinh").submit({"habit": "posting", "why": "Thói quen cũ."})
    assert "thay vì" in browser.text
    browser.submit(button=CONFIRM)
    assert "Thời hạn được tính từ chính ngày đăng." in browser.text


def test_the_rounds_own_page_goes_on_saying_that_it_is_too_short_until_it_is_extended(
    app: Flask, at_board: Board
) -> None:
    browser = at_board()
    with app.app_context():
        page = f"/nghiep-vu/dot-lay-y-kien/{announced().id}"
        db.session.remove()
    said = "Theo lịch hiện nay, thời hạn này chưa đủ"
    assert said not in browser.get(page).text
    browser.get(ADD).submit(SWAP).submit(button=CONFIRM)
    assert said in browser.get(page).text and "sớm nhất thứ Tư, 02/12/2026" in browser.text
    browser.follow("Gia hạn").submit({"closes_on": "02/12/2026", "reason_vi": "Thêm một ngày vì ngày nghỉ mới."})
    browser.submit(button=CONFIRM)
    assert said not in browser.get(page).text
