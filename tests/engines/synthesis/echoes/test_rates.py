"""Brigading is seen: figures on generated sets, with texts on which no threshold was chosen."""

import pytest

from tests.engines.synthesis.echoes.floods import UNSEEN
from tests.engines.synthesis.echoes.rates import drawn

SEEDS = range(7000, 7008)


@pytest.mark.parametrize(
    ("sizes", "kinds", "neighbours"),
    [((40,), 1, 300), ((240,), 1, 300), ((240,), 3, 300), ((40, 240), 1, 400)],
    ids=["forty", "many", "three texts", "two campaigns"],
)
def test_nine_in_ten_stand_in_three_clusters_with_hardly_a_neighbour(
    sizes: tuple[int, ...], kinds: int, neighbours: int
) -> None:
    for each in drawn(SEEDS, UNSEEN, sizes, neighbours, kinds):
        assert each.found >= 0.9 and each.organic <= 0.03


def test_a_neighbourhood_that_agrees_is_not_a_cluster() -> None:
    assert [each.alarmed for each in drawn(range(7100, 7120), UNSEEN, (), 300)] == [0.0] * 20


def test_of_thousands_hardly_one_in_a_hundred_is_taken_for_a_copyist() -> None:
    (each,) = drawn([7200], UNSEEN, (), 4_000)
    assert each.alarmed <= 0.01
