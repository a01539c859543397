"""The blanks of a canned reply: which there are, and how a text is filled in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.core.errors import Unfit
from portal.core.i18n import N_

BLANK = re.compile(r"\{([^{}]*)\}")
STRAY = re.compile(r"[{}]")
MEANT = {
    "name": N_("name of the person it is about"),
    "number": N_("number of the story, opinion or answer"),
    "title": N_("title of the story, or the honour"),
    "received": N_("day on which it came"),
    "due": N_("day by which we promised to answer"),
    "hotline": N_("our telephone number"),
    "address": N_("our address for letters"),
    "board": N_("name of the Board"),
}
SAMPLE = {
    "name": ("bà Đặng Thị Tơ", "Ms Đặng Thị Tơ"), "number": ("NT26-01234", "NT26-01234"),
    "title": ("Nồi chè trước cổng viện", "Nồi chè trước cổng viện"), "received": ("24/11/2026", "24/11/2026"),
    "due": ("thứ Sáu, 27/11/2026", "Friday, 27/11/2026"),
}  # fmt: skip


@dataclass(frozen=True)
class Office:
    """What is the same in every reply: whom to call and where to write, in both languages."""

    hotline: str
    address: str
    board: Mapping[str, str]

    def values(self, language: str) -> dict[str, str]:
        """The blanks that hang on no item."""
        return {"hotline": self.hotline, "address": self.address, "board": self.board[language]}


def check(text: str, field: str) -> None:
    """Raise Unfit for a blank that nothing fills, or a bracket that belongs to none."""
    unknown = [name for name in BLANK.findall(text) if name not in MEANT]
    if unknown:
        raise Unfit(
            N_("Nothing fills in “{%(name)s}”. You can use: %(known)s."),
            field=field, name=unknown[0], known=listed(MEANT),
        )  # fmt: skip
    if STRAY.search(BLANK.sub("", text)):
        raise Unfit(N_("A bracket { or } stands alone. Write a blank as {number}."), field=field)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its blanks filled in; what is not known of an item is left as dots, to be written by hand."""
    return BLANK.sub(lambda found: values.get(found[1]) or "…", text)


def sample(language: str) -> dict[str, str]:
    """Example values, for a preview."""
    at = 1 if language == "en" else 0
    return {name: pair[at] for name, pair in SAMPLE.items()}


def listed(names: Iterable[str]) -> str:
    """Blanks as they are typed."""
    return ", ".join(f"{{{name}}}" for name in names)
