"""Two at one desk in the same second, the letter beside its undoing, a story beside its testimony's withdrawal."""

import itertools
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from portal.core import clock
from portal.core.actor import RESIDENT, Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Refusal
from portal.core.mail.models import Letter
from portal.moderation import services as desk
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from portal.nominations import drafts, holding, jobs, moves
from portal.nominations.models import Draft, Nomination
from portal.nominations.states import NominationState
from portal.stories import readers, services
from portal.stories.models import Story
from portal.stories.states import StoryState
from portal.web.public import sending
from tests.attacks.crowd import at_once, cookies, half_done, in_a_unit, post
from tests.browser import Browser
from tests.consultations.held import announced, candidate_of, opinion, working
from tests.nominations.tipped import MODERATOR, holder, tip
from tests.staff import walk_in
from tests.stories.telling import EDITOR, accepted, address, consent, told, written
from tests.web.public.telling import sent, tell

PAIRS = 40
DECLINE = {"outcome": "decline", "reason_decline": "too_little", "reason": "opinion_insults", "letter_seen": "1"}
CHOICES = ({"outcome": "accept"}, DECLINE)
Browse = Callable[[], Browser]


@pytest.fixture
def two(app: Flask, browse: Browse) -> list[tuple[dict[str, str], str]]:
    """Two colleagues at the desk: the cookies and the token of each."""
    with app.app_context(), unit_of_work():
        load_reasons()
    found = []
    for role in (Role.MODERATOR, Role.BOARD_LEAD):
        browser = browse()
        walk_in(app, browser, role)
        token = next(e.get("value", "") for e in browser.all("input") if e.get("name") == "csrf_token")
        found.append((cookies(browser), token))
    return found


def answers(app: Flask, two: list[tuple[dict[str, str], str]], path: str, version: int) -> list[int]:
    """What the two are told who decide at once, each otherwise."""
    acts = [
        lambda cookie=cookie, form={**said, "csrf_token": token, "of_version": version}: post(app, path, form, cookie)
        for (cookie, token), said in zip(two, CHOICES, strict=True)
    ]
    return sorted(answer.status_code for answer in at_once(app, acts))


def decided(app: Flask, kind: str) -> list[int]:
    """How many decisions the trail tells of, for each thing decided on."""
    with app.app_context():
        each = sa.select(sa.func.count()).where(AuditEntry.act == "moderation:decide", AuditEntry.thing_kind == kind)
        return list(db.session.scalars(each.group_by(AuditEntry.thing_id)))


def test_of_forty_pairs_on_a_story_one_wins_and_one_is_told(app: Flask, two: list[tuple[dict[str, str], str]]) -> None:
    with app.app_context():
        things = [(each.id, each.version) for each in (tip() for _ in range(PAIRS))]
    ends = [answers(app, two, f"/nghiep-vu/loi-ke/{id}/quyet-dinh", version) for id, version in things]
    assert ends == [[303, 409]] * PAIRS
    assert decided(app, "nomination") == [1] * PAIRS


def test_of_forty_pairs_on_an_opinion_one_wins_and_one_is_told(
    app: Flask, two: list[tuple[dict[str, str], str]]
) -> None:
    with app.app_context():
        candidate = candidate_of(announced(opens_at=clock.now(), **window()))
        made = [opinion(candidate, email=f"n{n}@example.vn") for n in range(PAIRS)]
        things = [(each.id, each.version) for each in made]
    ends = [answers(app, two, f"/nghiep-vu/y-kien/{id}/quyet-dinh", version) for id, version in things]
    assert ends == [[303, 409]] * PAIRS
    assert decided(app, "opinion") == [1] * PAIRS


def window() -> dict[str, object]:
    """A lawful end and Council day for a round that opens today."""
    return {"closes_on": working(clock.today() + timedelta(days=60)), "council_on": clock.today() + timedelta(days=80)}


def decision_on(nomination: Nomination) -> Decision:
    with unit_of_work():
        made = desk.decide(nomination, by=MODERATOR, outcome=Outcome.ACCEPT, of_version=nomination.version)
        moves.accept(nomination, by=MODERATOR, decision=made)
    return made


