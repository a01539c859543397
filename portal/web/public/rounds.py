"""Consultation rounds as the public reads them: lists, a round, a candidate, the archive, calendar and feed."""

from collections.abc import Mapping
from datetime import UTC, time
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext
from markupsafe import Markup

from portal.consultations.candidates import archive
from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.states import CandidateKind, CandidateState
from portal.consultations.opinions import shown
from portal.consultations.opinions.states import Stance
from portal.consultations.outcome import proofs
from portal.consultations.outcome import reading as outcome
from portal.consultations.outcome.states import Unused
from portal.consultations.rounds import changes, queries
from portal.consultations.rounds.models import LAST_SECOND, Round
from portal.consultations.rounds.states import CommentsShown, Phase
from portal.core import clock
from portal.core.errors import Missing
from portal.moderation.queries import reasons
from portal.web.kit.assets import asset
from portal.web.kit.cache import cacheable
from portal.web.kit.guard import open_page
from portal.web.kit.locale import address, language, to
from portal.web.kit.opinion_words import ANSWERS, HOW_KNOWN, KINDS, MARKS, MET, RELATIONS, STANCES, UNUSED
from portal.web.kit.telling.drawing import outside
from portal.web.public import round_notes
from portal.web.public import round_views as views
from portal.web.public.course import course

bp = Blueprint("rounds", __name__)
CLOSED_SHOWN = 12
BESIDE = (Unused.NO_POINT.value, Unused.OFF_TOPIC.value)  # the others are told by reason, or as one text × n


def _lists_stamp() -> str:
    return f"{queries.edition()}-{clock.today()}-{asset('css/rounds.css')}"


def _round_stamp(slug: str) -> str:
    return f"{shown.listed_stamp(slug)}-{clock.today()}-{asset('css/rounds.css')}"


def _candidate_stamp(slug: str, name: str) -> str:
    """Whether the page is still the same; the day counts, for the days left are shown."""
    return f"{candidates.stamp(slug, name)}-{clock.today()}-{asset('css/rounds.css')}"


@bp.get("/lay-y-kien")
@open_page
@cacheable(stamp=_lists_stamp, by_clock=True)
def listing() -> str:
    """Rounds that are open, coming, and closed."""
    phases = ((Phase.OPEN, 50), (Phase.COMING, 20), (Phase.CLOSED, CLOSED_SHOWN), (Phase.ANSWERED, CLOSED_SHOWN))
    found = {phase: [_row(round) for round in queries.in_phase(phase, limit=most)] for phase, most in phases}
    return render_template("public/rounds/listing.html", rounds=found, Phase=Phase)


@bp.get("/lay-y-kien/tim")
@open_page
@cacheable(stamp=_lists_stamp, by_clock=True)
def search() -> str:
    """Candidates of all rounds, by person, unit, honour and year."""
    asked = archive.Asked(
        request.args.get("q", "")[:120], request.args.get("khen", "")[:60], _year(request.args.get("nam", ""))
    )
    page = archive.find(asked, after=request.args.get("after"))
    more = to("rounds.search", q=asked.words or None, khen=asked.honour or None, nam=asked.year, after=page.after)
    return render_template(
        "public/rounds/search.html", asked=asked, cards=[views.card(each) for each in page.items],
        more=more if page.after else "", honours=archive.honours(), years=archive.years(),
    )  # fmt: skip


@bp.get("/lay-y-kien/<slug>")
@open_page
@cacheable(stamp=_round_stamp, by_clock=True)
def round(slug: str) -> str:
    """One round: its window, its candidates, and what was publicly noted about it."""
    found = _round(slug)
    kind = _kind(request.args.get("doi-tuong", ""))
    listed = shown.listed(found, kind=kind)
    open_tally = _shows_numbers(found)
    return render_template(
        "public/rounds/round.html", round=found, name=views.round_name(found), window=_window(found),
        cards=[views.card(c, opinions=n if open_tally else 0, from_story=bool(s)) for c, s, n in listed], kind=kind,
        kinds=[(k.value, label) for k, (label, _) in KINDS.items()], lede=_lede(found),
        notes=round_notes.notes(found), Phase=Phase,
    )  # fmt: skip


@bp.get("/lay-y-kien/<slug>/<name>")
@open_page
@cacheable(stamp=_candidate_stamp, by_clock=True)
def candidate(slug: str, name: str) -> str:
    """One candidate: achievements, standards, what people say, and, after the close, the Board's answer."""
    row = candidates.page(slug, name)
    if row is None:
        raise Missing()
    found, told = row
    phase = _phase(found)
    stance = _stance(request.args.get("y", ""))
    comments = found.round.comments is CommentsShown.SHOWN
    page = shown.page(found, stance=stance, after=request.args.get("after")) if comments else None
    figures = shown.figures(found)
    return render_template(
        "public/rounds/candidate.html", candidate=found, round=found.round, round_name=views.round_words(found.round),
        name=views.name(found), called=views.called(found), honour=views.honour(found), title=views.honour(found, marked=False), who=views.who(found, first=True), why=round_notes.withdrawn(found), kind=views.kind(found), stories=candidates.stories(found.nominee_id) if told else (),
        photo=views.portrait(found), alt=views.alt(found), papers=views.papers(found), window=views.window(found, phase), phase=phase, Phase=Phase, page=page,
        stance=stance, figures=figures, tally=shown.tally_is_public(found),
        course=course(found, phase), notes=round_notes.notes_about(found), **_answered(found, figures if phase is Phase.ANSWERED else None),
        parts=[(MARKS[each.value], str(STANCES[each.value]), figures.stances.get(each.value, 0)) for each in Stance],
        **_words(),
        more=to("rounds.candidate", slug=slug, name=name, y=stance.value if stance else None, after=page.after)
        if page and page.after else "",
    )  # fmt: skip


