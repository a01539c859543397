"""How often two officers agree, for everybody: in aggregate, without small numbers."""

from flask import Blueprint, render_template
from flask_babel import gettext

from portal.moderation import queries
from portal.moderation.eyes import rates
from portal.moderation.limits import SAMPLED, SAMPLED_LEAST, SMALLEST
from portal.stories.wording import REMOVALS
from portal.web.kit.cache import cacheable
from portal.web.kit.guard import open_page
from portal.web.kit.locale import language
from portal.web.kit.opinion_words import STANCES

bp = Blueprint("second_looks", __name__)
LONG = 600  # seconds
REMOVED = {reason.value: text for reason, text in REMOVALS.items()}


@bp.get("/bon-mat-cung-xem")
@open_page
@cacheable(LONG)
def looks() -> str:
    """What needs two people, and how often they agreed in the last year."""
    found = rates.public(rates.of())
    return render_template(
        "public/pages/second_looks.html", rates=found, small=rates.small, SMALLEST=SMALLEST, STANCES=STANCES,
        SHARE=round(SAMPLED * 100), LEAST=SAMPLED_LEAST, titles={code: _title(code) for code in found.by_reason},
    )  # fmt: skip


def _title(code: str) -> str:
    if code in REMOVED:
        return gettext(REMOVED[code])
    found = queries.reason(code) if code else None
    return (found.title_en if language() == "en" else found.title_vi) if found else ""
