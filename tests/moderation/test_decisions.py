from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Denied, NotNow, Unfit
from portal.moderation import claims, queries, services
from portal.moderation.claims import Held
from portal.moderation.models import Decision
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from tests.moderation.things import Leaf, colleague

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CHAU, HA = colleague("Đỗ Minh Châu"), colleague("Phạm Hà")


def accepted(leaf: Leaf) -> Decision:
    with unit_of_work():
        return services.decide(leaf, by=CHAU, outcome=Outcome.ACCEPT, of_version=leaf.version)


def test_a_decision_names_the_revision_it_judged(inside: Flask) -> None:
    leaf = Leaf(version=7, state="verifying")
    made = accepted(leaf)
    assert (made.of_version, made.state_before, made.made_by) == (7, "verifying", CHAU.id)


def test_a_decision_on_an_older_revision_clashes(inside: Flask) -> None:
    with pytest.raises(Clash), unit_of_work():
        services.decide(Leaf(version=8), by=CHAU, outcome=Outcome.ACCEPT, of_version=7)


def test_what_a_colleague_holds_is_not_decided(inside: Flask) -> None:
    leaf = Leaf()
    with unit_of_work():
        claims.claim(leaf, by=HA)
    with pytest.raises(Held), unit_of_work():
        services.decide(leaf, by=CHAU, outcome=Outcome.ACCEPT, of_version=leaf.version)
    assert not queries.decisions(leaf)


def test_deciding_lets_the_thing_go(inside: Flask) -> None:
    leaf = Leaf()
    accepted(leaf)
    assert claims.holder(leaf) is None


@pytest.mark.parametrize("outcome", [Outcome.DECLINE, Outcome.FORWARD, Outcome.ASK])
def test_a_refusal_a_forward_and_a_question_need_a_reason(inside: Flask, outcome: Outcome) -> None:
    leaf = Leaf()
    with pytest.raises(Unfit) as refusal, unit_of_work():
        services.decide(leaf, by=CHAU, outcome=outcome, of_version=leaf.version)
    assert refusal.value.field == "reason"


def test_a_question_may_be_in_ones_own_words(inside: Flask) -> None:
    leaf = Leaf()
    with unit_of_work():
        made = services.decide(leaf, by=CHAU, outcome=Outcome.ASK, of_version=leaf.version, words="Bà Tơ ở ngõ nào ạ?")
    assert made.words == "Bà Tơ ở ngõ nào ạ?"


def test_a_reason_of_another_decision_is_refused(inside: Flask) -> None:
    leaf = Leaf()
    with unit_of_work():
        load_reasons()
    with pytest.raises(Unfit), unit_of_work():
        services.decide(leaf, by=CHAU, outcome=Outcome.DECLINE, of_version=leaf.version, reason_code="ask_when_where")


def test_a_decision_can_be_taken_back_within_a_minute(inside: Flask) -> None:
    leaf = Leaf()
    with time_machine.travel(START, tick=False):
        made = accepted(leaf)
    with time_machine.travel(START + timedelta(seconds=59), tick=False), unit_of_work():
        assert queries.undoable(CHAU) is made
        services.undo(made, leaf, by=CHAU)
    assert made.undone_at == START + timedelta(seconds=59)
    assert queries.standing(leaf) is None


def test_after_a_minute_it_stands(inside: Flask) -> None:
    leaf = Leaf()
    with time_machine.travel(START, tick=False):
        made = accepted(leaf)
    with time_machine.travel(START + timedelta(seconds=60), tick=False):
        assert queries.undoable(CHAU) is None
        with pytest.raises(NotNow), unit_of_work():
            services.undo(made, leaf, by=CHAU)


def test_nobody_takes_back_anothers_decision(inside: Flask) -> None:
    leaf = Leaf()
    made = accepted(leaf)
    with pytest.raises(Denied), unit_of_work():
        services.undo(made, leaf, by=HA)


def test_a_decision_is_taken_back_once(inside: Flask) -> None:
    leaf = Leaf()
    made = accepted(leaf)
    with unit_of_work():
        services.undo(made, leaf, by=CHAU)
    with pytest.raises(NotNow), unit_of_work():
        services.undo(made, leaf, by=CHAU)


def test_an_older_decision_is_not_taken_back_under_a_newer_one(inside: Flask) -> None:
    leaf = Leaf()
    first = accepted(leaf)
    accepted(leaf)
    with pytest.raises(Clash), unit_of_work():
        services.undo(first, leaf, by=CHAU)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.CLERK, Role.ADMINISTRATOR])
def test_others_do_not_decide(inside: Flask, role: Role) -> None:
    leaf = Leaf()
    with pytest.raises(Denied), unit_of_work():
        services.decide(leaf, by=colleague("Khách", role), outcome=Outcome.ACCEPT, of_version=leaf.version)
