"""Notices when a round opens: what is said of them is what they will be."""

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.consultations.rounds import followers
from portal.consultations.rounds.models import Follower
from portal.core import clock
from portal.core.actor import RESIDENT, SYSTEM
from portal.core.db import db, unit_of_work
from portal.organisations import queries as organisations
from portal.organisations.services import load_reference
from tests.browser import Browser

ASK, MAIL = "/lay-y-kien/bao-tin", "doc@example.vn"
GROUP = "“Trực tiếp làm việc: công nhân, lái xe, y tá, giáo viên…”"


@pytest.fixture
def ward(app: Flask) -> str:
    """The code of phường Hai Bà Trưng."""
    with app.app_context():
        with unit_of_work():
            load_reference(by=SYSTEM)
        code = organisations.resolved("phường Hai Bà Trưng", clock.today()).ward
        db.session.remove()
    assert code
    return code


@pytest.mark.parametrize(
    ("in_ward", "field", "said"),
    [
        (False, "", "Mọi đợt lấy ý kiến."),
        (True, "", "Chỉ những đợt có người được đề nghị ở phường Hai Bà Trưng."),
        (False, "direct_worker", f"Chỉ những đợt có người được đề nghị thuộc nhóm {GROUP}."),
        (
            True,
            "direct_worker",
            f"Chỉ những đợt có người được đề nghị vừa ở phường Hai Bà Trưng, vừa thuộc nhóm {GROUP}.",
        ),
    ],
)
def test_a_ward_and_a_group_are_asked_of_the_same_candidate_and_said_to_be(
    app: Flask, browser: Browser, ward: str, in_ward: bool, field: str, said: str
) -> None:
    with app.app_context():
        with unit_of_work():
            followers.ask(email=MAIL, ward_code=ward if in_ward else "", field=field, by=RESIDENT)
        key = followers.key_of(db.session.scalars(sa.select(Follower)).one())
        db.session.remove()
    assert said in browser.get(f"{ASK}/{key}").text


def test_who_asks_again_finds_the_ward_and_the_group_chosen_and_the_address_nowhere(
    app: Flask, browser: Browser, ward: str
) -> None:
    typed = {"email": MAIL, "ward": "Hai Bà Trưng", "field": "direct_worker"}
    browser.get(ASK).submit(typed)
    assert MAIL not in browser.url and MAIL not in browser.text
    values = browser.follow("Xin lại").form().values
    assert (values["email"], values["ward"], values["field"]) == ("", "phường Hai Bà Trưng", "direct_worker")
    browser.submit({"email": MAIL})
    with app.app_context():
        asked = db.session.scalars(sa.select(Follower)).one()
        assert (asked.ward_code, asked.field) == (ward, "direct_worker"), "the same, not a second one of every round"


@pytest.mark.parametrize("confirmed", [False, True])
def test_what_is_said_is_true_of_an_address_that_is_confirmed_and_tells_nobody_whether_it_is(
    app: Flask, browser: Browser, confirmed: bool
) -> None:
    if confirmed:
        with app.app_context(), unit_of_work():
            followers.ask(email=MAIL, by=RESIDENT)
            followers.confirm(db.session.scalars(sa.select(Follower)).one(), by=RESIDENT)
    text = browser.get(ASK).submit({"email": MAIL}).text
    assert "Nếu bạn chưa xác nhận nhận đúng tin này" in text and "không có thư mới" in text


def test_what_no_form_offers_is_not_chosen_by_an_address(browser: Browser) -> None:
    values = browser.get(f"{ASK}?ward=gọi+0900&field=everyone").form().values
    assert (values["ward"], values["field"]) == ("", "")
