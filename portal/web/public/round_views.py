"""Rounds and candidates as the templates show them: time left, the strip of days, people put into words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import get_day_names
from flask_babel import gettext, ngettext
from markupsafe import Markup

from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.states import CandidateKind
from portal.consultations.rounds.models import LAST_SECOND, Round
from portal.consultations.rounds.states import Phase
from portal.core import clock
from portal.engines.calendar.workdays import Calendar
from portal.engines.text.fold import given_name
from portal.nominees.states import Honorific
from portal.web.kit.assets import asset
from portal.web.kit.left import calendar_of, days_left
from portal.web.kit.locale import language, spoken, to
from portal.web.kit.opinion_words import KINDS, PHASES
from portal.web.kit.story_page import Picture
from portal.web.kit.telling import uploads
from portal.web.public.cards import TAG, picture

SOON = 5  # working days left
STRIP = 15  # working days that a strip can show
SHORT_VI = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
OLD = 60  # years from which people are drawn with grey hair
WOMEN, MEN = (
    ("person-6", "person-3"),
    ("person-7", "person-2"),
)  # the younger and the older; none with the tools of a trade
ANYBODY = ("person-group",)
DRAWN = {Honorific.BA: WOMEN, Honorific.CHI: WOMEN, Honorific.ONG: MEN, Honorific.ANH: MEN}
ART = {
    CandidateKind.COLLECTIVE: "person-group",
    CandidateKind.HOUSEHOLD: "person-group",
    CandidateKind.ENTERPRISE: "person-factory",
}


@dataclass(frozen=True)
class Day:
    """One day of the strip."""

    short: str
    number: int
    past: bool
    off: bool
    today: bool
    end: bool


@dataclass(frozen=True)
class Window:
    """How long people may still speak, in words and days."""

    phase: Phase
    label: str
    tone: str
    left: int
    soon: bool
    closes: datetime | None
    opens: datetime | None
    days: list[Day]


def window(thing: Round | Candidate, phase: Phase) -> Window:
    """The window of a round, or of a candidate whose clock started again."""
    round = thing.round if isinstance(thing, Candidate) else thing
    calendar = calendar_of(round.calendar_version)
    label, tone = PHASES.get(phase, (gettext("Being prepared"), ""))
    left = days_left(thing) if phase is Phase.OPEN else 0
    return Window(
        phase, str(label), tone, left, phase is Phase.OPEN and left <= SOON, thing.closes_at, thing.opens_at,
        strip(thing, calendar),
    )  # fmt: skip


def strip(thing: Round | Candidate, calendar: Calendar) -> list[Day]:
    """The days of a window from Monday on; nothing for a window too long to be seen at a glance."""
    if thing.opens_at is None or thing.closes_at is None:
        return []
    first, last, today = clock.local(thing.opens_at).date(), clock.local(thing.closes_at).date(), clock.today()
    if calendar.between(first, last) > STRIP:
        return []
    names = SHORT_VI if language() == "vi" else [get_day_names("abbreviated", locale="en")[n][:2] for n in range(7)]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [Day(names[d.weekday()], d.day, d < today, not calendar.is_working(d), d == today, d == last) for d in days]


def left_words(window: Window) -> str:
    """The words beside the number of days left."""
    return ngettext("working day left", "working days left", window.left)


@dataclass(frozen=True)
class Card:
    """One candidate in a list."""

    url: str
    name: str
    honour: str
    who: str
    headline: str
    kind: str
    tone: str
    photo: Picture
    alt: str
    withdrawn: bool
    over: bool  # its own window, while the round runs on for somebody else
    opinions: int
    from_story: bool


def name(candidate: Candidate) -> str:
    """The name with its honorific, as said aloud."""
    if language() == "vi" and candidate.honorific is not Honorific.NONE:
        said: str = candidate.honorific.value
        return f"{said[0].upper()}{said[1:]} {candidate.name}" if said else candidate.name
    return candidate.name


def called(candidate: Candidate) -> str:
    """How a neighbour says it within a sentence: "bà Nhài"; a collective by its name."""
    if candidate.kind in ART or candidate.honorific is Honorific.NONE or language() == "en":
        return candidate.name
    return f"{candidate.honorific.value} {given_name(candidate.name)}"


def honour(candidate: Candidate, *, marked: bool = True) -> str:
    """The honour in the reader's language, said to be posthumous where it is; bare where nothing can be marked (a title)."""
    english = candidate.honour_en
    told = english if language() == "en" and english else candidate.honour_vi
    told = spoken(told, english) if marked else told
    if not candidate.posthumous:
        return told
    said = gettext("%(honour)s (posthumous)")
    return (Markup(said) if marked else said) % {"honour": told}  # noqa: S704  # our own words; values are escaped


