"""After the close, on the Board's desk: points, sorting, answers, the closing words, publication."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.consultations.opinions import reviewing, tallies
from portal.consultations.opinions.models import Opinion
from portal.consultations.outcome import freezing
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.queries import notes as notes_of
from portal.consultations.rounds.states import RoundState
from portal.core import clock
from portal.core.actor import SYSTEM, Role
from portal.core.db import db, unit_of_work
from portal.moderation.reasons import load_reasons
from tests.browser import Browser
from tests.consultations.held import MODERATOR, announced, candidate_of, opinion
from tests.moderation.things import colleague
from tests.staff import sign_in

Board = Callable[..., Browser]
HOME = "/nghiep-vu"
END = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)
NOTE = "Bổ sung ngày hoàn thành việc sửa chữa theo báo cáo mới của phường."


def held(app: Flask, *, strayed: int = 0) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    """A closed round with two accepted opinions on its candidate, and some declined: the keys of both."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as now:
        with app.app_context():
            round = announced()
            candidate = candidate_of(round)
            now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
            given = [opinion(candidate, email=f"nguoi{n}@example.vn") for n in range(2)]
            declined = [opinion(candidate, email=f"lac{n}@example.vn") for n in range(strayed)]
            with unit_of_work():
                for each in given:
                    reviewing.accept(each, by=MODERATOR)
                for each in declined:
                    reviewing.decline(each, by=MODERATOR, reason_code="opinion_off_topic")
            now.move_to(END + timedelta(seconds=100))
            freezing.freeze(round.id, by=SYSTEM)
            ids = round.id, candidate.id
            db.session.remove()
        yield ids


@pytest.fixture
def closed(app: Flask) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    """A closed round with two accepted opinions on its candidate: the keys of both."""
    yield from held(app)


@pytest.fixture
def closed_with_one_declined(app: Flask) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    """The same with a third opinion, which was not published."""
    with app.app_context(), unit_of_work():
        load_reasons()
    yield from held(app, strayed=1)


def sorted_under(browser: Browser, candidate: uuid.UUID) -> Browser:
    """Name one point and put every opinion under it, in one go."""
    browser.get(f"{HOME}/ung-vien/{candidate}/van-de/them").submit({"title_vi": "Quét sạch ngõ mỗi sáng"})
    browser.follow("Sắp xếp ý kiến")
    point = next(o.get("value") for o in browser.all("option") if "Quét sạch" in (o.text or ""))
    places = {name: point for name in browser.form().values if name.startswith("place-")}
    return browser.submit(places)


def test_what_is_missing_is_named(at_board: Board, closed: tuple[uuid.UUID, uuid.UUID]) -> None:
    text = at_board().get(f"{HOME}/dot-lay-y-kien/{closed[0]}/ket-qua").text
    assert "Ý kiến chưa được xếp vào đâu: 2" in text and "Chưa viết kết luận" in text


def test_what_is_missing_leads_to_where_it_is_done(at_board: Board, closed: tuple[uuid.UUID, uuid.UUID]) -> None:
    page, browser = f"{HOME}/dot-lay-y-kien/{closed[0]}/ket-qua", at_board()
    assert browser.get(page).follow("Ý kiến chưa được xếp").h1 == "Sắp xếp ý kiến"
    assert browser.get(page).follow("Chưa viết kết luận").h1 == "Kết luận"
    observed = at_board(Role.OBSERVER, sign_in_name="giam.sat").get(page).follow("Chưa viết kết luận")
    assert observed.h1 == "Trần Thị Nhài"


def test_many_opinions_are_sorted_in_one_go(app: Flask, at_board: Board, closed: tuple[uuid.UUID, uuid.UUID]) -> None:
    assert "Mọi ý kiến đã nhận đều đã được xếp" in sorted_under(at_board(), closed[1]).text
    with app.app_context():
        assert all(each.point_id for each in db.session.query(Opinion))


def test_a_sorted_opinion_is_moved_to_a_reason(
    app: Flask, at_board: Board, closed: tuple[uuid.UUID, uuid.UUID]
) -> None:
    browser = sorted_under(at_board(), closed[1]).follow("Quét sạch ngõ")
    name = next(name for name in browser.form().values if name.startswith("place-"))
    browser.submit({name: "off_topic"})
    with app.app_context():
        assert {each.unused_why for each in db.session.query(Opinion)} == {"", "off_topic"}


