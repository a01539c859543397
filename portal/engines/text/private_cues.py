"""Where the words stand that tell what a number is: each kind is looked for once in a whole text, then asked of any place."""

from bisect import bisect_left

from portal.engines.text.late import Late


class Cues:
    """A text in lower case with the places of its cues."""

    def __init__(self, low: str) -> None:
        self.low = low
        self._found: dict[Late, tuple[list[int], list[int]]] = {}

    def last(self, cue: Late, start: int, stop: int) -> int:
        """Where the last cue between two places ends; -1 for none."""
        starts, stops = self._of(cue)
        at = bisect_left(stops, stop + 1) - 1
        return stops[at] if at >= 0 and starts[at] >= start else -1

    def after(self, cue: Late, start: int, reach: int) -> bool:
        """Whether a cue stands within so many characters, before the sentence ends."""
        starts, stops = self._of(cue)
        at = bisect_left(starts, start)
        if at == len(starts) or stops[at] > start + reach:
            return False
        return "." not in self.low[start : stops[at]]

    def ahead(self, cue: Late, start: int, reach: int) -> bool:
        """Whether a cue begins within so many characters from here."""
        starts, _ = self._of(cue)
        at = bisect_left(starts, start)
        return at < len(starts) and starts[at] <= start + reach

    def _of(self, cue: Late) -> tuple[list[int], list[int]]:
        if cue not in self._found:
            spans = [match.span() for match in cue.finditer(self.low)]
            self._found[cue] = [a for a, _ in spans], [b for _, b in spans]
        return self._found[cue]
