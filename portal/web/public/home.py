"""The front page."""

from flask import Blueprint, render_template

from portal.consultations.rounds import queries as rounds
from portal.consultations.rounds.states import Phase
from portal.core import clock
from portal.moderation.desk import backlog
from portal.stories import reading
from portal.web.kit.cache import cacheable
from portal.web.kit.guard import open_page
from portal.web.kit.locale import to
from portal.web.public import round_views as views
from portal.web.public.cards import deck_of
from portal.web.public.stamps import looks

bp = Blueprint("home", __name__)
SHOWN = 5  # one in the window, one large, three beneath
ROUNDS = 3


def _stamp() -> str:
    """What the page shows: stories, and rounds, which open and close by the clock."""
    late = "late" if backlog.told_since() else ""
    return f"{rounds.front_edition()}-{clock.now():%Y%m%d%H%M}-{looks()}{late}"


@bp.get("/")
@open_page
@cacheable(stamp=_stamp)
def front() -> str:
    """What this is, the newest stories, how telling becomes thanking."""
    cards = deck_of(reading.newest(SHOWN))
    asking = [
        (to("rounds.round", slug=round.slug), views.round_words(round), views.window(round, Phase.OPEN))
        for round in rounds.in_phase(Phase.OPEN, limit=ROUNDS)
    ]
    return render_template("public/home/front.html", first=cards[0] if cards else None, rest=cards[1:], asking=asking)
