"""What the desk does, in numbers: a page with its table, and the same as a sheet."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, render_template
from flask_babel import gettext

from portal.core import clock
from portal.moderation import measures, queries
from portal.moderation.desk.states import ItemKind
from portal.moderation.measures import Answered, Week
from portal.moderation.policy import Moderation
from portal.organisations import queries as organisations
from portal.web.kit import sheets
from portal.web.kit.guard import allow
from portal.web.kit.locale import language
from portal.web.moderation import wording

bp = Blueprint("measures", __name__)


@bp.get("/so-do")
@allow(Moderation.MEASURE)
def page() -> str:
    """Answered within the promise by week, kind and ward; reasons; what is covered."""
    since, weeks = _since(), measures.weeks()
    places = organisations.gazetteer().by_code
    found = [(places[code].label if code in places else code, row) for code, row in measures.wards(since)]
    return render_template(
        "moderation/measures/page.html", since=since, weeks=weeks, wards=found, reasons=_reasons(since),
        covered=measures.covered(since), finding=_finding(weeks), wording=wording,
        kinds=[kind for kind in ItemKind if any(kind in week.kinds for week in weeks)],
    )  # fmt: skip


@bp.get("/so-do.csv")
@allow(Moderation.MEASURE)
def sheet() -> Response:
    """The figures by week and kind, for a spreadsheet."""
    return sheets.streamed(_rows(measures.weeks()), name=f"so-do-{clock.today():%Y%m%d}.csv")


def _rows(weeks: list[Week]) -> Iterator[tuple[object, ...]]:
    yield ("week_from", "kind", "answered", "in_time", "percent_in_time")
    for week in weeks:
        yield _row(week.monday, "all", week.whole)
        for kind, answered in week.kinds.items():
            if answered.number:
                yield _row(week.monday, kind.value, answered)


def _row(monday: date, kind: str, answered: Answered) -> tuple[object, ...]:
    return (monday.isoformat(), kind, answered.number, answered.in_time, answered.share)


def _since() -> date:
    return measures.monday_of(clock.today()) - timedelta(weeks=measures.WEEKS - 1)


def _finding(weeks: list[Week]) -> str:
    """The sentence that the chart shows: the last whole week beside the whole time."""
    number, timely = sum(w.whole.number for w in weeks), sum(w.whole.in_time for w in weeks)
    all_of_it = Answered(number, timely)
    if all_of_it.share is None:
        return gettext("Nothing was answered in this time.")
    last = weeks[-2].whole
    said = gettext("%(share)s%% of %(n)s answers came within the promise.", share=all_of_it.share, n=number)
    if last.share is None:
        return said
    return f"{said} {gettext('Last week: %(share)s%% of %(n)s.', share=last.share, n=last.number)}"


def _reasons(since: date) -> list[tuple[str, Any]]:
    titles = {r.code: r.title_en if language() == "en" else r.title_vi for r in queries.reasons(retired=True)}
    return [(titles.get(row.code, row.code), row) for row in measures.reasons(since)]
