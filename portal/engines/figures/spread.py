"""The middle and the slow end of some durations."""

from collections.abc import Sequence


def percentile(values: Sequence[int], share: int) -> int:
    """The value that `share` per cent of the values do not exceed (nearest rank). Raises ValueError for no values."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    rank = -(-len(ordered) * share // 100)  # rounded up
    return ordered[max(rank, 1) - 1]


def median(values: Sequence[int]) -> int:
    """The value in the middle; of an even number of values the lower of the two."""
    return percentile(values, 50)
