"""Why something is first: parts that add up to hours, and nothing that favours praise."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.moderation.desk import rank
from portal.moderation.desk.states import Part

AT = datetime(2026, 11, 30, 2, tzinfo=UTC)


def test_without_parts_the_order_is_when_things_came() -> None:
    assert rank.rank_at(AT, []) == AT


def test_parts_add_up_in_hours() -> None:
    parts = rank.parts(at=AT, flags=["accusation", "phone"], slow_lane=True)
    assert dict(parts) == {Part.ACCUSATION: 48, Part.PRIVATE: 12, Part.SLOW_LANE: -24}
    assert rank.rank_at(AT, parts) == AT - timedelta(hours=36)


@pytest.mark.parametrize(
    ("left", "hours"),
    [(timedelta(hours=5), 72), (timedelta(days=2), 48), (timedelta(days=6), 24), (timedelta(days=9), 0)],
)
def test_the_nearer_a_round_closes_the_sooner_its_opinions_are_read(left: timedelta, hours: int) -> None:
    assert dict(rank.parts(at=AT, closes_at=AT + left)).get(Part.CLOSING, 0) == hours


def test_a_closed_round_is_in_no_hurry() -> None:
    assert rank.parts(at=AT, closes_at=AT - timedelta(hours=1)) == []


@pytest.mark.parametrize(("hint", "moved"), [(100, 12), (-100, -12), (5, 5)])
def test_what_was_learnt_moves_a_thing_by_half_a_day_at_most(hint: int, moved: int) -> None:
    assert rank.parts(at=AT, hint=hint) == [(Part.LEARNT, moved)]
