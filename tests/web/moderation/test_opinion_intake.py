"""Clerks write opinions down: the same clock, the same receipt, the channel and the clerk kept."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import queries
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Channel, Verified
from portal.core.actor import Actor, Role
from portal.core.db import db
from tests.browser import Browser
from tests.consultations.held import TEXT, announced
from tests.core.storage.shots import PDF
from tests.staff import sign_in

SAID = {"channel": "letter", "stance": "support", "text": TEXT, "how_known": "saw", "name": "Đinh Thị Lụa"}


@pytest.fixture
def clerk(app: Flask, browser: Browser, now: Traveller) -> Actor:
    with app.app_context():
        announced("Trần Thị Nhài")
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    return sign_in(app, browser, Role.CLERK)


def test_a_letter_is_written_down_with_its_channel_and_clerk(app: Flask, browser: Browser, clerk: Actor) -> None:
    browser.get("/nghiep-vu/ghi-ho-y-kien").follow("Trần Thị Nhài").submit(SAID)
    code = " ".join(browser.root.find(".//*[@id='receipt-code']").itertext()).split()
    with app.app_context():
        made = db.session.scalars(sa.select(Opinion)).one()
        assert (made.channel, made.verified, made.clerk_id) == (Channel.LETTER, Verified.CLERK, clerk.id)
    assert len(code) == 9


@pytest.mark.usefixtures("clerk")
def test_what_is_missing_is_marked_and_all_stays(browser: Browser) -> None:
    page = browser.get("/nghiep-vu/ghi-ho-y-kien").follow("Trần Thị Nhài").submit({"text": "Tốt."}, status=422)
    assert "Bạn mới viết 1" in page.text and page.form().values["text"] == "Tốt."


@pytest.mark.usefixtures("clerk")
def test_the_same_clock_holds_for_paper(app: Flask, browser: Browser, now: Traveller) -> None:
    now.move_to(datetime(2026, 12, 1, 16, 55, tzinfo=UTC))
    sign_in(app, browser, Role.CLERK)
    browser.get("/nghiep-vu/ghi-ho-y-kien").follow("Trần Thị Nhài")
    now.shift(timedelta(minutes=5))
    assert "23:59:59 ngày 01/12/2026" in browser.submit(SAID, status=409).text


def test_an_observer_writes_nothing_down(app: Flask, browser: Browser) -> None:
    sign_in(app, browser, Role.OBSERVER)
    browser.get("/nghiep-vu/ghi-ho-y-kien", status=403)


@pytest.mark.usefixtures("clerk")
def test_a_letter_of_the_last_day_is_written_down_on_the_next(app: Flask, browser: Browser, now: Traveller) -> None:
    now.move_to(datetime(2026, 12, 2, 2, tzinfo=UTC))
    sign_in(app, browser, Role.CLERK)
    late = SAID | {"received_on": "01/12/2026"}
    page = browser.get("/nghiep-vu/ghi-ho-y-kien").follow("Trần Thị Nhài").submit(late, status=422)
    assert "bản quét" in page.text and page.form().values["received_on"] == "01/12/2026"
    page.submit({"letter": (PDF, "thu.pdf")})
    with app.app_context():
        made = db.session.scalars(sa.select(Opinion)).one()
        assert made.submitted_at == datetime(2026, 12, 1, 5, tzinfo=UTC)


def test_a_scan_need_not_be_chosen_again_after_a_mistake(app: Flask, browser: Browser, clerk: Actor) -> None:
    page = browser.get("/nghiep-vu/ghi-ho-y-kien").follow("Trần Thị Nhài")
    pages = [(PDF, "thu.pdf"), (PDF + b"%2", "trang-2.pdf")]
    page.submit(SAID | {"text": "Tốt.", "letter": pages}, status=422)
    assert "thu.pdf" in page.text and "trang-2.pdf" in page.text
    page.submit({"text": TEXT})
    with app.app_context():
        made = db.session.scalars(sa.select(Opinion)).one()
        assert [file.name for file in queries.handed_in(made)] == ["thu.pdf", "trang-2.pdf"]


@pytest.mark.usefixtures("clerk")
def test_a_scan_can_be_taken_away_again(app: Flask, browser: Browser) -> None:
    page = browser.get("/nghiep-vu/ghi-ho-y-kien").follow("Trần Thị Nhài")
    page.submit(SAID | {"text": "Tốt.", "letter": (PDF, "thu.pdf")}, status=422)
    page.submit({"text": TEXT}, button="thu.pdf")
    assert "thu.pdf" not in page.text and page.form().values["text"] == TEXT
    page.submit()
    with app.app_context():
        assert db.session.scalars(sa.select(Opinion)).one().letter_file_id is None


@pytest.mark.usefixtures("clerk")
def test_what_is_wrong_is_listed_in_the_order_of_the_page(browser: Browser) -> None:
    page = browser.get("/nghiep-vu/ghi-ho-y-kien").follow("Trần Thị Nhài").submit({"received_on": "x"}, status=422)
    listed = next(box for box in page.all("div") if box.get("class") == "errors")
    listed_at = [(link.get("href") or "#")[1:].removesuffix("-0") for link in listed.iter("a")]
    on_page = [id for control in page.root.iter() if (id := (control.get("id") or "").removesuffix("-0")) in listed_at]
    assert len(listed_at) > 3 and listed_at == list(dict.fromkeys(on_page))
