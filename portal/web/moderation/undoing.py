"""Acts that are no decision are taken back within their minute by the same bar as decisions."""

from typing import Any

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState
from portal.core.policy import may
from portal.moderation.models import Decision
from portal.moderation.policy import Moderation
from portal.moderation.undoing import services
from portal.moderation.undoing.models import HeldAct
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState
from portal.stories import opening
from portal.stories import queries as stories
from portal.stories.policy import Stories
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import to
from portal.web.kit.session import actor
from portal.web.moderation import cards
from portal.web.moderation.finders import FINDERS

bp = Blueprint("desk_undoing", __name__)
PAGES = {
    "nomination": ("desk.item", "nomination_id"), "opinion": ("desk_opinions.item", "opinion_id"),
    "opinion_reply": ("desk_replies.item", "reply_id"), "appeal": ("desk_appeals.item", "appeal_id"),
    "report_case": ("desk_reports.item", "case_id"), "story": ("publishing.preview", "story_id"),
}  # fmt: skip
FOUND = {**FINDERS, "story": stories.one}


@bp.app_template_global()
def made_about(made: Decision | HeldAct) -> tuple[str, str, bool]:
    """What a decision or held act was about, in words and by its page: its bar is read on the page of the next thing.

    And whether it is an opinion that is counted and shown to nobody, of which the bar must not say that it is published.
    """
    endpoint, name = PAGES[made.thing_kind]
    thing = FOUND[made.thing_kind](made.thing_id)
    counted = isinstance(thing, Opinion) and thing.state is OpinionState.COUNTED
    return _named(made.thing_kind, thing), to(endpoint, **{name: made.thing_id}), counted


def _named(kind: str, thing: Any) -> str:
    if thing is None:
        return ""
    if kind not in cards.SHOWN:  # an appeal, or what readers reported: named by what it is about
        found = FOUND.get(thing.thing_kind)
        return _named(thing.thing_kind, found(thing.thing_id)) if found else ""
    card = cards.of(thing)
    return f"{card.title} ({card.number})" if kind != "story" else card.title


@bp.post("/viec/<uuid:act_id>/hoan-tac")
@writes
@allow(Moderation.UNDO, of=services.one)
def act(act: HeldAct) -> ResponseReturnValue:
    """Take one's own act back within the minute; no letter leaves. Then to what it was about."""
    thing: Any = services.undo(act, by=actor())
    if isinstance(thing, Nomination) and thing.state is NominationState.ACCEPTED and may(actor(), Stories.WRITE):
        opening.open_for(thing, by=actor())  # as it was open before
    endpoint, name = PAGES[act.thing_kind]
    return redirect(to(endpoint, **{name: act.thing_id}), 303)
