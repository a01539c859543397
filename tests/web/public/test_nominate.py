"""A resident tells a story, without JavaScript: the way through, and what is asked of whom."""

from typing import Any

import pytest
from flask import Flask

from portal.core import clock
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.core.jobs.models import Job
from portal.core.jobs.runner import run_due
from portal.nominations.models import Photo, Witness
from portal.organisations.services import load_reference
from tests.browser import Browser, words
from tests.core.storage import shots
from tests.web.public.telling import asked_again, kept, sent, tell


@pytest.mark.parametrize("base", ["", "/en"])
def test_a_story_is_told_checked_sent_and_receipted(browser: Browser, app: Flask, base: str) -> None:
    tell(browser, base=base)
    assert "Đặng Thị Tơ" in browser.text and "1998" in browser.text
    browser.submit()
    assert browser.url == f"{base}/ke-viec-tot/da-nhan"
    (story,) = sent(app)
    assert story.number in browser.text
    assert f"127.0.0.1:5000{base}/theo-doi/" in browser.text, "on paper it says where to go with the words"
    assert clock.local(story.received_at).strftime("ngày %d tháng %m năm %Y") in browser.text
    assert (story.channel, story.subjects[0].name, story.writer.phone) == ("web", "Đặng Thị Tơ", "+84912345678")


def test_looking_at_the_pages_writes_nothing(browser: Browser, app: Flask) -> None:
    browser.get("/ke-viec-tot/").get("/ke-viec-tot/ve-ban").get("/ke-viec-tot/xem-lai")
    assert kept(app) == []


def test_a_later_page_without_a_draft_leads_to_the_first(browser: Browser) -> None:
    assert browser.get("/ke-viec-tot/viec-da-lam").url == "/ke-viec-tot/"


def test_the_question_is_the_heading(browser: Browser) -> None:
    assert browser.get("/ke-viec-tot/").h1 == "Bạn muốn kể về ai?"


def test_going_back_shows_what_was_typed(browser: Browser) -> None:
    tell(browser, upto="deed").follow("Quay lại")
    assert browser.form().values["s0-name"] == "Đặng Thị Tơ"


def test_an_answer_is_changed_from_the_check(browser: Browser) -> None:
    tell(browser).follow("Sửa Họ tên").submit({"s0-name": "Đặng Thị Tơ Mới"})
    assert browser.url == "/ke-viec-tot/xem-lai"
    assert "Đặng Thị Tơ Mới" in browser.text


def test_several_people_are_added_and_taken_out(browser: Browser, app: Flask) -> None:
    tell(browser, upto="whom").submit({"s0-name": "Một"}, button="Thêm một người")
    browser.submit({"s1-name": "Hai"}, button="Thêm một người")
    browser.submit({"s2-name": "Ba"})
    browser.follow("Quay lại")
    browser.post(browser.url, browser.form().values | {"remove": "1"})
    values = browser.form().values
    assert (values["s0-name"], values["s1-name"], values["people"]) == ("Một", "Ba", "2")


def test_a_story_holds_up_to_ten_people(browser: Browser) -> None:
    tell(browser, upto="whom")
    for _ in range(12):
        browser.post(browser.url, browser.form().values | {"add": "1"})
    assert browser.form().values["people"] == "10"


def test_of_a_child_only_initials_are_kept(browser: Browser, app: Flask) -> None:
    tell(browser, about="child", whom={"s0-name": "Nguyễn Văn An", "parent_said": "agreed"}).submit()
    (story,) = sent(app)
    assert (story.subjects[0].name, story.subjects[0].minor, story.parent_said) == ("N.V.A.", True, "agreed")
    assert "Văn An" not in story.folded


def test_whoever_tells_of_a_child_is_asked_about_the_parents(browser: Browser) -> None:
    tell(browser, about="child", upto="whom").submit({"s0-name": "Nguyễn Văn An"})
    asked_again(browser)
    assert "Cha mẹ em có biết" in browser.text


def test_telling_of_oneself_needs_two_witnesses(browser: Browser, app: Flask) -> None:
    deed = {"how_known": None}
    tell(browser, about="self", upto="photos", deed=deed).submit()
    asked_again(browser)
    pair = {"witness_1_name": "Bà Hoa", "witness_2_name": "Ông Lý", "witness_2_contact": "0912345679"}
    browser.submit(pair).submit({"name": "Tơ", "phone": "0912345678", "agreed": "y"}).submit()
    (story,) = sent(app)
    with app.app_context():
        assert db.session.query(Witness).count() == 2
    assert story.how_known == "did"


def test_a_group_is_told_of(browser: Browser, app: Flask) -> None:
    tell(browser, about="collective", whom={"s0-name": "Nhóm tình nguyện tầng 5"}).submit()
    assert sent(app)[0].subjects[0].kind == "collective"


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({"when": "once", "day-day": "12", "day-month": "5", "day-year": "2019"}, "12/5/2019"),
        ({"when": "once", "day-year": "2019"}, "2019"),
        ({"when": "unsure"}, ""),
    ],
)
def test_a_day_is_taken_as_exactly_as_it_is_known(
    browser: Browser, app: Flask, answers: dict[str, str], text: str
) -> None:
    tell(browser, details={"since": "", **answers}).submit()
    assert sent(app)[0].happened_text == text


@pytest.mark.parametrize(
    "parts",
    [{"day-day": "31", "day-month": "2", "day-year": "2020"}, {"day-year": "2999"}, {"day-day": "5", "day-year": "2020"},
     {"day-month": "13", "day-year": "2020"}, {"day-year": "hai"}],
)  # fmt: skip
def test_a_day_that_cannot_be_is_asked_again(browser: Browser, parts: dict[str, str]) -> None:
    tell(browser, upto="details").submit({"when": "once", **parts})
    asked_again(browser)
    assert browser.title.startswith("Lỗi:")


