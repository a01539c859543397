"""The moderators' queue and one item of it: list and item side by side, as two pages on a phone."""

import contextlib
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.accounts import queries as accounts
from portal.core import clock
from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Unfit
from portal.core.paging import Page
from portal.core.policy import may
from portal.engines.text import tidy
from portal.moderation import claims, queries
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision
from portal.moderation.policy import Moderation
from portal.nominations import lineup, moves
from portal.nominations.lineup import Row, View, Wish
from portal.nominations.models import Nomination
from portal.nominations.states import Channel, NominationState
from portal.stories.policy import Stories
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import to
from portal.web.kit.session import actor
from portal.web.moderation import again, case, wording
from portal.web.moderation.finders import bounded, nomination
from portal.web.moderation.forms.decision import DecisionForm

bp = Blueprint("desk", __name__)
WEEK = timedelta(days=7)
KEPT = ("view", "q", "ward", "channel", "after")  # what an item's list remembers of the queue it was opened from


@bp.get("/hang-doi")
@allow(Moderation.QUEUE)
def queue() -> str:
    """What waits, oldest first."""
    tally = queries.tally(clock.now() - WEEK)
    return render_template("moderation/desk/queue.html", **listed(), wards=lineup.wards(), tally=tally)


@bp.get("/loi-ke/<uuid:nomination_id>")
@allow(Moderation.READ, of=nomination)
def item(thing: Nomination) -> str:
    """One nomination with everything needed to judge it."""
    return shown(thing)


def shown(thing: Nomination, *, form: DecisionForm | None = None, **more: Any) -> str:
    """The item's page, with whatever form came back."""
    gathered = case.of(thing, actor())
    form = form or DecisionForm(formdata=None, of_version=thing.version)
    form.offer(gathered.outcomes)
    page = {"case": gathered, "form": form, **listed(), **again.shown(thing), **more}
    return render_template("moderation/desk/item.html", next=_following(thing, page["rows"]), **page)


def _following(thing: Nomination, rows: Sequence[Row]) -> str:
    """The item below this one in the list beside it."""
    ids = [row.id for row in rows]
    below = ids[ids.index(thing.id) + 1 :] if thing.id in ids else ids
    return to("desk.item", nomination_id=below[0], **kept()) if below else ""


@bp.post("/loi-ke/<uuid:nomination_id>/nhan")
@writes
@allow(Moderation.CLAIM, of=nomination)
def claim(thing: Nomination) -> ResponseReturnValue:
    """Take the item in hand; with the first claim the checking begins, and the writer sees so."""
    claims.claim(thing, by=actor())
    if thing.state is NominationState.RECEIVED:
        moves.verify(thing, by=actor())
    return back_to(thing)


@bp.post("/loi-ke/<uuid:nomination_id>/giu")
@writes
@allow(Moderation.CLAIM, of=nomination)
def renew(thing: Nomination) -> ResponseReturnValue:
    """Work goes on in the browser: put the end of the claim off, if it is still ours."""
    held = claims.holder(thing)
    if held is None or held.staff_id != actor().id:
        raise Clash()
    claims.claim(thing, by=actor())
    return "", 204


@bp.post("/loi-ke/<uuid:nomination_id>/nha")
@writes
@allow(Moderation.RELEASE, of=nomination)
def release(thing: Nomination) -> ResponseReturnValue:
    """Put the item back for others."""
    claims.release(thing, by=actor(), note=request.form.get("note", ""))
    return back_to(thing)


@bp.post("/loi-ke/<uuid:nomination_id>/nhan-lai")
@allow(Moderation.TAKE_OVER, of=nomination)
def take_over(thing: Nomination) -> ResponseReturnValue:
    """Take the item from the colleague who holds it, with a reason."""
    try:
        with unit_of_work():
            claims.take_over(thing, by=actor(), reason=request.form.get("reason", ""))
    except Unfit as refusal:
        return shown(thing, take_over_error=gettext(refusal.msgid)), 422
    return back_to(thing)


def back_to(thing: Nomination, part: str = "") -> ResponseReturnValue:
    """To the item again, beside the same list."""
    return redirect(to("desk.item", nomination_id=thing.id, _anchor=part or None, **kept()), 303)


def listed() -> dict[str, Any]:
    """The list beside an item: what was asked for, how many there are, and what can still be taken back."""
    wish = bounded(wished(), actor())
    page: Page[Row] = lineup.page(wish)
    return {
        "wish": wish, "rows": page.items, "after": page.after, "kept": {k: v for k, v in kept().items() if k != "after"}, "here": kept(), "counts": lineup.counts(wish),
        "views": [v for v in View if v is not View.MINE or may(actor(), Moderation.CLAIM)],
        "wording": wording, "me": actor(), **undo_offer(),
    }  # fmt: skip


def undo_offer() -> dict[str, Any]:
    """The decision that can still be taken back, for how many seconds, and who writes the story if one was accepted."""
    made = queries.undoable(actor()) if may(actor(), Moderation.DECIDE) else None
    writes = may(actor(), Stories.WRITE)
    names = [s.name for s in accounts.holding(Role.EDITOR)] if made and made.outcome.accepts and not writes else []
    return {"undoable": made, "undo_left": undo_left(made), "writes": writes, "writers": names}


def undo_left(made: Decision | None) -> int:
    """Seconds in which a decision can still be taken back."""
    return int((made.made_at + UNDO - clock.now()).total_seconds()) if made else 0


def wished() -> Wish:
    """What the address asks for; what makes no sense is left out."""
    view, channel = View.ALL, None
    with contextlib.suppress(ValueError):
        view = View(request.args.get("view", "all"))
    with contextlib.suppress(ValueError):
        channel = Channel(request.args.get("channel", ""))
    words, ward = tidy.line(request.args.get("q", ""))[:200], tidy.line(request.args.get("ward", ""))[:60]
    return Wish(view, words, ward, channel, request.args.get("after"))


def next_address(thing: Nomination) -> str:
    """Where "save and go to the next" leads: the next free item of the list, or the queue when there is none."""
    following: uuid.UUID | None = lineup.next_after(thing, bounded(wished(), actor()))
    return to("desk.item", nomination_id=following, **kept()) if following else to("desk.queue", **kept())


def kept() -> dict[str, str]:
    """What stays in the address while one works along a list."""
    return {name: value for name in KEPT if (value := request.args.get(name))}
