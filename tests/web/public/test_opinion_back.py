"""The form of an opinion and the browser's Back: what was received is said, what was typed is kept, nothing is resent."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates import services as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.models import Opinion
from portal.core.db import db, unit_of_work
from portal.core.slips import services as slips
from portal.core.slips.models import Slip
from portal.web.kit import led_back
from tests.browser import Browser
from tests.consultations.held import BOARD, TEXT, announced, candidate_of
from tests.core.storage import shots

DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)
CLOSE = datetime(2026, 12, 1, 17, tzinfo=UTC)
FILLED = {"stance": "support", "text": TEXT, "how_known": "saw", "email": "lua@example.vn"}
RECEIVED = "Chúng tôi đã nhận ý kiến của bạn lúc"


@pytest.fixture
def path(app: Flask, now: Traveller) -> str:
    with app.app_context():
        candidate = candidate_of(announced("Trần Thị Nhài", "Lê Văn Bình"))
        path = f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}/gop-y"
    now.move_to(DURING)
    return path


def count(app: Flask, what: type) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(what)) or 0


def test_after_sending_the_form_says_that_it_was_received(browser: Browser, path: str) -> None:
    code = browser.get(path).submit(FILLED).root.find(".//*[@id='receipt-code']")
    browser.get(path)
    assert RECEIVED in browser.text and "09:00" in browser.text
    assert code is not None and browser.follow("Xem lại mã").root.find(".//*[@id='receipt-code']") is not None


def test_a_misspelt_provider_is_named_before_and_the_address_can_be_checked_after(browser: Browser, path: str) -> None:
    browser.get(path).submit(FILLED | {"email": "ba.loan@gmial.con"})
    assert "Có phải bạn định ghi ba.loan@gmail.com?" in browser.text and browser.form().values["text"] == TEXT
    browser.submit({"email": "ba.loan@gmail.com"})
    assert "Bạn đã ghi ba…@gmail.com" in browser.text and "ba.loan" not in browser.text


def test_both_ways_that_were_left_can_be_checked(browser: Browser, path: str) -> None:
    browser.get(path).submit(FILLED | {"phone": "0912 345 678"})
    assert "Bạn đã ghi l…@example.vn và …678." in browser.text and "0912" not in browser.text


def test_nobody_is_told_to_take_back_what_could_not_be_sent_again(browser: Browser, path: str, now: Traveller) -> None:
    browser.get(path).submit(FILLED)
    assert "rút ý kiến này ở trang theo dõi rồi gửi lại" in browser.text
    now.move_to(CLOSE - timedelta(minutes=1))
    browser.get(path).submit(FILLED)
    now.move_to(CLOSE + timedelta(minutes=1))
    browser.get("/lay-y-kien/da-gui")
    assert "Bạn đã ghi l…@example.vn. Nếu ghi nhầm, mời bạn gọi" in browser.text and "gửi lại" not in browser.text


def test_nobody_else_and_no_other_form_is_told_so(
    app: Flask, browser: Browser, browse: Callable[[], Browser], path: str
) -> None:
    browser.get(path).submit(FILLED)
    with app.app_context():
        other = db.session.scalars(sa.select(Opinion)).one().candidate.round.slug
    assert RECEIVED not in browse().get(path).text
    links = {link.get("href") or "" for link in browser.get(f"/lay-y-kien/{other}").all("a")}
    second = next(link for link in links if "/tran-thi-nhai" in link and link.startswith(f"/lay-y-kien/{other}/"))
    assert RECEIVED not in browser.get(f"{second}/gop-y").text


def test_once_the_code_is_forgotten_here_nothing_is_told(browser: Browser, path: str) -> None:
    browser.get(path).submit(FILLED).submit(form="/xong")
    assert RECEIVED not in browser.get(path).text


def test_a_mistake_has_an_address_so_that_back_sends_nothing_again(browser: Browser, path: str) -> None:
    browser.get(path).submit(FILLED | {"text": "Tốt."})
    assert browser.url.endswith("?loi=1") and browser.title.startswith("Lỗi:")
    assert browser.get(f"{path}?loi=1").form().values["text"] == "Tốt."  # reloaded, it is the same page


def test_what_is_asked_before_sending_has_one_too(browser: Browser, path: str) -> None:
    browser.get(path).submit(FILLED | {"text": TEXT + " Gọi 0912 345 678."})
    assert browser.url.endswith("?loi=1") and "Có vẻ là số điện thoại" in browser.text


def test_back_at_the_blank_form_one_can_go_on(browser: Browser, path: str) -> None:
    browser.get(path).submit(FILLED | {"text": "Tốt."})
    assert browser.get(path).form().values["text"] == ""
    browser.follow("Viết tiếp")
    assert browser.form().values["text"] == "Tốt." and not browser.title.startswith("Lỗi:")


def test_the_words_are_for_that_browser_and_that_form_alone(
    app: Flask, browser: Browser, browse: Callable[[], Browser], path: str
) -> None:
    browser.get(path).submit(FILLED | {"text": "Tốt."})
    assert browse().get(f"{path}?loi=1").form().values["text"] == ""
    with app.app_context():
        assert "Tốt" not in db.session.scalars(sa.select(Slip.sealed)).one()


def test_once_sent_nothing_is_kept(app: Flask, browser: Browser, path: str) -> None:
    browser.get(path).submit(FILLED | {"text": "Tốt."}).submit({"text": TEXT})
    assert "bien-nhan" in browser.url or "da-gui" in browser.url
    assert count(app, Slip) == 0
    with browser.client.session_transaction() as held:
        assert not held.get(led_back.NAME)


def test_after_two_hours_the_address_shows_a_blank_form(browser: Browser, path: str, now: Traveller) -> None:
    browser.get(path).submit(FILLED | {"text": "Tốt."})
    now.shift(timedelta(hours=2, minutes=1))
    assert browser.get(f"{path}?loi=1").form().values["text"] == ""


def test_where_nothing_can_be_kept_the_answer_itself_has_the_words(
    browser: Browser, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slips, "LONGEST", 10)
    page = browser.get(path).submit(FILLED | {"text": "Tốt."}, status=422)
    assert page.form().values["text"] == "Tốt." and "Bạn mới viết 1" in page.text


def test_too_much_at_once_loses_no_word(app: Flask, browser: Browser, path: str) -> None:
    large = [(shots.PDF + b"%" + b"x" * (15 * 1024 * 1024), f"{n}.pdf") for n in range(4)]
    browser.get(path).submit(FILLED | {"ward": "Hai Bà Trưng", "files": large})
    for n in range(4):
        assert f"{n}.pdf: Tệp này quá lớn" in browser.text
    kept = browser.form().values
    assert (kept["text"], kept["email"], kept["stance"], kept["ward"]) == (
        TEXT,
        "lua@example.vn",
        "support",
        "Hai Bà Trưng",
    )
    browser.submit()
    assert count(app, Opinion) == 1


@pytest.mark.parametrize(
    ("door", "words"), [("", "mỗi lý do dài từ 10 đến 1.500 từ"), ("/en", "a reason has 10 to 1,500 words")]
)
@pytest.mark.parametrize("file", [[], [(shots.PDF, "don.pdf")]])
def test_far_too_many_words_are_told_of_words(
    browser: Browser, path: str, door: str, words: str, file: list[tuple[bytes, str]]
) -> None:
    sent = FILLED | {"text": "tốt bụng " * 30_000} | ({"files": file} if file else {})
    page = browser.get(f"{door}{path}").submit(sent, status=413)
    assert words in page.text and "MB" not in page.text


def test_a_large_body_without_the_forms_token_is_not_kept(app: Flask, browser: Browser, path: str) -> None:
    large = [(shots.PDF + b"x" * (15 * 1024 * 1024), f"{n}.pdf") for n in range(4)]
    browser.get(path).submit(FILLED | {"csrf_token": "khac", "files": large}, status=400)
    assert count(app, Slip) == 0


def cut(browser: Browser, path: str, **values: str) -> None:
    """Send the form, of which the last byte of a file, and what is after it, does not come."""
    form = browser.get(path).form().values
    said = {"csrf_token": form["csrf_token"], "key": form["key"]} | values
    words = "".join(f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in said.items())
    body = f'{words}--b\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\nxx'.encode()
    head = {"CONTENT_TYPE": "multipart/form-data; boundary=b", "CONTENT_LENGTH": str(len(body) + 1_000_000)}
    browser.client.post(path, input_stream=io.BytesIO(body), environ_overrides=head)


def test_what_was_cut_off_on_its_way_is_offered_although_no_answer_came(
    app: Flask, browser: Browser, browse: Callable[[], Browser], path: str
) -> None:
    browser.get(path)
    before = browser.client.get_cookie("portal")
    cut(browser, path, text=TEXT, stance="support")
    assert before is not None
    browser.client.set_cookie("portal", before.value)  # what the answer said of it never came
    browser.get(path).follow("Viết tiếp")
    assert (browser.form().values["text"], browser.form().values["stance"]) == (TEXT, "support")
    assert "Bạn đang viết dở" not in browse().get(path).text
    assert count(app, Opinion) == 0
    browser.submit(FILLED)
    assert count(app, Opinion) == 1 and count(app, Slip) == 0


@pytest.mark.parametrize(
    "changed", [{"text": "Bà rất tốt."}, {"stance": ""}, {"text": f"{TEXT} Gọi tôi 0912 345 678."}]
)
def test_what_would_be_asked_once_more_is_shown_whole_after_the_close(
    app: Flask, browser: Browser, path: str, now: Traveller, changed: dict[str, str]
) -> None:
    browser.get(path)
    now.move_to(datetime(2026, 12, 1, 17, tzinfo=UTC))
    answer = browser.submit(FILLED | changed, status=409)
    assert (FILLED | changed)["text"] in answer.text and "đã khép lại lúc 23:59:59" in answer.text
    assert count(app, Opinion) == 0


def test_before_the_opening_nobody_is_told_of_being_late(browser: Browser, path: str, now: Traveller) -> None:
    now.move_to(datetime(2026, 11, 15, 2, tzinfo=UTC))
    token = browser.get("/theo-doi/").form().values["csrf_token"]
    answer = browser.post(path, FILLED | {"csrf_token": token}, status=409)
    assert answer.h1 == "Đợt lấy ý kiến này chưa mở" and TEXT in answer.text


@pytest.mark.parametrize("way", ["?loi=1", "?tiep=1", ""])
def test_what_was_begun_and_is_opened_after_the_close_is_said_to_be_late_at_once(
    browser: Browser, browse: Callable[[], Browser], path: str, now: Traveller, way: str
) -> None:
    now.move_to(datetime(2026, 12, 1, 15, 30, tzinfo=UTC))  # a slip is kept for two hours
    browser.get(path).submit(FILLED | {"text": "Bà rất tốt."})
    now.move_to(datetime(2026, 12, 1, 17, tzinfo=UTC))
    page = browser.get(path + way, status=409)
    assert "đã khép lại lúc 23:59:59" in page.text and "Bà rất tốt." in page.text
    assert "no-store" in page.response.headers["Cache-Control"]
    assert "Bà rất tốt." not in browse().get(path + way).text


def test_of_a_withdrawn_candidate_nobody_is_told_of_a_close_still_to_come(
    app: Flask, browser: Browser, path: str
) -> None:
    browser.get(path)
    with app.app_context(), unit_of_work():
        candidate = db.session.scalars(sa.select(Candidate).where(Candidate.slug == path.split("/")[3])).one()
        candidates.withdraw(candidate, why_vi="Người được đề nghị xin rút khỏi đợt này.", by=BOARD)
    page = browser.submit(FILLED, status=409)
    assert page.h1 == "Đề nghị này đã được rút" and TEXT in page.text
    assert "01/12/2026" not in page.text and "chưa mở" not in page.text
