"""Canned replies filled in for one item, in the language its writer reads."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import current_app

from portal.consultations.opinions import queries as opinions
from portal.consultations.opinions.models import Opinion, Reply
from portal.core import clock
from portal.moderation.canned import blanks, queries
from portal.moderation.canned.blanks import Office
from portal.moderation.states import Kind
from portal.nominations.letters import weekday
from portal.nominations.models import Nomination

Filled = list[tuple[uuid.UUID, str, str]]  # key, short name, words


def office(board: Any) -> Office:
    """What the portal knows of its owner, as blanks are filled in with."""
    return Office(board["hotline"], board["address"], board["name"])


def of_nomination(thing: Nomination) -> Filled:
    """What can be put into a letter about a story."""
    who = [f"{s.honorific.value} {s.name}".strip() for s in thing.subjects if s.name]
    values = {"name": ", ".join(who), "title": thing.title} | _of(
        thing.number, thing.received_at, thing.due_on, thing.language
    )
    return _filled(Kind.NOMINATION, thing.language, values)


def of_opinion(opinion: Opinion) -> Filled:
    """What can be put into a letter about an opinion."""
    return _filled(Kind.OPINION, opinion.language, _about(opinion, opinion.submitted_at))


def of_reply(reply: Reply) -> Filled:
    """What can be put into words about an answer; whoever answers reads Vietnamese."""
    opinion = opinions.one(reply.opinion_id)
    return _filled(Kind.REPLY, "vi", _about(opinion, reply.sent_at) if opinion else {})


def _about(opinion: Opinion, came: datetime) -> dict[str, str]:
    candidate = opinion.candidate
    named = candidate.honour_en or candidate.honour_vi if opinion.language == "en" else candidate.honour_vi
    name = f"{candidate.honorific.value} {candidate.name}".strip()
    return {"name": name, "title": named} | _of(opinion.number, came, None, opinion.language)


def _of(number: str, came: datetime, due: date | None, language: str) -> dict[str, str]:
    return {
        "number": number, "received": f"{clock.local(came):%d/%m/%Y}", "due": weekday(due).get(language, ""),
    }  # fmt: skip


def _filled(kind: Kind, language: str, values: Mapping[str, str]) -> Filled:
    known = office(current_app.jinja_env.globals["board"]).values(language) | dict(values)
    return [(o.id, o.title, blanks.filled(o.text(language), known)) for o in queries.offered(kind)]
