"""My day: what I decided and how long it took, for nobody else's eyes; and for the lead the team as a whole."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template

from portal.core import clock
from portal.core.policy import may
from portal.moderation.days import queries
from portal.moderation.days.policy import Days
from portal.moderation.models import Decision
from portal.web.kit.guard import allow
from portal.web.kit.locale import to
from portal.web.kit.session import actor
from portal.web.moderation import wording
from portal.web.moderation.log import KINDS, THINGS
from portal.web.moderation.notes import PAGES

bp = Blueprint("day", __name__)


@bp.get("/ngay-cua-toi")
@allow(Days.OWN)
def own() -> str:
    """Today and this week, mine alone."""
    by, today, now = actor(), clock.today(), clock.now() + timedelta(seconds=1)
    monday = today - timedelta(days=today.weekday())
    return render_template(
        "moderation/days/own.html", today=queries.own(by, _begin(today), now), week=queries.own(by, _begin(monday), now),
        latest=queries.latest(by, _begin(today)), undone=queries.undone(by, _begin(monday)), monday=monday, address=_address,
        leads=may(by, Days.TEAM), **_words(),
    )  # fmt: skip


@bp.get("/ngay-chung")
@allow(Days.TEAM)
def team() -> str:
    """The team's week without names, where at least three people decided."""
    now, monday = clock.now() + timedelta(seconds=1), clock.today() - timedelta(days=clock.today().weekday())
    weeks = [(first, _team(first, now)) for first in (monday, monday - timedelta(days=7), monday - timedelta(days=14))]
    return render_template("moderation/days/team.html", weeks=weeks, least=queries.LEAST, **_words())


def _team(first: date, now: datetime) -> queries.Work | None:
    return queries.team(actor(), _begin(first), min(_begin(first + timedelta(days=7)), now))


def _begin(day: date) -> datetime:
    return clock.instant(day, time())


def _address(decision: Decision) -> str:
    if decision.thing_kind not in PAGES:
        return ""
    endpoint, name = PAGES[decision.thing_kind]
    return to(endpoint, **{name: decision.thing_id})


def spent(length: timedelta | None) -> str:
    """A length of time as people say it: 1:05 is an hour and five minutes."""
    if length is None:
        return "–"
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" if minutes >= 60 else f"{minutes}′{seconds:02}″"


def _words() -> dict[str, Any]:
    return {"wording": wording, "KINDS": KINDS, "THINGS": THINGS, "spent": spent}
