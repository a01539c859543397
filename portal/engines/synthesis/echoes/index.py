"""One more opinion, beside those that are there: is its text a copy? Cheap enough for the moment at which it is sent.

An index in memory holds some hundred thousand texts; a room that keeps marks in a table looks them up there instead and
hands the few it finds to `likely` in an index of their own. It hints only; `clusters` says what belongs together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic

from portal.engines.synthesis.echoes.copies import LOOKED_AT, Key, own_words
from portal.engines.synthesis.echoes.sketch import LONG, Text, alike, marks
from portal.engines.synthesis.echoes.wording import words


@dataclass(frozen=True, slots=True)
class Echo(Generic[Key]):
    """A text seen before: the first that said it, how many have said it since, and whether it is too long for chance."""

    first: Key
    times: int
    long: bool


class Index(Generic[Key]):
    """Texts by their marks; of each mark the last few are kept."""

    def __init__(self, known: str = "") -> None:
        self._public = Text(words(known))
        self._under: dict[bytes, list[int]] = {}
        self._texts: list[Text] = []
        self._firsts: list[Key] = []
        self._times: list[int] = []

    def add(self, key: Key, text: str) -> None:
        """Keep a text; a copy of one that is there is counted with it."""
        mine = own_words(text, self._public)
        if (at := self._like(mine)) is not None:
            self._times[at] += 1
            return
        self._texts.append(mine)
        self._firsts.append(key)
        self._times.append(1)
        for mark in marks(mine):
            under = self._under.setdefault(mark, [])
            under.append(len(self._texts) - 1)
            del under[:-LOOKED_AT]

    def echo(self, text: str) -> Echo[Key] | None:
        """What is known of a text, if one like it was kept; nothing is kept by asking."""
        at = self._like(own_words(text, self._public))
        if at is None:
            return None
        return Echo(self._firsts[at], self._times[at], len(self._texts[at].bag) >= LONG)

    def _like(self, mine: Text) -> int | None:
        """The text most often said among those alike."""
        near = {at for mark in marks(mine) for at in self._under.get(mark, ())}
        return max(
            (at for at in near if alike(mine, self._texts[at])), key=lambda at: (self._times[at], -at), default=None
        )


def index(texts: Iterable[tuple[Key, str]], known: str = "") -> Index[Key]:
    """An index of texts with their keys, oldest first."""
    made: Index[Key] = Index(known)
    for key, text in texts:
        made.add(key, text)
    return made


def likely(text: str, index: Index[Key], at_least: int = 4) -> Echo[Key] | None:
    """The echo of a text that makes a cluster likely: long, and said by at least so many before."""
    echo = index.echo(text)
    return echo if echo and echo.long and echo.times >= at_least else None
