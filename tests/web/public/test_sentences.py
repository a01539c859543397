"""Every sentence on the pages of a round is true at the moment it is read: before, during, on the last day, after, answered."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates import services as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.rules import Closed
from portal.consultations.outcome import freezing
from portal.consultations.outcome import services as outcome
from portal.consultations.rounds import scheduling
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.states import Phase, TallyShown
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.core.errors import NotNow
from portal.web.kit import cache_front
from tests.browser import Browser, words
from tests.consultations.held import BOARD, LAW, LEAD, announced, candidate_of, opinion, particulars

END = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)
BEFORE, DURING, LAST, AFTER = (
    datetime(2026, 11, 12, 2, tzinfo=UTC), datetime(2026, 11, 20, 2, tzinfo=UTC), END, END + timedelta(minutes=2),
)  # fmt: skip
WHY = "Đính chính theo văn bản gốc của phường."
SPEAK, HERDING = "Góp ý về", "chỉ hiện sau khi khép lại"


@pytest.fixture
def path(app: Flask, now: Traveller) -> str:
    with app.app_context():
        candidate = candidate_of(announced())
        return f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}"


def main(browser: Browser, url: str) -> str:
    cache_front.warm.forget()
    return " ".join(" ".join(browser.get(url).all("main")[0].itertext()).split())


def answer(app: Flask, now: Traveller) -> None:
    now.move_to(AFTER)
    with app.app_context():
        round = db.session.scalars(sa.select(Round)).one()
        freezing.freeze(round.id, by=SYSTEM)
        with unit_of_work() as session:
            for candidate in scheduling.standing(round):
                outcome.conclude(candidate, text_vi="Không có ý kiến nào về trường hợp này.", by=BOARD)
            outcome.publish(session.get_one(Round, round.id), by=LEAD)
        db.session.remove()


@pytest.mark.parametrize(
    ("at", "true", "false"),
    [
        (BEFORE, ["Sắp mở", "Mở lúc 08:00, thứ Hai, 16/11/2026", "Chưa ai góp ý được: đợt này chưa mở", HERDING],
         [SPEAK, "còn lại", "Không có ý kiến nào được đăng", "Đã hết hạn", "Đã khép lại"]),
        (DURING, ["Đang lấy ý kiến", "7 ngày làm việc còn lại", SPEAK, HERDING, "Chưa ai góp ý"],
         ["Đã hết hạn", "Đã khép lại", "Không có ý kiến nào được đăng"]),
        (LAST, ["1 ngày làm việc còn lại", "Hạn cuối 23:59:59, thứ Ba, 01/12/2026", SPEAK], ["Đã hết hạn", "Đã khép lại"]),
        (AFTER, ["Đã khép lại lúc 23:59:59, thứ Ba, 01/12/2026", "Đã hết hạn góp ý", "Trước khi Hội đồng họp",
                 "Không có ý kiến nào được đăng"], [SPEAK, "còn lại", HERDING, "Ban đã trả lời", "Đang lấy ý kiến"]),
        (datetime(2026, 12, 8, 2, tzinfo=UTC), ["Lẽ ra trước ngày Hội đồng họp, thứ Hai, 07/12/2026"],
         ["Trước khi Hội đồng họp", "Ban đã trả lời"]),
    ],
    ids=["before", "open", "the last second", "closed", "after the Council's day"],
)  # fmt: skip
def test_a_candidates_page_is_true_at_each_moment(
    browser: Browser, path: str, now: Traveller, at: datetime, true: list[str], false: list[str]
) -> None:
    now.move_to(at)
    page = main(browser, path)
    assert [each for each in true if each not in page] == [] == [each for each in false if each in page]
    assert "Đã rà soát: Ban xem xét mọi điều nhận được" in page  # nothing it has not done yet


def test_an_answered_round_says_who_answered_and_when(app: Flask, browser: Browser, path: str, now: Traveller) -> None:
    answer(app, now)
    page, round = main(browser, path), main(browser, path.rpartition("/")[0])
    assert "Ban đã trả lời" in page and "02/12/2026" in page and "Không có ý kiến nào về trường hợp này." in page
    assert "Ban đã trả lời: câu trả lời ở trang của từng người" in round and "sẽ trả lời" not in round


def test_where_stances_are_never_counted_in_public_nobody_is_promised_that_they_are(
    app: Flask, browser: Browser, path: str, now: Traveller
) -> None:
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(Round).values(tally=TallyShown.NEVER))
    for at in (BEFORE, DURING, AFTER):
        now.move_to(at)
        assert HERDING not in main(browser, path)


def test_a_withdrawn_candidate_of_an_answered_round_is_given_no_answer(
    app: Flask, browser: Browser, path: str, now: Traveller
) -> None:
    now.move_to(DURING)
    with app.app_context(), unit_of_work() as session:
        candidates.withdraw(session.scalars(sa.select(Candidate)).one(), why_vi=WHY, by=BOARD)
    answer(app, now)
    page = main(browser, path)
    assert WHY in page and "Ban trả lời người dân" not in page and "Ban đã trả lời" not in page


def test_a_round_that_runs_on_for_one_says_whose_time_is_over(app: Flask, browser: Browser, now: Traveller) -> None:
    with app.app_context():
        round = announced("Trần Thị Nhài", "Lê Văn Sáng")
        url, first, second = f"/lay-y-kien/{round.slug}", *scheduling.standing(round)
        now.move_to(DURING)
        with unit_of_work():
            told = particulars(first.name, office="tổ trưởng")
            candidates.correct(first, told, of_version=first.version, reason_vi=WHY, law=LAW, by=BOARD,
                               council_on=date(2026, 12, 20))  # fmt: skip
        name, other = first.name, f"{url}/{second.slug}"
        db.session.remove()
    assert "Đã khép lại" not in main(browser, url)
    now.move_to(AFTER)
    assert "còn lại" in main(browser, url)
    cards = [words(card) for card in browser.all("li") if card.get("class") == "candidate"]
    assert [name in card for card in cards] == ["Đã khép lại" not in card for card in cards] and len(cards) == 2
    assert "Đã khép lại lúc 23:59:59, thứ Ba, 01/12/2026" in main(browser, other)


def test_a_round_whose_ledger_was_closed_is_over_though_the_clock_was_set_back(
    app: Flask, browser: Browser, path: str, now: Traveller
) -> None:
    now.move_to(AFTER)
    with app.app_context():
        round = db.session.scalars(sa.select(Round)).one()
        freezing.freeze(round.id, by=SYSTEM)
        now.move_to(END - timedelta(minutes=10))
        db.session.expire_all()
        assert round.phase(datetime.now(UTC)) is Phase.CLOSED
        with pytest.raises(NotNow), unit_of_work() as session:
            scheduling.extend(
                session.get_one(Round, round.id), closes_on=date(2026, 12, 3), reason_vi=WHY, law=LAW, by=BOARD
            )
        db.session.rollback()
        with pytest.raises(Closed):
            opinion(candidate_of(round))
        assert db.session.scalar(sa.select(sa.func.count(Opinion.id))) == 0
        db.session.remove()
    page, listing = main(browser, path), main(browser, "/lay-y-kien")
    assert "Đã hết hạn góp ý" in page and SPEAK not in page
    assert "Hôm nay không có đợt nào đang mở" in listing and "Đã khép lại, Ban đang đọc ý kiến" in listing
