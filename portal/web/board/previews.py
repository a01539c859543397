"""What the Board is shown before a change is made: what would differ, and which windows would move."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from markupsafe import Markup
from wtforms import Form

from portal.consultations.candidates import queries as candidates
from portal.consultations.rounds import lengths
from portal.consultations.rounds import queries as rounds
from portal.consultations.rounds.lengths import Short
from portal.consultations.rounds.models import Outage, Round, RoundNote
from portal.consultations.rounds.states import Phase
from portal.engines.calendar.changes import Moved
from portal.engines.calendar.workdays import Calendar
from portal.honours import consequences
from portal.honours.models import Honour
from portal.honours.said import Change
from portal.web.kit import note_words
from portal.web.kit.honour_words import WORDS
from portal.web.kit.locale import language, show_date


@dataclass(frozen=True)
class Line:
    """One thing that would differ, in words."""

    label: str
    was: str
    now: str


@dataclass
class Preview:
    """What would happen."""

    lines: list[Line] = field(default_factory=list)
    moved: Sequence[Moved] = ()
    short: Sequence[tuple[str, Short]] = ()  # announced windows, each with its name
    rounds: Sequence[str] = ()  # announced rounds that an honour's row is about
    cite: Sequence[str] = ()  # rounds still to open whose legal basis would be another
    ends: Honour | None = None  # the row that a new one would end
    windows: tuple[date | None, date | None] = (None, None)  # the last day of one posted then: now, and then
    posted: date | None = None  # the first day on which that would differ; none for today
    closing: date | None = None


def lines(form: Form, changes: Iterable[Change]) -> list[Line]:
    """Changes in words, each under the label of its field."""
    made = []
    for change in changes:
        if change.field in form:
            told = getattr(form[change.field], "said", shown)  # a field that has words of its own for what it holds
            made.append(Line(str(form[change.field].label.text), told(change.was), told(change.now)))
    return made


def differing(was: Mapping[str, str], now: Mapping[str, str]) -> list[Line]:
    """What an act would change, by label; what stands there only afterwards, such as a public note, was not there."""
    return [Line(label, was.get(label, "–"), text) for label, text in now.items() if was.get(label) != text]


def noted(round: Round) -> dict[str, str]:
    """The public notes on a round, whole and in each language it was written in, each under a label of its own: a new one
    is read before it is public."""
    said = {}
    for n, (note, gone) in enumerate(note_words.with_outages(round), 1):
        said[gettext("Public note %(n)s", n=n)] = _whole(note, gone, "vi", note.text_vi)
        if note.text_en:
            said[gettext("Public note %(n)s, in English", n=n)] = _whole(note, gone, "en", note.text_en)
    return said


def _whole(note: RoundNote, gone: Outage | None, tongue: str, words: str) -> str:
    """A public note as it is read in a language, marked where that is not the page's (WCAG 3.1.2)."""
    text = f"{words} {note_words.after(note, gone, tongue)}".strip()
    return text if tongue == language() else Markup('<span lang="{}">{}</span>').format(tongue, text)


def shown(value: Any) -> str:
    """A value of a row as people read it."""
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, StrEnum):
        return gettext(WORDS[value])
    return gettext(WORDS[value]) if value in WORDS else str(value)


def of_calendar(after: Calendar, moved: Sequence[Moved]) -> Preview:
    """What another calendar would do."""
    return Preview(moved=moved, short=[each for round in _announced() for each in too_short(round, after)])


def too_short(round: Round, calendar: Calendar | None = None) -> list[tuple[str, Short]]:
    """The windows of a round that a calendar makes too short, each with its name."""
    return [
        (f"{name(round)}, {each.window.of}" if each.window.of else name(round), each)
        for each in lengths.too_short(round, calendar)
    ]


def of_days(posted: date, before: int, after: int) -> tuple[date | None, date | None]:
    """The last day of a window posted on a day, by the length as it is and as it would be."""
    return consequences.window_from(posted, before), consequences.window_from(posted, after)


def about(code: str) -> list[str]:
    """Announced rounds, coming and open, with a candidate for this honour."""
    return [name(r) for r in _announced() if any(c.honour_code == code for c in candidates.of(r))]


def name(round: Round) -> str:
    """A round's name in the language being read."""
    return round.name_en or round.name_vi if language() == "en" else round.name_vi


def _announced() -> list[Round]:
    return [*rounds.in_phase(Phase.OPEN), *rounds.in_phase(Phase.COMING)]
