import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.core import clock
from portal.core.actor import Role, holder_of
from portal.core.db import db, unit_of_work
from portal.core.jobs.runner import run_due
from portal.core.mail.models import Letter
from portal.moderation.models import Decision
from portal.nominations import correcting, queries
from portal.nominations.correcting import Said
from portal.nominations.models import Nomination
from portal.nominations.states import Channel, NominationState
from portal.nominees import services as nominees
from portal.stories.models import Story
from tests.browser import Browser
from tests.nominations.tipped import MODERATOR
from tests.web.moderation.told import STORY, tell

Desk = Callable[..., Browser]
CHOICES = [
    ("accept", {}, NominationState.ACCEPTED),
    ("ask", {"reason_ask": "ask_when_where"}, NominationState.QUESTIONED),
    ("await_consent", {}, NominationState.AWAITING_CONSENT),
    ("forward", {"reason_forward": "forward_commendation"}, NominationState.FORWARDED),
    ("decline", {"reason_decline": "too_little"}, NominationState.DECLINED),
]


def state(app: Flask, id: uuid.UUID) -> NominationState:
    with app.app_context():
        found = queries.one(id)
        assert found is not None
        return found.state


def letters(app: Flask) -> list[str]:
    with app.app_context():
        run_due()
        return list(db.session.scalars(sa.select(Letter.kind).order_by(Letter.created_at)))


def open_(browser: Browser, id: uuid.UUID) -> Browser:
    return browser.get(f"/nghiep-vu/loi-ke/{id}")


def test_nothing_is_chosen_beforehand(app: Flask, at_desk: Desk) -> None:
    browser = open_(at_desk(), tell(app))
    assert "outcome" not in browser.form("/xem-thu").values
    browser.submit(form="/xem-thu", status=422)
    assert "Bạn chọn" in browser.text


@pytest.mark.parametrize(("outcome", "reason", "after"), CHOICES)
def test_each_decision_moves_the_story_after_its_letter_was_seen(
    app: Flask, at_desk: Desk, outcome: str, reason: dict[str, str], after: NominationState
) -> None:
    thing = tell(app)
    browser = open_(at_desk(), thing).submit({"outcome": outcome, **reason}, form="/xem-thu")
    assert state(app, thing) is NominationState.RECEIVED
    browser.submit(form="/quyet-dinh")
    assert state(app, thing) is after


def test_what_was_typed_comes_back_from_the_letter_to_be_changed(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    typed = {"outcome": "decline", "reason_decline": "too_little", "words": "Nhớ ra bạn báo nhé.", "note": "Đã gọi."}
    browser = open_(at_desk(), thing).submit(typed, form="/xem-thu")
    browser.submit({"letter_change": "1"}, form="/quyet-dinh")
    values = browser.form("/xem-thu").values
    assert {name: values.get(name) for name in typed} == typed and state(app, thing) is NominationState.RECEIVED
    browser.submit({"words": "Bạn báo nhé."}, form="/xem-thu").submit(form="/quyet-dinh")
    assert state(app, thing) is NominationState.DECLINED


def test_the_preview_is_word_for_word_what_is_sent(app: Flask, at_desk: Desk) -> None:
    thing, start = tell(app), clock.now()
    chosen = {"outcome": "decline", "reason_decline": "too_little", "words": "Bà Tơ ở ngõ nào, khi nhớ ra bạn báo nhé."}
    browser = open_(at_desk(), thing).submit(chosen, form="/xem-thu")
    quote = next(b for b in browser.all("blockquote"))
    shown = ["".join(p.itertext()) for p in quote.iter("p")]
    browser.submit(form="/quyet-dinh")
    with time_machine.travel(start + timedelta(seconds=70), tick=False), app.app_context():
        run_due()
        text = db.session.scalars(sa.select(Letter.text).where(Letter.kind == "declined")).one()
    mine = [line for line in shown if "/theo-doi/" not in line]
    assert "chưa đủ căn cứ để xác minh" in " ".join(mine)
    assert [line for line in mine if line not in text] == []


def test_a_refusal_needs_its_reason(app: Flask, at_desk: Desk) -> None:
    browser = open_(at_desk(), tell(app)).submit({"outcome": "decline"}, form="/xem-thu", status=422)
    assert "Bạn chọn lý do" in browser.text
    assert browser.form("/xem-thu").values["outcome"] == "decline"


DECLINE = {"outcome": "decline", "reason_decline": "too_little"}


def accept(browser: Browser, id: uuid.UUID) -> Browser:
    return open_(browser, id).submit({"outcome": "accept"}, form="/xem-thu").submit(form="/quyet-dinh")


def drafts(app: Flask) -> list[Story]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Story)))


