"""The moderators' list and one nomination of it: list and item side by side, as two pages on a phone."""

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.actor import Kind
from portal.core.paging import Page
from portal.core.policy import may
from portal.moderation.desk import lineup
from portal.moderation.desk.lineup import Row
from portal.moderation.policy import Moderation
from portal.nominations.models import Nomination
from portal.web.kit import navigation
from portal.web.kit.guard import allow, open_page, unasked
from portal.web.kit.locale import to
from portal.web.kit.session import actor
from portal.web.moderation import again, case, checked, eyes, listing
from portal.web.moderation.finders import nomination_today
from portal.web.moderation.forms.decision import DecisionForm

bp = Blueprint("desk", __name__)


@bp.get("/")
@open_page
def door() -> ResponseReturnValue:
    """The bare address of the staff's pages: on to where this person starts work, or to the sign-in."""
    at_work = actor().kind is Kind.STAFF
    return redirect(navigation.first() if at_work else to("sign_in.sign_in"), 303)


@bp.get("/hang-doi")
@allow(Moderation.QUEUE)
def queue() -> str:
    """Everything that waits, in the order of its ranks."""
    return listed()


def listed(**more: Any) -> str:
    """The list's page, with whatever came back of the name somebody gave it."""
    beside = listing.listed()
    return render_template(
        "moderation/desk/queue.html", **beside, **listing.filters(beside["wish"]),
        may_hold=may(actor(), Moderation.CLAIM), **more,
    )  # fmt: skip


@bp.get("/hang-doi/moi")
@allow(Moderation.QUEUE)
@unasked
def fresh() -> ResponseReturnValue:
    """Whether the list on a screen is still what there is: asked every so often by the page that shows it."""
    page: Page[Row] = lineup.page(listing.wished())
    answer = jsonify(stamp=listing.stamp([row.item.thing_id for row in page.items]))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/loi-ke/<uuid:nomination_id>")
@allow(Moderation.READ, of=nomination_today)
def item(thing: Nomination) -> ResponseReturnValue:
    """One nomination with everything needed to judge it. The address of a part that was joined again leads to the whole."""
    if thing.id != (request.view_args or {})["nomination_id"]:
        return redirect(to("desk.item", nomination_id=thing.id, **listing.kept()), 303)
    return shown(thing)


def shown(thing: Nomination, *, form: DecisionForm | None = None, **more: Any) -> str:
    """The item's page, with whatever form came back."""
    gathered = case.of(thing, actor(), anew=form is not None)
    form = form or DecisionForm(formdata=None, of_version=thing.version)
    form.offer(gathered.outcomes)
    page = {
        "case": gathered, "checks": checked.of(thing, gathered.reading), "form": form,
        "at": lineup.one(thing.id), "eyes": eyes.of(thing, actor()), **listing.listed(), **again.shown(thing), **more,
    }  # fmt: skip
    return render_template("moderation/desk/item.html", next=listing.below(thing.id, page["lines"]), **page)


def back_to(thing: Nomination, part: str = "") -> ResponseReturnValue:
    """To the item again, beside the same list."""
    return redirect(to("desk.item", nomination_id=thing.id, _anchor=part or None, **listing.kept()), 303)
