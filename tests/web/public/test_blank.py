"""Pages on which nothing was answered yet are made once for everybody: and hold nothing of anybody."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.core import clock
from portal.core.actor import SYSTEM
from portal.core.db import unit_of_work
from portal.moderation.desk import backlog
from portal.moderation.switches import services
from portal.moderation.switches.states import Function
from portal.organisations import queries as organisations
from portal.organisations.services import load_reference
from portal.web.public import blank
from tests.browser import Browser
from tests.moderation.test_switches import LEAD, TOLD
from tests.web.public.telling import ANSWERS, STORY, tell

Browse = Callable[[], Browser]
SLUGS = {"about": "", "whom": "ten-va-noi-o", "deed": "viec-da-lam", "details": "khi-nao-o-dau",
         "photos": "anh-va-nguoi-biet-chuyen", "you": "ve-ban"}  # fmt: skip


@pytest.fixture
def made(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates of question pages that were rendered from now on."""
    app.extensions.pop(blank.KEPT, None)
    rendered: list[str] = []
    load = app.jinja_env.get_or_select_template

    def noting(name: Any, *rest: Any, **more: Any) -> Any:
        if str(name).startswith("public/nominate/"):
            rendered.append(str(name))
        return load(name, *rest, **more)

    monkeypatch.setattr(app.jinja_env, "get_or_select_template", noting)
    return rendered


def _bare(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


@pytest.mark.parametrize("about", ["person", "self", "child"])
@pytest.mark.parametrize("base", ["", "/en"])
def test_a_page_made_once_is_the_page_made_for_one(browse: Browse, app: Flask, base: str, about: str) -> None:
    """Byte for byte but for the token; a page asked for with words in its address is never one of those kept."""
    mine = browse()
    tell(mine, upto="whom", about=about, base=base)
    for slug in list(SLUGS.values())[1:]:
        at = f"{base}/ke-viec-tot/{slug}"
        kept, own = mine.get(at).response.text, mine.get(f"{at}?x=1").response.text
        assert _bare(kept) == _bare(own).replace(f"{at}?x=1", at).replace(f"{slug}?x=1", slug)


def test_the_next_reader_is_given_the_page_that_was_made_with_a_token_of_their_own(
    browse: Browse, made: list[str]
) -> None:
    first = browse().get("/ke-viec-tot/")
    second = browse().get("/ke-viec-tot/")
    assert made == ["public/nominate/about.html"]
    one, two = (b.form().values["csrf_token"] for b in (first, second))
    assert one != two and blank.TOKEN not in second.response.text
    tell(second)


def test_nothing_that_one_resident_typed_is_shown_to_another(browse: Browse, app: Flask) -> None:
    app.extensions.pop(blank.KEPT, None)
    tell(browse(), whom={"s0-name": "Người Thứ Nhất", "s0-where": "gốc đa đầu làng"})
    other = browse()
    other.get("/ke-viec-tot/").submit({"about": "person"})
    for slug in list(SLUGS.values())[1:]:
        page = other.get(f"/ke-viec-tot/{slug}").response.text
        for said in ("Người Thứ Nhất", "gốc đa", STORY[:60], ANSWERS["deed"]["title"], "Vũ Thị Ngọ", "0912"):
            assert f">{said}" not in page and f'value="{said}' not in page, (slug, said)


def test_what_was_typed_is_there_when_its_writer_comes_back(browser: Browser) -> None:
    tell(browser)
    assert browser.get("/ke-viec-tot/ve-ban").form().values["name"] == "Vũ Thị Ngọ"
    assert browser.get("/ke-viec-tot/").form().values["about"] == "person"


def test_whom_it_is_about_decides_what_is_asked(browse: Browse) -> None:
    for about, asked in (
        ("person", "Họ đã làm việc gì?"),
        ("self", "Bạn đã làm việc gì?"),
        ("person", "Họ đã làm việc gì?"),
    ):
        assert tell(browse(), upto="deed", about=about).h1 == asked


def test_a_switch_for_photos_is_seen_on_the_page_at_once(browser: Browser, app: Flask) -> None:
    tell(browser, upto="photos")
    assert [c for c in browser.all("input") if c.get("type") == "file"]
    with app.app_context(), unit_of_work():
        services.turn_off(Function.PHOTOS, by=LEAD, of_version=0, **TOLD)
    browser.get(f"/ke-viec-tot/{SLUGS['photos']}")
    assert TOLD["words_vi"] in browser.text and not [c for c in browser.all("input") if c.get("type") == "file"]


def test_the_word_that_answers_take_longer_comes_and_goes(browser: Browser, app: Flask) -> None:
    before = browser.get("/ke-viec-tot/").text
    with app.app_context(), unit_of_work() as session:
        session.add(backlog.Backlog(id=backlog.ONE, above=1, late=1, told_since=clock.now()))
    backlog.forget()
    late = browser.get("/ke-viec-tot/").text
    with app.app_context(), unit_of_work() as session:
        session.get_one(backlog.Backlog, backlog.ONE).told_since = None
    backlog.forget()
    assert "Thời gian trả lời" in late and before == browser.get("/ke-viec-tot/").text != late


def test_a_ward_that_is_entered_can_be_chosen_at_once(browser: Browser, app: Flask) -> None:
    tell(browser, upto="whom")
    assert "<option>phường Hoàn Kiếm</option>" not in browser.response.text
    with app.app_context(), unit_of_work():
        load_reference(by=SYSTEM)
    organisations.forget()
    browser.get(f"/ke-viec-tot/{SLUGS['whom']}")
    assert "<option>phường Hoàn Kiếm</option>" in browser.response.text


def test_a_story_that_was_just_sent_is_said_to_its_sender_alone(browse: Browse) -> None:
    sender, other = browse(), browse()
    tell(sender).submit()
    assert "Chúng tôi đã nhận" in sender.get("/ke-viec-tot/").text
    assert "Chúng tôi đã nhận" not in other.get("/ke-viec-tot/").text
