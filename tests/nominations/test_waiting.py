"""The desk's lists."""

from datetime import date, timedelta

import pytest

from portal.core import clock
from portal.core.db import unit_of_work
from portal.moderation import claims
from portal.nominations import moves
from portal.nominations.states import Channel
from portal.nominations.states import NominationState as S
from portal.nominations.waiting import Wanted, how_many, settled, waiting
from tests.nominations.tipped import MODERATOR, tip
from tests.plans import explained

pytestmark = pytest.mark.usefixtures("inside")
ALL = Wanted()


def numbers(wanted: Wanted = ALL) -> list[str]:
    return [each.number for each in waiting(wanted).items]


def test_nearest_deadline_comes_first() -> None:
    late, early = tip(due_on=date(2026, 12, 1)), tip(due_on=date(2026, 11, 25))
    assert numbers() == [early.number, late.number]


def test_pages_by_key_show_each_once() -> None:
    made = [tip(due_on=date(2026, 11, 25 + n % 2)).number for n in range(7)]
    seen: list[str] = []
    after: str | None = None
    for _ in range(4):
        page = waiting(after=after, most=2)
        seen, after = [*seen, *(each.number for each in page.items)], page.after
    assert sorted(seen) == sorted(made) and after is None


@pytest.mark.parametrize("key", ["x", "e30", "A" * 300, "WyIiLCIiLCIiXQ"])
def test_a_key_that_was_tampered_with_starts_anew(key: str) -> None:
    made = tip()
    assert [each.number for each in waiting(after=key).items] == [made.number]


def test_filters() -> None:
    desk, web = tip(channel=Channel.DESK), tip(due_on=clock.today() - timedelta(days=1))
    assert numbers(Wanted(channel=Channel.DESK)) == [desk.number]
    assert numbers(Wanted(overdue=True)) == [web.number]
    assert numbers(Wanted(states=frozenset({S.VERIFYING}))) == []
    assert numbers(Wanted(ward_code="lang")) == []


def test_search_folds_and_finds_names_places_and_numbers() -> None:
    wanted, other = tip(names=("Đặng Thị Tơ",)), tip(names=("Lê Đình Phúc",))
    assert numbers(Wanted(text="dang to")) == numbers(Wanted(text=wanted.number.lower())) == [wanted.number]
    assert numbers(Wanted(text="hàng bông 100%")) == []
    assert set(numbers(Wanted(text="Hàng Bông"))) == {wanted.number, other.number}


def test_what_is_claimed_and_what_is_free() -> None:
    mine, free = tip(), tip()
    with unit_of_work():
        claims.claim(mine, by=MODERATOR)
    assert numbers(Wanted(claimed_by=MODERATOR.id)) == [mine.number]
    assert numbers(Wanted(unclaimed=True)) == [free.number]


def test_the_settled_stand_apart_newest_first() -> None:
    made = [tip() for _ in range(3)]
    with unit_of_work():
        for each in made[:2]:
            moves.decline(each, reason_code="not_a_deed", by=MODERATOR)
    wanted = Wanted(states=frozenset(S))
    first = settled(wanted, most=1)
    assert [each.number for each in first.items] == [made[1].number]
    assert [each.number for each in settled(wanted, after=first.after).items] == [made[0].number]
    assert numbers(wanted) == [made[2].number]
    assert how_many(wanted) == {S.DECLINED: 2, S.RECEIVED: 1}


def test_the_list_is_read_in_the_order_of_an_index() -> None:
    plan = explained("SELECT * FROM nomination WHERE due_on IS NOT NULL ORDER BY due_on, received_at, id LIMIT 30")
    assert "ix_nomination_due" in plan and "Sort" not in plan and "B-TREE" not in plan
