"""The front page."""

from flask import Blueprint, render_template

from portal.stories import reading
from portal.web.kit.cache import cacheable
from portal.web.kit.guard import open_page
from portal.web.public.cards import deck_of
from portal.web.public.stamps import lists_stamp

bp = Blueprint("home", __name__)
SHOWN = 5  # one in the window, one large, three beneath


@bp.get("/")
@open_page
@cacheable(stamp=lists_stamp)
def front() -> str:
    """What this is, the newest stories, how telling becomes thanking."""
    cards = deck_of(reading.newest(SHOWN))
    return render_template("public/home/front.html", first=cards[0] if cards else None, rest=cards[1:])
