"""What judging an opinion and judging an answer to one have in common: covers and decision in one form, undone in a minute."""

from typing import Any

from flask import request

from portal.core.errors import Clash, Refusal, Unfit
from portal.core.i18n import N_
from portal.core.policy import may
from portal.moderation import claims, queries
from portal.moderation.desk import lineup
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.limits import NOTE, WORDS
from portal.moderation.policy import Moderation
from portal.moderation.states import Kind, Outcome
from portal.moderation.things import Thing
from portal.web.kit.locale import in_words, language
from portal.web.kit.session import actor
from portal.web.moderation import again, checked, covering, eyes, listing, worded
from portal.web.moderation import item_notes as notes
from portal.web.moderation.worded import Text

REASONS = {Outcome.DECLINE.value: "reason", Outcome.ASK.value: "reason_ask"}  # the list that belongs to a decision


def verdict(thing: Thing, text: Text) -> Verdict:
    """What the form says should be done: covered, decided, told; the room of the thing judges by it.

    Raises Unfit for a decision that was not chosen, Clash for another revision.
    """
    if thing.version != of_version():
        raise Clash()
    outcome, reason = _chosen(thing)
    covering.check(request.form, [text])
    return Verdict(
        outcome, reason, request.form.get("words", ""), request.form.get("note", ""),
        tuple(covering.chosen(request.form, text)), tuple(covering.spared(request.form, text)),
    )  # fmt: skip


def of_version() -> int:
    """The revision that was read."""
    return request.form.get("of_version", 0, type=int)


def seen() -> int | None:
    """The proposal that the page knew of; none where the page did not say."""
    return request.form.get("seen", None, type=int)


def _chosen(thing: Thing) -> tuple[Outcome, str]:
    said = request.form.get("outcome", "")
    if said not in _open_to(thing):
        raise Unfit(N_("Choose a decision."), field="outcome")
    return Outcome(said), request.form.get(REASONS[said], "") if said in REASONS else ""


def _open_to(thing: Thing) -> tuple[str, ...]:
    """Whoever answers an opinion reads no tracking page, and so is asked nothing."""
    asks = (Outcome.ASK.value,) if kind_of(thing) is Kind.OPINION else ()
    return Outcome.ACCEPT.value, Outcome.DECLINE.value, *asks


def kind_of(thing: Thing) -> Kind:
    """An opinion, or an answer to one."""
    return Kind.OPINION if thing.__tablename__ == "opinion" else Kind.REPLY


def _offered(outcome: Outcome, thing: Thing) -> list[tuple[str, str]]:
    found = queries.reasons(outcome, about=kind_of(thing))
    return [(r.code, r.title_en if language() == "en" else r.title_vi) for r in found]


def shown(thing: Thing, text: Text, fault: Refusal | None, typed: Any = None) -> dict[str, Any]:
    """What the page needs of a thing that is judged: text, what was typed and what is wrong with it, reasons, history."""
    held = claims.holder(thing)
    beside = listing.listed()
    reading = worded.read_by(actor(), thing, [text], anew=fault is not None)
    return {
        "text": reading.texts[0], "reading": reading, "checks": checked.of(thing, reading),
        "typed": request.form if typed is None else typed, "fault": in_words(fault) if fault else "",
        "field": getattr(fault, "field", ""), "clash": isinstance(fault, Clash), "WORDS": WORDS,
        "NOTE": NOTE, "reasons": _offered(Outcome.DECLINE, thing), "questions": _offered(Outcome.ASK, thing),
        "holder": held if held and held.staff_id != actor().id else None, "history": queries.decisions(thing),
        "claim": held, "at": lineup.one(thing.id), "next": listing.below(thing.id, beside["lines"]),
        "may_hold": may(actor(), Moderation.CLAIM, thing), "notes": notes.of(thing, actor()), **again.shown(thing), **beside,
        "eyes": eyes.of(thing, actor()),
    }  # fmt: skip
