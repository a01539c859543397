"""Which honours the public is asked about and for how long, and how working days are counted."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.errors import Missing
from portal.engines.calendar.window import first_council, last_day
from portal.honours import queries
from portal.honours.states import PublicAsked, Subject
from portal.web.kit import honour_words
from portal.web.kit.cache import cacheable
from portal.web.kit.guard import open_page
from portal.web.kit.year import drawn, weekdays

bp = Blueprint("lawful", __name__)
MINUTE = 60
AROUND = 1  # years before and after this one that are shown


@bp.get("/hinh-thuc-lay-y-kien")
@open_page
@cacheable(MINUTE)
def asked() -> str:
    """The honours of today that the public must or may be asked about, longest window first within each level."""
    rows = [row for row in queries.honours() if row.public_asked is not PublicAsked.NO]
    return render_template(
        "public/lawful/asked.html", must=[row for row in rows if row.public_asked is PublicAsked.YES],
        may=[row for row in rows if row.public_asked is PublicAsked.OPTIONAL], words=honour_words,
        laws=queries.instruments_in_force(subject=Subject.COMMENDATION), names=queries.by_code(), today=clock.today(),
    )  # fmt: skip


@bp.get("/lich-lam-viec")
@open_page
@cacheable(MINUTE)
def this_year() -> ResponseReturnValue:
    """How working days are counted this year."""
    return _year(clock.today().year)


@bp.get("/lich-lam-viec/<int:year>")
@open_page
@cacheable(MINUTE)
def year(year: int) -> ResponseReturnValue:
    """The same for the year before or after."""
    if abs(year - clock.today().year) > AROUND:
        raise Missing()
    return _year(year)


def _year(year: int) -> str:
    version, calendar, today = queries.present_version(), queries.calendar(), clock.today()
    lengths = sorted({row.min_working_days for row in queries.honours(asked=PublicAsked.YES)})
    ends = [(length, last_day(calendar, today, length)) for length in lengths]
    return render_template(
        "public/lawful/calendar.html", year=year, this=today.year, months=drawn(calendar, year, today),
        weekdays=weekdays(), rows=queries.days(version, year) if version else (), calendar=calendar, today=today,
        windows=[(length, end, first_council(calendar, end)) for length, end in ends], words=honour_words,
        laws=queries.instruments_in_force(subject=Subject.WORKING_TIME),
    )  # fmt: skip
