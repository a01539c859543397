"""Candidates on the Board's desk: put up by search, edited, corrected in public, held, withdrawn."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates import queries
from portal.consultations.candidates.models import Candidate
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.honours.models import Honour
from portal.honours.states import PublicAsked
from portal.organisations import queries as organisations
from portal.organisations.models import Organisation, Ward
from tests.browser import Browser
from tests.consultations.held import LABOUR, announce, announced, candidate_of, drafted
from tests.core.storage.shots import PDF

Board = Callable[..., Browser]
pytestmark = pytest.mark.usefixtures("now", "places")
HOME = "/nghiep-vu"
CONFIRM = "Xác nhận và ghi lại"
WHY = "Tên phường ghi trong tờ trình bị nhầm, nay sửa theo văn bản gốc."
TOLD = {
    "name": "Lê Văn Sáng", "kind": "direct_worker", "honour_code": "labour-3", "headline": "Vá đường mỗi tối.",
    "proposed_by": "UBND phường Hai Bà Trưng",
}  # fmt: skip


def made(app: Flask, make: Callable[[], Round]) -> tuple[uuid.UUID, uuid.UUID]:
    with app.app_context():
        round = make()
        ids = round.id, candidate_of(round).id
        db.session.remove()
    return ids


def of(app: Flask, id: uuid.UUID) -> Candidate:
    with app.app_context():
        found = queries.one(id)
        assert found is not None
        return found


def test_a_known_nominee_is_found_without_diacritics(app: Flask, at_board: Board) -> None:
    id, _ = made(app, drafted)
    browser = at_board().get(f"{HOME}/dot-lay-y-kien/{id}/chon-nguoi?q=tran+nhai")
    browser.follow("Trần Thị Nhài")
    assert browser.form().values["name"] == "Trần Thị Nhài"


def test_somebody_new_is_put_up_with_what_they_did(app: Flask, at_board: Board) -> None:
    id, _ = made(app, drafted)
    browser = at_board().get(f"{HOME}/dot-lay-y-kien/{id}/dua-them")
    browser.submit({**TOLD, "achievements-0-title": "Vá 300 ổ gà", "past_honours-0-year": "2020",
                    "past_honours-0-text": "Bằng khen Thành phố"})  # fmt: skip
    assert browser.h1 == "Lê Văn Sáng" and "Vá 300 ổ gà" in browser.text
    assert "UBND phường Hai Bà Trưng" in browser.text


def test_everything_missing_is_named_at_once_and_no_kind_is_chosen_for_the_officer(app: Flask, at_board: Board) -> None:
    round, _ = made(app, drafted)
    browser = at_board().get(f"{HOME}/dot-lay-y-kien/{round}/dua-them")
    assert browser.form().values["kind"] == ""
    browser.submit(status=422)
    assert "Còn 4 chỗ cần bạn xem lại" in browser.text and "Chọn đối tượng được đề nghị." in browser.text


def test_a_whole_birthday_is_refused_and_shown_as_it_was_typed(app: Flask, at_board: Board) -> None:
    round, _ = made(app, drafted)
    browser = at_board().get(f"{HOME}/dot-lay-y-kien/{round}/dua-them")
    browser.submit({**TOLD, "birth_year": "12/3/1961"}, status=422)
    assert browser.form().values["birth_year"] == "12/3/1961" and "năm sinh" in browser.text


def test_more_rows_keep_what_was_typed(app: Flask, at_board: Board) -> None:
    id, _ = made(app, drafted)
    browser = at_board().get(f"{HOME}/dot-lay-y-kien/{id}/dua-them")
    browser.submit({"achievements-1-title": "Việc thứ hai"}, button="Thêm dòng")
    values = browser.form().values
    assert values["achievements-1-title"] == "Việc thứ hai" and "achievements-3-title" in values


def test_an_organisation_nobody_knows_is_refused_and_near_ones_named(app: Flask, at_board: Board) -> None:
    id, _ = made(app, drafted)
    browser = at_board().get(f"{HOME}/dot-lay-y-kien/{id}/dua-them")
    browser.submit({**TOLD, "proposed_by": "UBND phường H"}, status=422)
    assert "Ngoài UBND phường Hà Đông" in browser.text and browser.form().values["name"] == "Lê Văn Sáng"
    assert "Hãy ghi tên đầy đủ hơn." in browser.text  # more than are named: nobody is told to choose one of these
    browser.submit({"proposed_by": "UBND phường Ho"}, status=422)
    assert "Hãy ghi đầy đủ một trong các tên sau" in browser.text
    browser.submit({"proposed_by": "Hội Không Có Thật"}, status=422)


def test_a_draft_candidate_is_edited_and_dropped(app: Flask, at_board: Board) -> None:
    id, candidate = made(app, drafted)
    browser = at_board().get(f"{HOME}/ung-vien/{candidate}/sua").submit({"headline": "Ba mươi ba năm quét ca đêm."})
    assert "Ba mươi ba năm" in browser.text
    browser.follow("Bỏ khỏi đợt").submit().submit(button=CONFIRM)
    assert browser.url.endswith(str(id)) and "Trần Thị Nhài" not in browser.text


def test_a_correction_of_the_name_starts_the_clock_again(app: Flask, at_board: Board, now: Traveller) -> None:
    _, id = made(app, announced)
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    browser = at_board().get(f"{HOME}/ung-vien/{id}/dinh-chinh")
    browser.submit({"name": "Trần Thị Nhàn", "reason_vi": WHY}, status=422)
    assert "sau phiên họp Hội đồng" in browser.text
    browser.submit({"council_on": "14/12/2026", "office": "tổ trưởng"})
    assert "công nhân vệ sinh môi trườngtổ trưởng" in browser.text
    browser.submit(button=CONFIRM)
    found = of(app, id)
    assert found.name == "Trần Thị Nhàn" and clock.local(found.closes_at or clock.now()).date() > date(2026, 12, 1)


def test_a_withdrawal_asks_for_a_public_reason(app: Flask, at_board: Board) -> None:
    _, id = made(app, announced)
    browser = at_board().get(f"{HOME}/ung-vien/{id}/rut").submit({"reason_vi": "Ngắn"}, status=422)
    browser.submit({"reason_vi": WHY}).submit(button=CONFIRM)
    assert of(app, id).withdrawn_why == WHY and "Tạm dừng hồ sơ" not in browser.text


def test_the_ground_of_a_hold_is_for_the_board_only(app: Flask, at_board: Board) -> None:
    _, id = made(app, announced)
    browser = at_board().get(f"{HOME}/ung-vien/{id}/tam-dung").submit({"ground": "Đang thanh tra đất."})
    browser.submit(button=CONFIRM)
    assert "Đang thanh tra đất." in browser.text
    for role in (Role.MODERATOR, Role.OBSERVER):
        assert "thanh tra" not in at_board(role).get(f"{HOME}/ung-vien/{id}").text
    browser.follow("Cho hồ sơ đi tiếp").submit({"why": "Đã kết luận, không có sai phạm."}).submit(button=CONFIRM)
    assert "thanh tra" not in browser.text


def test_what_was_withdrawn_is_not_held_any_more_and_goes_nowhere_when_released(app: Flask, at_board: Board) -> None:
    _, id = made(app, announced)
    at_board().get(f"{HOME}/ung-vien/{id}/tam-dung").submit({"ground": "Đang thanh tra đất."}).submit(button=CONFIRM)
    release = at_board().get(f"{HOME}/ung-vien/{id}/cho-tiep")
    assert "Hồ sơ đi tiếp." in release.submit({"why": "Đã kết luận xong."}).text
    tab = at_board().get(f"{HOME}/ung-vien/{id}/tam-dung")
    at_board().get(f"{HOME}/ung-vien/{id}/rut").submit({"reason_vi": WHY}).submit(button=CONFIRM)
    release.submit({"why": "Đã kết luận không có sai phạm."})
    assert "chỉ còn việc bỏ tạm dừng" in release.text and "Hồ sơ đi tiếp." not in release.text
    release.submit(button=CONFIRM)
    assert "không còn hồ sơ để tạm dừng" in tab.submit({"ground": "Đang thanh tra đất."}, status=409).text
    with app.app_context():
        assert queries.hold_of(db.session.get_one(Candidate, id)) is None


def test_a_document_is_put_beside_a_candidate_and_taken_away(app: Flask, at_board: Board) -> None:
    _, id = made(app, drafted)
    browser = at_board().get(f"{HOME}/ung-vien/{id}/tai-lieu")
    browser.submit({"title": "Tóm tắt thành tích", "file": (PDF, "tom-tat.pdf")}, form=-1)
    assert "Tóm tắt thành tích" in browser.text
    browser.submit(button="Bỏ", form="/bo")
    assert "Tóm tắt thành tích" not in browser.text


def test_what_is_no_pdf_is_refused(app: Flask, at_board: Board) -> None:
    _, id = made(app, drafted)
    browser = at_board().get(f"{HOME}/ung-vien/{id}/tai-lieu")
    browser.submit({"title": "Ảnh", "file": (b"khong phai pdf", "a.pdf")}, status=422)


def ended(app: Flask, last_day: date, **row: object) -> None:
    """The row of the honour ends; perhaps another follows it."""
    with app.app_context():
        with unit_of_work() as session:
            session.execute(sa.update(Honour).where(Honour.code == "labour-3").values(valid_to=last_day))
            if row:
                old = session.scalars(sa.select(Honour).where(Honour.code == "labour-3")).one()
                same = {
                    c.key: getattr(old, c.key) for c in sa.inspect(Honour).columns if c.key not in ("id", "version")
                }
                session.add(Honour(**same | {"valid_from": last_day + timedelta(days=1), "valid_to": None} | row))
        db.session.remove()


@pytest.mark.parametrize(
    ("last_day", "row", "close"),
    [
        (date(2026, 11, 18), {}, date(2026, 12, 7)),  # as on the day of opening: ten days
        (date(2026, 11, 12), {}, date(2026, 12, 7)),  # it had ended before the opening: as on the day of announcement
        (date(2026, 11, 9), {}, date(2026, 12, 7)),  # put right afterwards: as it was announced
        (date(2026, 11, 18), {"min_working_days": 12}, date(2026, 12, 9)),  # never less than what holds by now asks
        (date(2026, 11, 18), {"min_working_days": 3}, date(2026, 12, 7)),  # nor less than the public was promised
        (date(2026, 11, 18), {"public_asked": PublicAsked.NO, "min_working_days": 0}, date(2026, 12, 7)),
    ],
)
def test_a_candidate_of_an_honour_that_ended_meanwhile_is_corrected_under_the_law_it_was_opened_with(
    app: Flask, at_board: Board, now: Traveller, last_day: date, row: dict[str, object], close: date
) -> None:
    _, id = made(app, announced)
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    ended(app, last_day, **row)
    browser = at_board().get(f"{HOME}/ung-vien/{id}/dinh-chinh")
    browser.submit({"name": "Trần Thị Nhàn", "reason_vi": WHY, "council_on": "21/12/2026"}).submit(button=CONFIRM)
    found = of(app, id)
    assert (found.name, found.honour_code, found.honour_vi) == ("Trần Thị Nhàn", "labour-3", LABOUR.honour_vi)
    assert clock.local(found.closes_at or clock.now()).date() == close


def test_the_form_of_a_correction_marks_an_honour_whose_row_has_ended(
    app: Flask, at_board: Board, now: Traveller
) -> None:
    _, id = made(app, announced)
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    ended(app, date(2026, 11, 18))
    page = at_board().get(f"{HOME}/ung-vien/{id}/dinh-chinh").text
    assert "Huân chương Lao động hạng Ba (có trong danh mục đến hết ngày 18/11/2026)" in page
    ended(app, date(2026, 11, 18), public_asked=PublicAsked.NO, min_working_days=0)
    page = at_board().get(f"{HOME}/ung-vien/{id}/dinh-chinh").text
    assert "Huân chương Lao động hạng Ba (danh mục nay không còn yêu cầu lấy ý kiến)" in page


def test_who_is_not_announced_yet_is_offered_no_honour_that_has_ended(
    app: Flask, at_board: Board, now: Traveller
) -> None:
    _, id = made(app, drafted)
    ended(app, date(2026, 11, 8))
    page = at_board().get(f"{HOME}/ung-vien/{id}/sua")
    assert "labour-3" not in [option.get("value") for option in page.all("option")]


def test_a_ward_and_a_proposer_that_are_no_more_are_kept_by_a_correction(
    app: Flask, at_board: Board, now: Traveller
) -> None:
    with app.app_context():
        ward = organisations.wards_on(date(2026, 11, 10))[0].code
    id = made(app, drafted)[1]
    browser = at_board().get(f"{HOME}/ung-vien/{id}/sua").submit({"ward_code": ward})
    with app.app_context():
        round = queries.one(id).round  # type: ignore[union-attr]  # it is there
        announce(round)
        with unit_of_work() as session:
            for kind in (Ward, Organisation):
                session.execute(sa.update(kind).values(valid_to=date(2026, 11, 18)))
        db.session.remove()
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    browser = at_board(sign_in_name="hom.sau").get(f"{HOME}/ung-vien/{id}/dinh-chinh")
    browser.submit({"headline": "Ba mươi ba năm.", "reason_vi": WHY})
    browser.submit(button=CONFIRM)
    found = of(app, id)
    assert (found.headline, found.ward_code, found.closes_at) == ("Ba mươi ba năm.", ward, found.round.closes_at)
    assert found.proposed_by == "UBND phường Hai Bà Trưng" and found.proposed_by_id is not None


def test_a_round_is_extended_though_its_honour_has_ended_or_is_a_new_one(
    app: Flask, at_board: Board, now: Traveller
) -> None:
    id, _ = made(app, announced)
    ended(app, date(2026, 11, 12))
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    browser = at_board().get(f"{HOME}/dot-lay-y-kien/{id}/gia-han")
    browser.submit({"closes_on": "04/12/2026", "reason_vi": WHY}).submit(button=CONFIRM)
    browser.get(f"{HOME}/dot-lay-y-kien/{id}/gian-doan")
    told = {"began_at": "19/11/2026", "began_time": "08:00", "ended_at": "19/11/2026", "ended_time": "10:00"}
    browser.submit(told | {"reason_vi": WHY, "council_on": "21/12/2026"}).submit(button=CONFIRM)
    with app.app_context():
        closes = db.session.get_one(Round, id).closes_at
    assert clock.local(closes or clock.now()).date() == date(2026, 12, 7)