def concluded(browser: Browser, candidate: uuid.UUID) -> Browser:
    """The one point is answered and the closing words are written."""
    sorted_under(browser, candidate).get(f"{HOME}/ung-vien/{candidate}/van-de").follow("Trả lời: Quét sạch")
    browser.submit({"answer": "accepted", "answer_vi": "Ban ghi nhận."})
    return browser.follow("Viết kết luận").submit({"text_vi": "Ban đề nghị xét khen thưởng."})


def test_an_outcome_is_published_by_a_leader_once_all_is_answered(
    app: Flask, at_board: Board, closed: tuple[uuid.UUID, uuid.UUID]
) -> None:
    round_id, candidate = closed
    browser = at_board(Role.BOARD_LEAD)
    early = browser.get(f"{HOME}/dot-lay-y-kien/{round_id}/ket-qua/cong-bo")
    assert early.h1 == "Trả lời và kết quả" and "Còn thiếu" in early.text  # where it says what is missing
    sorted_under(browser, candidate).get(f"{HOME}/ung-vien/{candidate}/van-de").follow("Trả lời: Quét sạch")
    browser.submit({"answer": "accepted", "answer_vi": "Ban ghi nhận và đưa vào hồ sơ."})
    browser.follow("Viết kết luận").submit({"text_vi": "Ban đề nghị xét khen thưởng.", "document_number": "83/BTĐ"})
    assert "83/BTĐ" in browser.text
    browser.get(f"{HOME}/dot-lay-y-kien/{round_id}/ket-qua").follow("Công bố kết quả")
    for said in ("Quét sạch ngõ mỗi sáng", "2 ý kiến", "Ban ghi nhận và đưa", "Ban đề nghị xét khen thưởng.", "83/BTĐ"):
        assert said in browser.text  # a leader reads first what everyone will
    browser.submit().submit(button="Xác nhận và ghi lại")
    with app.app_context():
        assert db.session.get_one(Round, round_id).state is RoundState.ANSWERED
    browser.get(f"{HOME}/ung-vien/{candidate}/ket-luan")
    browser.submit({"text_vi": "Ban đề nghị tặng.", "reason_vi": ""}, status=422)
    assert "Ban đề nghị tặng." in browser.submit({"reason_vi": NOTE}).text


def test_words_that_were_changed_after_a_leader_read_them_are_read_again(
    app: Flask, at_board: Board, closed: tuple[uuid.UUID, uuid.UUID]
) -> None:
    round_id, candidate = closed
    browser = concluded(at_board(Role.BOARD_LEAD), candidate)
    browser.get(f"{HOME}/dot-lay-y-kien/{round_id}/ket-qua/cong-bo").submit()
    officer = at_board(Role.APPRAISER, sign_in_name="chuyen.vien").get(f"{HOME}/ung-vien/{candidate}/ket-luan")
    officer.submit({"text_vi": "Ban chưa đề nghị."})
    browser.submit(button="Xác nhận và ghi lại", status=409)
    assert "Ban chưa đề nghị." in browser.text
    with app.app_context():
        assert db.session.get_one(Round, round_id).state is not RoundState.ANSWERED
    browser.submit().submit(button="Xác nhận và ghi lại")
    with app.app_context():
        assert db.session.get_one(Round, round_id).state is RoundState.ANSWERED


def test_a_dossier_on_hold_is_seen_where_its_round_is_and_before_its_outcome_is_public(
    app: Flask, at_board: Board, closed: tuple[uuid.UUID, uuid.UUID]
) -> None:
    round_id, candidate = closed
    browser = concluded(at_board(Role.BOARD_LEAD), candidate)
    pages = [f"{HOME}/dot-lay-y-kien/{round_id}", f"{HOME}/dot-lay-y-kien/{round_id}/ket-qua/cong-bo"]
    assert not any("tạm dừng" in browser.get(page).text.lower() for page in pages)
    browser.get(f"{HOME}/ung-vien/{candidate}/tam-dung").submit({"ground": "Đang xác minh."})
    browser.submit(button="Xác nhận và ghi lại")
    assert all("tạm dừng" in browser.get(page).text.lower() for page in pages)
    observer = at_board(Role.OBSERVER, sign_in_name="giam.sat")
    assert "tạm dừng" not in observer.get(pages[0]).text.lower()


def test_a_point_without_words_is_refused(at_board: Board, closed: tuple[uuid.UUID, uuid.UUID]) -> None:
    at_board().get(f"{HOME}/ung-vien/{closed[1]}/van-de/them").submit({"title_vi": ""}, status=422)