def test_the_way_leads_to_the_next_free_item(app: Flask, at_desk: Desk) -> None:
    first, second = tell(app, title="Một"), tell(app, title="Hai", received_at=clock.now() + timedelta(minutes=1))
    browser = open_(at_desk(), first).submit(DECLINE, form="/xem-thu").submit(form="/quyet-dinh")
    assert str(second) in browser.url
    assert "Hoàn tác" in browser.text


def test_after_the_last_item_the_queue_is_shown(app: Flask, at_desk: Desk) -> None:
    browser = open_(at_desk(), tell(app)).submit(DECLINE, form="/xem-thu").submit(form="/quyet-dinh")
    assert browser.url.startswith("/nghiep-vu/hang-doi")


@pytest.mark.parametrize(("outcome", "reason", "after"), CHOICES)
def test_a_decision_is_taken_back_and_no_letter_leaves(
    app: Flask, at_desk: Desk, outcome: str, reason: dict[str, str], after: NominationState
) -> None:
    thing, start = tell(app), clock.now()
    browser = open_(at_desk(), thing).submit({"outcome": outcome, **reason}, form="/xem-thu").submit(form="/quyet-dinh")
    browser.submit(form="/hoan-tac")
    assert state(app, thing) is NominationState.RECEIVED
    with time_machine.travel(start + timedelta(minutes=5), tick=False):
        assert letters(app) == []


def test_a_decision_that_stands_sends_one_letter(app: Flask, at_desk: Desk) -> None:
    thing, start = tell(app), clock.now()
    open_(at_desk(), thing).submit({"outcome": "accept"}, form="/xem-thu").submit(form="/quyet-dinh")
    assert letters(app) == []
    with time_machine.travel(start + timedelta(minutes=5), tick=False):
        assert letters(app) == letters(app) == ["accepted"]


def test_after_a_minute_there_is_nothing_to_take_back(app: Flask, at_desk: Desk) -> None:
    thing, start, browser = tell(app), clock.now(), at_desk()
    open_(browser, thing).submit({"outcome": "accept"}, form="/xem-thu").submit(form="/quyet-dinh")
    with time_machine.travel(start + timedelta(seconds=75), tick=False):
        browser.submit(form="/hoan-tac", status=409)
        assert "Đã quá một phút" in browser.text
        assert "Hoàn tác" not in browser.get("/nghiep-vu/hang-doi").text
    assert state(app, thing) is NominationState.ACCEPTED


def test_accepting_opens_the_draft_and_leads_to_it(app: Flask, at_desk: Desk) -> None:
    browser = accept(at_desk(), tell(app))
    assert "/nghiep-vu/chuyen/" in browser.url and "Hoàn tác" in browser.text
    assert "nồi chè xanh" in browser.form(-1).values.get("body", "") or "nồi chè xanh" in browser.response.text
    assert [story.title for story in drafts(app)] == ["Nồi chè trước cổng viện"]


def test_taking_it_back_takes_the_draft_along(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    accept(at_desk(), thing).submit(form="/hoan-tac")
    assert state(app, thing) is NominationState.RECEIVED and drafts(app) == []


def test_what_is_written_in_the_draft_is_not_thrown_away(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = accept(at_desk(), thing)
    undo = browser.form("/hoan-tac")
    browser.submit({"title": "Ấm chè"}, form=1).post(undo.action, undo.values, 409)
    assert state(app, thing) is NominationState.ACCEPTED and len(drafts(app)) == 1


def test_who_does_not_write_reads_who_will(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    at_desk(Role.EDITOR)
    browser = accept(at_desk(Role.BOARD_LEAD), thing)
    assert browser.url.startswith("/nghiep-vu/hang-doi") and drafts(app) == []
    assert "Biên tập viên sẽ viết bài: Nguyễn Khánh Linh" in browser.text


def test_a_second_testimony_joins_the_draft_about_the_same_person_and_can_leave_it(app: Flask, at_desk: Desk) -> None:
    first, second = tell(app), tell(app, title="Cô Tơ nấu chè")
    with app.app_context(), unit_of_work() as session:
        one, two = (session.get_one(Nomination, id).subjects[0].nominee for id in (first, second))
        nominees.merge(two, into=one, by=MODERATOR)
    browser = at_desk()
    accept(browser, first)
    accept(browser, second)
    assert len(drafts(app)) == 1 and "Cô Tơ nấu chè" in browser.text
    browser.submit(form=f"/bo-loi-ke/{second}")
    assert "Cô Tơ nấu chè" not in browser.text
    assert "Cô Tơ nấu chè" in browser.get("/nghiep-vu/chuyen").text


def test_what_was_declined_can_be_opened_again(app: Flask, at_desk: Desk) -> None:
    thing = tell(app, state=NominationState.DECLINED)
    open_(at_desk(), thing).submit({"why": "Người kể gọi lại, xin bổ sung."}, form="/mo-lai")
    assert state(app, thing) is NominationState.VERIFYING


def test_nobody_takes_back_anothers_decision(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    open_(at_desk(), thing).submit({"outcome": "accept"}, form="/xem-thu").submit(form="/quyet-dinh")
    with app.app_context():
        made = db.session.scalars(sa.select(Decision.id)).one()
    other = open_(at_desk(Role.EDITOR), thing)
    token = other.form("/xem-thu").values["csrf_token"]
    other.post(f"/nghiep-vu/quyet-dinh/{made}/hoan-tac", {"csrf_token": token}, 403)
    assert state(app, thing) is NominationState.ACCEPTED


def test_of_two_decisions_at_once_one_stands_and_one_is_told(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    one = open_(at_desk(), thing)
    two = open_(at_desk(Role.EDITOR), thing)
    one.submit({"outcome": "accept"}, form="/xem-thu").submit(form="/quyet-dinh")
    two.submit({"outcome": "decline", "words": "Lời tôi đã viết"}, form="/xem-thu", status=409)
    assert "Lời tôi đã viết" in two.response.text
    assert two.h1 == "Vừa có người làm trước bạn"
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Decision.id))) == 1


def test_pressing_twice_decides_once(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = open_(at_desk(), thing).submit({"outcome": "accept"}, form="/xem-thu")
    again = browser.form("/quyet-dinh")
    browser.submit(form="/quyet-dinh").post(again.action, again.values)
    assert "/nghiep-vu/chuyen/" in browser.url and len(drafts(app)) == 1
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Decision.id))) == 1


