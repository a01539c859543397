"""What judging an opinion and judging an answer to one have in common: covers and decision in one form, undone in a minute."""

from typing import Any

from flask import request
from flask_babel import gettext

from portal.core.errors import Clash, Refusal, Unfit
from portal.core.i18n import N_
from portal.core.policy import may
from portal.moderation import claims, queries, redactions, services
from portal.moderation.desk import lineup
from portal.moderation.limits import NOTE, WORDS
from portal.moderation.models import Decision
from portal.moderation.policy import Moderation
from portal.moderation.states import Kind, Outcome
from portal.moderation.things import Thing
from portal.web.kit.locale import language
from portal.web.kit.session import actor
from portal.web.moderation import again, checked, covering, listing
from portal.web.moderation import item_notes as notes
from portal.web.moderation.worded import Text


def decided(thing: Thing, text: Text) -> Decision:
    """Cover what was ticked, and decide as the form says; the room of the thing makes its move.

    Raises Unfit for a decision that was not chosen or lacks its reason, Clash for another revision.
    """
    of_version = request.form.get("of_version", 0, type=int)
    if thing.version != of_version:
        raise Clash()
    outcome, reason = _chosen()
    covering.check(request.form, [text])
    redactions.choose(
        thing, by=actor(), field=text.field, text=text.working, covers=covering.chosen(request.form, text),
        spared=covering.spared(request.form, text),
    )  # fmt: skip
    return services.decide(
        thing, by=actor(), outcome=outcome, of_version=of_version, reason_code=reason,
        words=request.form.get("words", ""), note=request.form.get("note", ""),
    )  # fmt: skip


def _chosen() -> tuple[Outcome, str]:
    said = request.form.get("outcome", "")
    if said not in (Outcome.ACCEPT.value, Outcome.DECLINE.value):
        raise Unfit(N_("Choose a decision."), field="outcome")
    reason = request.form.get("reason", "") if said == Outcome.DECLINE.value else ""
    return Outcome(said), reason


def shown(thing: Thing, text: Text, fault: Refusal | None, typed: Any = None) -> dict[str, Any]:
    """What the page needs of a thing that is judged: text, what was typed and what is wrong with it, reasons, history."""
    held = claims.holder(thing)
    beside = listing.listed()
    kind = Kind.OPINION if thing.__tablename__ == "opinion" else Kind.REPLY
    reasons = queries.reasons(Outcome.DECLINE, about=kind)
    return {
        "text": text, "checks": checked.of(thing.__tablename__, thing.id, [text]),
        "typed": request.form if typed is None else typed, "fault": gettext(fault.msgid, **fault.values) if fault else "",
        "field": getattr(fault, "field", ""), "clash": isinstance(fault, Clash), "WORDS": WORDS,
        "NOTE": NOTE, "reasons": [(r.code, r.title_en if language() == "en" else r.title_vi) for r in reasons],
        "holder": held if held and held.staff_id != actor().id else None, "history": queries.decisions(thing),
        "claim": held, "at": lineup.one(thing.id), "next": listing.below(thing.id, beside["lines"]),
        "may_hold": may(actor(), Moderation.CLAIM, thing), "notes": notes.of(thing, actor()), **again.shown(thing), **beside,
    }  # fmt: skip
