"""The public door of the confidential channel: a report, its receipt, the mailbox; nothing in addresses or cookies."""

import base64
import json
import re
import tempfile
import uuid

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.confidential import keys, queries, reading
from portal.confidential.models import Report
from portal.core.db import db
from tests.browser import Browser, words
from tests.confidential.reporting import report
from tests.core.storage.shots import SECRET, phone_photo
from tests.served import no_room

TEXT, ABOUT = "Ông ấy thu tiền của từng hộ mà không viết phiếu.", "Ông Hoàng Văn Kỷ, tổ trưởng tổ 9"


def send(browser: Browser, status: int = 200, **values: object) -> Browser:
    browser.get("/kenh-bao-mat/gui")
    return browser.submit({"about": ABOUT, "text": TEXT} | values, status=status)


def code_on(browser: Browser) -> str:
    return next(words(e) for e in browser.all("p") if e.get("id") == "receipt-code")


def kept(app: Flask) -> list[dict[str, object]]:
    with app.app_context():
        found = [dict(keys.opened(r)) for r in db.session.scalars(sa.select(Report))]
        db.session.remove()
    return found


def test_the_door_is_open_to_all_without_a_cookie(browser: Browser) -> None:
    for address in ("/kenh-bao-mat/", "/en/kenh-bao-mat/", "/kenh-bao-mat/don-to-cao"):
        browser.get(address)
        assert "Set-Cookie" not in browser.response.headers
        assert browser.response.headers["Referrer-Policy"] == "no-referrer"


def test_it_says_that_it_is_no_denunciation_and_where_one_goes(app: Flask, browser: Browser) -> None:
    text = browser.get("/kenh-bao-mat/").text
    assert "chưa phải là tố cáo" in text and app.config["SETTINGS"].board_address in text
    assert browser.follow("Mẫu đơn tố cáo").h1 == "ĐƠN TỐ CÁO"


def test_a_report_is_kept_and_its_receipt_shown_in_the_answer(app: Flask, browser: Browser) -> None:
    send(browser, when="Tháng 9", how_known="saw")
    assert len(code_on(browser).split()) == 9 and browser.url == "/kenh-bao-mat/gui"
    assert [(r["text"], r["about"], r["when"], r["how_known"]) for r in kept(app)] == [(TEXT, ABOUT, "Tháng 9", "saw")]


def test_neither_the_cookie_nor_the_address_holds_the_receipt(browser: Browser) -> None:
    send(browser)
    value = browser.client.get_cookie("portal").value
    payload = base64.urlsafe_b64decode(value.split(".")[0] + "==").decode("utf8", "ignore")
    held = json.loads(payload)  # words of a receipt such as "ke" and "be" stand in any token by chance
    assert list(held) == ["csrf_token"] and re.fullmatch("[0-9a-f]{40}", held["csrf_token"])
    assert code_on(browser) and browser.url == "/kenh-bao-mat/gui"


def test_sent_twice_it_is_one_report_with_one_receipt(app: Flask, browser: Browser) -> None:
    values = {"about": ABOUT, "text": TEXT} | {
        k: browser.get("/kenh-bao-mat/gui").form().values[k] for k in ("csrf_token", "key")
    }
    codes = {code_on(browser.post("/kenh-bao-mat/gui", values)) for _ in range(3)}
    assert len(codes) == 1 and len(kept(app)) == 1


@pytest.mark.parametrize(("values", "said"), [({"text": ""}, "Hãy kể sự việc"), ({"about": ""}, "nói về ai")])
def test_what_is_missing_is_asked_for_kindly(browser: Browser, values: dict[str, str], said: str) -> None:
    assert said in send(browser, 422, **values).text


def test_a_wrong_file_keeps_the_words_and_says_to_choose_again(app: Flask, browser: Browser) -> None:
    page = send(browser, 422, files=(b"MZ\x00", "may.exe"))
    assert "may.exe" in page.text and "Hãy chọn lại tệp" in page.text
    assert page.form().values["text"] == TEXT and kept(app) == []


def test_a_photo_is_sealed_without_where_it_was_taken(app: Flask, browser: Browser) -> None:
    folder = app.config["SETTINGS"].folder / "files"
    before = sorted(folder.glob("??/*"))
    send(browser, files=(phone_photo(), "nhà tôi.jpg"))
    with app.app_context():
        (row,) = db.session.scalars(sa.select(Report))
        (file,) = queries.files(row)
        body = keys.body_of(file)
        db.session.remove()
    assert body.startswith(b"\xff\xd8") and SECRET not in body
    assert sorted(folder.glob("??/*")) == before, "it went through the plain store"


def test_who_writes_may_say_so_and_it_lies_apart(app: Flask, browser: Browser) -> None:
    send(browser, name="Vũ Thị Ngọ", phone="0912 345 678", email="ngo@example.vn")
    with app.app_context():
        (row,) = db.session.scalars(sa.select(Report))
        assert reading.contact_of(row).phone == "+84912345678"
        assert "Ngọ" not in str(keys.opened(row))
        db.session.remove()


def test_the_receipt_opens_the_mailbox_at_either_field(browser: Browser) -> None:
    code = code_on(send(browser))
    for address in ("/kenh-bao-mat/theo-doi", "/theo-doi/"):
        browser.get(address)
        assert browser.submit({"code": code}).url == "/kenh-bao-mat/theo-doi/hop-thu"
        assert ABOUT not in browser.text and TEXT not in browser.text


def test_more_is_said_in_the_mailbox(browser: Browser) -> None:
    code = code_on(send(browser))
    browser.get("/kenh-bao-mat/theo-doi").submit({"code": code})
    browser.submit({"text": "Tôi nhớ thêm một ngày."}, form="hop-thu")
    assert "Tôi nhớ thêm một ngày." in browser.text and browser.url.endswith("?done=1")


def test_a_closed_mailbox_asks_for_the_words_again(browser: Browser) -> None:
    code = code_on(send(browser))
    browser.get("/kenh-bao-mat/theo-doi").submit({"code": code})
    browser.submit(form="roi")
    assert "Bạn đã đóng hộp thư" in browser.text
    assert browser.get("/kenh-bao-mat/theo-doi/hop-thu").h1 == "Mở hộp thư của bạn"


def test_wrong_words_open_nothing(browser: Browser) -> None:
    code = code_on(send(browser)).split()
    browser.get("/kenh-bao-mat/theo-doi")
    assert "Không có gì khớp" in browser.submit({"code": " ".join(reversed(code))}, status=422).text


def test_a_machine_is_thanked_and_dropped(app: Flask, browser: Browser) -> None:
    send(browser, website="http://spam.example")
    assert code_on(browser) and kept(app) == []


def test_nobody_who_is_not_public_is_named_by_an_address(browser: Browser) -> None:
    for kind in ("ung-vien", "nguoi-duoc-ke"):
        browser.get(f"/kenh-bao-mat/gui/{kind}/{uuid.uuid4()}", 404)


def test_a_mailbox_is_not_opened_by_the_cookie_of_a_story(app: Flask, browser: Browser) -> None:
    with app.app_context():
        report()
        db.session.remove()
    assert browser.get("/kenh-bao-mat/theo-doi/hop-thu").url == "/kenh-bao-mat/theo-doi"


def test_where_there_is_no_room_for_a_file_the_words_stand_beside_what_is_said(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", no_room)
    page = send(browser, status=422, files=[(bytes(200_000), "anh.jpg")])
    assert "anh.jpg: Hiện không còn chỗ" in page.text and page.form().values["text"] == TEXT
    assert kept(app) == []
