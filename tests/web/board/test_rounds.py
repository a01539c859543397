"""Rounds on the Board's desk: prepared, announced only when lawful, extended, an outage given back."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from time_machine import Traveller

from portal.consultations.rounds import queries
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.states import RoundState
from portal.core import clock
from portal.core.db import db
from tests.browser import Browser, words
from tests.consultations.held import announced, drafted

Board = Callable[..., Browser]
HOME = "/nghiep-vu/dot-lay-y-kien"
CONFIRM = "Xác nhận và ghi lại"
WINDOW = {"opens_at": "16/11/2026", "opens_time": "08:00", "closes_on": "01/12/2026", "council_on": "07/12/2026"}
WHY = "Đường truyền của Cổng bị đứt trong giờ làm việc, người dân không gửi được."


@pytest.fixture(autouse=True)
def now() -> Iterator[Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def made(app: Flask, make: Callable[[], Round]) -> uuid.UUID:
    with app.app_context():
        id = make().id
        db.session.remove()
    return id


def of(app: Flask, id: uuid.UUID) -> Round:
    with app.app_context():
        return db.session.get_one(Round, id)


def test_a_round_is_begun_and_edited(app: Flask, at_board: Board) -> None:
    browser = at_board().get(f"{HOME}/them")
    officer = browser.all("option")[1].get("value")
    browser.submit({"name_vi": "Đợt thử", "officer": officer})
    assert browser.h1 == "Đợt thử" and "Chưa có ai" in browser.text
    browser.follow("Sửa").submit({"name_vi": "Đợt thử hai"})
    assert browser.h1 == "Đợt thử hai"


def test_a_round_without_name_is_refused_and_keeps_what_was_typed(at_board: Board) -> None:
    browser = at_board().get(f"{HOME}/them").submit({"lede_vi": "Vì công nhân."}, status=422)
    assert "Ghi cán bộ chịu trách nhiệm" in browser.text  # at once, not once the name is there
    assert "Đặt tên cho đợt lấy ý kiến" in browser.text and browser.form().values["lede_vi"] == "Vì công nhân."


def test_two_who_edit_at_once_are_told(app: Flask, at_board: Board) -> None:
    page = f"{HOME}/{made(app, drafted)}/sua"
    first, second = at_board().get(page), at_board(sign_in_name="nguoi.hai").get(page)
    officer = first.all("option")[1].get("value")
    first.submit({"officer": officer, "name_vi": "Một"})
    second.submit({"officer": officer, "name_vi": "Hai"}, status=409)


def test_the_lawful_days_stand_there_before_anything_is_sent(app: Flask, at_board: Board) -> None:
    browser = at_board().get(f"{HOME}/{made(app, drafted)}/cong-bo").submit({**WINDOW, "closes_on": ""}, button="Tính")
    assert "sớm nhất là thứ Ba, 01/12/2026" in browser.text and "họp từ thứ Tư, 02/12/2026" in browser.text
    assert "Nghị định" in browser.text


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 10, 0, 59, tzinfo=UTC), "10/11/2026"),  # a minute before eight
        (datetime(2026, 11, 10, 2, tzinfo=UTC), "11/11/2026"),  # eight is over
        (datetime(2026, 11, 13, 2, tzinfo=UTC), "16/11/2026"),  # on a Friday
    ],
)
def test_the_hour_that_is_offered_has_not_passed(
    app: Flask, at_board: Board, now: Traveller, moment: datetime, day: str
) -> None:
    id = made(app, drafted)
    now.move_to(moment)
    values = at_board().get(f"{HOME}/{id}/cong-bo").form().values
    assert (values["opens_at"], values["opens_time"]) == (day, "08:00")


def test_days_off_that_nobody_has_announced_yet_are_named_before_the_round_is(app: Flask, at_board: Board) -> None:
    browser = at_board().get(f"{HOME}/{made(app, drafted)}/cong-bo")
    doubt = "chưa được công bố"
    assert doubt not in browser.submit({**WINDOW, "closes_on": ""}, button="Tính").text
    browser.submit({**WINDOW, "opens_at": "28/01/2027", "closes_on": "18/02/2027", "council_on": "22/02/2027"})
    assert "04/02/2027, 05/02/2027, 06/02/2027" in browser.text and doubt in browser.text
    browser.submit(
        {"opens_at": "20/12/2028", "closes_on": "05/01/2029", "council_on": "09/01/2029"}
    )  # a year without rows
    assert "01/01/2029" in browser.text and doubt in browser.text


def test_an_unlawful_window_is_refused_beside_its_field(app: Flask, at_board: Board) -> None:
    id = made(app, drafted)
    browser = at_board().get(f"{HOME}/{id}/cong-bo").submit({**WINDOW, "closes_on": "30/11/2026"}, status=422)
    assert "01/12/2026" in browser.text and browser.form().values["closes_on"] == "30/11/2026"
    assert of(app, id).state is RoundState.DRAFT


def test_a_council_before_the_close_is_refused(app: Flask, at_board: Board) -> None:
    browser = at_board().get(f"{HOME}/{made(app, drafted)}/cong-bo")
    browser.submit({**WINDOW, "council_on": "01/12/2026"}, status=422)
    assert "02/12/2026" in browser.text


def test_a_lawful_round_is_shown_first_and_announced_second(app: Flask, at_board: Board) -> None:
    id = made(app, drafted)
    browser = at_board().get(f"{HOME}/{id}/cong-bo").submit(WINDOW)
    assert "thứ Ba, 01/12/2026" in browser.text and of(app, id).state is RoundState.DRAFT
    browser.submit(button=CONFIRM)
    assert of(app, id).state is RoundState.SCHEDULED and browser.url.endswith(str(id))


def test_what_is_changed_after_the_look_is_looked_at_again(app: Flask, at_board: Board) -> None:
    id = made(app, drafted)
    browser = at_board().get(f"{HOME}/{id}/cong-bo").submit(WINDOW)
    browser.submit({"closes_on": "02/12/2026"}, button=CONFIRM)
    assert of(app, id).state is RoundState.DRAFT and "02/12/2026" in browser.text


def test_a_round_without_candidates_cannot_be_announced(app: Flask, at_board: Board) -> None:
    browser = at_board().get(f"{HOME}/them")
    browser.submit({"name_vi": "Trống", "officer": browser.all("option")[1].get("value")})
    browser.follow("Công bố").submit(WINDOW, status=422)
    assert "Hãy thêm ít nhất một" in browser.text


def test_an_announcement_is_taken_back(app: Flask, at_board: Board) -> None:
    id = made(app, announced)
    at_board().get(f"{HOME}/{id}/rut-cong-bo").submit().submit(button=CONFIRM)
    assert of(app, id).state is RoundState.DRAFT


def test_a_round_is_cancelled(app: Flask, at_board: Board) -> None:
    id = made(app, drafted)
    at_board().get(f"{HOME}/{id}/huy").submit().submit(button=CONFIRM)
    assert of(app, id).state is RoundState.CANCELLED


def test_an_open_round_is_extended_with_a_public_reason(app: Flask, at_board: Board, now: Traveller) -> None:
    id = made(app, announced)
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    browser = at_board().get(f"{HOME}/{id}/gia-han").submit({"closes_on": "03/12/2026", "reason_vi": WHY})
    assert "thứ Năm, 03/12/2026" in browser.text
    browser.submit(button=CONFIRM)
    assert clock.local(of(app, id).closes_at or clock.now()).date() == date(2026, 12, 3) and WHY in browser.text


def test_a_public_note_is_seen_in_both_languages_before_it_is_public(
    app: Flask, at_board: Board, now: Traveller
) -> None:
    id = made(app, announced)
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    typed = {"closes_on": "04/12/2026", "reason_vi": WHY, "reason_en": "More papers came in."}
    browser = at_board().get(f"{HOME}/{id}/gia-han").submit(typed)
    assert f"Ghi chú công khai 1–{WHY} Ngày cuối chuyển từ 01/12/2026 sang 04/12/2026." in browser.text
    english = "More papers came in. The last day moved from 01/12/2026 to 04/12/2026."
    assert f"Ghi chú công khai 1, bằng tiếng Anh–{english}" in browser.text
    assert words(browser.root.find(".//td//span[@lang='en']")) == english


def test_a_shorter_window_is_refused(app: Flask, at_board: Board, now: Traveller) -> None:
    id = made(app, announced)
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    browser = at_board().get(f"{HOME}/{id}/gia-han")
    browser.submit({"closes_on": "30/11/2026", "reason_vi": WHY}, status=422)
    assert browser.form().values["reason_vi"] == WHY


def test_an_outage_gives_its_working_days_back(app: Flask, at_board: Board, now: Traveller) -> None:
    id = made(app, announced)
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    typed = {"began_at": "18/11/2026", "began_time": "09:00", "ended_at": "18/11/2026", "ended_time": "11:30"}
    browser = at_board().get(f"{HOME}/{id}/gian-doan").submit({**typed, "reason_vi": WHY})
    whole = f"{WHY} Từ 09:00 18/11/2026 đến 11:30 18/11/2026. Ngày cuối chuyển từ 01/12/2026 sang 02/12/2026."
    assert f"Ghi chú công khai 1–{whole}" in browser.text, "what the public will read, not how many notes there are"
    assert "Ngày cuối muộn nhất" not in browser.text, "it is the round's own"
    browser.submit(button=CONFIRM)
    assert clock.local(of(app, id).closes_at or clock.now()).date() == date(2026, 12, 2)
    with app.app_context():
        assert len(queries.outages(db.session.get_one(Round, id))) == 1


def test_a_window_that_is_over_cannot_change(app: Flask, at_board: Board, now: Traveller) -> None:
    id = made(app, announced)
    now.move_to(datetime(2026, 12, 2, 2, tzinfo=UTC))
    at_board().get(f"{HOME}/{id}/gia-han").submit({"closes_on": "10/12/2026", "reason_vi": WHY}, status=409)


def test_the_list_sorts_rounds_by_what_is_to_be_done(app: Flask, at_board: Board) -> None:
    made(app, drafted), made(app, announced)
    text = at_board().get(HOME).text
    assert text.count("Huân chương Lao động, đợt 2 năm 2026") == 2 and "Sắp mở" in text


@pytest.mark.parametrize(
    ("at", "next_step"),
    [
        (datetime(2026, 11, 10, 2, tzinfo=UTC), "Tự mở lúc 08:00, thứ Hai, 16/11/2026"),
        (datetime(2026, 11, 30, 2, tzinfo=UTC), "Còn 2 ngày làm việc: nhận ý kiến đến 23:59:59, thứ Ba, 01/12/2026"),
        (datetime(2026, 12, 2, 2, tzinfo=UTC), "trước khi Hội đồng họp thứ Hai, 07/12/2026"),
        (datetime(2026, 12, 7, 2, tzinfo=UTC), "trước khi Hội đồng họp thứ Hai, 07/12/2026"),
        (
            datetime(2026, 12, 8, 2, tzinfo=UTC),
            "Hội đồng dự kiến họp thứ Hai, 07/12/2026 mà Ban chưa trả lời công khai",
        ),
    ],
)
def test_a_round_says_what_happens_next_and_when(
    app: Flask, at_board: Board, now: Traveller, at: datetime, next_step: str
) -> None:
    id = made(app, announced)
    now.move_to(at)
    browser = at_board().get(f"{HOME}/{id}")
    assert next_step in browser.text and next_step in browser.get(HOME).text
    late = "nay đã qua" in browser.get(f"{HOME}/{id}/ket-qua").text
    assert late == (at > datetime(2026, 12, 8, tzinfo=UTC))


def test_what_cannot_be_undone_is_offered_last(app: Flask, at_board: Board) -> None:
    id = made(app, drafted)
    offered = [a.text for a in at_board().get(f"{HOME}/{id}").all("a") if "btn" in (a.get("class") or "")]
    assert offered[-1] == "Hủy đợt lấy ý kiến"


def test_the_councils_day_is_moved_alone_with_a_public_reason(app: Flask, at_board: Board, now: Traveller) -> None:
    id = made(app, announced)
    browser = at_board().get(f"{HOME}/{id}/gia-han").submit({"reason_vi": WHY}, status=422)
    assert "ngày cuối mới nhận ý kiến, hoặc ngày họp mới" in browser.text and WHY in browser.form().values["reason_vi"]
    browser.submit({"council_on": "01/12/2026"}, status=422)
    browser.submit({"council_on": "14/12/2026"}).submit(button="Xác nhận và ghi lại")
    with app.app_context():
        slug = db.session.get_one(Round, id).slug
    page = browser.get(f"/lay-y-kien/{slug}").text
    assert "thứ Hai, 14/12/2026" in page and WHY in page
    assert "Ngày họp Hội đồng chuyển từ 07/12/2026 sang 14/12/2026." in page


def test_after_the_close_an_outage_is_recorded_and_the_council_put_off(
    app: Flask, at_board: Board, now: Traveller
) -> None:
    id = made(app, announced)
    now.move_to(datetime(2026, 12, 2, 2, tzinfo=UTC))
    browser = at_board().get(f"{HOME}/{id}").follow("Ghi nhận gián đoạn")
    told = {"began_at": "01/12/2026", "began_time": "20:00", "ended_at": "02/12/2026", "ended_time": "07:30"}
    browser.submit(told | {"reason_vi": WHY})
    assert "không còn trả lại ngày nào được nữa" in browser.text
    browser.submit(button="Xác nhận và ghi lại").get(f"{HOME}/{id}").follow("Đổi ngày họp Hội đồng")
    browser.submit({"council_on": "21/12/2026", "reason_vi": WHY}).submit(button="Xác nhận và ghi lại")
    proof = browser.get(f"{HOME}/{id}").follow("Xác nhận công khai").text
    assert "20:00 01/12/2026" in proof and "Ngày họp Hội đồng chuyển từ 07/12/2026 sang 21/12/2026." in proof
