"""Whoever a story or a proposal is about asks for what is theirs: to correct, to take back, to see (domain.md 2.7)."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.consultations.candidates import asked as candidate_wishes
from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.core.actor import RESIDENT
from portal.core.db import unit_of_work
from portal.core.errors import Missing, Unfit
from portal.stories import readers, reading
from portal.stories.states import StoryState
from portal.web.kit.guard import open_page
from portal.web.kit.locale import language, to
from portal.web.public.forms.report import AboutMeForm
from portal.web.public.reporting import slow_down
from portal.web.public.stories import gone

bp = Blueprint("about_me", __name__)


@bp.route("/cau-chuyen/<slug>/ve-toi", methods=["GET", "POST"])
@open_page
def of_story(slug: str) -> ResponseReturnValue:
    """Of whoever a story is about."""
    told = reading.told(slug)
    if told.state is StoryState.REMOVED:
        return gone(told)
    return _answered(
        lambda form: readers.ask(reading.told(slug), by=RESIDENT, wish=form.wish(language())), title=told.title,
        back=to("stories.story", slug=slug),
    )  # fmt: skip


@bp.route("/lay-y-kien/<slug>/<name>/ve-toi", methods=["GET", "POST"])
@open_page
def of_candidate(slug: str, name: str) -> ResponseReturnValue:
    """Of a candidate, or the collective that is one."""
    found = _candidate(slug, name)
    return _answered(
        lambda form: candidate_wishes.ask(_candidate(slug, name), by=RESIDENT, wish=form.wish(language())),
        title=found.name, back=to("rounds.candidate", slug=slug, name=name),
    )  # fmt: skip


@bp.get("/ve-toi/da-nhan")
@open_page
def received() -> str:
    """A wish has arrived. The page names nobody."""
    return render_template("public/reports/asked.html")


def _answered(keep: Callable[[AboutMeForm], object], *, title: str, back: str) -> ResponseReturnValue:
    form = AboutMeForm()
    if form.validate_on_submit() and _kept(keep, form):
        return redirect(to("about_me.received"), 303)
    page = render_template("public/reports/about_me.html", form=form, title=title, to_back=back)
    return page, 422 if form.errors else 200


def _kept(keep: Callable[[AboutMeForm], object], form: AboutMeForm) -> bool:
    """Whether it was kept. What a machine sent is thanked for like any other, and dropped."""
    if form.website.data:
        return True
    slow_down()
    try:
        with unit_of_work():
            keep(form)
    except Unfit as refusal:
        form.blame(refusal)
        return False
    return True


def _candidate(slug: str, name: str) -> Candidate:
    row = candidates.page(slug, name)
    if row is None:
        raise Missing()
    return row[0]
