"""What a check reads, and what it says of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.moderation.states import FlagKind


@dataclass(frozen=True, slots=True)
class Subject:
    """One text of a thing, and what a check may compare it with. Texts are in NFC."""

    text: str
    known: Sequence[str] = ()  # people it is about: they may be named
    others: Sequence[str] = ()  # what others wrote about the same candidate
    dossier: str = ""  # what is public about the candidate
    places_in_photos: int = 0  # photos that told where they were taken, before that was removed
    language: str = "vi"
    whole: bool = True  # says what its writer wants to say; not a title, a place or another line beside it


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of the text that a moderator should look at, why, and what could stand in its place.

    `params` are numbers and words of the portal's own: never a piece of the text.
    """

    kind: FlagKind
    start: int
    stop: int
    replacement: str = ""
    params: Mapping[str, int | str] = field(default_factory=dict)


GUESSED: Mapping[str, int | str] = {"guess": 1}  # no word names it, the whole sounds so


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, the version its results are kept under, the seconds it may take, and what it does.

    A rule that finds something else than before gets a new version; texts are then checked anew.
    """

    name: str
    version: int
    run: Callable[[Subject], Iterable[Finding]]
    seconds: float = 2.0
