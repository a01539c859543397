"""One's own day is private; the team's is a sum over at least three people."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from portal.core import clock
from portal.core.actor import Actor, Role
from portal.core.db import unit_of_work
from portal.core.errors import Denied
from portal.moderation import claims, services
from portal.moderation.days import queries
from portal.moderation.days.queries import Work
from portal.moderation.models import Decision
from portal.moderation.states import Outcome
from tests.moderation.things import Leaf, colleague

CHAU = colleague()
LEAD = colleague("Trần Hữu Nghĩa", Role.BOARD_LEAD)
BEGIN = datetime(2026, 11, 9, 17, tzinfo=UTC)


def decided(now: Traveller, by: Actor = CHAU, *, minutes: float = 0) -> tuple[Decision, Leaf]:
    """Something taken in hand and decided so many minutes later."""
    thing = Leaf()
    if minutes:
        with unit_of_work():
            claims.claim(thing, by=by)
        for _ in range(int(minutes // 10)):  # work goes on, so the claim is put off
            now.shift(timedelta(minutes=10))
            with unit_of_work():
                claims.claim(thing, by=by)
        now.shift(timedelta(minutes=minutes % 10))
    with unit_of_work():
        return services.decide(thing, by=by, outcome=Outcome.ACCEPT, of_version=3), thing


def own(by: Actor = CHAU) -> Work:
    return queries.own(by, BEGIN, clock.now() + timedelta(seconds=1))


def test_time_runs_from_taking_in_hand_to_deciding(inside: Flask, now: Traveller) -> None:
    decided(now, minutes=4)
    decided(now, minutes=10)
    work = own()
    assert (work.spent, work.timed, work.middle) == (timedelta(minutes=14), 2, timedelta(minutes=4))
    assert work.counts == {("leaf", Outcome.ACCEPT): 2} and work.of("leaf") == 2


def test_what_was_decided_at_once_is_counted_and_not_timed(inside: Flask, now: Traveller) -> None:
    decided(now)
    assert (own().decided, own().timed, own().middle) == (1, 0, None)


def test_without_taking_in_hand_time_runs_from_the_decision_before(inside: Flask, now: Traveller) -> None:
    decided(now)
    now.shift(timedelta(minutes=2))
    decided(now)
    now.shift(timedelta(seconds=90))
    made, thing = decided(now)
    assert (own().decided, own().timed, own().spent) == (3, 2, timedelta(minutes=3, seconds=30))
    with unit_of_work():
        services.undo(made, thing, by=CHAU)
    assert (own().timed, own().spent) == (1, timedelta(minutes=2))


def test_after_a_break_it_begins_anew(inside: Flask, now: Traveller) -> None:
    decided(now)
    now.shift(timedelta(minutes=15, seconds=1))
    decided(now)
    assert (own().decided, own().timed) == (2, 0)


def test_several_in_one_instant_are_timed_once(inside: Flask, now: Traveller) -> None:
    decided(now)
    now.shift(timedelta(minutes=3))
    decided(now), decided(now)
    assert (own().decided, own().timed, own().spent) == (3, 1, timedelta(minutes=3))


def test_an_item_counts_for_at_most_an_hour(inside: Flask, now: Traveller) -> None:
    decided(now, minutes=90)
    assert own().spent == queries.LONGEST


def test_what_was_taken_back_stands_apart(inside: Flask, now: Traveller) -> None:
    made, thing = decided(now)
    with unit_of_work():
        services.undo(made, thing, by=CHAU)
    assert (own().decided, own().undone) == (0, 1)
    assert queries.undone(CHAU, BEGIN) == [made]


def test_nobody_elses_work_is_in_it(inside: Flask, now: Traveller) -> None:
    decided(now, colleague("Phạm Hà"), minutes=5)
    assert own().decided == 0 and queries.latest(CHAU, BEGIN) == []


def team() -> Work | None:
    return queries.team(LEAD, BEGIN, clock.now() + timedelta(seconds=1))


def test_the_team_is_shown_from_three_people_on_the_lead_not_counted(inside: Flask, now: Traveller) -> None:
    for by in (CHAU, colleague("Hai"), LEAD):
        decided(now, by)
    assert team() is None
    decided(now, colleague("Ba"), minutes=2)
    work = team()
    assert work is not None and (work.people, work.decided) == (3, 3)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.OBSERVER])
def test_only_the_lead_sees_the_team(inside: Flask, role: Role) -> None:
    with pytest.raises(Denied):
        queries.team(Actor(LEAD.kind, uuid.uuid4(), "Ai đó", frozenset({role})), BEGIN, BEGIN)
