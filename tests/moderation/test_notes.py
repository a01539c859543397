"""Internal notes: who is mentioned finds them, nobody changes them, one's own can be taken back while fresh."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from portal.core.actor import Actor, Role
from portal.core.db import unit_of_work
from portal.core.errors import Denied, NotNow, Unfit
from portal.moderation.notes import queries, services
from portal.moderation.notes.models import Note
from tests.moderation.things import Leaf, colleague

CHAU, NGHIA = colleague(), colleague("Trần Hữu Nghĩa", Role.BOARD_LEAD)
CLERK = colleague("Phạm Hà", Role.CLERK)
KNOWN = {"lanh.dao": NGHIA, "can.bo": CLERK}
THING = Leaf()


def note(
    text: str = "@lanh.dao xem giúp tôi.", by: Actor = CHAU, find: Callable[[str], Actor | None] = KNOWN.get
) -> Note:
    with unit_of_work():
        return services.add(THING, text=text, find=find, by=by)


def test_who_is_mentioned_finds_it_until_it_is_read(inside: Flask) -> None:
    made = note()
    assert queries.unread(NGHIA) == 1 and queries.unread(CHAU) == 0
    mention, found = queries.mentions(NGHIA).items[0]
    assert found is made
    with unit_of_work():
        services.mark(mention, by=NGHIA)
    assert queries.unread(NGHIA) == 0 and queries.mentions(NGHIA).items[0][0].read_at


def test_a_name_twice_is_one_mention_and_an_address_is_none(inside: Flask) -> None:
    assert services.named("@lanh.dao và @LANH.DAO, thư tới lan@example.vn") == ["lanh.dao"]
    note("@lanh.dao và @lanh.dao.")
    assert queries.unread(NGHIA) == 1


def test_a_name_that_nobody_has_is_named(inside: Flask) -> None:
    with pytest.raises(Unfit) as refusal:
        note("@khong.co xem giúp.")
    assert "khong.co" in str(refusal.value) and queries.of(THING) == []


def test_a_colleague_who_may_not_read_notes_cannot_be_mentioned(inside: Flask) -> None:
    with pytest.raises(Unfit) as refusal:
        note("@can.bo xem giúp.")
    assert "Phạm Hà" in str(refusal.value)


def test_notes_stand_newest_first(inside: Flask, now: Traveller) -> None:
    first = note("một")
    now.shift(60)
    second = note("hai")
    assert queries.of(THING) == [second, first]


def test_ones_own_can_be_taken_back_for_ten_minutes_and_is_gone(inside: Flask, now: Traveller) -> None:
    made = note()
    now.shift(services.FRESH - timedelta(seconds=1))
    with unit_of_work():
        services.take_back(made, by=CHAU)
    assert queries.of(THING) == [] and queries.unread(NGHIA) == 0 and made.text == ""


def test_after_ten_minutes_it_stays(inside: Flask, now: Traveller) -> None:
    made = note()
    now.shift(services.FRESH)
    with pytest.raises(NotNow), unit_of_work():
        services.take_back(made, by=CHAU)


def test_anothers_note_stays(inside: Flask) -> None:
    made = note()
    with pytest.raises(Denied), unit_of_work():
        services.take_back(made, by=NGHIA)


def test_anothers_mention_cannot_be_marked(inside: Flask) -> None:
    note()
    mention, _ = queries.mentions(NGHIA).items[0]
    with pytest.raises(Denied), unit_of_work():
        services.mark(mention, by=CHAU)


def test_all_can_be_marked_at_once(inside: Flask) -> None:
    note()
    note("@lanh.dao lần nữa")
    with unit_of_work():
        services.mark_all(by=NGHIA)
    assert queries.unread(NGHIA) == 0


@pytest.mark.parametrize("text", ["", "  ", "a" * 2001])
def test_no_words_and_too_many_are_refused(inside: Flask, text: str) -> None:
    with pytest.raises(Unfit):
        note(text)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.CLERK, Role.APPRAISER])
def test_who_does_not_decide_writes_none(inside: Flask, role: Role) -> None:
    with pytest.raises(Denied):
        note(by=colleague("Ai đó", role))
