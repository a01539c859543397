"""Two who accept several at once in the same second, a form sent twice in one instant, a decision beside it."""

import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from portal.consultations.opinions import reviewing, tallies, together
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.models import AuditEntry
from portal.core.audit.trail import TRAIL
from portal.core.db import db
from portal.core.errors import Clash, NotNow
from portal.core.jobs.models import Job
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.limits import LEASE
from portal.moderation.models import Decision
from portal.moderation.states import Outcome
from portal.moderation.together import acts, services
from portal.moderation.together.acts import Whole
from portal.moderation.together.policy import Together
from portal.moderation.together.services import Asked
from tests.attacks.crowd import at_once, in_a_unit
from tests.consultations.clean import some
from tests.consultations.held import LEAD, MODERATOR, announced, candidate_of, working

NUMBER = 12


@pytest.fixture
def asked(app: Flask) -> list[Asked]:
    """Opinions that fit, as a page sends them."""
    window = {
        "closes_on": working(clock.today() + timedelta(days=60)),
        "council_on": clock.today() + timedelta(days=80),
    }
    with app.app_context():
        made = some(candidate_of(announced(opens_at=clock.now(), **window)), NUMBER)
        found = [Asked("opinion", each.id, each.version) for each in made]
        db.session.remove()
    return found


def begun(by: Actor, asked: Sequence[Asked]) -> Whole:
    whole = services.begin(by=by)
    services.take(whole, asked, lambda kind, key: db.session.get(Opinion, key), by=by)
    return whole


def both(app: Flask, asked: Sequence[Asked]) -> list[tuple[Whole, Actor]]:
    """Two acts on the same things: the first reader's time ran out before the second took them."""
    with app.app_context():
        with time_machine.travel(clock.now() - LEASE - timedelta(seconds=1), tick=True):
            first = begun(MODERATOR, asked)
        second = begun(LEAD, asked)
        db.session.remove()
    return [(first, MODERATOR), (second, LEAD)]


def whole_and_right(app: Flask) -> None:
    """One decision, one letter and one publishing each; counters and trail are whole."""
    with app.app_context():
        each = sa.select(sa.func.count()).group_by(Decision.thing_id)
        assert list(db.session.scalars(each.select_from(Decision))) == [1] * NUMBER
        assert set(db.session.scalars(sa.select(Opinion.state))) == {OpinionState.PUBLISHED}
        letters = sa.select(sa.func.count()).select_from(Job).where(Job.unique_key.startswith("decision:"))
        assert db.session.scalar(letters) == NUMBER
        published = sa.select(sa.func.count()).where(AuditEntry.act == "opinion:publish")
        assert db.session.scalar(published) == NUMBER
        assert list(tallies.differences()) == [] and list(TRAIL.faults()) == []


def accepting(whole: Whole, asked: Sequence[Asked], by: Actor) -> Callable[[], object]:
    return lambda: together.accept(whole, asked, by=by)


def test_of_two_who_accept_the_same_at_once_each_thing_has_one_decision(app: Flask, asked: list[Asked]) -> None:
    wholes = both(app, asked)
    with time_machine.travel(clock.now() + 2 * LEASE, tick=True):  # nobody holds anything: they meet at each thing
        orders = (asked, asked[::-1])
        ends = at_once(app, [accepting(w, order, by) for (w, by), order in zip(wholes, orders, strict=True)])
    assert ends == [None, None]
    whole_and_right(app)
    with app.app_context():
        took = [{x.thing_id for x in acts.lines(w) if x.step is Together.ACCEPT} for w, _ in wholes]
    assert took[0].isdisjoint(took[1]) and took[0] | took[1] == {each.id for each in asked}


@pytest.mark.parametrize("times", [2, 5])
def test_a_form_sent_more_than_once_in_one_instant_is_one_act(app: Flask, asked: list[Asked], times: int) -> None:
    with app.app_context():
        whole = begun(MODERATOR, asked)
        db.session.remove()
    assert at_once(app, [accepting(whole, asked, MODERATOR)] * times) == [None] * times
    whole_and_right(app)
    with app.app_context():
        assert {line.step for line in acts.lines(whole)} == {Together.ACCEPT}


def test_beside_a_colleague_who_decides_them_one_by_one_nothing_is_decided_twice(
    app: Flask, asked: list[Asked]
) -> None:
    with app.app_context():
        with time_machine.travel(clock.now() - 2 * LEASE, tick=True):
            whole = begun(MODERATOR, asked)
        db.session.remove()

    def alone(key: uuid.UUID, version: int) -> object:
        return reviewing.judge(db.session.get_one(Opinion, key), Verdict(Outcome.ACCEPT), by=LEAD, of_version=version)

    def one_after_the_other() -> None:
        for each in reversed(asked):
            with suppress(Clash, NotNow, StaleDataError):
                in_a_unit(lambda each=each: alone(each.id, each.version))()

    ends = at_once(app, [accepting(whole, asked, MODERATOR), one_after_the_other])
    assert ends == [None, None]
    whole_and_right(app)


def test_taking_back_beside_accepting_leaves_everything_counted(app: Flask, asked: list[Asked]) -> None:
    with app.app_context():
        whole = begun(MODERATOR, asked)
        db.session.remove()
    ends = at_once(app, [accepting(whole, asked, MODERATOR), lambda: together.take_back(whole, by=MODERATOR)])
    assert ends == [None, None]
    with app.app_context():
        states = set(db.session.scalars(sa.select(Opinion.state)))
        assert states <= {OpinionState.PUBLISHED, OpinionState.WAITING}
        assert list(tallies.differences()) == [] and list(TRAIL.faults()) == []
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) == NUMBER
