"""Two who are second in the same second, two who are first, and a second beside the writer who takes it back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from portal.consultations.opinions import reviewing, services
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState, Stance
from portal.core import clock
from portal.core.actor import Actor, Role, holder_of
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Refusal
from portal.moderation.eyes.models import Proposal
from portal.moderation.eyes.states import ProposalState
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.models import Decision
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from tests.attacks.crowd import at_once, cookies, in_a_unit, post
from tests.browser import Browser
from tests.consultations.held import MODERATOR, announced, candidate_of, opinion, working
from tests.moderation.things import colleague
from tests.staff import walk_in

PAIRS = 20
NO, YES = Verdict(Outcome.DECLINE, "opinion_off_topic"), Verdict(Outcome.ACCEPT)
ONE, TWO = colleague("Hoàng Thị Mận"), colleague("Vi Văn Páo")


@pytest.fixture
def criticisms(app: Flask) -> list[tuple[object, int]]:
    """Twenty pieces of criticism that wait: keys and revisions."""
    with app.app_context():
        with unit_of_work():
            load_reasons()
        later = {
            "closes_on": working(clock.today() + timedelta(days=60)),
            "council_on": clock.today() + timedelta(days=80),
        }
        candidate = candidate_of(announced(opens_at=clock.now(), **later))
        made = [opinion(candidate, stance=Stance.NOT_YET, email=f"n{n}@example.vn") for n in range(PAIRS)]
        return [(each.id, each.version) for each in made]


def judging(key: object, by: Actor, verdict: Verdict, seen: int | None = None) -> Callable[[], object]:
    def judge() -> object:
        found = db.session.get_one(Opinion, key)
        return reviewing.judge(found, verdict, by=by, of_version=found.version, seen=seen)

    return in_a_unit(judge)


def proposed(app: Flask, key: object) -> None:
    with app.app_context():
        judging(key, MODERATOR, NO)()
        db.session.remove()


def told(ends: list[object]) -> int:
    return sum(isinstance(end, Refusal | StaleDataError) for end in ends)


def counted(app: Flask, what: object) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(what)) or 0  # type: ignore[call-overload, no-any-return]  # a table's class


def test_of_two_seconds_at_once_one_wins_and_one_is_told(app: Flask, criticisms: list[tuple[object, int]]) -> None:
    for n, (key, _) in enumerate(criticisms):
        proposed(app, key)
        other = YES if n % 2 else NO  # whichever comes first, what it says stands
        ends = at_once(app, [judging(key, ONE, NO, seen=1), judging(key, TWO, other, seen=1)])
        assert told(ends) == 1
    with app.app_context():
        found = list(db.session.scalars(sa.select(Proposal)))
        assert all(each.second_by in (ONE.id, TWO.id) and each.third_by is None for each in found)
        agreed = [each for each in found if each.state is ProposalState.AGREED]
        acts = sa.select(sa.func.count()).where(AuditEntry.act.in_(["eyes:agree", "eyes:dispute"]))
        assert db.session.scalar(acts) == PAIRS and len(agreed) >= PAIRS / 2
        declined = sa.select(sa.func.count()).where(Opinion.state == OpinionState.DECLINED)
        assert (
            db.session.scalar(declined)
            == len(agreed)
            == db.session.scalar(sa.select(sa.func.count()).select_from(Decision))
        )


def test_of_two_firsts_at_once_one_proposes_and_one_is_told(app: Flask, criticisms: list[tuple[object, int]]) -> None:
    for key, _ in criticisms:
        ends = at_once(app, [judging(key, ONE, NO, seen=0), judging(key, TWO, NO, seen=0)])
        assert told(ends) == 1
    assert (counted(app, Proposal), counted(app, Decision)) == (PAIRS, 0)


def test_a_second_beside_the_writer_who_takes_it_back_leaves_nothing_half_done(
    app: Flask, criticisms: list[tuple[object, int]]
) -> None:
    for key, _ in criticisms:
        proposed(app, key)

        def withdraw(key: object = key) -> None:
            services.withdraw(db.session.get_one(Opinion, key), by=holder_of(key))  # type: ignore[arg-type]  # a key

        at_once(app, [judging(key, ONE, NO, seen=1), in_a_unit(withdraw)])
    with app.app_context():
        for each in db.session.scalars(sa.select(Opinion)):
            proposal = db.session.scalars(sa.select(Proposal).where(Proposal.thing_id == each.id)).one()
            agreed = proposal.state is ProposalState.AGREED
            assert each.state in ((OpinionState.DECLINED, OpinionState.CLOSED) if agreed else (OpinionState.CLOSED,))
            assert agreed or proposal.state is ProposalState.LAPSED


def test_two_browsers_that_are_second_at_once_get_a_page_each(
    app: Flask, browse: Callable[[], Browser], criticisms: list[tuple[object, int]]
) -> None:
    two = []
    for name in ("nhat", "nhi"):
        browser = browse()
        walk_in(app, browser, Role.MODERATOR, sign_in_name=name)
        token = next(e.get("value", "") for e in browser.all("input") if e.get("name") == "csrf_token")
        two.append((cookies(browser), token))
    for key, version in criticisms:
        proposed(app, key)
        form = {
            "outcome": "decline",
            "reason": "opinion_off_topic",
            "of_version": version,
            "seen": 1,
            "letter_seen": "1",
        }
        acts = [
            lambda cookie=cookie, token=token, key=key, form=form: post(
                app, f"/nghiep-vu/y-kien/{key}/quyet-dinh", {**form, "csrf_token": token}, cookie
            )
            for cookie, token in two
        ]
        assert sorted(answer.status_code for answer in at_once(app, acts)) == [303, 409]
