"""A writer asks, behind the receipt, that somebody else look at a decision again: once for each decision."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.consultations.opinions import at_desk as opinion_desk
from portal.consultations.opinions import followed as opinion_followed
from portal.consultations.opinions import queries as opinions
from portal.consultations.opinions.models import Opinion
from portal.core.db import unit_of_work
from portal.core.errors import Missing, NotNow, TooMany, Unfit
from portal.honours.queries import calendar
from portal.moderation.appeals import queries, services
from portal.moderation.appeals.policy import Appeals
from portal.moderation.appeals.states import AppealState
from portal.moderation.limits import APPEAL, APPEAL_ANSWERED
from portal.moderation.things import Thing
from portal.moderation.undoing import untold
from portal.moderation.undoing.untold import Told
from portal.nominations import at_desk, followed
from portal.nominations import queries as nominations
from portal.nominations.models import Nomination
from portal.web.kit.guard import allow
from portal.web.kit.limits import meter
from portal.web.kit.locale import in_words, language, to
from portal.web.public import mailbox, progress
from portal.web.public.forms.appeal import AppealForm

bp = Blueprint("appealing", __name__)
TRIES = "30/hour"


def offered(thing: Thing, appealable: bool, told: Told) -> dict[str, Any]:
    """What a tracking page says of appeals: the one that was made, whether it waits, or until when one can be made."""
    decision, made = told.decision, queries.last(thing)
    if decision is not None and made is not None and made.decision_id != decision.id:
        made = None  # it was about an earlier decision
    open_ = appealable and decision is not None and queries.in_time(decision, calendar())
    waits = made is not None and (made.state is AppealState.WAITING or untold.fresh(made.settled_at))
    until = queries.until(decision, calendar()) if decision and open_ else None
    return {"appeal": made, "appeal_waits": waits, "appeal_until": until}


@bp.route("/theo-doi/cau-chuyen/xem-lai", methods=["GET", "POST"])
@allow(Appeals.ASK, of=mailbox.held)
def of_story(nomination: Nomination) -> ResponseReturnValue:
    """Another look at a story that was not published, handed on, or covered in parts."""
    seen, _ = progress.followed_with_story(nomination)
    offer = offered(nomination, followed.appealable(nomination, seen), seen.told)
    return _asked(nomination, offer, "track.story", _again_story)


@bp.route("/theo-doi/y-kien/xem-lai", methods=["GET", "POST"])
@allow(Appeals.ASK, of=mailbox.held_opinion)
def of_opinion(opinion: Opinion) -> ResponseReturnValue:
    """Another look at an opinion that was not published, or not whole."""
    seen = opinion_followed.of(opinion)
    return _asked(opinion, offered(opinion, seen.appealable, seen.told), "verifying.story", _again_opinion)


def _asked(thing: Thing, offer: dict[str, Any], page: str, send: Callable[[Any, str], None]) -> ResponseReturnValue:
    form = AppealForm()
    if request.method == "GET" and offer["appeal_until"] is None:
        return redirect(to(page), 303)
    if not form.validate_on_submit():
        return _page(form, offer, page), 422 if form.errors else 200
    try:
        meter.spend("appeal", TRIES, thing.id.hex)
        with unit_of_work():
            send(thing.id, form.text.data or "")
    except Unfit as refusal:
        form.blame(refusal)
        return _page(form, offer, page), 422
    except (NotNow, TooMany) as refusal:
        form.form_errors.append(in_words(refusal))
        return _page(form, offer, page), 429 if isinstance(refusal, TooMany) else 409
    return redirect(to(page, done="appealed"), 303)


def _again_story(id: Any, text: str) -> None:
    fresh = nominations.one(id)
    if fresh is None:
        raise Missing()
    seen, _ = progress.followed_with_story(fresh)
    if not followed.appealable(fresh, seen) or not _told(seen.told):
        raise NotNow(services.NOTHING)
    services.ask(fresh, at_desk.matter(fresh), text=text, by=g.actor, calendar=calendar(), language=language())


def _again_opinion(id: Any, text: str) -> None:
    fresh = opinions.one(id)
    if fresh is None:
        raise Missing()
    seen = opinion_followed.of(fresh)
    if not seen.appealable or not _told(seen.told):
        raise NotNow(services.NOTHING)
    services.ask(fresh, opinion_desk.matter(fresh), text=text, by=g.actor, calendar=calendar(), language=language())


def _told(told: Told) -> bool:
    """Whether the decision that stands is one of which the writer was told."""
    return told.decision is not None and told.decision.stands


def _page(form: AppealForm, offer: dict[str, Any], page: str) -> str:
    return render_template(
        "public/appeals/ask.html", form=form, until=offer["appeal_until"], page=page, APPEAL=APPEAL,
        ANSWERED=APPEAL_ANSWERED,
    )  # fmt: skip
