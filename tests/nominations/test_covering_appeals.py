"""A writer whose words were covered is told so, and can ask somebody else to look at that again."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, NotNow
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.honours.queries import calendar
from portal.moderation import edited, masks, reasons
from portal.moderation.appeals import services
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.states import AppealState, Verdict
from portal.moderation.desk import keeping
from portal.moderation.states import Outcome
from portal.nominations import appealing, at_desk, letters, moves, reading
from portal.nominations.models import Nomination
from tests.moderation.things import colleague
from tests.moderation.undoing.acts import ASKED, Scene, photo_covered, story_covered
from tests.nominations.tipped import EDITOR, MODERATOR, holder

OTHER = colleague("Hồ Văn Nhị")
SAID = "Chúng tôi đã xem lại kỹ."


@pytest.fixture
def covered(inside: Flask, now: Traveller) -> Nomination:
    """A testimony that goes on with its first word covered; the letter has left."""
    with unit_of_work():
        reasons.load_reasons()
    scene = Scene(now)
    story_covered(scene)
    out(now)
    return scene.nomination()


def out(now: Traveller) -> list[Letter]:
    now.shift(timedelta(seconds=61))
    db.session.rollback()
    runner.run_due()
    return list(db.session.scalars(sa.select(Letter).order_by(Letter.created_at, Letter.kind)))


def ask(nomination: Nomination) -> Appeal:
    with unit_of_work():
        matter = at_desk.matter(nomination)
        return services.ask(nomination, matter, text=ASKED, by=holder(nomination), calendar=calendar())


def judge(appeal: Appeal, verdict: Verdict, by: object = OTHER) -> None:
    with unit_of_work():
        act = services.judge(appeal, by=by, verdict=verdict, said=SAID, of_version=appeal.version)  # type: ignore[arg-type]  # a colleague
        told = db.session.get_one(Nomination, appeal.thing_id)
        moves.appeal_judged(told, appeal, by=by, act=act)  # type: ignore[arg-type]  # a colleague


def goes_on(nomination: Nomination) -> str:
    db.session.rollback()
    return edited.going_on(nomination, reading.originals(nomination))["story"]


def test_the_letter_says_that_words_were_covered_and_how_to_ask(covered: Nomination, now: Traveller) -> None:
    (letter,) = out(now)
    assert letter.kind == "accepted" and "Một số từ ngữ đã được che" in letter.text
    assert "Đề nghị xem lại" in letter.text and covered.story in letter.text


def test_the_letter_about_one_that_goes_on_whole_says_nothing_of_it(covered: Nomination) -> None:
    _, text = letters.preview(covered, Outcome.ACCEPT, reason_code="", words="")
    assert "đã được che" not in text
    _, text = letters.preview(covered, Outcome.ACCEPT_COVERED, reason_code="", words="")
    assert "Một số từ ngữ đã được che" in text


def test_it_goes_to_somebody_else_and_an_upheld_one_opens_the_words(covered: Nomination, now: Traveller) -> None:
    appeal = ask(covered)
    assert str(appeal.due_on) == "2026-11-17"
    with pytest.raises(Denied):
        judge(appeal, Verdict.LIFT, by=MODERATOR)
    assert goes_on(covered).startswith("[đã che]")
    judge(appeal, Verdict.LIFT)
    assert goes_on(covered) == covered.story and not appealing.appealable(covered)
    letter = out(now)[-1]
    assert letter.kind == "appeal_judged" and "không còn bị che" in letter.text and SAID in letter.text
    assert not list(keeping.differences())


def test_the_covers_may_stand_with_a_reason(covered: Nomination, now: Traveller) -> None:
    appeal = ask(covered)
    judge(appeal, Verdict.STAND)
    assert goes_on(covered).startswith("[đã che]") and appeal.state is AppealState.STANDS
    assert "Luật Khiếu nại" in out(now)[-1].text
    with pytest.raises(NotNow), unit_of_work():
        matter = at_desk.matter(covered)
        services.ask(covered, matter, text=ASKED + " Thật.", by=holder(covered), calendar=calendar())


def test_of_a_story_that_is_public_it_can_be_asked_too(covered: Nomination) -> None:
    with unit_of_work():
        moves.publish(covered, by=EDITOR, path="/cau-chuyen/am-tra")
    assert appealing.appealable(covered)
    judge(ask(covered), Verdict.LIFT)
    assert goes_on(covered) == covered.story


def test_what_goes_on_whole_cannot_be_appealed(covered: Nomination) -> None:
    judge(ask(covered), Verdict.LIFT)
    assert not appealing.masked(covered)


def test_of_a_covered_photo_another_look_can_be_asked_for_and_it_goes_on_whole(inside: Flask, now: Traveller) -> None:
    with unit_of_work():
        reasons.load_reasons()
    scene = Scene(now)
    photo_covered(scene)
    (letter,) = out(now)
    assert "Một số chỗ trong ảnh" in letter.text and "Một số từ ngữ" not in letter.text
    assert "Đề nghị xem lại" in letter.text
    told = scene.nomination()
    assert appealing.appealable(told) and not appealing.masked(told)
    appeal = ask(told)
    with pytest.raises(Denied):
        judge(appeal, Verdict.LIFT, by=MODERATOR)
    judge(appeal, Verdict.LIFT)
    assert not masks.of([scene.ids["photo"]])[scene.ids["photo"]] and not appealing.appealable(scene.nomination())
    assert "không còn bị che" in out(now)[-1].text


def test_a_photo_stays_covered_where_the_decision_stands(inside: Flask, now: Traveller) -> None:
    with unit_of_work():
        reasons.load_reasons()
    scene = Scene(now)
    photo_covered(scene)
    out(now)
    judge(ask(scene.nomination()), Verdict.STAND)
    assert len(masks.of([scene.ids["photo"]])[scene.ids["photo"]]) == 1
