"""The calendar of working days by year: each change is previewed, confirmed, and makes a new version."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.core import clock
from portal.core.errors import Missing
from portal.core.policy import may
from portal.honours import calendars, consequences, queries
from portal.honours.calendars import DaySaid
from portal.honours.limits import EARLIEST, LATEST
from portal.honours.models import CalendarDay
from portal.honours.policy import Honours
from portal.honours.said import why
from portal.web.board import previews
from portal.web.board.forms.day import DayForm, HabitForm
from portal.web.board.previews import Preview
from portal.web.kit import honour_words
from portal.web.kit.guard import allow
from portal.web.kit.locale import to
from portal.web.kit.previewed import Previewed
from portal.web.kit.session import actor
from portal.web.kit.year import drawn, weekdays

bp = Blueprint("honours_calendar", __name__)


@bp.get("/danh-muc/lich")
@allow(Honours.READ)
def present() -> ResponseReturnValue:
    """This year."""
    return redirect(to("honours_calendar.year", year=clock.today().year))


@bp.get("/danh-muc/lich/<int:year>")
@allow(Honours.READ)
def year(year: int) -> str:
    """A year: its months, its special days with where each is written, and the versions there were."""
    if not EARLIEST <= year <= LATEST:
        raise Missing()
    version, calendar = queries.present_version(), queries.calendar()
    return render_template(
        "board/calendar/year.html", year=year, months=drawn(calendar, year, clock.today()), weekdays=weekdays(),
        rows=queries.days(version, year) if version else (), special=calendar.of_year(year), version=version,
        versions=queries.versions(), words=honour_words, may_edit=may(actor(), Honours.EDIT_CALENDAR),
        first=EARLIEST, last=LATEST,
    )  # fmt: skip


@bp.route("/danh-muc/lich/them", methods=["GET", "POST"])
@allow(Honours.EDIT_CALENDAR)
def add() -> ResponseReturnValue:
    """A day that is off or worked, whatever its weekday says; for a day that has a row it takes its place."""
    form = DayForm(of_version=_version())

    def keep() -> None:
        calendars.add_day(form.said(), by=actor(), of_version=form.of_version.data or "", note=form.why.data or "")

    preview, kept = form.step(look=lambda: _with(form.said(), form), keep=keep)
    return _back(form.said().day.year) if kept else _page("add", form, preview)


@bp.route("/danh-muc/lich/ngay/<uuid:day_id>/bo", methods=["GET", "POST"])
@allow(Honours.EDIT_CALENDAR, of=queries.one_day)
def end(row: CalendarDay) -> ResponseReturnValue:
    """Take a day out: it is again what its weekday says."""
    form = Previewed(of_version=_version())

    def keep() -> None:
        calendars.end_day(row, by=actor(), of_version=form.of_version.data or "", note=form.why.data or "")

    def look() -> Preview:
        why(form.why.data or "")
        after = calendars.without_day(row)
        return previews.of_calendar(after, consequences.of_day(after, row.day))

    preview, kept = form.step(look=look, keep=keep)
    return _back(row.day.year) if kept else _page("end", form, preview, row)


@bp.route("/danh-muc/lich/cach-tinh", methods=["GET", "POST"])
@allow(Honours.EDIT_CALENDAR)
def habit() -> ResponseReturnValue:
    """Whether the day of posting counts."""
    counts = queries.calendar().posting_day_counts
    form = HabitForm(of_version=_version(), habit="posting" if counts else "next")

    def keep() -> None:
        told = {"of_version": form.of_version.data or "", "note": form.why.data or ""}
        calendars.change_habit(posting_day_counts=form.posting_day_counts, by=actor(), **told)

    def look() -> Preview:
        why(form.why.data or "")
        after = calendars.with_habit(form.posting_day_counts)
        return previews.of_calendar(after, consequences.of_habit(after))

    preview, kept = form.step(look=look, keep=keep)
    return _back(clock.today().year) if kept else _page("habit", form, preview)


def _with(said: DaySaid, form: DayForm) -> Preview:
    why(form.why.data or "")
    after = calendars.with_day(said)
    return previews.of_calendar(after, consequences.of_day(after, said.day))


def _version() -> str:
    version = queries.present_version()
    return version.name if version else ""


def _back(year: int) -> ResponseReturnValue:
    return redirect(to("honours_calendar.year", year=year), 303)


def _page(name: str, form: Previewed, preview: Preview | None, row: CalendarDay | None = None) -> tuple[str, int]:
    page = render_template(
        f"board/calendar/{name}.html", form=form, preview=preview, row=row, words=honour_words,
        home=to("honours_calendar.present"), back_to=gettext("Calendar"),
    )  # fmt: skip
    return page, form.status
