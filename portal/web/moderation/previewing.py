"""A letter is seen as its reader will read it before what it tells of is done: one page, whatever is decided.

What would be done is tried and undone at once, so that it is refused, or needs a second person, exactly as the act itself.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from flask import render_template, request

from portal.core.db import unit_of_work
from portal.moderation.things import Thing
from portal.web.kit.session import actor
from portal.web.moderation import worded
from portal.web.moderation.letters import Preview

SEEN, CHANGE = "letter_seen", "letter_change"  # said by the page that shows the letter
Fact = tuple[str, str]  # what is decided, in words: a name and what it is


@dataclass(frozen=True)
class Way:
    """Where the page leads: back to what it is about, and on by the button that sends."""

    back: str
    back_said: str
    send: str
    named: str = ""  # what is done, where it is no decision
    held: bool = True  # the letter waits a minute, in which the act can be taken back


def seen() -> bool:
    """Whether the page that shows the letter was before whoever sends this form."""
    return SEEN in request.form and CHANGE not in request.form


def changing() -> bool:
    """Whether they want to change something: the form comes back with everything that was typed."""
    return CHANGE in request.form


class _Tried(Exception):
    pass


@contextmanager
def trial() -> Iterator[None]:
    """Do something that is not kept, in a unit of work of its own. Raises what doing it would."""
    try:
        with unit_of_work():
            yield
            raise _Tried
    except _Tried:
        return


def page(
    letters: Sequence[Preview], facts: Sequence[Fact], way: Way, *, two: str = "", more: int = 0, words_of: Thing | None = None
) -> str:  # fmt: skip
    """The letters, what is decided, and the same form once more. `two`: why it takes two; `more`: how many are written besides.

    `words_of`: whose own words stand in them, so that who sees the page reads what was sent.
    """
    if words_of is not None:
        worded.told_of(actor(), words_of)
    kept = [(n, v) for n, v in request.form.items(multi=True) if n not in ("csrf_token", SEEN, CHANGE)]
    return render_template(
        "moderation/preview.html", letters=letters, facts=facts, way=way, two=two, more=more, kept=[*kept, (SEEN, "1")],
        action=request.full_path.rstrip("?"), change=CHANGE,
    )  # fmt: skip
