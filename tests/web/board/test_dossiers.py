"""What an officer writes of a candidate: no half row is lost, all of it is read back, and a correction corrects something."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask

from portal.consultations.candidates import queries
from portal.consultations.candidates.models import Candidate
from portal.core.db import db, unit_of_work
from tests.browser import Browser
from tests.consultations.held import announced, candidate_of, drafted
from tests.web.board.test_candidates import CONFIRM, HOME, TOLD

Board = Callable[..., Browser]
pytestmark = pytest.mark.usefixtures("now", "places")
WHOLE = {
    "posthumous": "y", "submission_number": "12/TTr", "achievements-0-title": "Vá 300 ổ gà",
    "past_honours-0-year": "2020", "past_honours-0-text": "Bằng khen Thành phố",
    "standards-0-standard": "Làm liên tục", "standards-0-met": "ok", "standards-0-evidence": "Sổ trực mười năm",
}  # fmt: skip


def draft(app: Flask) -> uuid.UUID:
    with app.app_context():
        id: uuid.UUID = drafted().id
        db.session.remove()
    return id


def shown(app: Flask, **values: object) -> Candidate:
    """A candidate of an announced round, with these values."""
    with app.app_context():
        candidate = candidate_of(announced())
        with unit_of_work():
            for name, value in values.items():
                setattr(candidate, name, value)
        found = queries.one(candidate.id)
        assert found is not None and found.round.slug
        db.session.remove()
    return found


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"achievements-0-text": "Mười năm đi vá đường."}, "Hãy ghi tên việc đã làm"),
        ({"past_honours-0-year": "2020"}, "Hãy ghi hình thức đã được khen trong năm này."),
        ({"past_honours-0-text": "Bằng khen"}, "Chỉ ghi năm được khen, bốn chữ số."),
        (
            {"past_honours-0-year": "9" * 5_000, "past_honours-0-text": "Bằng khen"},
            "Hãy viết gọn lại, nhiều nhất 60 ký tự.",
        ),
        ({"past_honours-0-text": "Bằng khen", "past_honours-0-year": "năm ngoái"}, "Chỉ ghi năm được khen"),
        ({"past_honours-0-text": "Bằng khen", "past_honours-0-year": "2027"}, "Chỉ ghi năm được khen"),
        ({"standards-0-evidence": "Sổ trực."}, "Hãy ghi tiêu chuẩn"),
        ({"standards-0-standard": "Liên tục", "standards-0-met": "ok"}, "Hãy ghi căn cứ cho thấy đã đạt"),
    ],
)
def test_half_a_row_is_refused_and_not_lost(app: Flask, at_board: Board, typed: dict[str, str], refusal: str) -> None:
    browser = at_board().get(f"{HOME}/dot-lay-y-kien/{draft(app)}/dua-them")
    browser.submit({**TOLD, **typed}, status=422)
    assert refusal in browser.text
    assert {name: browser.form().values[name] for name in typed} == typed


def test_no_standard_is_met_by_leaving_a_box_alone(app: Flask, at_board: Board) -> None:
    browser = at_board().get(f"{HOME}/dot-lay-y-kien/{draft(app)}/dua-them")
    assert browser.form().values["standards-0-met"] == "wait"


def test_all_that_will_be_public_is_read_back_before_it_is(app: Flask, at_board: Board) -> None:
    text = at_board().get(f"{HOME}/dot-lay-y-kien/{draft(app)}/dua-them").submit({**TOLD, **WHOLE}).text
    for said in ("Vá đường mỗi tối.", "12/TTr", "Vá 300 ổ gà", "2020: Bằng khen Thành phố", "Sổ trực mười năm", "Đạt"):
        assert said in text
    assert "Truy tặngcó" in text.replace(" ", "").replace("Truytặng", "Truy tặng")


def test_a_correction_that_corrects_nothing_is_refused(app: Flask, at_board: Board) -> None:
    candidate = shown(app)
    browser = at_board().get(f"{HOME}/ung-vien/{candidate.id}/dinh-chinh")
    assert "tính lại từ đầu" in browser.text  # told before anything is typed
    why = "Tên phường ghi trong tờ trình bị nhầm, nay sửa theo văn bản gốc."
    browser.submit({"reason_vi": why}, status=422)
    assert "Mọi mục vẫn y như bản đang công khai." in browser.text
    browser.submit({"achievements-0-title": "Xe gom hai ngăn", "reason_vi": why})
    assert "Xe gom hai ngăn" in browser.text  # in what would change
    assert browser.submit(button=CONFIRM).h1 == candidate.name


def test_the_page_of_who_was_withdrawn_says_why_and_names_no_last_day(app: Flask, at_board: Board) -> None:
    candidate = shown(app)
    browser = at_board().get(f"{HOME}/ung-vien/{candidate.id}")
    assert "Ngày cuối nhận ý kiến" in browser.text
    why = "Bà Nhài có đơn xin rút, đề ngày 09/11/2026."
    browser.follow("Rút đề nghị").submit({"reason_vi": why})
    assert "Đã rút lại" in browser.text  # the state is among what would change
    browser.submit(button=CONFIRM)
    assert why in browser.text and "Ngày cuối nhận ý kiến" not in browser.text


def test_the_public_reads_in_words_whether_a_standard_is_met(app: Flask, browse: Callable[[], Browser]) -> None:
    rows = [
        {"standard": f"Chuẩn {n}", "met": met, "evidence": "Sổ trực."} for n, met in enumerate(("ok", "wait", "no"))
    ]
    candidate = shown(app, standards=rows)
    text = browse().get(f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}").text
    for said in ("Đạt. Sổ trực.", "Đang xem xét. Sổ trực.", "Chưa đạt. Sổ trực."):
        assert said in text


def test_the_proof_names_a_posthumous_honour_as_the_public_page_does(app: Flask, at_board: Board) -> None:
    candidate = shown(app, posthumous=True)
    text = at_board().get(f"{HOME}/dot-lay-y-kien/{candidate.round_id}/xac-nhan-cong-khai").text
    assert f"{candidate.honour_vi} (truy tặng)" in text


@pytest.mark.parametrize("page", ["dua-them", "cong-bo"])
def test_enter_in_a_box_neither_adds_rows_nor_confirms(app: Flask, at_board: Board, page: str) -> None:
    browser = at_board().get(f"{HOME}/dot-lay-y-kien/{draft(app)}/{page}")
    first = next(
        b for b in browser.all("button") if b.get("type") != "button" and "staffbar__out" not in b.get("class", "")
    )
    assert first.get("name") is None and first.text in ("Lưu", "Xem trước thay đổi")
