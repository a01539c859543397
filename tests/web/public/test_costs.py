"""What telling a story and giving an opinion ask of the database: no page asks more than it did, however much there is."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from time_machine import Traveller

from portal.core.db import db, unit_of_work
from portal.moderation.switches import queries, services
from portal.moderation.switches.states import Function
from tests.browser import Browser
from tests.consultations.held import TEXT, announced, candidate_of
from tests.moderation.test_switches import LEAD, TOLD
from tests.web.public.telling import ANSWERS, kept

Asked = Callable[..., Any]
SLUGS = {"whom": "ten-va-noi-o", "deed": "viec-da-lam", "details": "khi-nao-o-dau",
         "photos": "anh-va-nguoi-biet-chuyen", "you": "ve-ban"}  # fmt: skip
DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)


def _through(browser: Browser) -> None:
    browser.get("/ke-viec-tot/").submit({"about": "person"})
    for answers in ANSWERS.values():
        browser.submit(answers)


def _without_switches(statements: list[str]) -> list[str]:
    """Those of which every page asks, whichever page it is: what it knew is believed for two seconds."""
    return [s for s in statements if not s.startswith("SELECT function_switch")]


def test_a_page_of_a_story_asks_for_its_draft_alone(browser: Browser, asked: Asked) -> None:
    _through(browser)
    for name, slug in SLUGS.items():
        with asked() as statements:
            browser.get(f"/ke-viec-tot/{slug}")
        most = 2 if name == "deed" else 1  # whether of those named there are stories already
        assert len(_without_switches(statements)) <= most, (name, statements)


@pytest.mark.parametrize("name", SLUGS)
def test_an_answer_is_kept_with_one_read_and_one_write(browser: Browser, asked: Asked, name: str) -> None:
    _through(browser)
    said = browser.get(f"/ke-viec-tot/{SLUGS[name]}").form().values | ANSWERS[name]
    with asked() as statements:
        assert browser.client.post(browser.url, data=said).status_code == 303
    assert [s.split()[0] for s in statements] == ["SELECT", "UPDATE"], statements


def test_the_first_answer_asks_the_switch_and_is_one_row(browser: Browser, asked: Asked) -> None:
    values = browser.get("/ke-viec-tot/").form().values | {"about": "person"}
    with asked() as statements:
        assert browser.client.post("/ke-viec-tot/", data=values).status_code == 303
    assert [s.split()[0] for s in statements] == ["SELECT", "INSERT"], statements


def test_the_check_and_the_receipt_ask_three_times_each(browser: Browser, asked: Asked) -> None:
    _through(browser)
    with asked() as statements:
        browser.get("/ke-viec-tot/xem-lai")
    assert len(_without_switches(statements)) <= 3, statements
    browser.submit({}, form=-1)
    with asked() as statements:
        browser.get("/ke-viec-tot/da-nhan")
    assert len(_without_switches(statements)) <= 3, statements


def test_sending_a_story_writes_each_thing_once(browser: Browser, asked: Asked) -> None:
    _through(browser)
    values = browser.form(-1).values
    with asked() as statements:
        assert browser.client.post(browser.url, data=values).status_code == 303
    written = [s.split()[2] for s in statements if s.startswith("INSERT")]
    assert written.count("job") == 2 and len(written) == len(set(written)) + 1, written
    assert len(statements) <= 17, statements


def test_an_opinion_is_given_in_ten_statements(app: Flask, browser: Browser, now: Traveller, asked: Asked) -> None:
    with app.app_context():
        candidate = candidate_of(announced())
        path = f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}/gop-y"
        waits = db.engine.dialect.name != "sqlite"  # for the candidate's row, and asks of its round afterwards
    now.move_to(DURING)
    filled = {"stance": "support", "text": TEXT, "how_known": "saw", "email": "lua@example.vn", "anyway": "1"}
    values = browser.get(path).form().values | filled
    with asked() as statements:
        assert browser.client.post(path, data=values).status_code == 303
    assert len(statements) <= 10 + waits, statements


def test_a_switch_turned_elsewhere_stops_an_answer_at_once(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What this process knew a moment ago opens a page for two seconds more; what is sent asks anew."""
    browser.get("/ke-viec-tot/")
    monkeypatch.setattr(queries, "forget", lambda: None)  # as in the other processes, which nobody tells
    with app.app_context(), unit_of_work():
        services.turn_off(Function.NOMINATIONS, by=LEAD, of_version=0, **TOLD)
    browser.get("/ke-viec-tot/").post("/ke-viec-tot/", browser.form().values | {"about": "person"}, 503)
    assert TOLD["words_vi"] in browser.text and not kept(app)
