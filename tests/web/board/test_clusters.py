"""Signs of a campaign on the Board's pages: looked at, marked with a reason, taken back."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from portal.consultations.opinions import clusters
from portal.consultations.opinions.states import ClusterState
from portal.core.actor import SYSTEM, Role
from portal.core.db import unit_of_work
from portal.engines.synthesis.echoes.signs import Sign
from portal.web.board.clusters import said
from tests.browser import Browser, words
from tests.consultations.held import announced, candidate_of, opinion
from tests.consultations.test_clusters import PRAISE, WHY
from tests.staff import sign_in


@pytest.fixture
def path(app: Flask, browser: Browser) -> Iterator[str]:
    """Twenty times the same praise from one machine: the address of the cluster, a Board officer signed in."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        with app.app_context():
            made = candidate_of(announced("Đặng Quốc Trung"))
            clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
            for n in range(20):
                opinion(made, text=PRAISE, email=f"c{n}@example.vn", network="a", device="b")
            with unit_of_work():
                clusters.find(made, by=SYSTEM)
            (cluster,) = clusters.of(made)
            address = f"/nghiep-vu/dau-hieu/{cluster.id}"
        sign_in(app, browser, Role.APPRAISER)
        yield address


def state(app: Flask, path: str) -> ClusterState:

    with app.app_context():
        found = clusters.one(UUID(path.rsplit("/", 1)[1]))
        assert found is not None
        return found.state


def test_it_says_in_words_why_it_is_shown(browser: Browser, path: str) -> None:
    assert "1 nội dung × 20" in browser.get("/nghiep-vu/dau-hieu").text
    page = browser.get(path).text
    assert "20 ý kiến chỉ từ 1 thiết bị" in page and "cần hai người" in page


def test_a_share_of_nothing_is_told_in_words(app: Flask) -> None:
    seen = {"sign": Sign.NETWORK.value, "opinions": 40}
    with app.test_request_context("/"):
        assert "chỉ 3% từ mạng ấy" in said({**seen, "elsewhere": 3})
        assert "hầu như không có ý kiến nào từ mạng ấy" in said({**seen, "elsewhere": 0})


def test_it_is_marked_with_a_reason_and_two_take_that_back_each_with_one(
    app: Flask, browser: Browser, browse: Callable[[], Browser], path: str
) -> None:
    browser.get(path).submit({"why": WHY, "act": "mark"})
    assert state(app, path) is ClusterState.COORDINATED
    assert "Vì sao rút lại?" in browser.text and "Một đồng nghiệp phải đồng ý" in browser.text
    browser.submit({"why": "Xem lại: là buổi họp của cả cơ quan.", "act": "undo"})
    assert state(app, path) is ClusterState.COORDINATED and "Bạn đã đề xuất" in browser.text
    other = browse()
    sign_in(app, other, Role.BOARD_LEAD)
    page = other.get(path).follow("Xem xét")
    assert "buổi họp" not in page.text
    page.submit({"choice": "act", "note": "Ừ"}, form="nguoi-thu-hai", status=422)
    page.submit({"choice": "act", "note": "Tôi gọi hỏi ba người, đều tự viết."}, form="nguoi-thu-hai")
    assert state(app, path) is ClusterState.SUGGESTED


def test_without_a_reason_nothing_is_marked_and_the_words_say_so(app: Flask, browser: Browser, path: str) -> None:
    assert "Nêu lý do" in browser.get(path).submit({"why": "Ừ", "act": "mark"}, status=422).text
    assert "Nêu lý do" in words(next(a for a in browser.all("a") if a.get("href") == "#why"))
    assert state(app, path) is ClusterState.SUGGESTED


def test_an_observer_reads_and_does_not_mark(app: Flask, browser: Browser, path: str) -> None:
    other = Browser(app)
    sign_in(app, other, Role.OBSERVER)
    assert not other.get(path).all("textarea")
    other.post(path, {"act": "mark", "why": WHY, "seen": "20"}, status=400)
