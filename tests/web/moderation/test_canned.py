"""Canned replies at the desk: written by editors, put into letters without losing anything typed."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from time_machine import Traveller

from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.moderation.canned import services
from portal.moderation.canned.services import Wording
from portal.moderation.states import Kind
from tests.browser import Browser
from tests.consultations.held import announced, candidate_of, opinion
from tests.moderation.test_canned import EDITOR
from tests.web.moderation.told import tell

Desk = Callable[..., Browser]
TEXT = "Cảm ơn bạn đã kể về {name} (số {number}). Gọi {hotline}."


@pytest.fixture
def reply(app: Flask) -> str:
    with app.app_context(), unit_of_work():
        made = services.add(Wording("Cảm ơn", TEXT, "Thank you for {name}.", tuple(Kind)), by=EDITOR)
        return str(made.id)


def insert(browser: Browser, where: str, values: dict[str, str], form: str) -> Browser:
    """Press “insert”: the form goes to the button's own address."""
    button = next(
        b
        for b in browser.all("button")
        if (b.get("formaction") or "").partition("#")[0].partition("?")[0].endswith(where)
    )
    return browser.post(str(button.get("formaction")).partition("#")[0], browser.form(form).values | values)


def test_it_goes_into_the_decision_with_everything_typed_kept(app: Flask, at_desk: Desk, reply: str) -> None:
    desk = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app, number='NT26-00042')}")
    typed = {
        "words": "Chào bạn.",
        "note": "Gọi lại thứ Hai.",
        "outcome": "decline",
        "reason_decline": "too_little",
        "more": "ngõ 25",
    }
    insert(desk, "/chen-cau", typed | {"canned": reply}, "/xem-thu")
    values = desk.form("/xem-thu").values
    assert values["words"] == "Chào bạn.\n\nCảm ơn bạn đã kể về bà Nguyễn Thị Tơ (số NT26-00042). Gọi 024 0000 3959."
    assert {k: values[k] for k in typed if k != "words"} == {k: v for k, v in typed.items() if k != "words"}


def test_it_goes_into_a_message(app: Flask, at_desk: Desk, reply: str) -> None:
    desk = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app)}")
    insert(desk, "/chen-cau-tin", {"canned": reply, "message": ""}, "/nhan-tin")
    assert desk.form("/nhan-tin").values["message"].startswith("Cảm ơn bạn đã kể về bà Nguyễn Thị Tơ")


def test_the_words_are_in_the_language_the_writer_reads(app: Flask, at_desk: Desk, reply: str) -> None:
    desk = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app, language='en')}")
    assert "Thank you for bà Nguyễn Thị Tơ." in desk.response.text


def test_it_goes_into_the_words_about_an_opinion(app: Flask, at_desk: Desk, reply: str, now: Traveller) -> None:
    with app.app_context():
        round = announced()
        now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        made = opinion(candidate_of(round)).id
    desk = at_desk().get(f"/nghiep-vu/y-kien/{made}")
    insert(desk, "/chen-cau", {"canned": reply, "note": "Đọc kỹ", "outcome": "decline"}, "/quyet-dinh")
    values = desk.form("/quyet-dinh").values
    assert "bà Trần Thị Nhài" in values["words"] and (values["note"], values["outcome"]) == ("Đọc kỹ", "decline")


def test_choosing_none_keeps_the_page_as_it_was(app: Flask, at_desk: Desk, reply: str) -> None:
    desk = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app)}")
    insert(desk, "/chen-cau", {"canned": "", "words": "Chào bạn."}, "/xem-thu")
    assert desk.form("/xem-thu").values["words"] == "Chào bạn."


def test_an_editor_writes_one_and_an_unknown_blank_is_named(at_desk: Desk) -> None:
    editor = at_desk(Role.EDITOR).get("/nghiep-vu/cau-soan-san/them")
    words = {"title": "Hẹn", "text_vi": "Hẹn {ngay}.", "text_en": "By {due}.", "kinds": ["nomination"]}
    editor.submit(words, status=422)
    assert "“{ngay}”" in editor.text and editor.form().values["text_vi"] == "Hẹn {ngay}."
    editor.submit({"text_vi": "Hẹn {due}."})
    assert "Hẹn" in editor.get("/nghiep-vu/cau-soan-san").text


def test_the_preview_fills_in_examples_and_keeps_nothing(at_desk: Desk) -> None:
    editor = at_desk(Role.EDITOR).get("/nghiep-vu/cau-soan-san/them")
    words = {"title": "Hẹn", "text_vi": "Gửi {name}.", "text_en": "To {name}.", "kinds": ["nomination"]}
    editor.submit(words, button="Xem trước")
    assert "Gửi bà Đặng Thị Tơ." in editor.text
    assert "Chưa có câu nào" in editor.get("/nghiep-vu/cau-soan-san").text


def test_old_wordings_stay_readable(at_desk: Desk, reply: str) -> None:
    editor = at_desk(Role.EDITOR).get(f"/nghiep-vu/cau-soan-san/{reply}").submit({"text_vi": "Lời mới."})
    editor.get(f"/nghiep-vu/cau-soan-san/{reply}/cac-ban")
    assert "Lời mới." in editor.text and "Cảm ơn bạn đã kể về {name}" in editor.text


def test_a_moderator_reads_them_and_is_offered_nothing_to_change(at_desk: Desk, reply: str) -> None:
    desk = at_desk().get("/nghiep-vu/cau-soan-san")
    assert "Cảm ơn" in desk.text and f"/cau-soan-san/{reply}/dung" not in desk.response.text
