"""The monthly figures of moderation for everybody: a page, a CSV and a JSON. Small numbers are left out in all three."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.consultations.record import counting, months
from portal.consultations.record.models import MonthFigures, MonthNote
from portal.core.i18n import N_
from portal.engines.figures import small
from portal.moderation import queries as desk
from portal.moderation.states import Kind
from portal.web.kit.cache import cacheable
from portal.web.kit.guard import open_page
from portal.web.kit.locale import language
from portal.web.kit.sheets import pieces
from portal.web.public.stamps import looks

bp = Blueprint("figures", __name__)
KINDS = {
    Kind.NOMINATION: N_("Stories"), Kind.OPINION: N_("Opinions"), Kind.REPLY: N_("Answers to opinions"),
    Kind.REPORT: N_("Reports by readers"),
}  # fmt: skip
FIGURES = {
    "received": N_("Received"), "asked": N_("Asked back"), "consent": N_("Waiting for the person’s consent"),
    "accepted": N_("Taken up"), "published": N_("Published as a story"), "masked": N_("Of these taken up, with parts covered"),
    "forwarded": N_("Passed on to where it belongs"), "declined": N_("Not published"), "ended": N_("Taken back or no longer part of it"),
    "settled": N_("Settled"),
}  # fmt: skip
TIMES = {
    "median": N_("Half were answered within (working days)"), "slow": N_("Nine of ten were answered within (working days)"),
    "in_time_percent": N_("Answered within the promised time (per cent)"),
}  # fmt: skip
COLUMNS = ("month", "kind", "figure", "reason", "value", "left_out", "final")


NOTHING = object()  # a figure that a kind does not have


@dataclass(frozen=True)
class Row:
    """One figure of a month: a value for each kind; NOTHING where the kind has no such figure."""

    name: str
    values: Sequence[object]
    share: bool = False  # a span of time or a per cent: none where too few were decided


@dataclass(frozen=True)
class Month:
    """One month: a table of figures, why what was not published, what changed later."""

    first: date
    final: datetime | None
    kinds: Sequence[str]
    rows: Sequence[Row]
    reasons: Sequence[tuple[str, Sequence[tuple[str, int | None]]]]
    notes: Sequence[tuple[date, str, str, int, int]]


def _stamp() -> str:
    return f"{months.edition()}-{desk.reasons_stamp()}-{looks()}"


@bp.get("/so-lieu-kiem-duyet")
@open_page
@cacheable(stamp=_stamp)
def page() -> str:
    """By month and kind: what came, what became of it, why not, how long it took."""
    rows = months.figures()
    return render_template("public/figures/page.html", months=_months(rows), least=small.LEAST, NOTHING=NOTHING)


@bp.get("/so-lieu-kiem-duyet.csv")
@open_page
@cacheable(60, stamp=_stamp)
def table() -> Response:
    """The same as one long table: a figure a line."""
    rows = [COLUMNS, *(line for row in months.figures() for line in _lines(row))]
    return Response("".join(pieces(rows)), content_type="text/csv; charset=utf-8")


@bp.get("/so-lieu-kiem-duyet.json")
@open_page
@cacheable(60, stamp=_stamp)
def data() -> ResponseReturnValue:
    """The same for programs. A figure that is null is left out because it is small."""
    rows = months.figures()
    notes = _notes(rows)
    return jsonify(
        least=small.LEAST,
        months=[
            {
                "month": f"{row.month:%Y-%m}", "kind": row.kind.value, "final": row.frozen_at is not None,
                "counted_at": row.counted_at.isoformat(), **row.shown,
                "later": [
                    {"figure": n.figure, "was": n.was, "now": n.now, "noted_on": n.noted_on.isoformat()}
                    for n in notes.get(row.id, [])
                ],
            }
            for row in rows
        ],
    )  # fmt: skip


def _lines(row: MonthFigures) -> Iterator[tuple[object, ...]]:
    month, kind, final = f"{row.month:%Y-%m}", row.kind.value, "yes" if row.frozen_at else "no"
    told: dict[str, Any] = row.shown
    for name in (*(each for each in counting.OF[row.kind] if each in told), *TIMES):
        value = told.get(name)
        yield month, kind, name, "", value, "yes" if value is None and name not in TIMES else "no", final
    for code, n in sorted(told.get("reasons", {}).items()):
        yield month, kind, "declined", code, n, "yes" if n is None else "no", final


def _months(rows: Sequence[MonthFigures]) -> list[Month]:
    notes, titles = _notes(rows), _titles()
    found: dict[date, list[MonthFigures]] = {}
    for row in rows:
        found.setdefault(row.month, []).append(row)
    return [_month(month, of, notes, titles) for month, of in found.items()]


def _month(month: date, of: Sequence[MonthFigures], notes: dict[Any, list[MonthNote]], titles: dict[str, str]) -> Month:
    counts = [Row(gettext(text), [_value(row, name) for row in of]) for name, text in FIGURES.items()]
    times = [Row(gettext(text), [row.shown.get(name) for row in of], share=True) for name, text in TIMES.items()]
    later = [
        (n.noted_on, gettext(KINDS[row.kind]), gettext(FIGURES[n.figure]), n.was, n.now)
        for row in of
        for n in notes.get(row.id, [])
    ]
    why = [(gettext(KINDS[row.kind]), told) for row in of if (told := _why(row, titles))]
    kinds = [gettext(KINDS[row.kind]) for row in of]
    return Month(month, of[0].frozen_at, kinds, [*_filled(counts), *_filled(times)], why, later)


def _value(row: MonthFigures, name: str) -> object:
    return row.shown.get(name, NOTHING)  # a month frozen before a figure was counted has none


def _filled(rows: Sequence[Row]) -> list[Row]:
    """Without the figures that no kind has a value for, but for those left out because they are small."""
    return [
        row
        for row in rows
        if any(value is not NOTHING and (value is not None or not row.share) for value in row.values)
    ]


def _why(row: MonthFigures, titles: dict[str, str]) -> list[tuple[str, int | None]]:
    """The reasons of one kind, the most given first, those together last."""
    order = sorted(
        row.shown.get("reasons", {}).items(), key=lambda pair: (pair[0] == counting.OTHERS, -(pair[1] or 0), pair[0])
    )
    return [(titles.get(code) or gettext("Other reasons, or too few to name them"), n) for code, n in order]


def _notes(rows: Sequence[MonthFigures]) -> dict[Any, list[MonthNote]]:
    found: dict[Any, list[MonthNote]] = {}
    for note in months.notes_of([row.id for row in rows]):
        found.setdefault(note.of_id, []).append(note)
    return found


def _titles() -> dict[str, str]:
    named = (r for r in desk.reasons(retired=True) if r.public)
    return {r.code: r.title_en if language() == "en" else r.title_vi for r in named}
