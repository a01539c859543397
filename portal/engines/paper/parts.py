"""What an administrative paper is made of; how it is drawn stands in administrative.py, which brings the drawing library."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Heading:
    """A numbered part, or the name of what follows (`small`)."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph; a `code` is a long hash, broken anywhere."""

    text: str
    code: str = ""
    dash: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a head; `widths` are shares of the page."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Paper:
    """What stands on a paper. `check` is a code of its content, `link` the address where it can be compared."""

    over: str
    issuer: str
    number: str
    place: str
    on: date
    title: str
    about: str
    body: Sequence[Heading | Text | Table]
    sent_to: Sequence[str]
    signer: str
    check: str
    link: str
