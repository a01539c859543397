"""How the desk's addresses become things: for @allow(..., of=...)."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from portal.consultations.opinions import queries as opinions
from portal.moderation.appeals import queries as appeals
from portal.moderation.desk import lineup
from portal.moderation.reports import queries as reports
from portal.nominations import parts, queries
from portal.nominations.models import Nomination

FINDERS: Mapping[str, Callable[[uuid.UUID], Any]] = {
    "nomination": queries.one,
    "opinion": opinions.one,
    "opinion_reply": opinions.reply,
    "appeal": appeals.one,
    "report_case": reports.one,
}

PAGES = {  # the page of a thing at the desk, and how its address names it
    "nomination": ("desk.item", "nomination_id"),
    "opinion": ("desk_opinions.item", "opinion_id"),
    "opinion_reply": ("desk_replies.item", "reply_id"),
}


def nomination(nomination_id: uuid.UUID, **_: object) -> Nomination | None:
    """The nomination an address is about, whatever else the address names."""
    return queries.one(nomination_id)


def nomination_today(nomination_id: uuid.UUID, **_: object) -> Nomination | None:
    """The same; of a part that was joined again the whole that it is in now."""
    return parts.now(nomination_id)


def anything(thing_id: uuid.UUID) -> Any:
    """A thing of the list, of whatever kind; None where there is none."""
    item = lineup.one(thing_id)
    return FINDERS[item.thing_kind](thing_id) if item else None
