"""Bad input and faults on the way of a story: clear words, nothing lost."""

import io
import sqlite3
import threading
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core import clock
from portal.core import db as core_db
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.core.errors import Unavailable
from portal.core.slips.models import Slip
from portal.core.storage.faults import StoreFull
from portal.core.storage.models import StoredFile
from portal.core.storage.store import LocalStore
from portal.nominations import drafts
from portal.nominations.models import Draft, Nomination
from portal.organisations.services import load_reference
from portal.web.public import nominate, sending
from tests.browser import Browser
from tests.core.storage import shots
from tests.web.public.telling import ANSWERS, STORY, asked_again, kept, same_tab, sent, tell

Browse = Callable[[], Browser]
HERE = {page.name: nominate.PAGES[i].slug for i, page in enumerate(nominate.PAGES)}


def values(browser: Browser) -> dict[str, Any]:
    return browser.form().values


def test_an_error_stands_in_the_title_at_the_field_and_above(browser: Browser) -> None:
    tell(browser, upto="deed").submit({"title": "Một việc", "story": "Ngắn quá"})
    asked_again(browser)
    assert browser.title.startswith("Lỗi:")
    assert browser.text.count("Kể thêm một chút, ít nhất 60 từ. Bạn mới viết 2.") == 2
    assert values(browser)["title"] == "Một việc"


@pytest.mark.parametrize("count", [59, 2001])
def test_a_story_outside_its_length_is_kept_and_asked_again(browser: Browser, count: int) -> None:
    tell(browser, upto="deed").submit({**ANSWERS["deed"], "story": "từ " * count})
    asked_again(browser)
    browser.get("/ke-viec-tot/viec-da-lam")
    assert values(browser)["story"].split() == ["từ"] * count


@pytest.mark.parametrize("count", [60, 2000])
def test_a_story_just_within_its_length_is_taken(browser: Browser, count: int) -> None:
    tell(browser, upto="deed").submit({**ANSWERS["deed"], "story": "từ " * count})
    assert HERE["details"] in browser.url


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200b", "😀😀", "…!?"])
def test_a_name_that_says_nothing_is_asked_again(browser: Browser, name: str) -> None:
    tell(browser, upto="whom").submit({"s0-name": name})
    asked_again(browser)


def test_text_is_composed_and_invisible_signs_go(browser: Browser, app: Flask) -> None:
    odd = unicodedata.normalize("NFD", "\u202eĐặng  Thị\u200b Tơ\ufeff")
    tell(browser, whom={"s0-name": odd}).submit()
    assert sent(app)[0].subjects[0].name == "Đặng Thị Tơ"


def test_markup_is_text(browser: Browser) -> None:
    tell(browser, whom={"s0-name": "<script>alert(1)</script> Tơ"})
    assert "<script>alert(1)</script> Tơ" in browser.text


def test_a_zero_byte_does_no_harm(browser: Browser, app: Flask) -> None:
    tell(browser, whom={"s0-name": "Tơ\0"}).submit()
    assert sent(app)[0].subjects[0].name == "Tơ"


def test_a_national_id_is_covered_before_it_is_kept(browser: Browser, app: Flask) -> None:
    tell(browser, upto="deed").submit({**ANSWERS["deed"], "story": f"{STORY} CCCD 001 085 012 345."})
    assert "đã che một số căn cước" in browser.text
    assert "345" in values(browser)["story"]
    deed = str(kept(app)[0].answers["deed"])
    assert "345" in deed and "085" not in deed


@pytest.mark.parametrize(
    ("base", "words"),
    [("", "nhiều nhất 2.000 từ. Bạn đã viết 2.500"), ("/en", "to 2,000 words. You have written 2,500")],
)
def test_what_is_too_long_is_told_with_numbers_as_people_write_them(browser: Browser, base: str, words: str) -> None:
    tell(browser, upto="deed", base=base).submit({**ANSWERS["deed"], "story": "từ " * 2500, "title": "việc " * 300})
    assert words in browser.text
    browser.get(f"{base}/ke-viec-tot/viec-da-lam").submit({**ANSWERS["deed"], "story": "x" * 41_000})
    assert ("40,000" if base else "40.000") in browser.text


