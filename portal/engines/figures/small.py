"""Small numbers that could point to a person are left out, and so is what would give them away by subtraction."""

from collections.abc import Mapping

LEAST = 5  # numbers below are left out; nothing at all (0) points to nobody


def hidden(count: int) -> bool:
    """Whether a number is too small to be shown."""
    return 0 < count < LEAST


def shown(count: int) -> int | None:
    """A number as the public sees it: none where it is too small."""
    return None if hidden(count) else count


def parts(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The parts of a total that is shown. Where one part alone is left out it could be worked out from the total: then
    the smallest of the others is left out with it."""
    told = {name: shown(n) for name, n in counts.items()}
    left_out = [name for name, n in told.items() if n is None]
    others = [name for name, n in told.items() if n]
    if len(left_out) == 1 and others:
        told[min(others, key=lambda name: (counts[name], name))] = None
    return told
