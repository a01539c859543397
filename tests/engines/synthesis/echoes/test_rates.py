"""Brigading is seen: figures on generated sets, with texts on which no threshold was chosen."""

import pytest

from tests.engines.synthesis.echoes.floods import UNSEEN
from tests.engines.synthesis.echoes.rates import Scene, drawn

SEEDS = range(7000, 7008)


@pytest.mark.parametrize(
    "scene",
    [Scene(300, (40,)), Scene(300, (240,)), Scene(300, (240,), texts=3), Scene(400, (40, 240))],
    ids=["forty", "many", "three texts", "two campaigns"],
)
def test_nine_in_ten_stand_in_three_clusters_with_hardly_a_neighbour(scene: Scene) -> None:
    for each in drawn(scene, SEEDS, UNSEEN):
        assert each.found >= 0.9 and each.organic <= 0.03


def test_copies_among_sentences_of_their_own_are_seen_too() -> None:
    found = [each.found for each in drawn(Scene(300, (60,), padded=True), SEEDS, UNSEEN)]
    assert sum(found) / len(found) >= 0.9


def test_a_neighbourhood_that_agrees_is_not_a_cluster() -> None:
    assert [each.alarmed for each in drawn(Scene(300), range(7100, 7120), UNSEEN)] == [0.0] * 20


def test_of_thousands_hardly_one_in_a_hundred_is_taken_for_a_copyist() -> None:
    (each,) = drawn(Scene(4_000), [7200], UNSEEN)
    assert each.alarmed <= 0.01