@bp.get("/lay-y-kien/<slug>/lich.ics")
@open_page
@cacheable(60)
def ics(slug: str) -> Response:
    """The window of a round for a calendar; of one that was taken back, that it is."""
    found = queries.public(slug) or changes.taken_back(slug)
    if found is None or found.closes_at is None:
        raise Missing()
    body = render_template(
        "public/rounds/round.ics", round=found, name=views.round_name(found), site=outside(""),
        public=found.state in queries.ANNOUNCED, changed=changes.last([found])[found.id].astimezone(UTC),
        ends=found.closes_at + LAST_SECOND, url=outside(to("rounds.round", slug=slug)),
    )  # fmt: skip
    folded = "\r\n".join(_folded(line) for line in body.splitlines() if line.strip()) + "\r\n"
    return Response(folded, content_type="text/calendar; charset=utf-8")


@bp.get("/lay-y-kien.atom")
@open_page
@cacheable(60)
def atom() -> Response:
    """Announced rounds as an Atom feed, newest first; an entry is updated with every public change of its round, also
    the last: that it was taken back."""
    found = changes.newest(30)
    public = [round for round, _ in found if round.state in queries.ANNOUNCED]
    body = render_template(
        "public/rounds/rounds.atom", rounds=found, views=views, site=outside(""), address=address, public=public,
        notes=round_notes.newest(public), now=clock.now(), Phase=Phase,
        updated=max((moment for _, moment in found), default=clock.instant(clock.today(), time())),
    )  # fmt: skip
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _row(found: Round) -> dict[str, Any]:
    return {
        "url": to("rounds.round", slug=found.slug), "name": views.round_name(found), "window": _window(found),
        "round": found, "size": found.candidates,
    }  # fmt: skip


def _round(slug: str) -> Round:
    found = queries.public(slug)
    if found is None:
        raise Missing()
    return found


def _window(found: Round) -> views.Window:
    return views.window(found, found.phase(clock.now()))


def _phase(found: Candidate) -> Phase:
    """The phase of a candidate's own clock, which a correction may have started again."""
    whole, now = found.round.phase(clock.now()), clock.now()
    if whole is Phase.OPEN and not found.takes(now):
        early = found.opens_at is not None and now < found.opens_at
        return Phase.COMING if early else Phase.CLOSED
    return whole


def _shows_numbers(found: Round) -> bool:
    """Whether a list may say how many opinions came in."""
    return found.phase(clock.now()) in (Phase.CLOSED, Phase.ANSWERED)


def _lede(found: Round) -> str:
    return found.lede_en if language() == "en" and found.lede_en else found.lede_vi


def _answered(found: Candidate, figures: shown.Figures | None) -> dict[str, Any]:
    """What is told once the Board has answered: its words, and where every opinion stands that is under no point."""
    if figures is None:
        return {"outcome": None}
    told, english = outcome.of(found, language()), language() == "en"
    titles = (
        {row.code: row.title_en if english else row.title_vi for row in reasons(retired=True)}
        if figures.reasons
        else {}
    )
    return {
        "outcome": told, "supplements": proofs.supplements(found.round),
        "beside": [(UNUSED[why], told.unused[why]) for why in BESIDE if told.unused.get(why)],
        "unpublished": [(titles.get(code, code), n) for code, n in sorted(figures.reasons.items()) if n],
    }  # fmt: skip


def _words() -> dict[str, Any]:
    return {
        "STANCES": _said(STANCES), "MARKS": MARKS, "HOW_KNOWN": _said(HOW_KNOWN), "RELATIONS": RELATIONS, "ANSWERS": ANSWERS, "MET": _said(MET),
        "SOMEBODY": gettext("A resident"), "OF_WARD": Markup(gettext("A resident of %(ward)s")),  # noqa: S704  # our own words
        "CandidateState": CandidateState,
    }  # fmt: skip


def _said(words: Mapping[str, object]) -> dict[str, str]:
    """Words in the language being read, once: a page says each of them fifty times."""
    return {value: str(word) for value, word in words.items()}


def _stance(asked: str) -> Stance | None:
    return Stance(asked) if asked in [each.value for each in Stance] else None


def _kind(asked: str) -> CandidateKind | None:
    return CandidateKind(asked) if asked in [each.value for each in CandidateKind] else None


def _year(asked: str) -> int | None:
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else None


def _folded(line: str) -> str:
    """A line of a calendar file, broken after 73 bytes as RFC 5545 wants, never inside a character."""
    parts, here = [], b""
    for character in line:
        raw = character.encode()
        if len(here) + len(raw) > 73:
            parts.append(here.decode())
            here = b" "
        here += raw
    return "\r\n".join([*parts, here.decode()])
