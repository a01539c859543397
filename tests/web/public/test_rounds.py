"""Rounds as anyone reads them: lists, a candidate, the window's words, and an opinion from the form to the receipt."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates import holds
from portal.consultations.candidates import services as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import jobs, reviewing, tallies
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState, Verified
from portal.consultations.rounds import followers
from portal.consultations.rounds.models import Follower, Round
from portal.core.actor import RESIDENT
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.core.mail import post
from portal.core.mail.models import Letter
from portal.core.sms import gateway
from portal.nominees import services as nominees
from portal.nominees.models import Nominee
from portal.stories.models import Story
from portal.web.kit import cache_front
from tests.browser import Browser, words
from tests.consultations.held import BOARD, LAW, MODERATOR, TEXT, announced, candidate_of, drafted, opinion, particulars
from tests.web.public.shelves import put

DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)
END = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)


@pytest.fixture
def path(app: Flask, now: Traveller) -> str:
    """The address of the one candidate of a round that is open."""
    with app.app_context():
        candidate = candidate_of(announced("Trần Thị Nhài"))
        address = f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}"
    now.move_to(DURING)
    return address


def the_candidate() -> Candidate:
    return db.session.scalars(sa.select(Candidate)).one()


def the_opinion() -> Opinion:
    return db.session.scalars(sa.select(Opinion)).one()


FILLED = {"stance": "support", "text": TEXT, "how_known": "saw", "email": "lua@example.vn"}


def test_without_rounds_the_list_says_so(browser: Browser) -> None:
    assert "Hôm nay không có đợt nào đang mở" in browser.get("/lay-y-kien").text


def test_an_open_round_is_listed_with_the_working_days_left(browser: Browser, path: str) -> None:
    page = browser.get("/lay-y-kien").text
    assert "Huân chương Lao động, đợt 2 năm 2026" in page and "Hạn cuối 23:59:59, thứ Ba, 01/12/2026" in page
    assert re.search(r"7\s*ngày làm việc còn lại", page)


def test_a_draft_is_nowhere(app: Flask, browser: Browser) -> None:
    with app.app_context():
        slug = drafted().slug
    browser.get(f"/lay-y-kien/{slug}", status=404)


def test_a_candidate_page_shows_who_proposes_and_for_what_in_both_languages(browser: Browser, path: str) -> None:
    page = browser.get(path).text
    assert "Bà Trần Thị Nhài" in page and "UBND phường Hai Bà Trưng" in page and "Lao động trực tiếp" in page
    assert "Proposed for: Labour Order, third class" in browser.get(f"/en{path}").text


def test_a_candidate_page_costs_few_queries_however_many_speak(
    app: Flask, browser: Browser, path: str, asked: Callable[..., Any]
) -> None:
    with app.app_context():
        made = [opinion(the_candidate(), email=f"n{i}@example.vn") for i in range(12)]
        with unit_of_work():
            for each in made:
                reviewing.accept(each, by=MODERATOR)
    browser.get(path)  # the calendar of a round is read once
    cache_front.warm.forget()
    with asked() as statements:
        assert browser.get(path).text.count(TEXT) == 12
    assert len(statements) <= 4, statements


def test_stances_are_not_counted_in_public_before_the_close(
    app: Flask, browser: Browser, path: str, now: Traveller
) -> None:
    with app.app_context():
        made = opinion(the_candidate())
        with unit_of_work():
            reviewing.accept(made, by=MODERATOR)
    assert not browser.get(path).root.findall(".//*[@class='legend-row mt4 mb4']")
    now.move_to(END + timedelta(minutes=2))
    cache_front.warm.forget()
    assert browser.get(path).root.findall(".//*[@class='legend-row mt4 mb4']")


def test_an_opinion_is_sent_and_its_receipt_opens_it(app: Flask, browser: Browser, path: str) -> None:
    page = browser.get(f"{path}/gop-y").submit(FILLED)
    code = " ".join(page.root.find(".//*[@id='receipt-code']").itertext()).split()
    assert len(code) == 9
    browser.get("/theo-doi/").submit({"code": " ".join(code)})
    assert "Đang xem xét" in browser.text and TEXT in browser.text


def test_sending_the_form_twice_is_one_opinion_and_one_receipt(app: Flask, browser: Browser, path: str) -> None:
    key = {"key": "a" * 32}
    browser.get(f"{path}/gop-y")
    first = browser.submit(FILLED | key).text
    browser.get(f"{path}/gop-y")
    assert browser.submit(FILLED | key).text == first
    with app.app_context():
        assert the_opinion().text == TEXT


def test_a_form_that_was_sent_leads_to_its_receipt_whatever_it_says_by_now(
    browser: Browser, path: str, now: Traveller
) -> None:
    key = {"key": "a" * 32}
    browser.get(f"{path}/gop-y")
    first = browser.submit(FILLED | key).text
    for other in ({"text": "Tốt."}, {"text": TEXT + " Gọi tôi số 0912 345 678 nhé."}):
        browser.get(f"{path}/gop-y")
        assert browser.submit(FILLED | key | other).text == first
    browser.get(f"{path}/gop-y")
    now.move_to(END + timedelta(seconds=1))
    late = first.replace("mời bạn rút ý kiến này ở trang theo dõi rồi gửi lại, hoặc gọi", "mời bạn gọi")
    assert browser.submit(FILLED | key).text == late != first, "nothing can be sent again by then"


def test_an_opinion_costs_few_statements_and_loads_no_candidate(
    app: Flask, browser: Browser, path: str, asked: Callable[..., Any]
) -> None:
    for email in ("lua@example.vn", "mai@example.vn"):
        browser.get(f"{path}/gop-y")
        with asked() as statements:
            browser.submit(FILLED | {"email": email})
    until = next(n for n, each in enumerate(statements) if "UPDATE audit_head" in each) + 1
    assert until <= 15, statements[:until]  # the rest is the receipt
    assert not any("achievements" in each for each in statements[:until])


def test_the_candidates_own_name_is_not_asked_about(app: Flask, browser: Browser, path: str) -> None:
    browser.get(f"{path}/gop-y").submit(FILLED | {"text": TEXT + " Tôi quý chị Trần Thị Nhài lắm."})
    with app.app_context():
        assert "Trần Thị Nhài" in the_opinion().text


def test_a_form_for_nobody_is_not_taken(app: Flask, browser: Browser, path: str) -> None:
    form = browser.get(f"{path}/gop-y").form().values | FILLED
    assert browser.client.post(f"{path}-khac/gop-y", data=form).status_code == 404
    assert browser.client.post(f"{path}-khac/gop-y", data=form | {"text": "Tốt."}).status_code == 404
    with app.app_context():
        assert db.session.scalars(sa.select(Opinion)).all() == []


def test_what_is_missing_is_said_beside_the_field_and_all_is_kept(browser: Browser, path: str) -> None:
    page = browser.get(f"{path}/gop-y").submit({"text": "Tốt.", "email": "sai"})
    assert "Bạn mới viết 1" in page.text and "Chọn ý kiến của bạn" in page.text
    assert page.form().values["text"] == "Tốt." and page.form().values["email"] == "sai"


def test_a_phone_number_in_the_text_is_asked_about_and_never_blocks(app: Flask, browser: Browser, path: str) -> None:
    said = FILLED | {"text": TEXT + " Gọi tôi số 0912 345 678 nhé."}
    page = browser.get(f"{path}/gop-y").submit(said)
    assert "Có vẻ là số điện thoại" in page.text
    page.submit({}, button="Gửi nguyên như vậy")
    with app.app_context():
        assert the_opinion().state is OpinionState.WAITING


def test_an_opinion_that_comes_after_the_close_keeps_its_words(browser: Browser, path: str, now: Traveller) -> None:
    browser.get(f"{path}/gop-y")
    now.move_to(END + timedelta(seconds=1))
    page = browser.submit(FILLED, status=409)
    assert "23:59:59 ngày 01/12/2026" in page.text and TEXT in page.text


@pytest.mark.parametrize(
    ("after", "status"), [(timedelta(milliseconds=900), 303), (timedelta(seconds=1, milliseconds=100), 409)]
)
def test_a_tenth_of_a_second_before_and_after_midnight_in_viet_nam(
    app: Flask, browser: Browser, path: str, now: Traveller, after: timedelta, status: int
) -> None:
    form = browser.get(f"{path}/gop-y").form().values | FILLED
    now.move_to(END + after)
    answer = browser.client.post(f"{path}/gop-y", data=form)
    assert answer.status_code == status and ("23:59:59 ngày 01/12/2026" in answer.text) == (status == 409)
    with app.app_context():
        assert len(db.session.scalars(sa.select(Opinion)).all()) == (status == 303)


def test_the_form_leads_back_to_the_page_once_it_is_over(browser: Browser, path: str, now: Traveller) -> None:
    now.move_to(END + timedelta(seconds=1))
    assert "Đã khép lại lúc 23:59:59" in browser.get(f"{path}/gop-y").text


def sent(app: Flask, browser: Browser, path: str) -> tuple[str, str]:
    """An opinion just sent: the key and the digits of its letter."""
    browser.get(f"{path}/gop-y").submit(FILLED)
    with app.app_context():
        jobs.received(str(the_opinion().id))
        text = db.session.scalars(sa.select(Letter.text).where(Letter.kind == "opinion_verify")).one()
    return re.findall(r"xac-nhan/([\w-]+)", text)[0], re.findall(r" (\d{6})\b", text)[0]  # a key may end in six digits


def test_a_letters_link_verifies_only_by_its_button(app: Flask, browser: Browser, path: str) -> None:
    key, _ = sent(app, browser, path)
    browser.get(f"/lay-y-kien/xac-nhan/{key}")
    with app.app_context():
        assert the_opinion().verified is Verified.NO
    assert "ý kiến đã được xác nhận" in browser.submit({}).text
    with app.app_context():
        assert the_opinion().verified is Verified.EMAIL


def test_wrong_digits_are_refused_and_right_ones_verify(app: Flask, browser: Browser, path: str) -> None:
    _, digits = sent(app, browser, path)
    code = " ".join(browser.root.find(".//*[@id='receipt-code']").itertext())
    browser.get("/theo-doi/").submit({"code": code})
    wrong = f"{(int(digits) + 1) % 10**6:06}"
    assert "không phải những số chúng tôi gửi" in browser.submit({"code": wrong}, status=422).text
    assert "ý kiến đã được xác nhận" in browser.submit({"code": digits}).text


def test_digits_are_written_where_the_receipt_stands_and_wrong_ones_leave_it_standing(
    app: Flask, browser: Browser, path: str
) -> None:
    _, digits = sent(app, browser, path)
    wrong = f"{(int(digits) + 1) % 10**6:06}"
    page = browser.submit({"code": wrong}, status=422)
    assert "không phải những số chúng tôi gửi" in page.text and page.root.find(".//*[@id='receipt-code']") is not None
    assert "ý kiến đã được xác nhận" in browser.submit({"code": digits}).text
    with app.app_context():
        assert the_opinion().verified is Verified.EMAIL


def test_digits_that_have_not_left_yet_are_not_called_old_and_new_ones_are_asked_for_there(
    app: Flask, browser: Browser, path: str
) -> None:
    browser.get(f"{path}/gop-y").submit(FILLED)
    assert "Mã vừa được gửi đi" in browser.submit({"code": "123456"}, status=422).text
    with app.app_context():
        jobs.received(str(the_opinion().id))
    with time_machine.travel(DURING + timedelta(minutes=2), tick=False):
        page = browser.get("/lay-y-kien/da-gui").submit({}, form="da-gui", button="email")
    assert "Mã mới đang được gửi" in page.text and page.root.find(".//*[@id='receipt-code']") is not None
    with app.app_context():
        assert len(db.session.scalars(sa.select(Letter).where(Letter.kind == "opinion_verify")).all()) == 2


def test_who_has_no_receipt_open_is_asked_for_its_words(
    app: Flask, browser: Browser, browse: Callable[[], Browser], path: str
) -> None:
    _, digits = sent(app, browser, path)
    stranger = browse().get("/theo-doi/")
    token = stranger.form().values["csrf_token"]
    stranger.client.post("/lay-y-kien/da-gui", data={"csrf_token": token, "code": digits})
    with app.app_context():
        assert the_opinion().verified is Verified.NO


def test_the_tracking_page_names_the_day_by_which_an_opinion_is_read_and_says_so_when_it_has_passed(
    app: Flask, browser: Browser, path: str
) -> None:
    sent(app, browser, path)
    code = " ".join(browser.root.find(".//*[@id='receipt-code']").itertext())  # type: ignore[union-attr]  # it is on the page
    assert "Chậm nhất thứ Tư, 25/11/2026." in followed(browser).text, "24/11 is a holiday from this year on"
    with time_machine.travel(datetime(2026, 11, 26, 2, tzinfo=UTC), tick=False):
        later = browser.get("/theo-doi/").submit({"code": code})
        assert "phải xong vào thứ Tư, 25/11/2026. Chúng tôi đang chậm" in later.text


def test_an_opinion_can_be_taken_back(app: Flask, browser: Browser, path: str) -> None:
    key, _ = sent(app, browser, path)
    browser.get(f"/lay-y-kien/xac-nhan/{key}").submit({})
    browser.follow("Rút lại ý kiến").submit({})
    with app.app_context():
        assert (the_opinion().state, the_opinion().text) == (OpinionState.CLOSED, "")


def about(app: Flask, nominee_id: uuid.UUID, title: str, slug: str) -> None:
    put(app, title, slug=slug)
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(Story).where(Story.slug == slug).values(nominee_id=nominee_id))
    cache_front.warm.forget()


def test_every_published_story_about_the_same_nominee_is_named_also_after_a_merge(
    app: Flask, browser: Browser, path: str
) -> None:
    with app.app_context():
        own = the_candidate().nominee_id
        with unit_of_work():
            same = particulars("Trần Thị Nhài").nominee_id
    about(app, same, "Xe gom rác hai ngăn", "xe-gom-rac")
    assert "xe-gom-rac" not in browser.get(path).response.text
    with app.app_context(), unit_of_work() as session:
        first, second = session.get_one(Nominee, own), session.get_one(Nominee, same)
        nominees.merge(first, into=second, by=MODERATOR)
    cache_front.warm.forget()
    assert "xe-gom-rac" in browser.get(path).response.text
    about(app, own, "Trả lại của rơi", "tra-lai")
    page = browser.get(path)
    assert "Xe gom rác hai ngăn" in page.text and "Trả lại của rơi" in page.text
    assert "Từ câu chuyện của người dân" in browser.get(path.rpartition("/")[0]).text


def test_a_nominee_merged_or_a_dossier_held_while_the_round_runs_stops_nobody(
    app: Flask, browser: Browser, path: str
) -> None:
    before = re.sub(r"\d+", "", browser.get(path).text)
    with app.app_context(), unit_of_work() as session:
        candidate = session.scalars(sa.select(Candidate)).one()
        other = session.get_one(Nominee, particulars("Trần Thị Nhài").nominee_id)
        nominees.merge(session.get_one(Nominee, candidate.nominee_id), into=other, by=MODERATOR)
        holds.place(candidate, ground="Có đơn đang được xác minh.", by=BOARD)
    cache_front.warm.forget()
    assert re.sub(r"\d+", "", browser.get(path).text) == before
    browser.get(f"{path}/gop-y").submit(FILLED)
    with app.app_context():
        assert the_opinion().candidate_id == the_candidate().id and not list(tallies.differences())


def test_a_withdrawn_candidate_is_said_to_be_withdrawn(app: Flask, browser: Browser, path: str) -> None:
    with app.app_context(), unit_of_work():
        candidates.withdraw(the_candidate(), why_vi="Người được đề nghị xin rút khỏi đợt này.", by=BOARD)
    page = browser.get(path).text
    assert "xin rút khỏi đợt này" in page and "Góp ý về" not in page
    assert "Đã khép lại" not in page and "01/12/2026" not in page


def test_a_correction_is_noted_where_people_read_of_the_candidate_and_on_the_rounds_page(
    app: Flask, browser: Browser, path: str
) -> None:
    why, again = "Đính chính chức vụ ghi nhầm trong thông báo.", "tính lại từ ngày 20/11/2026 đến hết ngày 07/12/2026"
    with app.app_context(), unit_of_work():
        candidate = the_candidate()
        told = particulars("Trần Thị Nhài", office="tổ trưởng")
        candidates.correct(
            candidate,
            told,
            of_version=candidate.version,
            reason_vi=why,
            law=LAW,
            by=BOARD,
            council_on=date(2026, 12, 20),
        )
    page, round = browser.get(path).text, browser.get(path.rpartition("/")[0]).text
    assert why in page and again in page and why in round and again in round
    assert "Đã đính chính: Trần Thị Nhài" in round


def test_a_withdrawal_names_the_candidate_on_the_rounds_page(app: Flask, browser: Browser, path: str) -> None:
    with app.app_context(), unit_of_work():
        candidates.withdraw(the_candidate(), why_vi="Người được đề nghị xin rút khỏi đợt này.", by=BOARD)
    assert "Rút một trường hợp: Trần Thị Nhài" in browser.get(path.rpartition("/")[0]).text


def test_candidates_are_found_without_marks(browser: Browser, path: str) -> None:
    assert "Trần Thị Nhài" in browser.get("/lay-y-kien/tim?q=tran+nhai").text
    assert "Không tìm thấy ai" in browser.get("/lay-y-kien/tim?q=khong+co").text


def test_the_calendar_file_and_the_feed_name_the_window(app: Flask, path: str) -> None:
    client, slug = app.test_client(), path.split("/")[2]
    ics = client.get(f"/lay-y-kien/{slug}/lich.ics").text
    assert "DTSTART:20261116T010000Z" in ics and "DTEND:20261201T170000Z" in ics
    assert all(len(line.encode()) <= 75 for line in ics.split("\r\n"))
    assert f"/lay-y-kien/{slug}" in client.get("/lay-y-kien.atom").text


def test_a_notice_is_sent_only_after_the_button_behind_its_link(app: Flask, browser: Browser, path: str) -> None:
    asked = browser.get("/lay-y-kien/bao-tin").submit({"email": "doc@example.vn", "field": "direct_worker"})
    assert asked.h1 == "Mời bạn xem hộp thư" and "Nhận tin" not in asked.text, "nothing is to be filled in again"
    with app.app_context():
        text = db.session.scalars(sa.select(Letter.text).where(Letter.kind == "follow_confirm")).one()
    key = re.findall(r"bao-tin/([0-9a-f]+)", text)[0]
    assert "thôi bất cứ lúc nào" in browser.get(f"/lay-y-kien/bao-tin/{key}").text
    assert "Chỉ những đợt có người được đề nghị thuộc nhóm “Trực tiếp làm việc" in browser.text
    assert "Xong" in browser.submit({}).text and "thôi bất cứ lúc nào" in browser.text
    assert "không báo tin nữa" in browser.get(f"/lay-y-kien/thoi-bao-tin/{key}").submit({}).text
    browser.get(f"/lay-y-kien/thoi-bao-tin/{key}", status=404)


def test_a_ward_that_is_none_is_not_followed_in_silence(browser: Browser, path: str) -> None:
    typed = {"email": "doc@example.vn", "ward": "phường Không Có Đâu"}
    browser.get("/lay-y-kien/bao-tin").submit(typed, status=422)
    assert "Để trống nếu muốn nhận tin mọi đợt" in browser.text and browser.form().values["ward"] == typed["ward"]


def test_the_mail_programs_own_button_ends_the_notices_without_cookie_or_token(
    app: Flask, browser: Browser, path: str
) -> None:
    with app.app_context(), unit_of_work() as session:
        followers.ask(email="doc@example.vn", by=RESIDENT)
        followers.confirm(session.scalars(sa.select(Follower)).one(), by=RESIDENT)
    with app.app_context(), unit_of_work() as session:
        followers.tell(session.scalars(sa.select(Round)).one())
    with app.app_context():
        letter = db.session.scalars(sa.select(Letter).where(Letter.kind == "round_opened")).one()
        lines = post.compose(letter).as_bytes().decode("ascii").splitlines()
    address = re.findall(
        r"List-Unsubscribe: <https?://[^/]+(/\S+)>", next(x for x in lines if x.startswith("List-Uns"))
    )[0]
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    asked = browser.get(address)
    assert asked.url.endswith(address.removesuffix("/ngay"))
    sent_by = {"Origin": "https://thu.example", "Sec-Fetch-Site": "cross-site"}
    for _ in range(2):
        answer = app.test_client().post(address, data={"List-Unsubscribe": "One-Click"}, headers=sent_by)
        assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    with app.app_context():
        assert db.session.scalars(sa.select(Follower)).all() == []


def followed(browser: Browser) -> Browser:
    """The tracking page of the opinion just sent."""
    code = " ".join(browser.root.find(".//*[@id='receipt-code']").itertext())  # type: ignore[union-attr]  # it is on the page
    return browser.get("/theo-doi/").submit({"code": code})


def test_a_phone_alone_is_verified_by_the_digits_of_the_demo_page(app: Flask, browser: Browser, path: str) -> None:
    browser.get(f"{path}/gop-y").submit(FILLED | {"email": "", "phone": "0912 345 678"})
    with app.app_context():
        runner.run_due()
    followed(browser)
    digits = re.findall(r"\b(\d{6}) là mã", app.test_client().get("/thu-dung-thu").text)[0]
    assert "ý kiến đã được xác nhận" in browser.submit({"code": digits}).text


def test_a_new_code_is_sent_by_a_button_of_the_tracking_page(app: Flask, browser: Browser, path: str) -> None:
    sent(app, browser, path)
    followed(browser).submit({}, form="ma-moi", button="email", status=429)
    assert "Mã vừa được gửi đi" in browser.text
    with time_machine.travel(DURING + timedelta(minutes=2), tick=False):
        assert "Mã mới đang được gửi" in browser.submit({}, form="ma-moi", button="email").text


def test_without_a_gateway_the_form_asks_for_no_phone(browser: Browser, path: str) -> None:
    gateway.choose(None)
    page = browser.get(f"{path}/gop-y")
    assert "phone" not in page.form().values and "ghi lại ý kiến giúp bạn" in page.text
    assert "mời bạn gọi" in page.submit(FILLED | {"email": ""}).text


@pytest.mark.parametrize("page", ["/lay-y-kien", "round", "candidate"])
def test_a_page_turns_with_the_second_and_is_kept_by_others_for_one(
    browser: Browser, path: str, now: Traveller, page: str
) -> None:
    url = {"round": path.rpartition("/")[0], "candidate": path}.get(page, page)
    now.move_to(END + timedelta(milliseconds=990))
    before = browser.get(url).response
    assert before.headers["Cache-Control"] == "public, max-age=1"
    now.move_to(END + timedelta(seconds=1))
    assert browser.get(url).response.headers["ETag"] != before.headers["ETag"]


def test_a_round_says_in_which_language_each_of_its_words_is(app: Flask, browser: Browser, path: str) -> None:
    round_page = path.rpartition("/")[0]
    with app.app_context(), unit_of_work() as session:
        session.execute(
            sa.update(Round).values(name_en="Six candidates", lede_vi="Mời bạn đọc.", lede_en="Please read.")
        )
    cache_front.warm.forget()
    for base, name, lede, language in (
        ("", "Huân chương Lao động, đợt 2 năm 2026", "Mời bạn đọc.", "vi"), ("/en", "Six candidates", "Please read.", "en"),
    ):  # fmt: skip
        page = browser.get(f"{base}{round_page}")
        (told,) = (p for p in page.all("p") if p.get("class") == "wall__lede")
        assert (page.h1, words(told)) == (name, lede)
        assert (page.all("h1")[0].get("lang"), told.get("lang")) == (language, language)


@pytest.mark.parametrize(("base", "word"), [("", "Lấy ý kiến"), ("/en", "Consultation")])
def test_what_is_read_elsewhere_bears_whole_addresses(app: Flask, path: str, base: str, word: str) -> None:
    client, slug = app.test_client(), path.split("/")[2]
    ics = client.get(f"{base}/lay-y-kien/{slug}/lich.ics").text.replace("\r\n ", "")
    assert f"URL:http://127.0.0.1:5000{base}/lay-y-kien/{slug}\r\n" in ics and "@127.0.0.1" in ics
    assert f"SUMMARY:{word}: " in ics
    feed = ElementTree.fromstring(client.get(f"{base}/lay-y-kien.atom").data)
    found = [feed.findtext("{*}id"), *(each.get("href") for each in feed.iter("{http://www.w3.org/2005/Atom}link"))]
    assert all((each or "").startswith(f"http://127.0.0.1:5000{base}/lay-y-kien") for each in found)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == (base.strip("/") or "vi")


def test_the_other_language_of_a_page_is_named_by_its_whole_address(app: Flask, path: str) -> None:
    assert f'hreflang="en" href="http://127.0.0.1:5000/en{path}"' in app.test_client().get(path).text


def test_the_sitemap_leads_to_announced_rounds(app: Flask, path: str) -> None:
    listed = app.test_client().get("/sitemap-chuyen.xml").text
    assert f"<loc>http://127.0.0.1:5000{path.rpartition('/')[0]}</loc>" in listed
