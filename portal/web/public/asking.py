"""What a reader asked of the gallery, out of the address and back into addresses."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from portal.engines.text import tidy
from portal.nominees.states import PositionGroup
from portal.stories.states import Theme
from portal.web.kit.locale import to
from portal.web.kit.words import GROUPS, THEMES

LONGEST = 80  # characters of a search or a ward's name that are looked at
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Asked:
    """A reader's words and filters; whatever the address holds beside these is passed over."""

    q: str = ""
    ward: str = ""
    themes: tuple[Theme, ...] = ()
    group: PositionGroup | None = None
    year: int | None = None

    @property
    def any(self) -> bool:
        """Whether anything was asked at all."""
        return self != Asked()

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The filters as form values, for a search box that keeps them."""
        return [(name, value) for name, value in self.pairs() if name != "q"]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The address's values, in one fixed order, empty ones left out."""
        if self.q:
            yield "q", self.q
        if self.ward:
            yield "ward", self.ward
        yield from (("theme", theme.value) for theme in self.themes)
        if self.group:
            yield "group", self.group.value
        if self.year:
            yield "year", str(self.year)

    def address(self, **more: str | None) -> str:
        """Where this is shown."""
        values: dict[str, object] = dict(MultiDict(list(self.pairs())).lists())
        return to("stories.gallery", **values, **{k: v for k, v in more.items() if v})

    def removable(self) -> list[tuple[str, str]]:
        """Each filter in words, with the address of the same list without it."""
        return [
            *([(f"“{self.q}”", replace(self, q="").address())] if self.q else []),
            *([(self.ward, replace(self, ward="").address())] if self.ward else []),
            *((gettext(THEMES[t]), replace(self, themes=tuple(o for o in self.themes if o != t)).address()) for t in self.themes),
            *([(gettext(GROUPS[self.group]), replace(self, group=None).address())] if self.group else []),
            *([(gettext("Year %(year)s", year=self.year), replace(self, year=None).address())] if self.year else []),
        ]  # fmt: skip


def read(args: MultiDict[str, str]) -> Asked:
    """What an address asks. Values that make no sense are passed over, never an error."""
    themes = {theme for theme in (_one(Theme, raw) for raw in args.getlist("theme")) if theme}
    year = args.get("year", "")
    return Asked(
        tidy.line(args.get("q", ""))[:LONGEST],
        tidy.line(args.get("ward", ""))[:LONGEST],
        tuple(theme for theme in THEMES if theme in themes),
        _one(PositionGroup, args.get("group", "")),
        int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
    )


def _one(kind: type[E], raw: str) -> E | None:
    try:
        return kind(raw)
    except ValueError:
        return None
