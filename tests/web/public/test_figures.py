"""The monthly figures as everybody reads them: page, CSV, JSON."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from time_machine import Traveller

from portal.consultations.record import jobs
from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.moderation import services
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from portal.web.kit.sheets import BOM
from tests.browser import Browser
from tests.staff import staff
from tests.web.moderation.told import enter

PAGE = "/so-lieu-kiem-duyet"


@pytest.fixture
def counted(app: Flask, now: Traveller) -> Flask:
    """A month in which eight stories were taken up and two were not."""
    with app.app_context():
        with unit_of_work():
            load_reasons()
        by = staff(Role.MODERATOR)
        for n in range(10):
            with unit_of_work():
                thing = enter(received_at=datetime(2026, 11, 9, 3, tzinfo=UTC))
                outcome, reason = (Outcome.DECLINE, "too_little") if n < 2 else (Outcome.ACCEPT, "")
                services.decide(thing, by=by, outcome=outcome, of_version=thing.version, reason_code=reason)
        jobs.keep_months()
    return app


def told(browser: Browser, figure: str) -> list[str]:
    """The values of a figure in the newest month, by kind."""
    row = next(r for r in browser.all("tr") if any("".join(h.itertext()).strip() == figure for h in r.iter("th")))
    return ["".join(cell.itertext()).strip() for cell in row.iter("td")]


def test_without_a_decision_it_says_so(browser: Browser) -> None:
    assert "Chưa có số liệu" in browser.get(PAGE).text


def test_it_is_read_by_month_in_both_languages(counted: Flask, browser: Browser) -> None:
    page = browser.get(PAGE)
    assert "Tháng 11/2026" in page.text and "Đang tính" in page.text and told(page, "Được nhận") == ["8", "0", "0", "–"]
    assert told(page, "Không đăng")[0] == "dưới 5"
    assert told(browser.get(f"/en{PAGE}"), "Taken up")[0] == "8"


def test_it_says_how_it_is_counted_and_sets_no_cookie(counted: Flask, browser: Browser) -> None:
    page = browser.get(PAGE)
    assert "có thể làm lộ một người" in page.text and "kênh kín không có trong số liệu này" in page.text
    assert "Set-Cookie" not in page.response.headers and page.response.headers["ETag"]


def test_the_table_says_the_same_and_marks_what_is_left_out(counted: Flask, browser: Browser) -> None:
    body = browser.client.get(f"{PAGE}.csv").get_data(as_text=True)
    assert body.startswith(BOM)
    rows = {(r["kind"], r["figure"], r["reason"]): r for r in csv.DictReader(io.StringIO(body.removeprefix(BOM)))}
    assert rows[("nomination", "accepted", "")]["value"] == "8"
    small = rows[("nomination", "declined", "")]
    assert (small["value"], small["left_out"], small["month"], small["final"]) == ("", "yes", "2026-11", "no")
    assert rows[("nomination", "median", "")]["value"] == "1"


def test_programs_read_the_same(counted: Flask, browser: Browser) -> None:
    told = browser.client.get(f"{PAGE}.json").get_json()
    stories = next(m for m in told["months"] if m["kind"] == "nomination")
    assert (stories["accepted"], stories["declined"], stories["received"]) == (8, None, 10)
    assert (stories["month"], stories["final"], stories["in_time_percent"]) == ("2026-11", False, 100)
    assert told["least"] == 5


def test_a_final_month_says_so(counted: Flask, browser: Browser, now: Traveller) -> None:
    now.move_to(datetime(2026, 12, 2, tzinfo=UTC))
    with counted.app_context():
        jobs.keep_months()
    assert "Đã chốt" in browser.get(PAGE).text


def test_it_is_linked_from_how_we_decide_and_from_every_page(browse: Callable[[], Browser]) -> None:
    for url in ("/", "/cach-xem-xet"):
        assert f'href="{PAGE}"' in browse().get(url).response.text
    main = next(iter(browse().get("/cach-xem-xet").all("main")))
    assert [a for a in main.iter("a") if a.get("href") == PAGE]