def undo(id: uuid.UUID) -> None:
    made = db.session.get_one(Decision, id)
    nomination = db.session.get_one(Nomination, made.thing_id)
    desk.undo(made, nomination, by=MODERATOR)
    moves.restore(nomination, state_before=made.state_before, by=MODERATOR)


def test_the_letter_waits_for_an_undoing_of_the_last_moment(app: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        with app.app_context():
            id = decision_on(tip()).id
        now.shift(UNDO - timedelta(milliseconds=1))
        with half_done(app, lambda: undo(id)) as beside:
            now.shift(timedelta(seconds=1))
            beside(lambda: jobs.tell_decision(str(id)))
    with app.app_context():
        assert db.session.query(Letter).count() == 0


def test_an_undoing_that_comes_while_the_letter_leaves_is_refused(app: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        with app.app_context():
            id = decision_on(tip()).id
        now.shift(UNDO)
        with half_done(app, lambda: jobs.tell_decision(str(id))) as beside:
            ends = beside(in_a_unit(lambda: undo(id)))
    assert isinstance(ends[0], Refusal)
    with app.app_context():
        assert db.session.query(Nomination).one().state is NominationState.ACCEPTED


def test_thanks_of_one_device_count_once_and_of_twenty_others_each(app: Flask) -> None:
    with app.app_context():
        id = told().id
    devices = itertools.chain(["mine"] * 21, (f"other {n}" for n in range(20)))

    def thank(device: str) -> bool:
        return readers.thank(db.session.get_one(Story, id), by=EDITOR, device=device, secret="s")

    ends = at_once(app, [in_a_unit(lambda device=device: thank(device)) for device in devices])
    assert sum(end is True for end in ends) == 21
    with app.app_context():
        assert db.session.get_one(Story, id).thanks == 21


@pytest.mark.parametrize("time", range(8))
def test_a_story_is_never_public_over_a_testimony_that_was_withdrawn(app: Flask, time: int) -> None:
    with app.app_context():
        nomination = accepted()
        consent(nomination)
        story = written(nomination)
        ids, version, by = (story.id, nomination.id), story.version, holder(nomination)

    def publish() -> None:
        services.publish(db.session.get_one(Story, ids[0]), by=EDITOR, version=version, address=address)

    def withdraw() -> None:
        holding.withdraw(db.session.get_one(Nomination, ids[1]), by=by)

    ends = at_once(app, [in_a_unit(publish), in_a_unit(withdraw)])
    assert sum(end is None for end in ends) == 1
    assert isinstance(next(end for end in ends if end), Refusal | StaleDataError)
    with app.app_context():
        public = db.session.get_one(Story, ids[0]).state is StoryState.PUBLISHED
        assert public == (db.session.get_one(Nomination, ids[1]).state is NominationState.PUBLISHED)


def test_what_another_window_keeps_while_the_story_is_sent_is_not_lost(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(browser)
    hashed = sending.codes.hashed

    def slowly(code: str) -> str:
        monkeypatch.setattr(sending.codes, "hashed", hashed)
        draft = db.session.query(Draft).one()
        typed = drafts.typed(draft, "deed") | {"title": ["Tên mới"]}
        with unit_of_work():
            drafts.save(draft, "deed", typed=typed, seen=drafts.seen(draft, "deed"), by=RESIDENT)
        return hashed(code)

    monkeypatch.setattr(sending.codes, "hashed", slowly)
    browser.submit()
    assert "cửa sổ khác" in browser.text and "Tên mới" in browser.text and sent(app) == []
    browser.submit()
    assert [story.title for story in sent(app)] == ["Tên mới"]


def test_twenty_one_sends_of_one_draft_are_one_story_and_one_receipt(app: Flask, browser: Browser) -> None:
    tell(browser)
    form, headers = browser.form().values, cookies(browser)
    ends = at_once(app, [lambda: post(app, "/ke-viec-tot/xem-lai", form, headers)] * 21)
    assert {(end.status_code, end.location) for end in ends} == {(303, "/ke-viec-tot/da-nhan")}
    assert len(sent(app)) == 1
    pages = {app.test_client(use_cookies=False).get(ends[0].location, headers=headers).text for _ in range(2)}
    assert len(pages) == 1
