"""Everybody at once about one candidate: nothing is lost, doubled or miscounted, and nobody waits for good."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.queries import whole
from portal.consultations.opinions import reviewing, rules, services, tallies, verifying
from portal.consultations.opinions.models import Opinion, Verification
from portal.consultations.opinions.states import Verified
from portal.consultations.outcome import freezing, jobs
from portal.consultations.outcome.models import LedgerLine
from portal.consultations.rounds import scheduling
from portal.consultations.rounds.models import Round
from portal.core.actor import RESIDENT, SYSTEM, holder_of
from portal.core.audit import verify
from portal.core.db import db, unit_of_work
from portal.core.errors import TooMany
from tests.attacks.crowd import at_once, cookies, half_done, in_a_unit, post
from tests.browser import Browser
from tests.consultations.held import (
    BOARD,
    COUNCIL_ON,
    LAW,
    MODERATOR,
    TEXT,
    announced,
    candidate_of,
    opinion,
    said,
    sent,
)

END = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)
FROZEN = END + timedelta(seconds=95)
FILLED = {"stance": "support", "text": TEXT, "how_known": "saw", "email": "lua@example.vn"}


@pytest.fixture
def path(app: Flask, now: Traveller) -> str:
    """The form's address, for the one candidate of a round that is open."""
    with app.app_context():
        candidate = candidate_of(announced())
        address = f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}/gop-y"
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    return address


def the_candidate() -> Candidate:
    return db.session.scalars(whole()).one()


def give(at: datetime | None = None, **values: object) -> Opinion:
    """Inside a unit of work."""
    return services.give(the_candidate(), said=said(**values), sent=sent(), at=at or END, by=RESIDENT)


def count(app: Flask, what: type) -> int:
    with app.app_context():
        assert list(tallies.differences()) == [] and list(verify.faults()) == []
        return db.session.scalar(sa.select(sa.func.count()).select_from(what)) or 0


def receipt(app: Flask, cookie: str) -> str:
    page = app.test_client(use_cookies=False).get("/lay-y-kien/da-gui", headers={"Cookie": cookie})
    return page.text


def test_twenty_one_sends_of_one_form_are_one_opinion_and_one_receipt(app: Flask, browser: Browser, path: str) -> None:
    form, headers = browser.get(path).form().values | FILLED, cookies(browser)
    answers = at_once(app, [lambda: post(app, path, form, headers)] * 21)
    assert {(a.status_code, a.location) for a in answers} == {(303, "/lay-y-kien/da-gui")}
    assert len({receipt(app, a.headers["Set-Cookie"].split(";")[0]) for a in answers}) == 1
    assert count(app, Opinion) == 1


def test_two_hundred_people_at_once_are_all_kept_and_counted(app: Flask, path: str) -> None:
    acts = [in_a_unit(lambda n=n: give(email=f"n{n}@example.vn").number) for n in range(200)]
    assert [end for end in at_once(app, acts) if isinstance(end, BaseException)] == []
    assert count(app, Opinion) == 200


def test_givers_the_desk_and_verifiers_do_not_wait_for_one_another_for_good(app: Flask, path: str) -> None:
    with app.app_context():
        made = [opinion(the_candidate(), at=END, email=f"a{n}@example.vn").id for n in range(40)]
        with unit_of_work():
            keys = [verifying.prepare(db.session.get_one(Opinion, id), Verified.EMAIL)[0] for id in made[20:]]
    acts = [
        in_a_unit(lambda id=id: reviewing.accept(db.session.get_one(Opinion, id), by=MODERATOR)) for id in made[:20]
    ]
    acts += [in_a_unit(lambda key=key: verifying.spend_link(key, by=RESIDENT).id) for key in keys]
    acts += [in_a_unit(lambda n=n: give(email=f"b{n}@example.vn").id) for n in range(40)]
    assert [end for end in at_once(app, acts) if isinstance(end, BaseException)] == []
    assert count(app, Opinion) == 80


def test_one_person_verified_on_two_opinions_at_once_has_one_current(app: Flask, path: str) -> None:
    with app.app_context():
        made = [opinion(the_candidate(), at=END - timedelta(hours=n)) for n in range(2)]
        with unit_of_work():
            keys = [verifying.prepare(each, Verified.EMAIL)[0] for each in made]
    with half_done(app, lambda: verifying.spend_link(keys[0], by=RESIDENT)) as beside:
        ends = beside(in_a_unit(lambda: verifying.spend_link(keys[1], by=RESIDENT).id))
    assert not isinstance(ends[0], BaseException) and count(app, Opinion) == 2
    with app.app_context():
        stand = db.session.execute(sa.select(Opinion.edition, Opinion.current).order_by(Opinion.edition)).all()
    assert [tuple(each) for each in stand] == [(1, False), (2, True)]


def test_guesses_sent_at_once_are_counted_one_by_one(app: Flask, path: str) -> None:
    with app.app_context():
        made = opinion(the_candidate(), at=END)
        with unit_of_work():
            code = verifying.prepare(made, Verified.EMAIL)[1]
        id = made.id
    wrong = f"{(int(code) + 1) % 10**6:06}"

    def guess() -> object:
        return verifying.try_code(db.session.get_one(Opinion, id), wrong, by=holder_of(id))

    ends = at_once(app, [in_a_unit(guess)] * 12)
    assert (ends.count(None), sum(isinstance(end, TooMany) for end in ends)) == (5, 7)
    with app.app_context():
        assert db.session.scalars(sa.select(Verification.attempts)).one() == 5


def freeze() -> None:
    jobs.freeze(str(db.session.scalars(sa.select(Round.id)).one()))


def begun() -> None:
    freezing.begin(db.session.scalars(sa.select(Round.id)).one(), db.session.connection(), by=SYSTEM)


def test_an_opinion_of_the_last_second_is_waited_for_by_the_ledger(app: Flask, path: str, now: Traveller) -> None:
    with half_done(app, lambda: give(END + timedelta(milliseconds=900))) as beside:
        now.move_to(FROZEN)
        beside(freeze)
    assert count(app, LedgerLine) == 1


def test_an_opinion_that_comes_while_the_ledger_is_closed_is_refused_with_words(
    app: Flask, path: str, now: Traveller
) -> None:
    now.move_to(FROZEN)
    late = END + timedelta(milliseconds=900)
    with half_done(app, begun) as beside:
        ends = beside(in_a_unit(lambda: give(late)))
    assert isinstance(ends[0], rules.Closed) and "23:59:59" in str(ends[0])
    assert count(app, Opinion) == 0


def test_a_window_that_grows_in_its_last_second_is_not_frozen(app: Flask, path: str, now: Traveller) -> None:
    def extend() -> None:
        round = db.session.scalars(sa.select(Round)).one()
        why = "Mưa bão ngập đường, nhiều người chưa kịp gửi ý kiến."
        later = {"closes_on": COUNCIL_ON - timedelta(days=3), "council_on": COUNCIL_ON + timedelta(days=7)}
        scheduling.extend(round, reason_vi=why, law=LAW, by=BOARD, **later)

    now.move_to(END)
    with half_done(app, extend) as beside:
        now.move_to(FROZEN)
        beside(freeze)
    with app.app_context():
        round = db.session.scalars(sa.select(Round)).one()
        assert round.root_hash is None and round.closes_at and round.closes_at > FROZEN
