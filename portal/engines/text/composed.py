"""Where the characters of a text brought to NFC stood in the text as it was given."""

import unicodedata
from collections.abc import Iterator

from portal.engines.text import runs


class Origins:
    """Places in a text as given for places in the same text in NFC."""

    def __init__(self, raw: str, composed: str) -> None:
        """`composed` is runs.nfc(raw); where both are the same nothing is laid out."""
        self._starts: list[int] = []
        self._stops: list[int] = []
        if raw == composed:
            return
        for first, last, size in _clusters(raw):
            self._starts += [first] * size
            self._stops += [last] * size
        if len(self._starts) != len(composed):  # letters that join across such bounds: the whole text is one place
            self._starts, self._stops = [0] * len(composed), [len(raw)] * len(composed)

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """The stretch of the given text that became the one from `start` up to `stop`, with all its marks."""
        return (self._starts[start], self._stops[stop - 1]) if self._starts and stop > start else (start, stop)


def _clusters(raw: str) -> Iterator[tuple[int, int, int]]:
    """Each letter with the marks behind it: where it starts and stops, and how many characters of NFC it makes."""
    first = 0
    for at in range(1, len(raw) + 1):
        if at == len(raw) or not _joins(raw[at]):
            piece = raw[first:at]
            yield first, at, 1 if len(piece) == 1 and piece.isascii() else len(runs.nfc(piece))
            first = at


def _joins(c: str) -> bool:
    """Whether a character may become one with what stands before it: marks, and the later parts of Korean syllables."""
    return c >= "\u0300" and (
        unicodedata.combining(c) > 0
        or unicodedata.category(c) == "Mc"
        or "\u1160" <= c <= "\u11ff"
        or c in "\uff9e\uff9f"
    )