def test_a_body_beyond_measure_is_refused_with_words(browser: Browser) -> None:
    tell(browser, upto="deed")
    browser.post(browser.url, values(browser) | {"story": "x" * 1_500_000})
    assert browser.url.endswith("?tiep=1")
    assert "Những gì bạn đã ghi vẫn còn nguyên" in browser.text


def test_half_a_gigabyte_that_never_comes_leaves_the_draft_whole(browser: Browser, app: Flask) -> None:
    tell(browser, upto="photos")
    huge = {"CONTENT_LENGTH": str(500 * 1024 * 1024), "CONTENT_TYPE": "multipart/form-data; boundary=b"}
    browser.post(browser.url, environ_overrides=huge, status=400)
    assert "Đặng Thị Tơ" in str(kept(app)[0].answers)


def test_words_that_go_ahead_of_their_files_are_kept_and_come_to_the_same(browser: Browser, app: Flask) -> None:
    form = tell(browser, upto="photos").form().values | {"taken_by": "Minh"}
    ahead = browser.client.post(browser.url, data=form | {"only_words": "1", "files": (io.BytesIO(b""), "")})
    assert (ahead.status_code, ahead.headers.get("Set-Cookie")) == (204, None)
    assert kept(app)[0].answers["photos"]["typed"]["taken_by"] == ["Minh"]
    browser.submit({"taken_by": "Minh", "files": [(shots.phone_photo(), "ngo.jpg")]})
    assert browser.url == "/ke-viec-tot/ve-ban"
    assert kept(app)[0].answers["photos"]["other"] == {}


def test_a_wrong_file_is_named_and_the_others_stay(browser: Browser) -> None:
    tell(browser, upto="photos")
    files = [(shots.phone_photo(), "ngo.jpg"), (b"<html>hi</html>", "trang.jpg")]
    browser.submit({"files": files, "taken_by": "Minh"})
    asked_again(browser)
    assert "trang.jpg:" in browser.text and "ngo.jpg" in browser.text
    assert values(browser)["taken_by"] == "Minh"


def test_of_several_wrong_files_each_is_named_at_the_field_and_above(browser: Browser) -> None:
    tell(browser, upto="photos")
    locked = shots.PDF.replace(b"trailer<<", b"trailer<</Encrypt 5 0 R")
    files = [
        (b"<html>hi</html>", "trang.jpg"),
        (locked, "khoa.pdf"),
        (shots.phone_photo(), "ngo.jpg"),
        (b"", "rong.png"),
    ]
    browser.submit({"files": files})
    asked_again(browser)
    for name in ("trang.jpg: Đây là trang web", "khoa.pdf: Tệp PDF này bị khóa", "rong.png: "):
        assert browser.text.count(name) == 2
    assert "Còn 3 chỗ" in browser.text and "ngo.jpg: " not in browser.text


def test_a_long_name_of_a_wrong_file_is_shortened_visibly(browser: Browser) -> None:
    name = "anh-ba-to-truoc-cong-benh-vien-sang-mong-mot-tet-nam-hai-nghin-hai-tu.jpg"
    tell(browser, upto="photos").submit({"files": [(b"<html>hi</html>", name)]})
    asked_again(browser)
    assert f"…{name[-59:]}:" in browser.text and name not in browser.text


def test_a_file_is_taken_away_again(browser: Browser, app: Flask) -> None:
    tell(browser, upto="photos", photos={}).submit({"files": [(shots.phone_photo(), "ngo.jpg")]})
    browser.follow("Quay lại").submit({"taken_by": "Minh"}, button="Bỏ")
    assert "ngo.jpg" not in browser.text
    with app.app_context():
        assert db.session.query(StoredFile).one().deleted_at is not None


def test_of_more_wrong_files_than_are_named_the_number_is_told(browser: Browser) -> None:
    files = [(b"<html>hi</html>", f"trang-{n}.jpg") for n in range(10)]
    tell(browser, upto="photos").submit({"files": files})
    asked_again(browser)
    assert "trang-5.jpg:" in browser.text and "trang-6.jpg" not in browser.text
    assert "Và 4 tệp khác cũng chưa nhận được." in browser.text


