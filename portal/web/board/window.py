"""The window of a round: announced, extended, an outage given back; each act rehearsed, shown, and then confirmed."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.consultations.rounds import basis, queries, scheduling
from portal.consultations.rounds.law import Law
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.states import Phase
from portal.core import clock
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.engines.calendar.window import day_of
from portal.honours import queries as honours
from portal.web.board.forms.window import EIGHT, ActForm, ExtendForm, OutageForm, ScheduleForm
from portal.web.board.previews import Preview, differing, name, noted
from portal.web.kit.guard import allow
from portal.web.kit.locale import show_datetime, show_weekday, to
from portal.web.kit.opinion_words import ROUND_STATES
from portal.web.kit.rehearsal import rehearsed
from portal.web.kit.session import actor

bp = Blueprint("board_window", __name__)
LONGEST = timedelta(days=366)  # of a stretch that is looked through for days not announced yet
CHECK = "check"  # the button that only works the lawful days out


@bp.route("/dot-lay-y-kien/<uuid:round_id>/cong-bo", methods=["GET", "POST"])
@allow(Rounds.SCHEDULE, of=queries.one)
def schedule(round: Round) -> ResponseReturnValue:
    """Announce it. The first lawful days stand beside the form before anything is sent."""
    form = ScheduleForm(opens_at=_next_eight())

    def act() -> None:
        opens, closes, council = form.opening, form.closes_on.data, form.council_on.data
        assert closes is not None and council is not None  # the fields need one
        law = _law(round, day_of(opens))
        scheduling.schedule(round, opens_at=opens, closes_on=closes, council_on=council, law=law, by=actor())

    if CHECK in request.form:
        form.opens_at.validate(form)
        return _page("schedule", round, form, None, _first_days(round, form))
    return _step("schedule", round, form, act, _first_days(round, form))


@bp.route("/dot-lay-y-kien/<uuid:round_id>/gia-han", methods=["GET", "POST"])
@allow(Rounds.EXTEND, of=queries.one)
def extend(round: Round) -> ResponseReturnValue:
    """Let it end later, or only the Council meet on another day, for a reason the public reads."""
    form = ExtendForm()

    def act() -> None:
        told = {"reason_vi": form.reason_vi.data or "", "reason_en": form.reason_en.data or ""}
        closes, council = form.closes_on.data, form.council_on.data
        if closes is None and council is not None:
            scheduling.move_council(round, council_on=council, by=actor(), law=_calendar(), **told)
            return
        if closes is None:
            raise Unfit(N_("Write the new last day for opinions, or the new day of the Council."), field="closes_on")
        scheduling.extend(
            round, closes_on=closes, council_on=council, by=actor(),
            law=_calendar(), **told,
        )  # fmt: skip

    return _step("extend", round, form, act)


@bp.route("/dot-lay-y-kien/<uuid:round_id>/gian-doan", methods=["GET", "POST"])
@allow(Rounds.OUTAGE, of=queries.one)
def outage(round: Round) -> ResponseReturnValue:
    """Note that the public could not reach it; the days are given back."""
    form = OutageForm()

    def act() -> None:
        began, ended = form.stretch
        scheduling.record_outage(
            round, began_at=began, ended_at=ended, by=actor(), council_on=form.council_on.data,
            cause_vi=form.reason_vi.data or "", cause_en=form.reason_en.data or "", law=_calendar(),
        )  # fmt: skip

    return _step("outage", round, form, act)


@bp.route("/dot-lay-y-kien/<uuid:round_id>/rut-cong-bo", methods=["GET", "POST"])
@allow(Rounds.SCHEDULE, of=queries.one)
def unschedule(round: Round) -> ResponseReturnValue:
    """Take the announcement back before it opens."""
    return _step("unschedule", round, ActForm(), lambda: scheduling.unschedule(round, by=actor()))


@bp.route("/dot-lay-y-kien/<uuid:round_id>/huy", methods=["GET", "POST"])
@allow(Rounds.CANCEL, of=queries.one)
def cancel(round: Round) -> ResponseReturnValue:
    """Give it up before it opens."""
    return _step("cancel", round, ActForm(), lambda: scheduling.cancel(round, by=actor()))


def _step(
    page: str, round: Round, form: ActForm, act: Callable[[], Any], first: tuple[date, date, Law] | None = None
) -> ResponseReturnValue:
    def look() -> Preview:
        was = told(round)
        now = rehearsed(act, lambda: told(round))
        return Preview(differing(was, now))

    preview, kept = form.step(look=look, keep=act)
    if kept:
        return redirect(to("board_rounds.one", round_id=round.id), 303)
    return _page(page, round, form, preview, first)


def told(round: Round) -> dict[str, str]:
    """A round's window in words, by label; the last of all candidates' days only where it is another than the round's."""
    last = max((c.closes_at for c in scheduling.standing(round) if c.closes_at), default=None)
    beyond = {gettext("Last day of any candidate"): show_weekday(last)} if last and last != round.closes_at else {}
    return {
        gettext("State"): str(ROUND_STATES[round.state]),
        gettext("Opens"): show_datetime(round.opens_at) if round.opens_at else "–",
        gettext("Last day for opinions"): show_weekday(round.closes_at) if round.closes_at else "–",
        **beyond,
        gettext("Council meets"): show_weekday(round.council_on) if round.council_on else "–",
        **noted(round),
    }


def _page(
    page: str, round: Round, form: ActForm, preview: Preview | None, first: tuple[date, date, Law] | None
) -> tuple[str, int]:
    home = to("board_rounds.one", round_id=round.id)
    html = render_template(
        f"board/rounds/{page}.html", form=form, preview=preview, round=round, home=home, back_to=name(round), first=first,
        over=round.phase(clock.now()) in (Phase.CLOSED, Phase.ANSWERED), doubted=_doubted(form, first) if isinstance(form, ScheduleForm) else (),
    )  # fmt: skip
    return html, form.status


def _doubted(form: ScheduleForm, first: tuple[date, date, Law] | None) -> Sequence[date]:
    """Days off within the window as typed, or the shortest, that were not announced yet: its end may still move."""
    posted = form.opens_at.data
    ends = [day for day in (form.closes_on.data, form.council_on.data, *(first[:2] if first else ())) if day]
    return honours.uncertain(posted, min(max(ends), posted + LONGEST)) if posted and ends else ()


def _next_eight() -> date:
    """The next working day whose hour of opening, as the form offers it, is still to come."""
    today = clock.today()
    calendar = honours.calendar()
    over = clock.now() >= clock.instant(today, EIGHT) or not calendar.is_working(today)
    return calendar.add(today, 1) if over else today


def _first_days(round: Round, form: ScheduleForm) -> tuple[date, date, Law] | None:
    """The first lawful closing and Council days for the opening as typed, with the law they follow from."""
    if form.opens_at.data is None:
        return None
    try:
        law = _law(round, form.opens_at.data)
        close = law.first_close(form.opens_at.data)
    except Unfit as refusal:
        if CHECK in request.form:
            form.blame(refusal)
        return None
    return close, law.first_council(close), law


def _law(round: Round, on: date) -> Law:
    return basis.law((c.honour_code for c in scheduling.standing(round)), on=on)


def _calendar() -> Law:
    """What a window that only grows is measured by: its honours may have been amended or ended since it was announced."""
    return basis.law((), on=clock.today())
