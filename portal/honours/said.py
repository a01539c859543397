"""What staff type into the rows of this room: tidied, bounded, and never without a reason."""

from dataclasses import dataclass
from typing import Any

from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.engines.text import tidy
from portal.honours.limits import NOTE


@dataclass(frozen=True)
class Change:
    """One field of a row that would be, or was, changed."""

    field: str
    was: Any
    now: Any


def changes(row: Any, values: dict[str, Any]) -> list[Change]:
    """The fields of a row that these values would change."""
    return [Change(name, getattr(row, name), now) for name, now in values.items() if getattr(row, name) != now]


def line(text: str, field: str, most: int) -> str:
    """One line that must be there. Raises Unfit."""
    tidied = tidy.line(text)
    if not tidied:
        raise Unfit(N_("Fill this in."), field=field)
    return _bounded(tidied, field, most)


def prose(text: str, field: str, most: int) -> str:
    """Several paragraphs, which may be missing. Raises Unfit."""
    return _bounded(tidy.prose(text), field, most)


def why(note: str) -> str:
    """Why a row is changed, for the record. Raises Unfit where nothing is said."""
    tidied = tidy.line(note)
    if not tidied:
        raise Unfit(N_("Say why: colleagues and inspectors will read it."), field="why")
    return _bounded(tidied, "why", NOTE)


def _bounded(text: str, field: str, most: int) -> str:
    if len(text) > most:
        raise Unfit(N_("Write at most %(most)s characters."), field=field, most=most)
    return text