def test_a_sixth_file_is_refused(browser: Browser) -> None:
    tell(browser, upto="photos")
    files = [(shots.phone_photo(size=(60 + i, 40)), f"anh-{i}.jpg") for i in range(6)]
    browser.submit({"files": files})
    asked_again(browser)
    assert "anh-5.jpg: Gửi được nhiều nhất 5 tệp" in browser.text


def test_the_same_photo_sent_twice_is_kept_once(browser: Browser) -> None:
    tell(browser, upto="photos").submit({"files": [(shots.phone_photo(), "a.jpg")]})
    browser.follow("Quay lại").submit({"files": [(shots.phone_photo(), "a.jpg")]}).follow("Quay lại")
    assert browser.response.text.count('name="take_away"') == 1


def test_a_full_disk_takes_nothing_but_the_file(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise StoreFull()

    monkeypatch.setattr(LocalStore, "put", full)
    tell(browser, upto="photos").submit({"files": [(shots.phone_photo(), "a.jpg")], "taken_by": "Minh"})
    asked_again(browser)
    assert "a.jpg: " in browser.text
    assert values(browser)["taken_by"] == "Minh"


@pytest.mark.parametrize("fault", [Unavailable(), sa.exc.OperationalError("x", {}, Exception("database is locked"))])
def test_a_locked_database_gives_the_page_back_as_typed(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    tell(browser, upto="deed")

    def locked() -> None:
        raise fault

    monkeypatch.setattr(nominate, "unit_of_work", locked)
    browser.submit({**ANSWERS["deed"], "title": "Chưa kịp lưu"}, status=503)
    assert values(browser)["title"] == "Chưa kịp lưu"
    monkeypatch.undo()
    browser.submit()
    assert HERE["details"] in browser.url


def test_a_locked_database_at_sending_loses_nothing(
    browser: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> None:
        raise Unavailable()

    tell(browser)
    monkeypatch.setattr(sending, "unit_of_work", locked)
    browser.submit(status=503)
    monkeypatch.undo()
    browser.submit()
    assert len(sent(app)) == 1


def outlived(browser: Browser) -> None:
    """The cookie of the session is gone, as after the browser was closed; the draft's is not."""
    browser.client.delete_cookie(browser.client.application.config["SESSION_COOKIE_NAME"])


def test_a_page_that_outlived_its_cookie_leads_back_with_what_was_typed(browser: Browser, app: Flask) -> None:
    tell(browser, upto="deed")
    outlived(browser)
    browser.submit({**ANSWERS["deed"], "title": "Mở lâu quá"})
    assert browser.url.endswith("?tiep=1") and "Trang này mở đã lâu" in browser.text
    assert values(browser)["title"] == "Mở lâu quá" and values(browser)["story"] == STORY
    browser.submit()
    assert HERE["details"] in browser.url
    with app.app_context():
        assert db.session.query(Slip).count() == 0


def test_a_check_that_outlived_its_cookie_leads_back_and_is_sent(browser: Browser, app: Flask) -> None:
    tell(browser)
    outlived(browser)
    browser.submit()
    assert browser.url.endswith("?loi=1") and sent(app) == []
    browser.submit()
    assert len(sent(app)) == 1


def test_too_many_savings_lead_back_with_what_was_typed(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(browser, upto="deed")
    monkeypatch.setattr(nominate, "SAVES", "0/hour")
    browser.submit({**ANSWERS["deed"], "title": "Chưa kịp lưu"})
    assert browser.url.endswith("?tiep=1") and values(browser)["title"] == "Chưa kịp lưu"


def test_after_sending_the_first_page_says_that_it_was_received(browser: Browser, browse: Browse) -> None:
    said = "Chúng tôi đã nhận câu chuyện của bạn"
    tell(browser).submit()
    assert (
        said in browser.get("/ke-viec-tot/viec-da-lam").text
    )  # where Back leads, for none of it is kept by the browser
    assert browser.follow("Xem lại mã").url.endswith("/da-nhan")
    assert said not in browse().get("/ke-viec-tot/").text
    browser.submit(form="/xong")
    assert said not in browser.get("/ke-viec-tot/").text


@pytest.mark.parametrize("token", ["", "rubbish"])
def test_a_page_with_a_forged_token_keeps_what_was_typed_nowhere_but_in_the_answer(
    browser: Browser, app: Flask, token: str
) -> None:
    tell(browser, upto="deed").submit({**ANSWERS["deed"], "csrf_token": token}, status=400)
    assert values(browser)["story"] == STORY
    browser.submit()
    assert HERE["details"] in browser.url


def test_an_expired_draft_takes_what_is_typed_into_a_new_one(browser: Browser, app: Flask) -> None:
    tell(browser, upto="deed")
    with app.app_context(), unit_of_work():
        db.session.execute(sa.update(Draft).values(expires_at=clock.now() - timedelta(days=1)))
    browser.submit(ANSWERS["deed"])
    browser.get("/ke-viec-tot/viec-da-lam")
    assert values(browser)["story"] == STORY


def test_drafts_are_forgotten_after_thirty_days(browser: Browser, app: Flask) -> None:
    tell(browser, upto="photos").submit({"files": [(shots.phone_photo(), "a.jpg")]})
    with app.app_context():
        with unit_of_work():
            db.session.execute(sa.update(Draft).values(expires_at=clock.now() - timedelta(seconds=1)))
        drafts.forget_old()
        assert db.session.query(Draft).count() == 0
        assert db.session.query(StoredFile).one().deleted_at is not None


def test_two_windows_on_different_questions_keep_both(browser: Browser, browse: Browse, app: Flask) -> None:
    tell(browser, upto="whom")
    other = same_tab(browser, browse, app).get("/ke-viec-tot/viec-da-lam")
    browser.submit({"s0-name": "Đặng Thị Tơ"})
    other.submit(ANSWERS["deed"])
    answers = kept(app)[0].answers
    assert "Đặng Thị Tơ" in str(answers) and STORY in str(answers)


def test_going_back_past_an_error_sends_nothing_again(browser: Browser) -> None:
    tell(browser, upto="deed")
    refused = browser.client.post(browser.url, data=values(browser) | {"title": "Một việc", "story": "Ngắn"})
    assert refused.status_code == 303
    browser.get(refused.location)
    assert browser.title.startswith("Lỗi:") and values(browser)["story"].strip() == "Ngắn"
    browser.submit(ANSWERS["deed"])
    back = browser.get(refused.location)
    assert not back.title.startswith("Lỗi:") and values(back)["story"].strip() == STORY


def test_an_error_while_changing_an_answer_leads_on_to_the_check(browser: Browser) -> None:
    tell(browser).get(f"/ke-viec-tot/{HERE['deed']}?sua=1").submit({"story": "Ngắn"})
    asked_again(browser)
    browser.submit({"story": STORY})
    assert browser.url.endswith("/xem-lai")


def test_a_telephone_number_in_the_story_is_asked_about_once_and_may_stay(browser: Browser, app: Flask) -> None:
    told = f"{STORY} Gọi bà theo số 0912 345 678 nhé."
    tell(browser, upto="deed").submit({**ANSWERS["deed"], "story": told})
    assert (
        "Trước khi tiếp tục" in browser.text
        and "“0912 345 678”" in browser.text
        and not browser.title.startswith("Lỗi")
    )
    browser.submit()
    assert HERE["details"] in browser.url and "0912 345 678" in str(kept(app)[0].answers["deed"]["typed"])


def test_two_windows_on_one_page_are_merged(browser: Browser, browse: Browse, app: Flask) -> None:
    tell(browser, upto="whom")
    other = same_tab(browser, browse, app).get(browser.url)
    browser.submit({"s0-name": "Đặng Thị Tơ"})
    other.submit({"s0-occupation": "bán nước"}, status=200)
    said = kept(app)[0].answers["whom"]["typed"]
    assert (said["s0-name"], said["s0-occupation"]) == (["Đặng Thị Tơ"], ["bán nước"])


def test_two_windows_that_say_otherwise_show_both(browser: Browser, browse: Browse, app: Flask) -> None:
    tell(browser, upto="whom")
    other = same_tab(browser, browse, app).get(browser.url)
    browser.submit({"s0-name": "Đặng Thị Tơ"})
    other.submit({"s0-name": "Bà Tơ hàng nước"})
    asked_again(other, error=False)
    assert values(other)["s0-name"] == "Bà Tơ hàng nước"
    assert "Đặng Thị Tơ" in other.text


def test_a_second_click_is_the_same_story_and_the_same_receipt(browser: Browser, app: Flask) -> None:
    tell(browser)
    form = values(browser)
    browser.post("/ke-viec-tot/xem-lai", form)
    first = browser.text
    browser.post("/ke-viec-tot/xem-lai", form)
    assert (len(sent(app)), browser.text) == (1, first)


def test_twenty_one_sends_at_once_are_one_story(browser: Browser, app: Flask) -> None:
    tell(browser)
    form = values(browser)
    cookies = "; ".join(f"{c.key}={c.value}" for c in browser.client._cookies.values())  # type: ignore[union-attr]  # a client that keeps cookies
    found: list[tuple[int, str | None]] = []

    def send() -> None:
        answer = app.test_client(use_cookies=False).post("/ke-viec-tot/xem-lai", data=form, headers={"Cookie": cookies})
        found.append((answer.status_code, answer.location))

    threads = [threading.Thread(target=send) for _ in range(21)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {(303, "/ke-viec-tot/da-nhan")}
    assert len(sent(app)) == 1


def test_a_step_sent_after_the_story_was_sent_leads_to_the_receipt(
    browser: Browser, browse: Browse, app: Flask
) -> None:
    tell(browser)
    other = same_tab(browser, browse, app).get("/ke-viec-tot/viec-da-lam")
    browser.submit()
    other.submit({"title": "Muộn"})
    assert other.url == "/ke-viec-tot/da-nhan"


def test_sending_an_unfinished_story_names_what_is_missing(browser: Browser, app: Flask) -> None:
    tell(browser, upto="details").get("/ke-viec-tot/xem-lai").submit()
    asked_again(browser)
    assert "Việc đó diễn ra khi nào, ở đâu?" in browser.text and browser.title.startswith("Lỗi:")
    assert sent(app) == []


def test_a_place_that_may_be_several_is_asked_back(browser: Browser, app: Flask) -> None:
    with app.app_context(), unit_of_work():
        load_reference(by=SYSTEM)
    tell(browser, upto="whom").submit({"s0-name": "Tơ", "s0-where": "Trần Hưng Đạo, Hoàn Kiếm"})
    asked_again(browser)
    offered = [r.get("value") for r in browser.all("input") if r.get("name") == "s0-ward"]
    assert len(offered) > 2
    browser.submit({"s0-ward": offered[0]})
    assert HERE["deed"] in browser.url


def test_an_old_name_of_a_ward_leads_to_the_present_one(browser: Browser, app: Flask) -> None:
    with app.app_context(), unit_of_work():
        load_reference(by=SYSTEM)
    tell(browser, whom={"s0-name": "Tơ", "s0-where": "phuong phuc tan, quan hoan kiem"}).submit()
    assert sent(app)[0].subjects[0].nominee_id is not None


def test_an_unknown_place_is_taken_as_typed(browser: Browser, app: Flask) -> None:
    tell(browser, details={"place": "ngõ nhỏ sau chợ"}).submit()
    assert (sent(app)[0].place, sent(app)[0].ward_code) == ("ngõ nhỏ sau chợ", None)


@pytest.mark.parametrize("phone", ["12345", "abc", "0123 456 789 012"])
def test_a_phone_number_that_cannot_be_is_asked_again(browser: Browser, phone: str) -> None:
    tell(browser, upto="you").submit({**ANSWERS["you"], "phone": phone})
    asked_again(browser)
    assert "Ghi số điện thoại có 10 chữ số" in browser.text


@pytest.mark.parametrize(
    "two", ["0912345678; 0987654321", "0912345678/0987654321", "024 3825 1234 - 0987 654 321", "024 3825 1234 ext 12"]
)
def test_of_two_numbers_in_one_field_none_is_dropped_in_silence(browser: Browser, two: str) -> None:
    tell(browser, upto="you").submit({**ANSWERS["you"], "phone": two})
    asked_again(browser)
    assert "chỉ ghi một số điện thoại" in browser.text
    assert values(browser)["phone"] == two


def test_an_address_that_cannot_be_is_asked_again(browser: Browser) -> None:
    tell(browser, upto="you").submit({**ANSWERS["you"], "email": "ngo@"})
    asked_again(browser)
    assert values(browser)["email"] == "ngo@"


def test_an_upload_cut_in_half_is_told_so(browser: Browser) -> None:
    tell(browser, upto="photos").submit({"files": [(shots.phone_photo()[:-300], "a.jpg")]})
    asked_again(browser)
    assert "a.jpg: " in browser.text


def test_a_choice_nobody_offered_is_not_taken(browser: Browser) -> None:
    tell(browser, upto="whom").submit({"s0-name": "Tơ", "s0-group": "emperor"})
    asked_again(browser)


def test_a_field_sent_as_a_file_does_no_harm(browser: Browser) -> None:
    tell(browser, upto="whom")
    browser.post(browser.url, values(browser) | {"s0-name": (io.BytesIO(b"x"), "x")})
    asked_again(browser)


OLD = "Bµ T¬ gi÷ hé ch×a khãa cho c¶ ngâ, ®ªm ai èm bµ còng dËy gäi xe råi ngåi ®îi ë viÖn. "  # TCVN3


def test_text_in_an_old_font_is_converted_when_the_writer_says_so(browser: Browser) -> None:
    tell(browser, upto="deed").submit({**ANSWERS["deed"], "story": OLD * 5})
    asked_again(browser)
    assert "phông chữ cũ" in browser.text
    browser.submit(button="Chuyển giúp tôi")
    assert values(browser)["story"].startswith("Bà Tơ giữ hộ chìa khóa")


def test_text_in_an_old_font_is_left_when_the_writer_says_so(browser: Browser) -> None:
    tell(browser, upto="deed").submit({**ANSWERS["deed"], "story": OLD * 5})
    asked_again(browser)
    browser.submit(button="Giữ nguyên").submit()
    assert HERE["details"] in browser.url


def test_a_date_that_is_no_longer_asked_for_stands_in_nobodys_way(browser: Browser) -> None:
    tell(browser, upto="details").submit({"when": "unsure", "day-year": "hai"})
    assert HERE["photos"] in browser.url


def test_a_story_of_signs_only_is_no_story(browser: Browser) -> None:
    tell(browser, upto="deed").submit({**ANSWERS["deed"], "story": "😀 " * 100})
    asked_again(browser)
    assert "Hãy ghi bằng chữ" in browser.text


def test_a_very_long_story_comes_back_whole(browser: Browser) -> None:
    story = "từ " * 30_000
    tell(browser, upto="deed")
    browser.post(browser.url, values(browser) | {"title": "Dài", "story": story})
    asked_again(browser)
    assert values(browser)["story"] == story


@pytest.mark.sqlite_only
def test_a_truly_locked_database_gives_the_page_back(
    browser: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(browser, upto="deed")
    monkeypatch.setattr(core_db, "BUSY_MS", 20)
    with app.app_context():
        db.engine.dispose()
        other = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    browser.submit({**ANSWERS["deed"], "title": "Chưa kịp lưu"}, status=503)
    other.execute("ROLLBACK")
    other.close()
    assert values(browser)["title"] == "Chưa kịp lưu"
    browser.submit()
    assert HERE["details"] in browser.url


def test_an_old_receipt_leads_to_the_tracking_page(browser: Browser, app: Flask) -> None:
    tell(browser).submit()
    with app.app_context(), unit_of_work():
        db.session.execute(sa.update(Nomination).values(received_at=clock.now() - timedelta(hours=2)))
    assert browser.get("/ke-viec-tot/da-nhan").url.startswith("/theo-doi")


def test_an_address_typed_with_accents_is_told_of_the_keyboard(browser: Browser) -> None:
    """Hardly any mail server takes such an address: the answer would never arrive."""
    tell(browser, upto="you").submit({**ANSWERS["you"], "phone": "", "email": "nguyễn.lan@example.vn"})
    asked_again(browser)
    assert "Tắt bộ gõ tiếng Việt" in browser.text and values(browser)["email"] == "nguyễn.lan@example.vn"
