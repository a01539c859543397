"""Kill switches from the page of the lead to the pages of everybody."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions.models import Opinion
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.queries import outages
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.moderation.reports.models import ReaderReport
from portal.moderation.switches import queries, services
from portal.moderation.switches.states import Function
from portal.nominations.models import Draft
from portal.web.kit import cache_front
from tests.browser import Browser
from tests.consultations.held import TEXT, announced, candidate_of
from tests.moderation.test_switches import LEAD, TOLD
from tests.web.public.shelves import put

Desk = Callable[..., Browser]
Browse = Callable[[], Browser]
DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)
END = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)
REPORT = {"kind": "other", "text": "Theo tôi nhớ thì đó là ngõ khác hẳn.", "contact": "lan@example.vn"}


def off(app: Flask, function: Function) -> None:
    with app.app_context(), unit_of_work():
        row = queries.switch(function)
        services.turn_off(function, by=LEAD, of_version=row.version if row else 0, **TOLD)


def on(app: Flask, function: Function) -> None:
    with app.app_context(), unit_of_work():
        row = queries.switch(function)
        assert row is not None
        services.turn_on(function, why="Đã sửa xong", by=LEAD, of_version=row.version)


def confirmed(browser: Browser) -> Browser:
    """Press the button that stands with what would happen."""
    seen = next(b for b in browser.all("button") if b.get("name") == "seen").get("value")
    form = browser.form()
    return browser.post(browser.url, form.values | {"seen": seen})


def test_the_lead_looks_first_and_confirms_second(app: Flask, at_desk: Desk) -> None:
    browser = at_desk(Role.BOARD_LEAD).get("/nghiep-vu/cong-tac").follow("Tắt: Báo sai của bạn đọc")
    browser.submit(TOLD)
    assert "Điều sẽ xảy ra" in browser.text
    with app.app_context():
        assert queries.off(Function.REPORTS) is None
    confirmed(browser)
    assert "Đang tắt" in browser.text and TOLD["words_vi"] in browser.text and "“Sửa máy chủ”" in browser.text


def test_an_observer_reads_and_others_do_not(at_desk: Desk) -> None:
    observer = at_desk(Role.OBSERVER).get("/nghiep-vu/cong-tac")
    assert "/cong-tac/reports/tat" not in observer.response.text
    observer.get("/nghiep-vu/cong-tac/reports/tat", 403)
    at_desk(Role.ADMINISTRATOR).get("/nghiep-vu/cong-tac", 403)


def test_a_form_that_is_off_says_so_in_public_with_the_other_ways(app: Flask, browse: Browse) -> None:
    slug = put(app, "Người chèo thuyền")
    off(app, Function.REPORTS)
    page = browse().get(f"/cau-chuyen/{slug}/bao-sai", 503)
    assert TOLD["words_vi"] in page.text and "024 0000 3959" in page.text and "37 Lý Thường Kiệt" in page.text
    assert int(page.response.headers["Retry-After"]) > 0
    assert TOLD["words_en"] in browse().get(f"/en/cau-chuyen/{slug}/bao-sai", 503).text


def test_what_was_typed_is_kept_and_goes_out_once_it_is_on_again(app: Flask, browse: Browse) -> None:
    slug = put(app, "Người chèo thuyền")
    reader = browse().get(f"/cau-chuyen/{slug}/bao-sai")
    off(app, Function.REPORTS)
    reader.submit(REPORT, status=503)
    assert REPORT["text"] in reader.form("").values["text"]
    on(app, Function.REPORTS)
    reader.submit()
    with app.app_context():
        assert db.session.scalars(sa.select(ReaderReport.text)).one() == REPORT["text"]


def test_another_process_takes_nothing_in_either(app: Flask, browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    slug = put(app, "Người chèo thuyền")
    reader = browse().get(f"/cau-chuyen/{slug}/bao-sai")
    monkeypatch.setattr(queries, "lately", dict)  # a process that has not asked yet
    off(app, Function.REPORTS)
    reader.submit(REPORT, status=503)
    with app.app_context():
        assert not db.session.scalars(sa.select(ReaderReport)).all()


def test_a_story_shows_the_words_where_its_buttons_were(app: Flask, browse: Browse) -> None:
    slug = put(app, "Người chèo thuyền")
    before = browse().get(f"/cau-chuyen/{slug}").response
    off(app, Function.REPORTS)
    off(app, Function.THANKS)
    again = browse().get(f"/cau-chuyen/{slug}", headers={"If-None-Match": before.headers["ETag"]})
    assert "/bao-sai" in before.text and "/cam-on" in before.text
    assert "/bao-sai" not in again.response.text and "/cam-on" not in again.response.text
    assert again.text.count(TOLD["words_vi"]) == 2


def test_thanks_that_are_off_count_nothing(app: Flask, browse: Browse) -> None:
    slug = put(app, "Người chèo thuyền")
    reader = browse().get(f"/cau-chuyen/{slug}/cam-on")
    off(app, Function.THANKS)
    reader.submit(status=503)
    on(app, Function.THANKS)
    assert "Chưa ai" in browse().get(f"/cau-chuyen/{slug}").text


@pytest.mark.parametrize("url", ["/", "/cau-chuyen", "/cach-xem-xet", "/lay-y-kien", "/so-lieu-kiem-duyet"])
def test_public_pages_follow_within_fifteen_seconds(browse: Browse, url: str) -> None:
    said = browse().get(url).response.headers["Cache-Control"]
    kept = sum(int(n) for n in re.findall(r"(?:max-age|stale-while-revalidate)=(\d+)", said))
    assert 0 < kept <= 15, said


def test_the_confidential_channel_stays_open_whatever_is_off(app: Flask, browse: Browse) -> None:
    for function in Function:
        off(app, function)
    assert browse().get("/kenh-bao-mat/gui").form().values
    assert "Công tắc" not in browse().get("/kenh-bao-mat/").text


def test_no_door_leads_to_telling_while_it_is_off(app: Flask, browse: Browse) -> None:
    assert "/ke-viec-tot/" in browse().get("/").response.text
    off(app, Function.NOMINATIONS)
    page = browse().get("/")
    assert "/ke-viec-tot/" not in page.response.text and TOLD["words_vi"] in page.text
    on(app, Function.NOMINATIONS)
    assert "/ke-viec-tot/" in browse().get("/").response.text


def test_a_story_that_is_being_told_is_kept_on_the_page(app: Flask, browse: Browse) -> None:
    writer = browse().get("/ke-viec-tot/")
    writer.submit({"about": "other"})
    off(app, Function.NOMINATIONS)
    writer.post(writer.url, {"csrf_token": writer.form().values["csrf_token"], "name": "Nguyễn Thị Tơ"}, 503)
    assert writer.form("").values["name"] == "Nguyễn Thị Tơ"
    browse().get("/ke-viec-tot/xem-lai", 503)


def test_a_clerk_writes_down_all_the_same(app: Flask, at_desk: Desk) -> None:
    off(app, Function.NOMINATIONS)
    at_desk(Role.CLERK).get("/nghiep-vu/ghi-ho")


def test_words_are_taken_in_while_photos_are_not(app: Flask, browse: Browse) -> None:
    off(app, Function.PHOTOS)
    writer = browse().get("/ke-viec-tot/")
    writer.submit({"about": "other"})
    page = writer.get("/ke-viec-tot/anh-va-nguoi-biet-chuyen")
    assert TOLD["words_vi"] in page.text and not [i for i in page.all("input") if i.get("type") == "file"]
    page.submit({"witness_1_name": "Bác Hợi"})
    page.get("/ke-viec-tot/anh-va-nguoi-biet-chuyen")
    assert page.form().values["witness_1_name"] == "Bác Hợi"


def test_a_photo_sent_from_an_older_page_is_refused_and_the_words_are_kept(app: Flask, browse: Browse) -> None:
    writer = browse().get("/ke-viec-tot/")
    writer.submit({"about": "other"})
    page = writer.get("/ke-viec-tot/anh-va-nguoi-biet-chuyen")
    off(app, Function.PHOTOS)
    page.submit({"witness_1_name": "Bác Hợi", "files": (b"\xff\xd8\xff", "a.jpg")})
    assert TOLD["words_vi"] in page.text and page.form().values["witness_1_name"] == "Bác Hợi"
    with app.app_context():
        assert db.session.scalars(sa.select(Draft)).one().answers["photos"]


@pytest.fixture
def path(app: Flask, now: Traveller) -> str:
    """The address of the one candidate of a round that is open."""
    with app.app_context():
        candidate = candidate_of(announced("Trần Thị Nhài"))
        address = f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}"
    now.move_to(DURING)
    return address


def test_before_opinions_go_off_the_open_rounds_are_named_with_their_new_end(
    app: Flask, path: str, at_desk: Desk, browse: Browse
) -> None:
    lead = at_desk(Role.BOARD_LEAD).get("/nghiep-vu/cong-tac/opinions/tat").submit(TOLD)
    assert "Huân chương Lao động, đợt 2 năm 2026" in lead.text
    assert "01/12/2026" in lead.text and "02/12/2026" in lead.text
    with app.app_context():
        assert db.session.scalars(sa.select(Round.closes_at)).one() == END
    confirmed(lead)
    with app.app_context():
        assert db.session.scalars(sa.select(Round.closes_at)).one() == END + timedelta(days=1)
    page = browse().get(path)
    assert TOLD["words_vi"] in page.text and "/gop-y" not in page.response.text


def test_opinions_stay_on_where_a_window_cannot_get_its_days_back(app: Flask, path: str, at_desk: Desk) -> None:
    with app.app_context(), unit_of_work() as session:
        session.scalars(sa.select(Round)).one().council_on = date(2026, 12, 2)
    lead = at_desk(Role.BOARD_LEAD).get("/nghiep-vu/cong-tac/opinions/tat").submit(TOLD, status=422)
    assert "Gia hạn đợt này" in lead.text and not [b for b in lead.all("button") if b.get("name") == "seen"]
    with app.app_context():
        assert queries.off(Function.OPINIONS) is None


def test_an_opinion_that_was_being_written_is_kept_and_sent_when_it_is_on_again(
    app: Flask, path: str, browse: Browse
) -> None:
    writer = browse().get(f"{path}/gop-y")
    off(app, Function.OPINIONS)
    told = {"stance": "support", "text": TEXT, "how_known": "saw", "email": "lua@example.vn"}
    writer.submit(told, status=503)
    assert TEXT in writer.text and "tính bù" in writer.text
    cache_front.warm.forget()
    on(app, Function.OPINIONS)
    writer.submit()
    with app.app_context():
        assert db.session.scalars(sa.select(Opinion.text)).one() == TEXT


def test_a_form_with_a_mistake_or_a_phone_number_is_turned_away_at_once(app: Flask, path: str, browse: Browse) -> None:
    for text in ("Tốt.", f"{TEXT} Gọi tôi số 0912 345 678 nhé."):
        writer = browse().get(f"{path}/gop-y")
        off(app, Function.OPINIONS)
        writer.submit({"stance": "support", "text": text, "how_known": "saw"}, status=503)
        assert text in writer.text
        on(app, Function.OPINIONS)


def test_an_opinion_sent_before_leads_to_its_receipt_meanwhile(app: Flask, path: str, browse: Browse) -> None:
    told = {"stance": "support", "text": TEXT, "how_known": "saw", "email": "lua@example.vn", "key": "a" * 32}
    writer, again = browse().get(f"{path}/gop-y"), browse().get(f"{path}/gop-y")
    code = writer.submit(told).root.find(".//*[@id='receipt-code']")
    off(app, Function.OPINIONS)
    same = again.submit(told).root.find(".//*[@id='receipt-code']")
    assert list(same.itertext()) == list(code.itertext())


def test_switching_on_records_the_rest_of_the_time(app: Flask, path: str, at_desk: Desk, now: Traveller) -> None:
    lead = at_desk(Role.BOARD_LEAD).get("/nghiep-vu/cong-tac/opinions/tat").submit(TOLD)
    confirmed(lead)
    now.shift(1200)
    lead.get("/nghiep-vu/cong-tac/opinions/bat").submit({"why": "Đã sửa xong"})
    confirmed(lead)
    assert "Đang tắt" not in lead.text
    with app.app_context():
        round = db.session.scalars(sa.select(Round)).one()
        spans = [(o.began_at, o.ended_at) for o in outages(round)]
        assert (DURING, DURING + timedelta(minutes=20)) in spans and round.closes_at == END + timedelta(days=1)
