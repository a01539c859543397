"""The catalogue on the Board's desk: found, previewed, confirmed."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.core.actor import Role
from portal.core.db import db
from portal.honours import queries
from portal.honours.models import Honour
from tests.browser import Browser

Board = Callable[..., Browser]
TABLE = "/nghiep-vu/danh-muc/khen-thuong"
PREVIEW, CONFIRM = "Xem trước thay đổi", "Xác nhận và ghi lại"


def row(app: Flask, code: str = "bravery") -> Honour:
    with app.app_context():
        found = queries.history(code)[0]
        db.session.expunge_all()
    return found


def names(browser: Browser) -> list[str]:
    return ["".join(th.itertext()) for th in browser.all("th") if th.get("scope") == "row"]


def correcting(app: Flask, browser: Browser) -> Browser:
    return browser.get(f"{TABLE}/{row(app).id}/sua")


def test_the_catalogue_is_searched_without_diacritics(at_board: Board) -> None:
    assert names(at_board().get(f"{TABLE}?q=dung+cam")) == ["Huân chương Dũng cảm"]


def test_the_catalogue_is_filtered_and_sorted(at_board: Board) -> None:
    browser = at_board().get(f"{TABLE}?asked=yes&level=city")
    assert names(browser) == ["Danh hiệu Công dân Thủ đô ưu tú"]
    by_name = names(browser.get(f"{TABLE}?level=unit&order=name"))
    assert by_name[0].startswith("Danh hiệu Chiến sĩ") and by_name[-1].startswith("Xã, phường")


def test_nonsense_in_the_address_filters_nothing(at_board: Board) -> None:
    assert len(names(at_board().get(f"{TABLE}?level=x&asked=y&order=z"))) > 30


def test_a_row_says_where_it_is_unsure(app: Flask, at_board: Board) -> None:
    browser = at_board().get(f"{TABLE}/{row(app).id}")
    assert "Cần kiểm tra" in browser.text and "đột xuất cần nhanh" in browser.text


def test_a_correction_is_shown_first_and_recorded_second(app: Flask, at_board: Board) -> None:
    browser = correcting(app, at_board())
    browser.submit({"min_working_days": "5", "why": "Đã đối chiếu văn bản."}, button=PREVIEW)
    assert row(app).min_working_days == 10
    assert "Những gì sẽ thay đổi" in browser.text and "Một đợt đăng hôm nay sẽ kết thúc" in browser.text
    browser.submit(button=CONFIRM)
    assert row(app).min_working_days == 5


def test_what_is_changed_after_the_preview_is_previewed_anew(app: Flask, at_board: Board) -> None:
    browser = correcting(app, at_board())
    browser.submit({"min_working_days": "5", "why": "Lý do."}).submit({"min_working_days": "4"}, button=CONFIRM)
    assert row(app).min_working_days == 10
    browser.submit(button=CONFIRM)
    assert row(app).min_working_days == 4


def test_nothing_is_shown_or_recorded_without_a_reason(app: Flask, at_board: Board) -> None:
    browser = correcting(app, at_board()).submit({"min_working_days": "5"}, status=422)
    assert "Hãy ghi lý do" in browser.text and CONFIRM not in browser.text


def test_a_number_that_is_none_is_named(app: Flask, at_board: Board) -> None:
    correcting(app, at_board()).submit({"min_working_days": "mười", "why": "Lý do."}, status=422)
    assert row(app).min_working_days == 10


def test_the_preview_of_two_who_correct_at_once_does_not_overwrite(app: Flask, at_board: Board) -> None:
    late = correcting(app, at_board()).submit({"min_working_days": "5", "why": "Của Hà."})
    correcting(app, at_board(Role.BOARD_LEAD)).submit({"min_working_days": "6", "why": "Của Nghĩa."}).submit(
        button=CONFIRM
    )
    late.submit(button=CONFIRM, status=409)
    assert row(app).min_working_days == 6
    assert late.form().values["min_working_days"] == "5"


def test_a_new_row_from_a_day_on_ends_the_old_one(app: Flask, at_board: Board) -> None:
    browser = at_board().get(f"{TABLE}/{row(app).id}").follow("Dòng mới từ một ngày")
    browser.submit({"valid_from": "01/03/2027", "min_working_days": "5", "why": "Nghị định mới."})
    assert "sẽ kết thúc vào ngày liền trước" in browser.text
    assert "Một đợt đăng ngày 01/03/2027 sẽ kết thúc" in browser.text and "đăng hôm nay" not in browser.text
    browser.submit(button=CONFIRM)
    assert f"{row(app).valid_from}" == "2027-03-01"
    assert "từ 01/03/2027" in browser.get(f"{TABLE}/{row(app).id}").text
    assert "01/07/2025 – 28/02/2027" in browser.text


def test_a_row_is_ended_after_a_look(app: Flask, at_board: Board) -> None:
    browser = at_board().get(f"{TABLE}/{row(app).id}").follow("Kết thúc dòng này")
    browser.submit({"last_day": "28/2/2027", "why": "Bãi bỏ."})
    assert "Sau ngày 28/02/2027" in browser.text
    browser.submit(button=CONFIRM)
    assert f"{row(app).valid_to}" == "2027-02-28"


@pytest.mark.parametrize("day", ["", "hôm nay", "31/02/2027", "1/1"])
def test_a_day_that_is_none_is_named(app: Flask, at_board: Board, day: str) -> None:
    browser = at_board().get(f"{TABLE}/{row(app).id}/ket-thuc")
    assert "24/11/2026" in browser.submit({"last_day": day, "why": "Lý do."}, status=422).text


def test_a_new_honour(app: Flask, at_board: Board) -> None:
    told: dict[str, Any] = {
        "code": "trial", "name_vi": "Danh hiệu thử", "name_en": "Trial title", "recipients": ["individual"],
        "public_asked": "yes", "min_working_days": "7", "source": "Văn bản thử", "why": "Mới.",
    }  # fmt: skip
    at_board().get(f"{TABLE}/them").submit(told).submit(button=CONFIRM)
    assert row(app, "trial").min_working_days == 7


def test_observers_read_and_find_no_way_to_change(app: Flask, at_board: Board) -> None:
    browser = at_board(Role.OBSERVER).get(f"{TABLE}/{row(app).id}")
    assert "Sửa dòng này" not in browser.text


def test_the_pages_are_there_in_english(app: Flask, at_board: Board) -> None:
    browser = at_board().get(f"/en{TABLE}/{row(app).id}")
    assert browser.h1 == "Bravery Order" and "To be checked" in browser.text