def answered(browser: Browser, round_id: uuid.UUID, candidate: uuid.UUID) -> Browser:
    """One opinion under a point, the other under none; concluded, and made public."""
    sorted_under(browser, candidate).follow("Quét sạch ngõ")
    browser.submit({next(n for n in browser.form().values if n.startswith("place-")): "no_point"})
    browser.get(f"{HOME}/ung-vien/{candidate}/van-de").follow("Trả lời: Quét sạch")
    browser.submit({"answer": "accepted", "answer_vi": "Ban ghi nhận và đưa vào hồ sơ."})
    browser.follow("Viết kết luận").submit({"text_vi": "Ban đề nghị xét khen thưởng."})
    browser.get(f"{HOME}/dot-lay-y-kien/{round_id}/ket-qua").follow("Công bố kết quả").submit()
    return browser.submit(button="Xác nhận và ghi lại")


def test_the_public_outcome_says_where_every_opinion_stands_and_what_comes_next(
    at_board: Board, closed_with_one_declined: tuple[uuid.UUID, uuid.UUID]
) -> None:
    browser = answered(at_board(Role.BOARD_LEAD), *closed_with_one_declined)
    browser.get(f"{HOME}/dot-lay-y-kien/{closed_with_one_declined[0]}").follow("Như người đọc sẽ thấy").follow(
        "Trần Thị Nhài"
    )
    assert "Nêu thái độ, không nêu điều gì cần trả lời1" in browser.text
    assert "Không đăng: Không nói về trường hợp này1" in browser.text
    assert "thứ Hai, 07/12/2026Hội đồng họp" in browser.text
    assert [e.get("role") for e in browser.root.iter() if e.get("class") == "splitbar"] == ["img"]


def test_one_accepted_after_the_outcome_is_sorted_with_a_public_note(
    app: Flask, at_board: Board, closed: tuple[uuid.UUID, uuid.UUID]
) -> None:
    browser = sorted_under(at_board(), closed[1])
    with app.app_context():
        with unit_of_work() as session:
            session.execute(sa.update(Round).values(state=RoundState.ANSWERED, answered_at=clock.now()))
        late = db.session.query(Opinion).first()
        assert late is not None
        for by in (colleague("Hoàng Thị Mận"), MODERATOR):
            with unit_of_work():
                reviewing.reconsider(late, by=by, why="Đọc lại cho kỹ.")
        with unit_of_work():
            reviewing.accept(late, by=MODERATOR)
        id = late.id
        db.session.remove()
    browser.get(f"{HOME}/ung-vien/{closed[1]}/sap-xep")
    point = next(o.get("value") for o in browser.all("option") if "Quét sạch" in (o.text or ""))
    page = browser.submit({f"place-{id}": point}, status=422)
    assert page.form().values[f"place-{id}"] == point and "Lỗi:" in page.title
    page.submit({"note_vi": NOTE})
    with app.app_context():
        assert db.session.get_one(Opinion, id).point_id
        assert [note.text_vi for note in notes_of(db.session.get_one(Round, closed[0]))] == [NOTE]
        assert list(tallies.differences()) == []
    assert NOTE in browser.get(f"/lay-y-kien/{slug_of(app, closed[0])}").text


def test_what_stands_in_a_public_outcome_is_not_moved(
    app: Flask, at_board: Board, closed: tuple[uuid.UUID, uuid.UUID]
) -> None:
    browser = sorted_under(at_board(), closed[1]).follow("Quét sạch ngõ")
    name = next(name for name in browser.form().values if name.startswith("place-"))
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(Round).values(state=RoundState.ANSWERED, answered_at=clock.now()))
    browser.submit({name: "off_topic"}, status=409)


def test_the_desk_says_what_accepting_after_the_outcome_means(
    app: Flask, browser: Browser, closed: tuple[uuid.UUID, uuid.UUID]
) -> None:
    said = "Kết quả của đợt này đã công bố"
    with app.app_context():
        id = db.session.scalars(sa.select(Opinion.id)).first()
        db.session.remove()
    sign_in(app, browser, Role.MODERATOR)
    assert said not in browser.get(f"{HOME}/y-kien/{id}").text
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(Round).values(state=RoundState.ANSWERED, answered_at=clock.now()))
    assert said in browser.get(f"{HOME}/y-kien/{id}").text


def slug_of(app: Flask, round_id: uuid.UUID) -> str:
    with app.app_context():
        return str(db.session.get_one(Round, round_id).slug)
