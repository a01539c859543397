"""The room's own pages: two offices, every look noted, everybody else shown nothing."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.confidential import intake, queries
from portal.confidential.models import ConfidentialEntry
from portal.confidential.told import Contact
from portal.core.actor import Role, holder_of
from portal.core.db import db
from tests.browser import Browser
from tests.confidential.reporting import ABOUT, CONTACT, PAPER, TEXT, again, report
from tests.staff import sign_in

READER, KEEPER = Role.CONFIDENTIAL_READER, Role.IDENTITY_KEEPER
OTHERS = [r for r in Role if r not in (READER, KEEPER)]


@pytest.fixture
def kept(app: Flask) -> uuid.UUID:
    with app.app_context():
        id = report(files=(PAPER,)).id
        db.session.remove()
    return id


def acts(app: Flask) -> list[str]:
    with app.app_context():
        found = list(db.session.scalars(sa.select(ConfidentialEntry.act).order_by(ConfidentialEntry.seq)))
        db.session.remove()
    return found


def doors(id: uuid.UUID) -> list[str]:
    tails = ("", "/danh-tinh", "/phieu-chuyen", f"/tep/{uuid.uuid4()}")
    return ["/tiep-nhan/", *(f"/tiep-nhan/{each}{tail}" for each in (id, uuid.uuid4()) for tail in tails)]


@pytest.mark.parametrize("role", OTHERS)
def test_other_offices_are_refused_alike_whether_or_not_there_is_anything(
    app: Flask, browser: Browser, kept: uuid.UUID, role: Role
) -> None:
    sign_in(app, browser, role)
    assert {browser.client.get(door).status_code for door in doors(kept)} == {403}
    assert "/tiep-nhan" not in browser.get("/tai-khoan/").response.text
    assert acts(app) == ["confidential:send"]


def test_nobody_signed_out_gets_in(browser: Browser, kept: uuid.UUID) -> None:
    assert {browser.client.get(door).status_code for door in doors(kept)} == {303}


def test_the_list_holds_no_word(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, READER)
    page = browser.get("/tiep-nhan/").response.text
    assert f"{kept.hex[:4]}-{kept.hex[4:8]}".upper() in page
    assert not [word for word in (TEXT, ABOUT, CONTACT.name, PAPER.name) if word in page]


def test_reading_is_noted_and_shows_no_writer(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, READER)
    page = browser.get(f"/tiep-nhan/{kept}").response.text
    assert TEXT in page and ABOUT in page and PAPER.name in page
    assert not [word for word in (CONTACT.name, CONTACT.email, CONTACT.phone) if word in page]
    assert acts(app) == ["confidential:send", "confidential:read"]


def test_a_file_is_saved_and_never_opened(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, READER)
    browser.get(f"/tiep-nhan/{kept}").follow(PAPER.name)
    assert browser.response.data == PAPER.body
    assert browser.response.headers["Content-Disposition"].startswith("attachment")
    assert browser.response.headers["Cache-Control"] == "no-store" and acts(app)[-1] == "confidential:fetch"


def test_the_keeper_opens_who_wrote_it_and_reads_nothing(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, KEEPER)
    browser.get("/tiep-nhan/").follow("Người gửi")
    assert CONTACT.name not in browser.response.text
    browser.submit({"purpose": "protect"})
    assert CONTACT.name in browser.text and TEXT not in browser.response.text
    assert acts(app)[-1] == "confidential:identity"
    assert browser.client.get(f"/tiep-nhan/{kept}").status_code == 403


def test_without_a_purpose_nothing_opens(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, KEEPER)
    browser.get(f"/tiep-nhan/{kept}/danh-tinh").submit(status=422)
    assert CONTACT.name not in browser.response.text and acts(app) == ["confidential:send"]


def test_a_message_reaches_the_mailbox(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, READER)
    browser.get(f"/tiep-nhan/{kept}").submit({"write-text": "Xin cho biết ngày tháng."}, form="/nhan")
    with app.app_context():
        box = intake.box(again(kept), by=holder_of(kept))
        db.session.remove()
    assert [line.text for line in box.lines] == ["Xin cho biết ngày tháng."]


def test_an_empty_note_is_called_a_note(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, READER)
    browser.get(f"/tiep-nhan/{kept}").submit({"note-text": ""}, form="ghi-chu", status=422)
    assert "Hãy viết ghi chú." in browser.text


def test_a_note_does_not(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, READER)
    browser.get(f"/tiep-nhan/{kept}").submit({"note-text": "Hỏi thêm phường."}, form="ghi-chu")
    assert "Hỏi thêm phường." in browser.text
    with app.app_context():
        assert intake.box(again(kept), by=holder_of(kept)).lines == []
        db.session.remove()


def test_what_is_forwarded_prints_a_slip_without_the_writer(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, READER)
    decided = {"decide-outcome": "forward", "decide-body": "UBND phường Láng", "decide-why": "Thuộc thẩm quyền"}
    browser.get(f"/tiep-nhan/{kept}").submit(decided, form="phan-loai")
    slip = browser.follow("Phiếu chuyển").response.text
    assert TEXT in slip and "UBND phường Láng" in slip and CONTACT.name not in slip
    assert acts(app)[-1] == "confidential:slip"


def test_a_slip_is_only_for_what_was_forwarded(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, READER)
    page = browser.get(f"/tiep-nhan/{kept}/phieu-chuyen", 409)
    assert page.h1 == "Bước này hiện không làm được" and "Phản ánh này chưa được chuyển" in page.text


def test_a_half_decision_stays_on_the_page_as_typed(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, READER)
    decided = {"decide-outcome": "forward", "decide-why": "Thuộc phường"}
    page = browser.get(f"/tiep-nhan/{kept}").submit(decided, form="phan-loai", status=422)
    assert "Ghi cơ quan nhận chuyển" in page.text and page.form("phan-loai").values["decide-why"] == "Thuộc phường"


def test_a_stale_decision_overwrites_nothing(app: Flask, browse: Callable[[], Browser], kept: uuid.UUID) -> None:
    one, two = browse(), browse()
    for each in (one, two):
        sign_in(app, each, READER)
        each.get(f"/tiep-nhan/{kept}")
    one.submit({"decide-outcome": "inspect", "decide-why": "Có sổ"}, form="phan-loai")
    two.submit({"decide-outcome": "find_no_ground", "decide-why": "Không"}, form="phan-loai", status=409)
    with app.app_context():
        assert queries.one(kept).state == "inspecting"
        db.session.remove()


@time_machine.travel(datetime(2026, 11, 23, 3, tzinfo=UTC), tick=False)
def test_what_waits_too_long_is_shown_as_late(app: Flask, browser: Browser, kept: uuid.UUID) -> None:
    sign_in(app, browser, READER)
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE confidential_report SET received_on = '2026-01-05'")
    assert "Phân loại trước thứ Tư, 14/01/2026 Trễ 213 ngày làm việc" in browser.get("/tiep-nhan/").text


def test_hostile_words_are_shown_and_run_nowhere(app: Flask, browser: Browser) -> None:
    bad = "</textarea><img src=x onerror=alert(1) data-xss=1>{{99991*99989}}"
    with app.app_context():
        id = report(bad, about=bad, contact=Contact(bad)).id
        db.session.remove()
    sign_in(app, browser, READER, KEEPER)
    for page in (
        browser.get(f"/tiep-nhan/{id}"),
        browser.get(f"/tiep-nhan/{id}/danh-tinh").submit({"purpose": "check"}),
    ):
        assert not [e for e in page.root.iter() if e.get("data-xss") is not None]
        assert bad in page.text and "9998000099" not in page.response.text
