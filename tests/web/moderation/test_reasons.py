from collections.abc import Callable

import pytest
from flask import Flask

from portal.core.actor import Role
from portal.moderation import queries
from tests.browser import Browser

Desk = Callable[..., Browser]


def text(app: Flask, code: str) -> str:
    with app.app_context():
        found = queries.reason(code)
        assert found is not None
        return found.text_vi


@pytest.mark.parametrize("role", [Role.EDITOR, Role.BOARD_LEAD])
def test_editors_and_the_lead_reword_a_reason(app: Flask, at_desk: Desk, role: Role) -> None:
    browser = at_desk(role).get("/nghiep-vu/ly-do/too_little").submit({"text_vi": "Lời mới."})
    assert text(app, "too_little") == "Lời mới."
    assert "Lời mới." in browser.text


def test_the_preview_keeps_nothing(app: Flask, at_desk: Desk) -> None:
    before = text(app, "too_little")
    browser = (
        at_desk(Role.EDITOR).get("/nghiep-vu/ly-do/too_little").submit({"text_vi": "Lời thử."}, button="Xem trước")
    )
    assert "Lời thử." in " ".join("".join(b.itertext()) for b in browser.all("blockquote"))
    assert text(app, "too_little") == before


def test_a_missing_language_is_named(at_desk: Desk) -> None:
    browser = at_desk(Role.EDITOR).get("/nghiep-vu/ly-do/too_little").submit({"text_en": " "}, status=422)
    assert "cả hai thứ tiếng" in browser.text


def test_two_who_reword_at_once_are_told_and_lose_nothing(app: Flask, at_desk: Desk) -> None:
    late = at_desk(Role.EDITOR).get("/nghiep-vu/ly-do/too_little")
    at_desk(Role.BOARD_LEAD).get("/nghiep-vu/ly-do/too_little").submit({"text_vi": "Lời của Nghĩa."})
    late.submit({"text_vi": "Lời của Linh."}, status=409)
    assert late.form().values["text_vi"] == "Lời của Linh."
    assert text(app, "too_little") == "Lời của Nghĩa."


def test_a_new_reason_is_offered_and_can_be_retired(at_desk: Desk) -> None:
    browser = at_desk(Role.BOARD_LEAD).get("/nghiep-vu/ly-do/them")
    words = {"title_vi": "Lý do thử", "title_en": "A trial", "text_vi": "Thư.", "text_en": "Letter."}
    browser.submit({**words, "code": "trial", "outcome": "decline"})
    browser.get("/nghiep-vu/ly-do")
    assert "Lý do thử" in browser.text
    browser.submit(form="/ly-do/trial/dung")
    assert "Lý do thử Thôi dùng" in browser.text


def test_the_whole_letter_is_shown_in_both_languages_with_example_values(at_desk: Desk) -> None:
    page = at_desk(Role.EDITOR).get("/nghiep-vu/ly-do/too_little")
    letters = ["".join(b.itertext()) for b in page.all("blockquote")]
    assert len(letters) == 2 and "NT26-01234" in page.text
    assert "Chúng tôi không đăng câu chuyện này" in letters[0] and "We are not publishing this story" in letters[1]


def test_an_unused_reason_is_deleted_from_its_page(at_desk: Desk) -> None:
    browser = at_desk(Role.EDITOR).get("/nghiep-vu/ly-do/too_little").submit(form="/xoa")
    browser.get("/nghiep-vu/ly-do/too_little", 404)


@pytest.mark.parametrize(("role", "status"), [(Role.MODERATOR, 200), (Role.OBSERVER, 200), (Role.CLERK, 403)])
def test_others_read_at_most(at_desk: Desk, role: Role, status: int) -> None:
    browser = at_desk(role).get("/nghiep-vu/ly-do", status)
    browser.get("/nghiep-vu/ly-do/too_little", 403)
    browser.get("/nghiep-vu/ly-do/them", 403)


def test_a_reason_that_is_not_there(at_desk: Desk) -> None:
    at_desk(Role.EDITOR).get("/nghiep-vu/ly-do/nothing", 404)
