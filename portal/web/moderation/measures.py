"""What the desk does, in numbers: a page with its charts and tables, and the same as a sheet."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, render_template
from flask_babel import gettext

from portal.core import clock
from portal.core.policy import may
from portal.moderation import measures, queries
from portal.moderation.checks import queries as checks
from portal.moderation.desk import backlog
from portal.moderation.desk.states import ItemKind
from portal.moderation.measures import NONE, Looks, Part, Week
from portal.moderation.policy import Moderation
from portal.organisations import queries as organisations
from portal.web.kit import sheets
from portal.web.kit.guard import allow
from portal.web.kit.locale import language
from portal.web.kit.session import actor
from portal.web.moderation import wording

bp = Blueprint("measures", __name__)
COLUMNS = ("measure", "week_from", "about", "number", "of_these", "rate", "per")
KEPT_LATE = timedelta(days=1)


@bp.get("/so-do")
@allow(Moderation.MEASURE)
def page() -> str:
    """Answered within the promise by week, kind and ward; reasons; second looks, appeals, what is covered; the checks."""
    since, weeks, looks = _since(), measures.weeks(), measures.looks()
    second, appeals, covered = _sums(looks)
    return render_template(
        "moderation/measures/page.html", since=since, weeks=weeks, wards=_wards(since, most=measures.WARDS),
        reasons=_reasons(since), finding=_finding(weeks), late=backlog.late_by(clock.today() - KEPT_LATE).number,
        looks=looks, second=second, appeals=appeals, covered=covered, late_appeals=measures.late_appeals(since),
        looked=_looked(second), checks=_newest(), all_checks=may(actor(), Moderation.READ_CHECKS), wording=wording,
        kinds=[kind for kind in ItemKind if any(kind in week.kinds for week in weeks)],
    )  # fmt: skip


@bp.get("/so-do.csv")
@allow(Moderation.MEASURE)
def sheet() -> Response:
    """Every figure of the page in one long table, for a spreadsheet: a measure, a week or none, a kind of things."""
    return sheets.streamed(list(_rows(_since())), name=f"so-do-{clock.today():%Y%m%d}.csv")


def _rows(since: date) -> Iterator[Sequence[object]]:
    yield COLUMNS
    for week in measures.weeks():
        yield _row("answered_in_time", week.whole, week=week.monday, about="all")
        for kind, part in week.kinds.items():
            if part.number:
                yield _row("answered_in_time", part, week=week.monday, about=kind.value)
    for name, part in _wards(since):
        yield _row("answered_in_time_by_ward", part, about=name)
    for reason in measures.reasons(since):
        yield _row("reason_taken_back", Part(reason.number, reason.undone), about=f"{reason.outcome}/{reason.code}")
    for looks in measures.looks():
        yield _row("second_look_differed", looks.second, week=looks.monday)
        yield _row("appeal_changed_something", looks.appeals, week=looks.monday)
        yield _row("covered", looks.covered, week=looks.monday, per=1000)
    for check in checks.rows():
        right = Part(check.decided, check.decided - check.wrong)
        yield _row("flag_right", right, about=f"{check.check}/{check.version}")


def _row(measure: str, part: Part, *, week: date | None = None, about: str = "", per: int = 100) -> Sequence[object]:
    rate = part.share if per == 100 else part.per_thousand
    return (measure, week.isoformat() if week else "", about, part.number, part.of_these, rate, per)


def _since() -> date:
    return measures.mondays()[0]


def _wards(since: date, *, most: int | None = None) -> list[tuple[str, Part]]:
    places = organisations.gazetteer().by_code
    return [(places[code].label if code in places else code, part) for code, part in measures.wards(since, most=most)]


def _sums(looks: list[Looks]) -> tuple[Part, Part, Part]:
    return (
        sum((week.second for week in looks), NONE),
        sum((week.appeals for week in looks), NONE),
        sum((week.covered for week in looks), NONE),
    )


def _newest() -> list[checks.Row]:
    """The newest version of each check; the page of the checks has them all."""
    newest: dict[str, checks.Row] = {}
    for row in checks.rows():
        newest.setdefault(row.check, row)
    return list(newest.values())


def _finding(weeks: list[Week]) -> str:
    """The sentence that the chart shows: the last whole week beside the whole time."""
    whole = sum((week.whole for week in weeks), NONE)
    if whole.share is None:
        return gettext("Nothing was answered in this time.")
    said = gettext("%(share)s%% of %(n)s answers came within the promise.", share=whole.share, n=whole.number)
    last = weeks[-2].whole
    if last.share is None:
        return said
    return " ".join((said, gettext("Last week: %(share)s%% of %(n)s.", share=last.share, n=last.number)))


def _looked(second: Part) -> str:
    """What the chart of second looks shows."""
    if second.share is None:
        return gettext("There have been no second looks yet.")
    return gettext(
        "Of %(n)s second looks, %(other)s came to something else: %(share)s%%.",
        n=second.number, other=second.of_these, share=second.share,
    )  # fmt: skip


def _reasons(since: date) -> list[tuple[str, Any]]:
    titles = {r.code: r.title_en if language() == "en" else r.title_vi for r in queries.reasons(retired=True)}
    return [(titles.get(row.code, row.code), row) for row in measures.reasons(since)]