def test_the_way_stays_in_the_list_looked_at(app: Flask, at_desk: Desk) -> None:
    first = tell(app, title="Một", channel=Channel.PHONE)
    tell(app, title="Hai", received_at=clock.now() + timedelta(minutes=1))
    third = tell(app, title="Ba", channel=Channel.PHONE, received_at=clock.now() + timedelta(minutes=2))
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{first}?channel=phone")
    browser.submit(DECLINE, form="/xem-thu").submit(form="/quyet-dinh")
    assert str(third) in browser.url
    assert "channel=phone" in browser.url


def test_a_correction_meanwhile_shows_both_versions_and_loses_nothing(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = open_(at_desk(), thing).submit(
        {"outcome": "decline", "reason_decline": "too_little", "note": "Đã gọi hai lần", "words": "Cảm ơn bạn"},
        form="/xem-thu",
    )
    with app.app_context(), unit_of_work():
        nomination = db.session.get_one(Nomination, thing)
        correct(nomination, "Bà Tơ nấu chè ở cổng Bệnh viện Bạch Mai, ai cũng quý. " + STORY + " Bà kể chuyện vui." * 3)
    browser.submit(form="/quyet-dinh", status=409)
    assert "Sáng nào bà Tơ" in browser.text
    assert "cổng Bệnh viện Bạch Mai" in browser.text
    assert browser.form("/xem-thu").values["words"] == "Cảm ơn bạn"
    assert browser.form("/xem-thu").values["note"] == "Đã gọi hai lần"
    browser.submit(form="/xem-thu").submit(form="/quyet-dinh")
    assert state(app, thing) is NominationState.DECLINED


def correct(nomination: Nomination, story: str) -> None:
    said = Said({"story": story}, {})
    correcting.correct(nomination, said=said, of_version=nomination.version, by=holder_of(nomination.id))


def outcomes(app: Flask) -> list[str]:
    with app.app_context():
        return [made.value for made in db.session.scalars(sa.select(Decision.outcome).order_by(Decision.made_at))]


def covered_or_not(browser: Browser, outcome: str, *, cover: bool, status: int = 200) -> Browser:
    offered = [box.get("value", "") for box in browser.all("input") if box.get("name") == "cover"]
    values = {"outcome": outcome, "cover": offered if cover else None, "offered": offered}
    return browser.submit(values, form="/xem-thu", status=status)


@pytest.mark.parametrize("chosen", ["accept", "accept_covered"])
def test_publishing_with_parts_covered_is_recorded_as_such(app: Flask, at_desk: Desk, chosen: str) -> None:
    browser = covered_or_not(open_(at_desk(), tell(app)), chosen, cover=True)
    assert "Đăng sau khi che" in browser.text
    browser.submit(form="/quyet-dinh")
    assert outcomes(app) == ["accept_covered"]
    assert letters(app) == []
    assert "Đăng sau khi che" in browser.get("/nghiep-vu/hang-doi").text


def test_publishing_whole_is_recorded_as_such(app: Flask, at_desk: Desk) -> None:
    covered_or_not(open_(at_desk(), tell(app)), "accept", cover=False).submit(form="/quyet-dinh")
    assert outcomes(app) == ["accept"]


def test_nothing_can_be_published_after_covering_nothing(app: Flask, at_desk: Desk) -> None:
    browser = covered_or_not(open_(at_desk(), tell(app)), "accept_covered", cover=False, status=422)
    assert "Chưa che phần nào" in browser.text and outcomes(app) == []