def who(candidate: Candidate, *, first: bool = False) -> str:
    """Year of birth, office and unit in one line; never more. `first`: it begins a sentence."""
    born = gettext("born %(year)s", year=candidate.birth_year) if candidate.birth_year else ""
    rest = ", ".join(part for part in (candidate.office, candidate.unit) if part)
    if first:
        born, rest = _capital(born), rest if born else _capital(rest)
    parts = [part for part in (born, spoken(rest)) if part]
    return Markup(", ").join(parts)  # the two may be in different languages


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def kind(candidate: Candidate) -> tuple[str, str]:
    """What a candidate is, with the tone of its tag."""
    label, tone = KINDS[candidate.kind]
    return str(label), tone


def card(candidate: Candidate, *, opinions: int = 0, from_story: bool = False) -> Card:
    """A candidate for a list of the round."""
    label, tone = kind(candidate)
    return Card(
        url=to("rounds.candidate", slug=candidate.round.slug, name=candidate.slug), name=name(candidate),
        honour=honour(candidate), who=who(candidate), headline=candidate.headline, kind=label, tone=tone,
        photo=portrait(candidate), alt=alt(candidate), withdrawn=candidate.withdrawn_at is not None, over=_over_before_the_round(candidate),
        opinions=opinions, from_story=from_story,
    )  # fmt: skip


def _over_before_the_round(candidate: Candidate) -> bool:
    now = clock.now()
    running = candidate.withdrawn_at is None and candidate.round.phase(now) is Phase.OPEN
    return running and candidate.closes_at is not None and candidate.closes_at + LAST_SECOND <= now


def portrait(candidate: Candidate) -> Picture:
    """The photo once it can be shown; until then a drawing of ours, never of another sex, age or trade than is said."""
    if photo := pictured(candidate):
        return photo
    old = candidate.birth_year is not None and clock.today().year - candidate.birth_year >= OLD
    drawn = (
        candidate.illustration or ART.get(candidate.kind) or DRAWN.get(candidate.honorific, ANYBODY)[-1 if old else 0]
    )
    return Picture(asset(f"img/{drawn}.svg"))


def pictured(candidate: Candidate) -> Picture | None:
    """The photo that hangs with a candidate, once the copies for the public are made."""
    if candidate.photo is None:
        return None
    return picture(candidate.photo.id, candidate.photo.variants, "", candidate.photo_x, candidate.photo_y)


def alt(candidate: Candidate) -> str:
    """What the portrait shows; nothing for a drawing that stands in for a photo."""
    return candidate.photo_alt if candidate.photo is None or candidate.photo.variants else ""


@dataclass(frozen=True)
class Paper:
    """One public document in a list."""

    url: str
    title: str
    size: str


def papers(candidate: Candidate) -> list[Paper]:
    """The public documents of a candidate, in order."""
    where = {"slug": candidate.round.slug, "name": candidate.slug}
    return [
        Paper(
            to("candidate_papers.paper", paper_id=each.id, mark=each.file.sha256[:TAG], **where),
            each.title,
            uploads.size(each.file.size),
        )
        for each in candidate.documents
    ]


def round_name(round: Round) -> str:
    """The name in the reader's language."""
    return round.name_en if language() == "en" and round.name_en else round.name_vi


def round_words(round: Round) -> str:
    """The same among other words of a page, marked where there is none in the reader's language."""
    return spoken(round_name(round), round.name_en)
