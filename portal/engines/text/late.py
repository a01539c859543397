"""Regular expressions that are spelt out and compiled when they are first asked.

Those of some hundred words take milliseconds each, all of them a fifth of a second; a process that starts serves readers
long before anybody writes.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class Late:
    """A pattern by what spells it; asked like one that is compiled."""

    def __init__(self, spell: Callable[[], str]) -> None:
        self._spell = spell

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself, from now on."""
        return re.compile(self._spell())

    def search(self, text: str, *within: int) -> re.Match[str] | None:
        """The first place in the text, or between two places of it."""
        return self.compiled.search(text, *within)

    def match(self, text: str, *within: int) -> re.Match[str] | None:
        """What begins where the text does, or where it is looked at from."""
        return self.compiled.match(text, *within)

    def fullmatch(self, text: str, *within: int) -> re.Match[str] | None:
        """The whole text, or the whole between two places of it."""
        return self.compiled.fullmatch(text, *within)

    def sub(self, by: str, text: str) -> str:
        """The text with every place replaced."""
        return self.compiled.sub(by, text)

    def finditer(self, text: str, *within: int) -> Iterator[re.Match[str]]:
        """Every place in the text, in order."""
        return self.compiled.finditer(text, *within)
