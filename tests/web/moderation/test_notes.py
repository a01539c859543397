"""Notes beside an item, mentions, and the hand-over at the end of a shift."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from portal.core.actor import Role
from tests.browser import Browser
from tests.web.moderation.told import tell

Desk = Callable[..., Browser]


def test_a_mention_is_counted_in_the_menu_until_it_is_read(app: Flask, at_desk: Desk) -> None:
    lead = at_desk(Role.BOARD_LEAD, sign_in_name="lanh.dao")
    url = f"/nghiep-vu/loi-ke/{tell(app)}"
    at_desk().get(url).submit({"text": "@lanh.dao Phường hẹn thứ Hai."}, form="/ghi-chu/")
    assert "Nhắc tới tôi (1)" in lead.get("/nghiep-vu/hang-doi").response.text
    lead.get("/nghiep-vu/nhac-toi")
    assert "Phường hẹn thứ Hai." in lead.text
    lead.submit(form="/da-doc")
    assert "Nhắc tới tôi (" not in lead.response.text
    assert "Phường hẹn thứ Hai." in lead.follow("Mở bài được nói đến").text


def test_notes_stand_in_the_side_panel_newest_first(app: Flask, at_desk: Desk) -> None:
    desk = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app)}")
    desk.submit({"text": "Ghi một."}, form="/ghi-chu/").submit({"text": "Ghi hai."}, form="/ghi-chu/")
    assert desk.text.index("Ghi hai.") < desk.text.index("Ghi một.")


def test_a_name_nobody_has_comes_back_with_the_note(app: Flask, at_desk: Desk) -> None:
    desk = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app)}")
    desk.submit({"text": "@khong.co xem giúp."}, form="/ghi-chu/", status=422)
    assert "“khong.co”" in desk.text and desk.form("/ghi-chu/").values["text"].strip() == "@khong.co xem giúp."


def test_ones_own_is_taken_back_while_fresh(app: Flask, at_desk: Desk, now: Traveller) -> None:
    url = f"/nghiep-vu/loi-ke/{tell(app)}"
    desk = at_desk().get(url).submit({"text": "Nhầm."}, form="/ghi-chu/")
    desk.submit(form="/rut-lai")
    assert "Nhầm." not in desk.text
    desk.submit({"text": "Đúng."}, form="/ghi-chu/")
    now.shift(timedelta(minutes=11))
    assert "/rut-lai" not in desk.get(url).response.text


def test_an_observer_reads_and_a_clerk_does_not(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    at_desk().get(f"/nghiep-vu/loi-ke/{thing}").submit({"text": "Chờ phường."}, form="/ghi-chu/")
    observer = at_desk(Role.OBSERVER).get(f"/nghiep-vu/loi-ke/{thing}")
    assert "Chờ phường." in observer.text and "/ghi-chu/" not in observer.response.text


def test_no_page_of_the_public_shows_a_note(app: Flask, at_desk: Desk, browse: Callable[[], Browser]) -> None:
    at_desk().get(f"/nghiep-vu/loi-ke/{tell(app)}").submit({"text": "Bí mật của bàn."}, form="/ghi-chu/")
    for url in ("/", "/cau-chuyen", "/so-lieu-kiem-duyet", "/so-lieu-kiem-duyet.csv"):
        assert "Bí mật của bàn" not in browse().client.get(url).get_data(as_text=True)


def test_a_hand_over_stands_on_the_queue_until_a_colleague_took_note(app: Flask, at_desk: Desk) -> None:
    first, second = at_desk(), at_desk(sign_in_name="ca.sau")
    first.get("/nghiep-vu/ban-giao").submit({"text": "Còn ba bài chờ phường."})
    assert "Còn ba bài" not in first.get("/nghiep-vu/hang-doi").text
    assert "Còn ba bài chờ phường." in second.get("/nghiep-vu/hang-doi").text
    second.submit(form="/da-nhan")
    assert "Còn ba bài" not in second.get("/nghiep-vu/hang-doi").text
    assert "đã nhận" in first.get("/nghiep-vu/ban-giao").text


def test_what_one_holds_is_listed_and_put_back_at_once(app: Flask, at_desk: Desk) -> None:
    desk = at_desk()
    for n in (1, 2):
        desk.get(f"/nghiep-vu/loi-ke/{tell(app, title=f'Chuyện {n}')}").submit(form="/nhan")
    desk.get("/nghiep-vu/ban-giao")
    assert "Chuyện 1" in desk.text and "Chuyện 2" in desk.text
    desk.submit(form="/nha-het")
    assert "Không giữ bài nào" in desk.text


def test_an_empty_hand_over_is_told(at_desk: Desk) -> None:
    assert "Ghi việc còn lại" in at_desk().get("/nghiep-vu/ban-giao").submit({"text": " "}, status=422).text


def test_my_day_shows_what_i_decided_and_nobody_elses(app: Flask, at_desk: Desk) -> None:
    desk, other = at_desk(), at_desk(sign_in_name="ca.sau")
    desk.get(f"/nghiep-vu/loi-ke/{tell(app)}").submit(
        {"outcome": "decline", "reason_decline": "too_little"}, form="/xem-thu"
    )
    desk.submit(form="/quyet-dinh")
    mine = desk.get("/nghiep-vu/ngay-cua-toi")
    assert len(set(mine.landmarks)) == len(mine.landmarks) > 3, mine.landmarks
    assert "Không đăng" in mine.text and "Chỉ mình bạn" in mine.text
    assert "Hôm nay chưa có" in other.get("/nghiep-vu/ngay-cua-toi").text


@pytest.mark.parametrize(("role", "status"), [(Role.BOARD_LEAD, 200), (Role.MODERATOR, 403), (Role.OBSERVER, 403)])
def test_the_team_is_the_leads(at_desk: Desk, role: Role, status: int) -> None:
    team = at_desk(role).get("/nghiep-vu/ngay-chung", status)
    assert status == 403 or "Ít hơn 3 người" in team.text
