"""The gallery and the story page."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.db import unit_of_work
from portal.nominees.states import PositionGroup
from portal.stories import shelving
from portal.stories.models import Story
from portal.stories.states import StoryState, Theme
from tests.browser import Browser, words
from tests.web.public.shelves import followed, put


def titles(page: Browser) -> list[str]:
    return [words(h) for h in page.all("h3") if h.find("a") is not None]


def test_an_empty_gallery_invites_to_tell(browser: Browser) -> None:
    assert "không khớp" not in browser.get("/cau-chuyen").text
    assert "Chưa có câu chuyện nào khớp" in browser.title


def test_the_newest_story_comes_first(app: Flask, browser: Browser) -> None:
    put(app, "Chuyện cũ", days=1)
    put(app, "Chuyện mới", days=2)
    assert titles(browser.get("/cau-chuyen")) == ["Chuyện mới", "Chuyện cũ"]


def test_drafts_and_removed_stories_are_not_shown(app: Flask, browser: Browser) -> None:
    put(app, "Bản nháp", state=StoryState.DRAFT)
    put(app, "Đã gỡ", state=StoryState.REMOVED)
    assert titles(browser.get("/cau-chuyen")) == []
    browser.get("/cau-chuyen/ban-nhap", status=404)


def test_pages_lead_onwards_and_back(app: Flask, browser: Browser) -> None:
    for day in range(30):
        put(app, f"Chuyện {day:02}", days=day)
    first = titles(browser.get("/cau-chuyen"))
    second = titles(browser.follow("Sau"))
    third = titles(browser.follow("Sau"))
    assert first + second + third == [f"Chuyện {day:02}" for day in range(29, -1, -1)]
    assert titles(browser.follow("Trước")) == second
    assert titles(browser.follow("Trước")) == first
    assert not [a for a in browser.all("a") if a.get("rel") == "prev"]


@pytest.mark.parametrize("key", ["x", "AAAA", "W10", "%00", "a" * 300])
def test_a_spoilt_page_key_gives_the_first_page(app: Flask, browser: Browser, key: str) -> None:
    put(app, "Chuyện")
    assert titles(browser.get(f"/cau-chuyen?after={key}")) == ["Chuyện"]


@pytest.mark.parametrize("raw", ["%00", "%ff", "a%00b", "%F0%9F%98%80", "%E2%80%AE", "'%22--", "x" * 5000])
def test_strange_addresses_are_answered_in_words(app: Flask, browser: Browser, raw: str) -> None:
    put(app, "Một")
    browser.get(f"/cau-chuyen/{raw}", status=404)
    browser.get(f"/cau-chuyen?q={raw}&ward={raw}&year={raw}&theme={raw}&group={raw}&after={raw}&before={raw}")


def test_hits_with_the_same_accents_come_first(app: Flask, browser: Browser) -> None:
    put(app, "Bà Hòa nấu cơm", days=1)
    put(app, "Bà Hoa bán nước", days=2)
    put(app, "Bà Hoả dạy chữ", days=3)
    assert titles(browser.get("/cau-chuyen?q=hòa"))[0] == "Bà Hòa nấu cơm"
    assert len(titles(browser)) == 3


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("theme=rescue", ["Cứu người"]),
        ("theme=rescue&theme=learning", ["Dạy học", "Cứu người"]),
        ("group=direct_worker", ["Dạy học"]),
        ("year=2026", ["Dạy học", "Cứu người"]),
        ("year=2025", []),
        ("ward=Phường Bạch Mai", ["Dạy học"]),
        ("ward=bach mai", ["Dạy học"]),
        ("ward=phuong hong ha&theme=rescue&year=2026", ["Cứu người"]),
        ("ward=Không Có", []),
        ("q=cuu", ["Cứu người"]),
        ("q=cứu người", ["Cứu người"]),
        ("theme=nonsense&year=abc&group=x", ["Dạy học", "Cứu người"]),
    ],
)
def test_filters_narrow_the_gallery(app: Flask, browser: Browser, query: str, left: list[str]) -> None:
    put(app, "Cứu người", theme=Theme.RESCUE, days=1)
    put(app, "Dạy học", theme=Theme.LEARNING, ward="Bạch Mai", group=PositionGroup.DIRECT_WORKER, days=2)
    page = browser.get(f"/cau-chuyen?{query}")
    assert titles(page) == (left or ["Dạy học", "Cứu người"])  # nothing found: the newest are offered instead
    assert ("Chưa" in page.title) == (not left)


@pytest.mark.parametrize("asked", ["Phúc Tân", "phuc tan", "quận Hoàn Kiếm", "phường Phúc Tân, quận Hoàn Kiếm"])
def test_former_wards_and_districts_lead_to_what_followed_them(app: Flask, browser: Browser, asked: str) -> None:
    put(app, "Trên sông")
    put(app, "Ở Bạch Mai", ward="Bạch Mai")
    followed(app, "Phúc Tân", "quận Hoàn Kiếm", "Hồng Hà")
    assert titles(browser.get(f"/cau-chuyen?ward={asked}")) == ["Trên sông"]


def test_a_misspelt_ward_is_suggested_and_not_guessed(app: Flask, browser: Browser) -> None:
    put(app, "Trên sông")
    assert "Chưa có câu chuyện nào khớp" in browser.get("/cau-chuyen?ward=Hồng Hàa").title
    assert titles(browser.follow("Phường Hồng Hà")) == ["Trên sông"]


def test_a_ward_on_an_english_page_leads_to_its_stories(app: Flask, browser: Browser) -> None:
    browser.get(f"/en/cau-chuyen/{put(app, 'Trên sông')}").follow("Hồng Hà Ward")
    assert titles(browser) == ["Trên sông"]


def test_each_filter_can_be_taken_away_alone(app: Flask, browser: Browser) -> None:
    put(app, "Cứu người")
    browser.get("/cau-chuyen?theme=rescue&year=2026&q=cuu")
    browser.follow("Năm 2026")
    assert browser.url == "/cau-chuyen?q=cuu&theme=rescue"


def test_an_empty_result_keeps_what_was_typed(browser: Browser) -> None:
    browser.get("/cau-chuyen?q=<b>thợ khóa</b>")
    assert "Chưa ai kể về “<b>thợ khóa</b>”" in browser.text
    assert browser.all("input")[0].get("value") == "<b>thợ khóa</b>"


def test_the_words_found_are_marked_whatever_their_accents(app: Flask, browser: Browser) -> None:
    put(app, "Bà Tơ <i> giữ chìa khóa")
    found = [words(m) for m in browser.get("/cau-chuyen?q=chia khoa").all("mark")]
    assert found[:2] == ["chìa", "khóa"]
    assert not browser.all("i")


def test_a_story_shows_who_told_it_and_where(app: Flask, browser: Browser) -> None:
    page = browser.get(f"/cau-chuyen/{put(app, 'Bốn mươi năm', thanks=1208)}")
    assert page.h1 == "Bốn mươi năm"
    for part in ("1.208", "ông Tạ Quang Vinh", "Bãi Giữa, phường Hồng Hà", "Thấy người ngã thì vớt."):
        assert part in page.text


@pytest.mark.parametrize("place", ["Phường Hồng Hà", "", "bãi Giữa, phường Hồng Hà"])
def test_initials_end_the_sentence_and_a_ward_is_named_once(app: Flask, browser: Browser, place: str) -> None:
    slug = put(app, "Một")
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(Story).values(place=place, told_by="T.V.N."))
    page = browser.get(f"/cau-chuyen/{slug}")
    assert "Người kể: T.V.N. Đăng" in page.text
    assert [words(dd).lower() for dd in page.all("dd")].count((place or "phường Hồng Hà").lower()) == 1


def test_a_story_names_its_picture_for_other_sites(app: Flask, browser: Browser) -> None:
    browser.get(f"/cau-chuyen/{put(app, 'Bốn mươi năm')}")
    tags = {m.get("property"): m.get("content") for m in browser.all("meta") if m.get("property")}
    assert tags["og:title"] == "Bốn mươi năm"
    assert tags["og:url"].startswith("http") and tags["og:url"].endswith("/cau-chuyen/bon-muoi-nam")
    image = tags["og:image"].split("/", 3)[3]
    with browser.client.get(f"/{image}") as answer:
        assert answer.mimetype == "image/jpeg"


def test_the_pull_quote_stands_after_two_paragraphs(app: Flask, browser: Browser) -> None:
    body = "<p>Đoạn một.</p><p>Đoạn hai.</p><p>Đoạn ba.</p>"
    page = browser.get(f"/cau-chuyen/{put(app, 'Một', body=body)}")
    text = page.text
    assert text.index("Đoạn hai") < text.index("Thấy người ngã") < text.index("Đoạn ba")


def test_a_removed_story_says_when_and_why_and_nothing_else(app: Flask, browser: Browser) -> None:
    page = browser.get(f"/cau-chuyen/{put(app, 'Đã gỡ', state=StoryState.REMOVED)}", status=410)
    assert "01/11/2026" in page.text and "đề nghị gỡ" in page.text
    assert "Đã gỡ." not in page.text and "Thạo" not in page.text


def test_the_editors_note_is_marked_as_vietnamese_for_who_reads_in_english(app: Flask, browser: Browser) -> None:
    gone, mended = put(app, "Đã gỡ", state=StoryState.REMOVED), put(app, "Đã sửa", days=1)
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(Story).values(public_note="Tên phường ghi nhầm."))
    for address, status in ((gone, 410), (mended, 200)):
        page = browser.get(f"/en/cau-chuyen/{address}", status=status)
        assert [p.get("lang") for p in page.all("p") if p.text == "Tên phường ghi nhầm."] == ["vi"]
    assert "in Vietnamese" in browser.get(f"/en/cau-chuyen/{gone}", status=410).text


def test_related_stories_are_of_the_same_kind_and_others(app: Flask, browser: Browser) -> None:
    slug = put(app, "Một")
    put(app, "Hai", days=1)
    put(app, "Ba", theme=Theme.LEARNING, days=2)
    assert titles(browser.get(f"/cau-chuyen/{slug}")) == ["Hai"]


def test_english_pages_lead_to_english_pages(app: Flask, browser: Browser) -> None:
    put(app, "Bốn mươi năm")
    browser.get("/en/cau-chuyen").follow("Bốn mươi năm")
    assert browser.url == "/en/cau-chuyen/bon-muoi-nam"
    assert "Told by ông Tạ Quang Vinh" in browser.text


@pytest.mark.parametrize("count", [1, 40])
def test_a_page_asks_the_database_little_however_many_stories(
    app: Flask, browser: Browser, asked: Callable[..., Any], count: int
) -> None:
    for day in range(count):
        put(app, f"Chuyện {day}", days=day)
    browser.get("/cau-chuyen")  # the first reader after a change of wards pays for reading them, once
    browser.get("/?n=1")  # and the first in a quarter of a minute for whether we are late
    for path, most in (("/", 3), ("/cau-chuyen", 3), ("/cau-chuyen?q=chuyen&ward=hong ha&theme=rescue&year=2026", 3),
                       ("/cau-chuyen/chuyen-0", 4)):  # fmt: skip
        with asked() as statements:
            browser.get(path)
        assert len(statements) <= most, statements


@pytest.mark.parametrize("path", ["/", "/cau-chuyen", "/cau-chuyen/mot", "/moi.atom", "/en/", "/en/cau-chuyen"])
def test_reading_sets_no_cookie_and_can_be_cached(app: Flask, browser: Browser, path: str) -> None:
    put(app, "Một")
    first = browser.client.get(path)
    assert (
        first.status_code == 200 and "Set-Cookie" not in first.headers and "Cookie" not in first.headers.get("Vary", "")
    )
    assert "public" in first.headers["Cache-Control"]
    assert browser.client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_new_story_ends_what_caches_hold_of_the_lists(app: Flask, browser: Browser) -> None:
    put(app, "Một")
    tags = {path: browser.client.get(path).headers["ETag"] for path in ("/", "/cau-chuyen")}
    put(app, "Hai", days=1)
    for path, tag in tags.items():
        assert browser.client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_story_ends_what_caches_hold_of_those_it_stands_beneath(app: Flask, browser: Browser) -> None:
    slug, other = put(app, "Một"), put(app, "Hai", days=1)
    tag = browser.client.get(f"/cau-chuyen/{slug}").headers["ETag"]
    with app.app_context(), unit_of_work() as session:
        story = session.scalars(sa.select(Story).where(Story.slug == other)).one()
        was, story.title = shelving.facets(story), "Ba"
        shelving.reshelve(story, was)
    assert browser.client.get(f"/cau-chuyen/{slug}", headers={"If-None-Match": tag}).status_code == 200


def test_a_new_story_does_not_count_to_nought(app: Flask, browser: Browser) -> None:
    slug = put(app, "Bốn mươi năm", thanks=0)
    assert "Chưa ai gửi lời cảm ơn" in browser.get(f"/cau-chuyen/{slug}").text
    assert "lời cảm ơn" not in browser.get("/cau-chuyen").text


def test_thanks_change_the_version_that_caches_hold(app: Flask, browse: Callable[[], Browser]) -> None:
    slug = put(app, "Một")
    reader = browse().get(f"/cau-chuyen/{slug}")
    tag = reader.response.headers["ETag"]
    browse().get(f"/cau-chuyen/{slug}/cam-on").submit()
    assert reader.client.get(f"/cau-chuyen/{slug}", headers={"If-None-Match": tag}).status_code == 200


def test_a_story_without_a_drawing_shows_none(app: Flask, browser: Browser) -> None:
    slug = put(app, "Một", drawing="")
    for path in ("/", "/cau-chuyen", f"/cau-chuyen/{slug}"):
        assert "story-" not in "".join(i.get("src") or "" for i in browser.get(path).all("img")), path


def test_a_sentence_set_large_stands_in_quotation_marks(app: Flask, browser: Browser) -> None:
    slug = put(app, "Một")
    for path in ("/", f"/cau-chuyen/{slug}"):
        assert "“Thấy người ngã thì vớt.”" in browser.get(path).text
