"""A story that was split, followed with its one receipt: every part with its stage, its question and its day."""

import secrets
import uuid

import pytest
import time_machine
from flask import Flask

from portal.core import clock, codes
from portal.core.db import unit_of_work
from portal.engines.receipts import words
from portal.moderation.limits import UNDO
from portal.nominations import joining, links, moves, parts, queries, splitting
from portal.nominations.splitting import Cut, Wording
from portal.nominations.states import NominationState as S
from tests.browser import Browser
from tests.browser import words as words_of
from tests.nominations.tipped import MODERATOR, tip
from tests.stories.telling import photo
from tests.web.public.test_track import act, state, thread

CODE = words.new_code(secrets.choice)
PAGE = "/theo-doi/cau-chuyen"
Two = tuple[uuid.UUID, uuid.UUID]


def told_of() -> time_machine.travel:
    """So long ago that the writer was told of it."""
    return time_machine.travel(clock.now() - UNDO)


@pytest.fixture
def two(app: Flask, browser: Browser) -> Two:
    """Two parts, and their writer on the page."""
    with app.app_context():
        first = tip(names=("Đặng Thị Tơ", "Phạm Văn Lợi"), number="NT26-90001", receipt_hash=codes.hashed(CODE))
        with told_of(), unit_of_work():
            cut = Cut({first.subjects[1].id}, (), Wording("Chè", "Bà nấu chè."), Wording("Cầu", "Ông bắc cầu."))
            part = splitting.split(first, cut, why="Hai việc khác nhau.", of_version=first.version, by=MODERATOR)
        keys = first.id, part.id
    browser.get("/theo-doi/").submit({"code": CODE})
    return keys


def test_one_receipt_shows_every_part_with_its_stage(app: Flask, browser: Browser, two: Two) -> None:
    act(app, two[1], moves.verify)
    page = browser.get(PAGE)
    assert "đi tiếp thành 2 phần" in page.text and "bà Phạm Văn Lợi" in page.text and "Đang xác minh" in page.text
    assert page.h1 == "Câu chuyện về bà Đặng Thị Tơ"
    listed = words_of(next(e for e in page.all("section") if e.get("aria-labelledby") == "parts"))
    assert "Chè · NT26-90001" in listed and "Cầu · " in listed, "each by a title of its own"


def test_a_question_about_one_part_is_seen_from_the_other_and_answered_there(
    app: Flask, browser: Browser, two: Two
) -> None:
    act(app, two[1], moves.ask, text="Ông bắc cầu năm nào?")
    page = browser.get(PAGE).follow("Trả lời ngay")
    assert "Ông bắc cầu năm nào?" in page.text
    page.submit({"text": "Năm 2019."}, form="#reply")
    assert thread(app, two[1]) == ["Ông bắc cầu năm nào?", "Năm 2019."] and thread(app, two[0]) == []
    assert "Phạm Văn Lợi" in page.h1


def test_a_window_on_one_part_acts_on_that_part_whatever_is_open_beside_it(
    app: Flask, browser: Browser, two: Two
) -> None:
    form = browser.get(PAGE).form("#reply")
    browser.follow("bà Phạm Văn Lợi")
    browser.post(form.action.split("#")[0], form.values | {"text": "Về bà Tơ."})
    assert thread(app, two[0]) == ["Về bà Tơ."] and thread(app, two[1]) == []


def test_one_part_is_taken_back_alone(app: Flask, browser: Browser, two: Two) -> None:
    browser.get(PAGE).follow("bà Phạm Văn Lợi").follow("Rút lại").submit({}, button="chỉ rút phần này", form="/rut-lai")
    assert (state(app, two[0]), state(app, two[1])) == (S.RECEIVED, S.WITHDRAWN)


def test_or_the_whole_story(app: Flask, browser: Browser, two: Two) -> None:
    browser.get(PAGE).follow("Rút lại").submit({}, button="rút cả câu chuyện", form="/rut-lai")
    assert (state(app, two[0]), state(app, two[1])) == (S.WITHDRAWN, S.WITHDRAWN)


@pytest.mark.parametrize("part", ["", "bà Phạm Văn Lợi"])
def test_a_page_from_before_the_parts_were_joined_takes_nothing_back(
    app: Flask, browser: Browser, two: Two, part: str
) -> None:
    browser.get(PAGE)
    if part:
        browser.follow(part)
    form = browser.follow("Rút lại").form("/rut-lai")
    act(app, two[1], joining.join)
    page = browser.post(form.action, form.values, status=409)
    assert "Chưa rút gì cả" in page.text
    assert state(app, two[0]) == S.RECEIVED
    page.submit({}, form="/rut-lai")
    assert state(app, two[0]) == S.WITHDRAWN


