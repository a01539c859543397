"""Counters move with every act, and always equal what the opinions themselves say."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from portal.engines.synthesis import tally
from portal.engines.synthesis.tally import Axis, Cell, Facts, Group

ONE = Facts(True, "support", "saw", "neighbour", "bach-mai", date(2026, 11, 20), "waiting", False, True, False)
FACTS = st.builds(
    Facts,
    counts=st.booleans(),
    stance=st.sampled_from(["support", "not_yet"]),
    how_known=st.sampled_from(["saw", "heard"]),
    relation=st.just("none"),
    ward=st.sampled_from(["", "bach-mai"]),
    day=st.dates(date(2026, 11, 16), date(2026, 11, 18)),
    outcome=st.sampled_from(["waiting", "published"]),
    accepted=st.booleans(),
    verified=st.booleans(),
    coordinated=st.booleans(),
)


def test_one_that_has_no_part_stands_in_no_counter() -> None:
    assert tally.cells(replace(ONE, counts=False)) == frozenset()


def test_a_campaign_is_counted_apart_even_where_verified() -> None:
    assert {cell.group for cell in tally.cells(replace(ONE, coordinated=True))} == {Group.COORDINATED}


def test_only_reviewed_opinions_stand_in_what_the_public_is_shown() -> None:
    shown = Cell(Axis.ACCEPTED, "support", Group.VERIFIED)
    assert shown not in tally.cells(ONE)
    assert shown in tally.cells(replace(ONE, accepted=True))


def test_being_verified_moves_an_opinion_from_one_group_to_the_other() -> None:
    moved = tally.change(replace(ONE, verified=False), ONE)
    assert moved[Cell(Axis.STANCE, "support", Group.UNVERIFIED)] == -1
    assert moved[Cell(Axis.STANCE, "support", Group.VERIFIED)] == 1


@given(st.lists(st.lists(FACTS, min_size=1, max_size=5), max_size=6))
def test_counters_kept_step_by_step_equal_a_recount(histories: list[list[Facts]]) -> None:
    kept: dict[Cell, int] = {}
    for history in histories:
        for before, after in zip([None, *history], history, strict=False):
            for cell, by in tally.change(before, after).items():
                kept[cell] = kept.get(cell, 0) + by
                assert kept[cell] >= 0
    assert {c: n for c, n in kept.items() if n} == tally.total(history[-1] for history in histories)


@given(FACTS, FACTS)
def test_changes_come_in_one_order_so_that_writers_cannot_block_each_other(before: Facts, after: Facts) -> None:
    assert list(tally.change(before, after)) == sorted(tally.change(before, after))


@given(st.lists(FACTS, max_size=12))
def test_every_axis_that_all_stand_on_counts_the_same_opinions(opinions: list[Facts]) -> None:
    total = tally.total(opinions)
    for axis in (Axis.STANCE, Axis.DAY, Axis.WARD, Axis.HOW_KNOWN, Axis.RELATION, Axis.OUTCOME):
        assert sum(n for cell, n in total.items() if cell.axis is axis) == sum(facts.counts for facts in opinions)


@given(FACTS)
def test_an_act_that_changes_nothing_touches_no_counter(facts: Facts) -> None:
    assert tally.change(facts, facts) == {}
