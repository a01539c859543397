"""The end of a shift."""

import pytest
from flask import Flask
from time_machine import Traveller

from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import unit_of_work
from portal.core.errors import NotNow, Unfit
from portal.moderation import claims
from portal.moderation.desk import glance
from portal.moderation.desk.lineup import Wish
from portal.moderation.handover import queries, services
from portal.moderation.handover.models import Handover
from tests.moderation.things import Leaf, colleague

CHAU, HA = colleague(), colleague("Phạm Hà")


def left(text: str = "Còn ba bài.") -> Handover:
    with unit_of_work():
        return services.leave(text, by=CHAU)


def shown(by: Actor) -> Handover | None:
    return glance.at(Wish(soon=clock.today(), staff=by.id), by=by).handover


def test_the_next_shift_sees_the_newest_note_and_its_writer_does_not(inside: Flask, now: Traveller) -> None:
    left()
    now.shift(60)
    newest = left("Còn một bài.")
    assert shown(HA) is newest and shown(CHAU) is None


def test_once_somebody_took_note_it_is_shown_no_more(inside: Flask) -> None:
    note = left()
    with unit_of_work():
        services.acknowledge(note, by=HA)
    assert shown(HA) is None and (note.read_by_name, note.read_by) == (HA.name, HA.id)


def test_a_second_who_takes_note_changes_nothing(inside: Flask) -> None:
    note = left()
    for by in (HA, colleague("Ai khác")):
        with unit_of_work():
            services.acknowledge(note, by=by)
    assert note.read_by == HA.id


def test_nobody_takes_note_of_ones_own(inside: Flask) -> None:
    note = left()
    with pytest.raises(NotNow), unit_of_work():
        services.acknowledge(note, by=CHAU)


def test_everything_one_holds_is_put_back_in_one_act(inside: Flask) -> None:
    mine, others = [Leaf(), Leaf()], Leaf()
    with unit_of_work():
        for thing in mine:
            claims.claim(thing, by=CHAU)
        claims.claim(others, by=HA)
    assert len(queries.held_by(CHAU)) == 2
    with unit_of_work():
        assert services.release_all(by=CHAU) == 2
    assert queries.held_by(CHAU) == [] and [claims.holder(t) for t in mine] == [None, None]
    assert claims.holder(others) is not None


@pytest.mark.parametrize("text", ["", " \n", "a" * 4001])
def test_no_words_and_too_many_are_refused(inside: Flask, text: str) -> None:
    with pytest.raises(Unfit):
        left(text)
