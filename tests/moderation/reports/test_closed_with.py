"""What readers reported is closed by the act that comes of it: told with it, taken back with it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import covering
from portal.core.actor import RESIDENT, Actor, Role
from portal.core.db import db, unit_of_work
from portal.core.errors import NotNow, Unfit
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.moderation import claims
from portal.moderation.desk import keeping
from portal.moderation.limits import UNDO
from portal.moderation.reasons import load_reasons
from portal.moderation.redactions import Cover
from portal.moderation.reports.models import ReportCase
from portal.moderation.reports.states import Outcome, ReportKind
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct
from portal.stories import readers
from tests.browser import Browser
from tests.consultations.held import TEXT
from tests.moderation.things import colleague
from tests.moderation.undoing.acts import Scene, covered_later, covers, reconsidered, report, taken_down, told_publicly
from tests.moderation.undoing.acts import whole as public
from tests.staff import sign_in

LEAD = colleague("Trần Hữu Nghĩa", Role.BOARD_LEAD)
Act = Callable[[Scene, Actor], None]


def reported_story(scene: Scene) -> None:
    told_publicly(scene)
    with unit_of_work():
        readers.report(
            scene.story(),
            by=RESIDENT,
            kind=ReportKind.PRIVACY,
            text="Trong bài có số nhà của bà",
            contact="mai@example.vn",
        )


def reported_opinion(scene: Scene) -> None:
    public(scene)
    with unit_of_work():
        report(scene.opinion(), "Trong ý kiến có số điện thoại", "mai@example.vn")


def set_up(now: Traveller, before: Callable[[Scene], None]) -> Scene:
    with unit_of_work():
        load_reasons()
    scene = Scene(now)
    before(scene)
    out(now)
    return scene


def out(now: Traveller) -> list[Letter]:
    now.shift(UNDO)
    db.session.rollback()
    runner.run_due()
    return list(db.session.scalars(sa.select(Letter).where(Letter.kind == "report_settled")))


def the_case() -> ReportCase:
    db.session.rollback()
    return db.session.scalars(sa.select(ReportCase).order_by(ReportCase.first_at)).all()[0]


CLOSED = [
    (reported_story, taken_down, Outcome.TAKEN_DOWN, "đã được gỡ"),
    (reported_opinion, reconsidered, Outcome.TAKEN_DOWN, "đã được gỡ"),
    (reported_opinion, covered_later, Outcome.CORRECTED, "đã được sửa"),
]


@pytest.mark.parametrize(("before", "act", "outcome", "words"), CLOSED)
def test_one_step_closes_it_and_tells_who_reported(
    inside: Flask, now: Traveller, before: Callable[[Scene], None], act: Act, outcome: Outcome, words: str
) -> None:
    scene = set_up(now, before)
    with unit_of_work():
        act(scene, LEAD)
    case = the_case()
    assert (case.outcome, case.settled_by) == (outcome, LEAD.id) and not list(keeping.differences())
    (letter,) = out(now)
    assert letter.address == "mai@example.vn" and words in letter.text


@pytest.mark.parametrize(("before", "act", "outcome", "words"), CLOSED)
def test_taken_back_with_the_act_it_is_open_again(
    inside: Flask, now: Traveller, before: Callable[[Scene], None], act: Act, outcome: Outcome, words: str
) -> None:
    scene = set_up(now, before)
    with unit_of_work():
        act(scene, LEAD)
    db.session.rollback()
    made = undoing.undoable(LEAD)
    assert isinstance(made, HeldAct)
    with unit_of_work():
        undoing.undo(made, by=LEAD)
    assert the_case().settled_at is None and out(now) == [] and not list(keeping.differences())


def test_what_a_colleague_has_in_hand_stays_theirs(inside: Flask, now: Traveller) -> None:
    scene = set_up(now, reported_opinion)
    with unit_of_work():
        claims.claim(the_case(), by=colleague("Hồ Văn Nhị"))
    with unit_of_work():
        covered_later(scene, LEAD)
    assert the_case().settled_at is None


def test_a_report_that_the_page_did_not_show_waits_by_itself(inside: Flask, now: Traveller) -> None:
    scene = set_up(now, reported_opinion)
    known = {str(the_case().id): 1}
    with unit_of_work():
        report(scene.opinion(), "Câu cuối lại nặng lời nữa")
    with unit_of_work():
        o = scene.opinion()
        covering.cover(o, covers(), by=LEAD, of_version=o.version, seen=known)
    first, later = db.session.scalars(sa.select(ReportCase).order_by(ReportCase.settled_at.is_(None))).all()
    assert first.outcome is Outcome.CORRECTED and (later.count, later.settled_at) == (1, None)


def test_words_of_criticism_are_covered_by_nobody_alone(inside: Flask, now: Traveller) -> None:
    scene = set_up(now, public)
    with unit_of_work(), pytest.raises(NotNow):
        o = scene.opinion()
        covering.cover(o, [Cover(0, 8, "chosen", "[đã che]")], by=LEAD, of_version=o.version)
    with unit_of_work(), pytest.raises(Unfit):
        o = scene.opinion()
        covering.cover(o, [], by=LEAD, of_version=o.version)
    assert TEXT in (scene.opinion().shown_text or "")


def test_at_the_desk_both_letters_are_seen_before(app: Flask, browser: Browser, now: Traveller) -> None:
    with app.app_context():
        scene = set_up(now, reported_opinion)
        db.session.remove()
    sign_in(app, browser, Role.BOARD_LEAD)
    page = f"/nghiep-vu/y-kien/{scene.ids['opinion']}"
    browser.get(page).submit({"words": "Số máy của bà đã được che."}, form="/che")
    assert "Gửi người đã báo lỗi" in browser.text and "Nội dung đã được sửa." in browser.text
    assert "Số máy của bà đã được che." in browser.text and "xem lại" in browser.text
    browser.submit({}, form="/che")
    with app.app_context():
        assert the_case().outcome is Outcome.CORRECTED
        assert "0912" not in (scene.opinion().shown_text or "0912")
        assert [letter.address for letter in out(now)] == ["mai@example.vn"]
        db.session.remove()
