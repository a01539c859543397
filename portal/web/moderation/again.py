"""What pages of judged things share about looking again: reversals, the appeal that waits, what readers reported."""

from typing import Any

from flask import request

from portal.core.policy import may
from portal.moderation import reversals
from portal.moderation.appeals import queries as appeals
from portal.moderation.appeals.policy import Appeals
from portal.moderation.models import Reversal
from portal.moderation.reports import queries as reports
from portal.moderation.reports.policy import Reports
from portal.moderation.things import Thing
from portal.web.kit.session import actor


def shown(thing: Thing) -> dict[str, Any]:
    """What was reversed on a thing, the appeal that waits (for those who may look at it), and what was reported of it."""
    waiting = appeals.waiting(thing)
    return {
        "reversals": reversals.of(thing),
        "appeal": waiting if waiting and may(actor(), Appeals.READ, waiting) else None,
        "reported": reports.open_on(thing.__tablename__, thing.id) if may(actor(), Reports.READ) else (),
    }


def reports_seen() -> dict[str, int]:
    """How many reports of each item the page showed that now closes them."""
    found = {name: request.form.get(name, 0, type=int) for name in request.form if name.startswith("seen-")}
    return {name.removeprefix("seen-"): n for name, n in found.items()}


def asked() -> dict[str, Any]:
    """What the form says of taking a decision back: why, words to the writer, and which revision was read."""
    return {
        "why": request.form.get("why", ""), "words": request.form.get("words", ""),
        "of_version": request.form.get("of_version", 0, type=int),
    }  # fmt: skip


def reverse(thing: Thing) -> Reversal:
    """Take back the decision that stands, as the form says; the room of the thing makes its move. Raises Unfit, Clash."""
    return reversals.reverse(
        thing, by=actor(), reason=request.form.get("why", ""), words=request.form.get("words", ""),
        of_version=request.form.get("of_version", 0, type=int),
    )  # fmt: skip
