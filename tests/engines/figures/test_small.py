import pytest

from portal.engines.figures import small, spread


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (4, None), (5, 5), (240, 240)])
def test_numbers_from_one_to_four_are_left_out(count: int, told: int | None) -> None:
    assert small.shown(count) == told


def test_one_part_alone_could_be_worked_out_so_the_next_smallest_goes_too() -> None:
    assert small.parts({"a": 20, "b": 7, "c": 3}) == {"a": 20, "b": None, "c": None}


def test_two_parts_left_out_hide_each_other() -> None:
    assert small.parts({"a": 20, "b": 2, "c": 3}) == {"a": 20, "b": None, "c": None}


def test_where_nothing_is_small_everything_is_told() -> None:
    assert small.parts({"a": 5, "b": 0}) == {"a": 5, "b": 0}


def test_the_middle_and_the_slow_end() -> None:
    assert (spread.median([9, 1, 5]), spread.median([1, 2, 3, 4])) == (5, 2)
    assert spread.percentile(list(range(1, 11)), 90) == 9
    assert spread.percentile([3], 90) == 3


def test_no_values_have_no_middle() -> None:
    with pytest.raises(ValueError, match="no values"):
        spread.median([])
