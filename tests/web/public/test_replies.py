"""Behind the Board's link: what was said, one answer for each, and nothing typed is lost."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.consultations.opinions import reviewing, services
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Stance
from portal.core import clock
from portal.core.actor import Role, holder_of
from portal.core.db import db, unit_of_work
from portal.moderation.limits import UNDO
from portal.moderation.reasons import load_reasons
from tests.browser import Browser
from tests.consultations import held
from tests.staff import sign_in

SAID = "Tôi thấy mấy tháng nay đoạn cuối ngõ không được quét, rác để qua đêm, mong đơn vị xem lại giúp."
ANSWER = "Từ tháng 9 đoạn này giao cho tổ khác vì đang đào cống, mời bác xem sổ giao ca."


def signed_in(app: Flask, browser: Browser, role: Role) -> Browser:
    sign_in(app, browser, role)
    return browser


@pytest.fixture
def link(app: Flask, browse: Callable[[], Browser]) -> Iterator[str]:
    """The unit's link, made at the Board's desk; one opinion is there to answer."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        with app.app_context():
            candidate = held.candidate_of(held.announced())
            clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
            made = held.opinion(candidate, stance=Stance.NOT_YET, text=SAID)
            with unit_of_work() as session:
                load_reasons()
                reviewing.accept(session.get_one(Opinion, made.id), by=held.MODERATOR)
            path = f"/nghiep-vu/ung-vien/{candidate.id}"
            db.session.remove()
        officer = signed_in(app, browse(), Role.APPRAISER).get(path).follow("Đường dẫn để trả lời")
        officer.submit({"who": "unit"})
        yield urlsplit(next(c.text or "" for c in officer.all("code"))).path


def test_the_unit_answers_the_desk_publishes_and_everybody_reads(
    app: Flask, link: str, browse: Callable[[], Browser]
) -> None:
    unit = browse().get(link)
    assert SAID in unit.text
    unit.follow("Trả lời ý kiến này").submit({"text": ANSWER})
    assert "Đã nhận trả lời" in unit.text and "Đang được đọc" in unit.text
    reader = browse().get("/lay-y-kien").follow("Huân chương Lao động, đợt 2").follow("Trần Thị Nhài")
    assert ANSWER not in reader.text
    desk = signed_in(app, browse(), Role.MODERATOR).get("/nghiep-vu/tra-loi")
    desk.follow("Trả lời về").submit({"outcome": "accept"}, form="quyet-dinh")
    assert ANSWER in browse().get(reader.url).text
    assert "Đang được đọc" in unit.get(link).text, "it can still be taken back"
    with time_machine.travel(clock.now() + UNDO):
        assert "Đã đăng" in unit.get(link).text


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(link: str, browse: Callable[[], Browser]) -> None:
    unit = browse().get(link).follow("Trả lời ý kiến này").submit({"text": ANSWER, "signed": ""}, status=422)
    assert ANSWER in unit.text and "ai là người trả lời" in unit.text


def test_a_second_click_is_no_second_answer(link: str, browse: Callable[[], Browser]) -> None:
    first, second = browse().get(link), browse().get(link)
    form = second.follow("Trả lời ý kiến này").url
    first.follow("Trả lời ý kiến này").submit({"text": ANSWER})
    second.submit({"text": ANSWER})
    assert "Đã nhận trả lời" in second.text and second.text.count(ANSWER) == 1
    assert "đã được trả lời. Mỗi bên trả lời một lần" in second.get(form).text and ANSWER in second.text


def test_two_moderators_one_decision(app: Flask, link: str, browse: Callable[[], Browser]) -> None:
    browse().get(link).follow("Trả lời ý kiến này").submit({"text": ANSWER})
    first = signed_in(app, browse(), Role.MODERATOR).get("/nghiep-vu/tra-loi").follow("Trả lời về")
    second = signed_in(app, browse(), Role.EDITOR).get("/nghiep-vu/tra-loi").follow("Trả lời về")
    first.submit({"outcome": "accept"}, form="quyet-dinh")
    second.submit({"outcome": "decline", "reason": "", "note": "để lại"}, form="quyet-dinh", status=409)
    assert "để lại" in second.response.text or "Đã đăng" in second.text


def test_a_link_that_is_wrong_opens_nothing(app: Flask, browse: Callable[[], Browser]) -> None:
    browse().get("/lay-y-kien/tra-loi/khong-co-that", status=404)


def test_of_two_people_behind_one_link_the_second_loses_no_words(link: str, browse: Callable[[], Browser]) -> None:
    first, second = browse().get(link), browse().get(link)
    second.follow("Trả lời ý kiến này")
    first.follow("Trả lời ý kiến này").submit({"text": ANSWER})
    second.submit({"text": "Lời của người thứ hai cùng đơn vị."}, status=409)
    assert "đã được trả lời" in second.text and "Lời của người thứ hai" in second.text


def test_an_opinion_taken_back_meanwhile_takes_no_words_along(
    app: Flask, link: str, browse: Callable[[], Browser]
) -> None:
    unit = browse().get(link).follow("Trả lời ý kiến này")
    with app.app_context(), unit_of_work() as session:
        made = session.scalars(sa.select(Opinion)).one()
        services.withdraw(made, by=holder_of(made.id))
    unit.submit({"text": ANSWER}, status=409)
    assert "không còn" in unit.text and ANSWER in unit.text