def test_a_day_is_asked_again_for_one_reason_at_a_time(browser: Browser) -> None:
    wrong = {"day-day": "31", "day-month": "2", "day-year": "2999"}
    tell(browser, upto="details").submit({"when": "once", **wrong})
    asked_again(browser)
    assert "Còn 1 chỗ" in browser.text and "chưa đến" not in browser.text


def test_files_go_with_the_story(browser: Browser, app: Flask) -> None:
    photos = {"files": [(shots.phone_photo(), "ngo.jpg")], "taken_by": "Cháu Minh", "people_agreed": "y"}
    tell(browser, photos=photos).submit(form=-1)
    with app.app_context():
        photo = db.session.query(Photo).one()
        assert (photo.taken_by, photo.people_agreed, photo.owner_agreed) == ("Cháu Minh", True, False)


def test_consent_is_never_ticked_beforehand(browser: Browser) -> None:
    tell(browser, upto="photos")
    assert not [c for c in browser.all("input") if c.get("type") == "checkbox" and c.get("checked") is not None]


def test_the_safer_choice_of_name_stands_first(browser: Browser) -> None:
    tell(browser, upto="you")
    assert browser.form().values["show_name"] == "hidden"


def test_a_clerk_is_not_needed_but_a_way_to_reach_the_writer_is(browser: Browser) -> None:
    tell(browser, upto="you").submit({"name": "Ngọ", "consent_said": "agreed", "agreed": "y"})
    asked_again(browser)
    assert "Ghi số điện thoại hoặc email" in browser.text


def test_the_letter_of_receipt_is_asked_for_once(browser: Browser, app: Flask) -> None:
    tell(browser).submit()
    with app.app_context():
        assert db.session.query(Job).filter(Job.kind == "nominations.received").count() == 1


def test_a_photo_of_the_draft_is_shown_small_to_whoever_holds_it(browser: Browser, browse: Any, app: Flask) -> None:
    tell(browser, upto="photos").submit({"files": [(shots.phone_photo(), "ngo.jpg")]})
    with app.app_context():
        run_due()
    browser.follow("Quay lại")
    (shown,) = [i.get("src", "") for i in browser.all("img") if "/anh/" in i.get("src", "")]
    assert browser.client.get(shown, buffered=True).status_code == 200
    assert browse().client.get(shown, buffered=True).status_code == 404


def test_photos_are_looked_at_once_more_before_sending_and_can_be_left_out(browser: Browser, app: Flask) -> None:
    tell(browser, upto="photos").submit({"files": [(shots.phone_photo(), "ngo.jpg")]})
    with app.app_context():
        run_due()
    browser.get("/ke-viec-tot/xem-lai")
    (shown,) = [i for i in browser.all("img") if "/anh/" in i.get("src", "")]
    assert shown.get("alt") == "Ảnh số 1 bạn đã gửi"
    browser.submit(form="/bo-tep/")
    assert browser.url == "/ke-viec-tot/xem-lai" and "ngo.jpg" not in browser.text
    assert browser.client.get(shown.get("src", "")).status_code == 404


def test_nobody_removes_a_file_of_anothers_draft(browser: Browser, browse: Any, app: Flask) -> None:
    tell(browser, upto="photos").submit({"files": [(shots.phone_photo(), "ngo.jpg")]})
    address = browser.get("/ke-viec-tot/xem-lai").form("/bo-tep/").action
    stranger = tell(browse(), upto="photos").get("/ke-viec-tot/xem-lai")
    stranger.post(address, {"csrf_token": stranger.form().values["csrf_token"]})
    assert "ngo.jpg" in browser.get("/ke-viec-tot/xem-lai").text


def test_a_place_is_kept_with_the_unit_it_lay_in_then(browser: Browser, app: Flask) -> None:
    with app.app_context(), unit_of_work():
        load_reference(by=SYSTEM)
    day = {"when": "once", "since": "", "day-year": "2019", "place": "phường Phúc Tân, quận Hoàn Kiếm"}
    tell(browser, details=day).submit()
    (story,) = sent(app)
    assert story.ward_code is not None and story.ward_then == "phường Phúc Tân, quận Hoàn Kiếm"


def test_an_unknown_place_is_told_gently_at_the_check(browser: Browser) -> None:
    tell(browser, details={"place": "ngõ nhỏ sau chợ"})
    assert "ngõ nhỏ sau chợ" in browser.text and "Chúng tôi chưa nhận ra phường, xã này" in browser.text


def test_todays_wards_are_offered_while_typing(browser: Browser, app: Flask) -> None:
    with app.app_context(), unit_of_work():
        load_reference(by=SYSTEM)
    tell(browser, upto="whom")
    offered = [words(option) for option in next(iter(browser.all("datalist"))).iter("option")]
    assert len(offered) == 126 and "phường Hoàn Kiếm" in offered


def test_whoever_tells_of_themselves_is_spoken_to(browser: Browser) -> None:
    tell(browser, about="self", upto="whom")
    assert browser.h1 == "Tên bạn là gì, bạn ở đâu?"
    assert "Số điện thoại của người đó" not in browser.text


def test_each_answer_answers_its_own_question(browser: Browser) -> None:
    """“Not yet” was one word in English and the stance of those who do not agree in Vietnamese."""
    told = tell(browser, details={"commended": "no"}).text
    assert "Chưa được khen" in told and "Chưa hỏi" in told and "Chưa đồng tình" not in told
