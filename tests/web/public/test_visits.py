"""Visitors of a candidate's page are counted day by day, without a cookie, a name, or a write while they read."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates import jobs, visits
from portal.consultations.candidates.models import Candidate, DailySalt, VisitDay, Visitor
from portal.consultations.rounds.models import Round
from portal.core.db import db
from tests.consultations.held import announced, candidate_of

REDIS = os.environ.get("PORTAL_TEST_REDIS_URL", "")
DAY = date(2026, 11, 20)
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/140 Mobile"


@pytest.fixture
def path(app: Flask, now: Traveller) -> str:
    """A candidate's page in an open round, with the salt of the day drawn."""
    with app.app_context():
        candidate = candidate_of(announced())
        address = f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}"
        now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        jobs.keep()
    return address


def read(app: Flask, path: str, *, address: str = "203.0.113.7", browser: str = PHONE, **headers: str) -> int:
    got = app.test_client().get(
        path, headers={"User-Agent": browser, **headers}, environ_overrides={"REMOTE_ADDR": address}
    )
    assert "Set-Cookie" not in got.headers
    return got.status_code


def kept(app: Flask) -> dict[date, int]:
    with app.app_context():
        jobs.keep()
        rows = db.session.execute(sa.select(VisitDay.day, VisitDay.visitors)).all()
    return {row.day: row.visitors for row in rows}


def test_a_day_on_which_nobody_came_is_told_as_nought(app: Flask, path: str) -> None:
    assert kept(app) == {DAY: 0}


def test_a_neighbour_who_reads_twice_is_one_visitor_and_another_browser_a_second(app: Flask, path: str) -> None:
    for _ in range(3):
        assert read(app, path) == 200
    read(app, f"/en{path}")
    read(app, path, browser=PHONE + " other")
    read(app, path, address="198.51.100.1")
    assert kept(app) == {DAY: 3}


def test_a_page_that_has_not_changed_is_read_too(app: Flask, path: str) -> None:
    tag = app.test_client().get(path, headers={"User-Agent": "curl/8"}).headers["ETag"]
    assert read(app, path, **{"If-None-Match": tag}) == 304
    assert kept(app) == {DAY: 1}


@pytest.mark.parametrize("browser", ["Googlebot/2.1", "curl/8.5", "", "facebookexternalhit/1.1", "python-requests/2"])
def test_robots_are_not_visitors(app: Flask, path: str, browser: str) -> None:
    read(app, path, browser=browser)
    assert kept(app) == {DAY: 0}


def test_only_pages_of_candidates_that_are_there_are_counted(app: Flask, path: str) -> None:
    assert read(app, path + "-khac") == 404
    read(app, path.rpartition("/")[0])
    read(app, path, **{"Sec-Purpose": "prefetch"})
    assert kept(app) == {DAY: 0}


def test_reading_writes_nothing(app: Flask, path: str) -> None:
    said: list[str] = []
    with app.app_context():
        engine = db.engine
    listen = sa.event.listen, sa.event.remove
    note = lambda conn, cursor, statement, *rest: said.append(statement)  # noqa: E731  # a name to take it away by
    listen[0](engine, "before_cursor_execute", note)
    try:
        read(app, path)
    finally:
        listen[1](engine, "before_cursor_execute", note)
    assert said and not [each for each in said if not each.startswith(("SELECT", "PRAGMA", "BEGIN"))]


def test_what_was_seen_before_a_restart_is_not_counted_twice(app: Flask, path: str) -> None:
    read(app, path)
    kept(app)
    visits.choose(visits.Here())
    read(app, path)
    assert kept(app) == {DAY: 1}


def test_marks_and_salt_are_thrown_away_after_the_day_and_the_number_stays(
    app: Flask, path: str, now: Traveller
) -> None:
    read(app, path)
    kept(app)
    now.shift(timedelta(days=1))
    assert kept(app)[DAY] == 1
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Visitor)) == 0
        assert DAY not in db.session.scalars(sa.select(DailySalt.day)).all()
    read(app, path)
    assert kept(app) == {DAY: 1, DAY + timedelta(days=1): 1}


def test_a_mark_tells_neither_address_nor_browser_and_changes_with_the_day(app: Flask, path: str) -> None:
    read(app, path)
    kept(app)
    with app.app_context():
        (mark,) = db.session.scalars(sa.select(Visitor.mark)).all()
    assert len(mark) == 32 and mark != visits.mark(visits.drawn(), "203.0.113.0", PHONE)


@pytest.fixture
def salt(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in each run: Redis takes two of three visitors for one at one salt in 5,000, and keeps those of other runs."""
    monkeypatch.setattr(visits, "drawn", lambda: "5a" * 32)


@pytest.mark.servers
@pytest.mark.skipif(not REDIS, reason="needs Redis: set PORTAL_TEST_REDIS_URL")
def test_redis_counts_for_several_processes(app: Flask, salt: None, path: str) -> None:
    one, two = visits.InRedis(REDIS), visits.InRedis(REDIS)
    with app.app_context():
        slug, name = db.session.execute(sa.select(Round.slug, Candidate.slug).join(Candidate.round)).one()
    for counter, other in ((one, "1"), (two, "2"), (one, "1")):
        visits.choose(counter)
        read(app, path)
        read(app, path, browser=f"{PHONE} {other}")
    assert one.numbers(DAY)[slug, name] == 3
    assert kept(app) == {DAY: 3}


def test_readers_do_not_wait_for_a_redis_that_is_away(app: Flask, path: str) -> None:
    visits.choose(visits.InRedis("redis://127.0.0.1:1/0"))
    assert read(app, path) == 200
