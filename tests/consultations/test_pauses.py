"""Opinions switched off: no lawful window loses a day to a switch."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions.states import Channel
from portal.consultations.rounds import pauses, queries, scheduling
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.states import NoteKind
from portal.core.actor import Actor, Kind, Role
from portal.core.db import db, unit_of_work
from portal.core.errors import Unfit
from portal.moderation.switches import queries as switches
from portal.moderation.switches import services
from portal.moderation.switches.queries import Off
from portal.moderation.switches.services import SwitchedOff
from portal.moderation.switches.states import Function
from tests.consultations.held import BOARD, LAW, announced, candidate_of, opinion
from tests.moderation.test_switches import LEAD, TOLD

MONDAY = datetime(2026, 11, 16, 3, tzinfo=UTC)  # an hour after the round opened
END = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)
CLERK = Actor(Kind.STAFF, id=BOARD.id, name="Phạm Hà", roles=frozenset({Role.CLERK}))


@pytest.fixture
def running(inside: Flask, now: Traveller) -> Iterator[Round]:
    """A round that is open, on its first day."""
    round = announced()
    with time_machine.travel(MONDAY, tick=False) as clock:
        round.clock = clock  # type: ignore[attr-defined]  # the test's own clock
        yield round


def at(round: Round, day: int, hour: int = 3, month: int = 11) -> None:
    round.clock.move_to(datetime(2026, month, day, hour, tzinfo=UTC))  # type: ignore[attr-defined]  # the test's own clock


def switch_off() -> None:
    with unit_of_work():
        row = services.turn_off(Function.OPINIONS, by=LEAD, of_version=0, **TOLD)
        assert row.off_since
        pauses.give_back(Off(row.function, row.off_since, row.words_vi, row.words_en), by=LEAD)


def test_the_day_is_given_back_as_it_is_switched_off(running: Round) -> None:
    switch_off()
    assert running.closes_at == END + timedelta(days=1)
    assert [n.kind for n in queries.notes(running)] == [NoteKind.OUTAGE]
    assert (
        TOLD["words_vi"] in queries.notes(running)[0].text_vi and TOLD["words_en"] in queries.notes(running)[0].text_en
    )


def test_each_further_working_day_is_given_back_once_on_the_day_itself(running: Round) -> None:
    switch_off()
    pauses.opinions_off()
    assert running.closes_at == END + timedelta(days=1)
    at(running, 17, 0)
    pauses.opinions_off()
    pauses.opinions_off()
    db.session.refresh(running)
    assert running.closes_at == END + timedelta(days=2)
    assert len(queries.outages(running)) == 2


def test_a_weekend_costs_nothing(running: Round) -> None:
    at(running, 21)  # a Saturday
    switch_off()
    pauses.opinions_off()
    assert running.closes_at == END


def test_a_round_that_opens_meanwhile_gets_its_days_too(inside: Flask, now: Traveller) -> None:
    round = announced()
    switch_off()
    with time_machine.travel(MONDAY, tick=False):
        pauses.opinions_off()
        db.session.refresh(round)
        assert round.closes_at == END + timedelta(days=1)
        assert queries.outages(round)[0].began_at == round.opens_at


def test_a_window_on_its_last_day_does_not_close_meanwhile(running: Round) -> None:
    at(running, 1, 16, month=12)
    with unit_of_work():
        scheduling.extend(running, closes_on=date(2026, 12, 2), council_on=date(2026, 12, 20), reason_vi="Thêm một ngày cho kịp.", law=LAW, by=BOARD)  # fmt: skip
    at(running, 2, 16, month=12)
    switch_off()
    assert running.closes_at == END + timedelta(days=2)


def test_a_window_that_cannot_grow_is_named_and_stays_as_it_is(running: Round) -> None:
    with unit_of_work():
        running.council_on = date(2026, 12, 2)
    with pytest.raises(Unfit) as refusal:
        switch_off()
    assert refusal.value.field == "council_on"
    assert switches.off(Function.OPINIONS) is None
    db.session.refresh(running)
    assert running.closes_at == END


def test_opinions_come_on_again_before_a_window_would_lose_a_day(running: Round) -> None:
    switch_off()
    with unit_of_work():
        running.council_on = date(2026, 12, 3)
    at(running, 17, 0)
    pauses.opinions_off()
    assert switches.off(Function.OPINIONS) is None
    row = switches.switch(Function.OPINIONS)
    assert row and row.changed_by is None and running.name_vi in row.why
    assert not queries.outages(running)[1:]


def test_nothing_is_taken_in_from_the_portal_but_a_clerk_still_writes_down(running: Round) -> None:
    switch_off()
    with pytest.raises(SwitchedOff):
        opinion(candidate_of(running))
    assert opinion(candidate_of(running), by=CLERK, channel=Channel.DESK).number


def test_the_rest_of_the_time_is_recorded_when_it_comes_on(running: Round) -> None:
    switch_off()
    at(running, 16, 8)
    off = switches.off(Function.OPINIONS)
    assert off is not None
    with unit_of_work():
        services.turn_on(Function.OPINIONS, why="Đã sửa xong", by=LEAD, of_version=1)
        pauses.record(running, off, LEAD)
    last = max(queries.outages(running), key=lambda outage: outage.ended_at)
    assert (last.began_at, last.ended_at) == (MONDAY, datetime(2026, 11, 16, 8, tzinfo=UTC))
    assert running.closes_at == END + timedelta(days=1)
