"""Reports of opinions, and what those ask whom a page is about. The pages they start from stay cacheable and without cookies."""

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import reviewing
from portal.consultations.opinions.models import Opinion
from portal.core.db import db, unit_of_work
from portal.moderation.reports.models import ReaderReport, ReportCase
from portal.moderation.reports.states import Lane, Relation, ReportKind
from portal.stories.states import StoryState
from tests.browser import Browser
from tests.consultations.held import MODERATOR, TEXT, announced, candidate_of, opinion
from tests.web.public.shelves import put
from tests.web.public.test_rounds import DURING

WISH = {
    "kind": "my_photo", "text": "Xin gỡ ảnh chụp tôi ở cổng", "relation": "self", "name": "Nguyễn Văn Thạo",
    "contact": "0912 000 111",
}  # fmt: skip


@pytest.fixture
def page(app: Flask, now: Traveller) -> str:
    """A candidate's page with a published opinion."""
    with app.app_context():
        candidate = candidate_of(announced())
        now.move_to(DURING)
        made = opinion(candidate)
        with unit_of_work():
            reviewing.accept(db.session.get_one(Opinion, made.id), by=MODERATOR)
        return f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}"


def kept(app: Flask) -> list[tuple[ReportCase, ReaderReport]]:
    with app.app_context():
        pick = sa.select(ReportCase, ReaderReport).join(ReaderReport, ReaderReport.case_id == ReportCase.id)
        return [(row[0], row[1]) for row in db.session.execute(pick)]


def test_an_opinion_is_reported_from_its_page_and_stays_public(app: Flask, browser: Browser, page: str) -> None:
    browser.get(page).follow("Báo về ý kiến này")
    assert TEXT in browser.text
    browser.submit({"kind": "insult", "text": "Câu cuối xúc phạm bà hàng xóm", "contact": "mai@example.vn"})
    assert "đã nhận" in browser.h1.lower()
    ((case, report),) = kept(app)
    assert (case.thing_kind, case.lane, report.kind) == ("opinion", Lane.READERS, ReportKind.INSULT)
    assert TEXT in browser.get(page).text


def test_public_pages_set_no_cookie_and_may_be_kept(browser: Browser, page: str) -> None:
    for address in (page, f"/en{page}"):
        browser.get(address)
        assert "Set-Cookie" not in browser.response.headers and "public" in browser.response.headers["Cache-Control"]


def test_only_what_can_be_wrong_with_an_opinion_is_offered(browser: Browser, page: str) -> None:
    browser.get(page).follow("Báo về ý kiến này")
    values = {e.get("value") for e in browser.all("input") if e.get("name") == "kind"}
    assert values == {"wrong_fact", "privacy", "insult", "other"}
    browser.post(browser.url, browser.form().values | {"kind": "my_data", "text": "Cho tôi xem hết nhé"}, status=422)


def test_an_opinion_that_is_not_public_is_nowhere(app: Flask, browser: Browser, page: str) -> None:
    browser.get(page).follow("Báo về ý kiến này")
    address = browser.url
    with app.app_context(), unit_of_work():
        opinion_ = db.session.scalars(sa.select(Opinion)).one()
        opinion_.state = "waiting"  # type: ignore[assignment]  # the word of a state
        opinion_.shown_text = None
    browser.submit({"kind": "insult", "text": "Câu cuối xúc phạm bà hàng xóm"}, status=404)
    browser.get(address, status=404)
    assert kept(app) == []


def test_too_many_of_one_browser_are_slowed_down(app: Flask, browser: Browser, page: str) -> None:
    browser.get(page).follow("Báo về ý kiến này")
    address, form = browser.url, browser.form().values
    for n in range(10):
        browser.post(address, form | {"kind": "other", "text": f"Tôi thấy chỗ này không đúng {n}"})
    browser.post(address, form | {"kind": "other", "text": "Tôi thấy chỗ này không đúng nữa"}, status=429)
    assert len(kept(app)) == 10 and len({case.id for case, _ in kept(app)}) == 1


def test_what_a_machine_sends_is_dropped_quietly(app: Flask, browser: Browser, page: str) -> None:
    browser.get(page).follow("Báo về ý kiến này")
    browser.submit({"kind": "other", "text": "Mua ngay hôm nay giá tốt", "website": "http://x"})
    browser.get(page).follow("Trang này viết về tôi").submit(WISH | {"website": "http://x"})
    assert kept(app) == []


def test_whom_a_story_is_about_asks_for_a_photo_to_go(app: Flask, browser: Browser) -> None:
    slug = put(app, "Một")
    browser.get(f"/cau-chuyen/{slug}").follow("Bài viết về tôi").submit(WISH)
    assert "đã nhận" in browser.h1.lower() and "Thạo" not in browser.text
    ((case, report),) = kept(app)
    assert (case.lane, case.title, report.relation) == (Lane.ABOUT_ME, "Một", Relation.SELF)
    assert (report.name, report.contact) == ("Nguyễn Văn Thạo", "0912 000 111")


def test_a_candidate_asks_the_same_way(app: Flask, browser: Browser, page: str) -> None:
    browser.get(f"/en{page}").follow("This page is about me").submit(WISH | {"kind": "my_correction"})
    ((case, report),) = kept(app)
    assert (case.thing_kind, report.kind, report.language) == ("candidate", ReportKind.MY_CORRECTION, "en")


@pytest.mark.parametrize("missing", ["kind", "text", "relation", "name", "contact"])
def test_what_is_missing_is_said_and_the_rest_is_kept(app: Flask, browser: Browser, missing: str) -> None:
    slug = put(app, "Một")
    browser.get(f"/cau-chuyen/{slug}/ve-toi").submit({k: v for k, v in WISH.items() if k != missing}, status=422)
    assert browser.title.startswith("Lỗi:") and kept(app) == []
    other = "name" if missing != "name" else "contact"
    assert browser.form().values[other] == WISH[other]


def test_of_a_story_taken_down_nothing_is_asked(app: Flask, browser: Browser) -> None:
    browser.get(f"/cau-chuyen/{put(app, 'Đã gỡ', state=StoryState.REMOVED)}/ve-toi", status=410)