def test_a_page_from_before_it_was_split_asks_anew_what_is_meant(app: Flask, browser: Browser, two: Two) -> None:
    form = browser.get(PAGE).follow("Rút lại").form("/rut-lai")
    page = browser.post(PAGE + "/rut-lai", {"csrf_token": form.values["csrf_token"]}, status=409)
    assert state(app, two[0]) == S.RECEIVED
    page.submit({}, button="rút cả câu chuyện", form="/rut-lai")
    assert (state(app, two[0]), state(app, two[1])) == (S.WITHDRAWN, S.WITHDRAWN)


def test_a_letters_link_opens_the_part_it_is_about(app: Flask, browser: Browser, two: Two) -> None:
    with app.app_context():
        token = links.token(two[1])
    page = browser.get(f"/theo-doi/mo/{token}").submit({})
    assert "Phạm Văn Lợi" in page.h1 and "bà Đặng Thị Tơ" in page.text


def test_joined_again_its_link_opens_the_whole(app: Flask, browser: Browser, two: Two) -> None:
    with app.app_context():
        token = links.token(two[1])
        with unit_of_work():
            part = queries.one(two[1])
            assert part is not None
            joining.join(part, by=MODERATOR)
        assert parts.now(two[1]) is not None
    page = browser.get(f"/theo-doi/mo/{token}").submit({})
    assert "Đặng Thị Tơ" in page.h1 and "Phạm Văn Lợi" in page.h1 and "phần" not in page.text.split("Tin nhắn")[0]


@pytest.mark.parametrize("part", ["", "2", "NT26-99999", "x"])
def test_a_part_that_is_none_shows_the_one_that_was_opened(browser: Browser, two: Two, part: str) -> None:
    assert "Đặng Thị Tơ" in browser.get(f"{PAGE}?phan={part}").h1


def test_a_window_on_a_part_that_was_joined_writes_to_the_first_not_to_a_third(app: Flask, browser: Browser) -> None:
    with app.app_context():
        first = tip(names=("Một", "Hai", "Ba"), number="NT26-90003")
        keys = [first.id]
        for words in ("Hai", "Ba"):
            with told_of(), unit_of_work():
                cut = Cut({first.subjects[1].id}, (), Wording("Một", "Một."), Wording(words, words))
                made = splitting.split(first, cut, why="Ba việc khác nhau.", of_version=first.version, by=MODERATOR)
                keys.append(made.id)
        token = links.token(keys[2])
    browser.get(f"/theo-doi/mo/{token}").submit({})
    form = browser.follow("bà Hai").form("#reply")
    act(app, keys[1], joining.join)
    browser.post(form.action.split("#")[0], form.values | {"text": "Về bà Hai."})
    assert thread(app, keys[0]) == ["Về bà Hai."] and thread(app, keys[2]) == []


def test_a_story_that_was_never_split_says_nothing_of_parts(app: Flask, browser: Browser) -> None:
    with app.app_context():
        tip(receipt_hash=codes.hashed(CODE))
    page = browser.get("/theo-doi/").submit({"code": CODE})
    assert "thành 2 phần" not in page.text and "phan=" not in page.response.text


def test_two_parts_about_one_person_are_told_apart_by_their_titles(app: Flask, browser: Browser) -> None:
    with app.app_context():
        one = tip(number="NT26-90002", receipt_hash=codes.hashed(CODE))
        with told_of(), unit_of_work():
            stays, goes = Wording("Chè", "Bà nấu chè."), Wording("Cầu", "Bà bắc cầu.")
            cut = Cut((), (), stays, goes, both={one.subjects[0].id})
            splitting.split(one, cut, why="Hai việc khác nhau.", of_version=one.version, by=MODERATOR)
    page = browser.get("/theo-doi/").submit({"code": CODE})
    assert page.h1 == "Câu chuyện về bà Đặng Thị Tơ (Chè)"
    page.follow("bà Đặng Thị Tơ (Cầu)").follow("Rút lại")
    assert "bà Đặng Thị Tơ (Cầu)" in page.text


def test_a_story_that_was_just_split_is_one_until_its_letter_leaves(app: Flask, browser: Browser) -> None:
    with app.app_context():
        first = tip(names=("Đặng Thị Tơ", "Phạm Văn Lợi"), number="NT26-90004", receipt_hash=codes.hashed(CODE))
        photo(first)
    before = browser.get("/theo-doi/").submit({"code": CODE}).text
    with app.app_context(), unit_of_work():
        found = queries.by_number("NT26-90004")
        assert found is not None
        (_, file), who = queries.files(found)[0], found.subjects[1].id
        cut = Cut({who}, {file.id}, Wording("Chè", "Bà nấu chè."), Wording("Cầu", "Ông bắc cầu."))
        made = splitting.split(found, cut, why="Hai việc khác nhau.", of_version=found.version, by=MODERATOR).id
    assert browser.get(PAGE).text == before
    act(app, made, joining.join)
    assert browser.get(PAGE).text == before
