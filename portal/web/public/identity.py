"""Show by signing in elsewhere that there is a person behind an opinion that was sent before.

The opinion is safe by then: whatever becomes of the sign-in, nothing typed is lost. What the browser must bring back is
kept in its signed cookie for ten minutes and used once.
"""

import secrets
import uuid
from datetime import timedelta

from flask import Blueprint, current_app, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from portal.consultations.opinions import queries, verifying
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import OpinionState, Verified
from portal.core import clock
from portal.core.actor import holder_of
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing, Refusal, TooMany, Unavailable
from portal.core.identity import openid
from portal.web.kit import just_sent
from portal.web.kit.guard import allow, open_page
from portal.web.kit.limits import meter
from portal.web.kit.locale import address, in_words, language, to
from portal.web.public import mailbox

bp = Blueprint("identity", __name__)
BEGUN = "identity"  # in the signed cookie: what must come back
LASTS = timedelta(minutes=10)
PER_NETWORK = "120/hour"


@bp.before_request
def _only_where_set() -> None:
    """Without a provider these doors are not there."""
    if not openid.ready():
        raise Missing()


@bp.get("/theo-doi/y-kien/dang-nhap")
@allow(Opinions.FOLLOW, of=mailbox.held_opinion)
def start(opinion: Opinion) -> ResponseReturnValue:
    """Off to the provider, from the page where an opinion is followed."""
    return _off(opinion, "verifying.story")


@bp.get("/lay-y-kien/da-gui/dang-nhap")
@open_page
def from_receipt() -> ResponseReturnValue:
    """The same from the receipt, for the opinion that this browser has just sent."""
    opinion = just_sent.opinion()
    if opinion is None:
        return redirect(to("track.find"), 303)
    return _off(opinion, "opinions.receipt")


@bp.get("/theo-doi/y-kien/danh-tinh")
@open_page
def back() -> ResponseReturnValue:
    """Back from the provider. What comes is believed only with what this browser was given when it left."""
    try:
        begun, opinion_id, lang, page = _awaited()
        if request.args.get("error"):
            raise openid.Stopped()
        db.session.rollback()  # nothing is held open while the provider is asked
        subject = openid.service().finish(
            _here(), begun, request.args.get("code", "")[:4096], request.args.get("iss", "")[:512]
        )
        with unit_of_work():
            opinion = queries.one(opinion_id)
            if opinion is None:
                raise Missing()
            verifying.by_identity(opinion, subject, by=holder_of(opinion_id))
    except Refusal as refusal:
        return _refused(refusal)
    mailbox.open_for(opinion_id)
    return redirect(address(page, lang, done="verified"), 303)


def _off(opinion: Opinion, page: str) -> ResponseReturnValue:
    if opinion.verified is not Verified.NO or opinion.state is OpinionState.CLOSED:
        mailbox.open_for(opinion.id)
        return redirect(to("verifying.story"), 303)
    try:
        meter.spend("identity.start", PER_NETWORK)
        id = opinion.id
        db.session.rollback()
        url, begun = openid.service().begin(_here())
    except Refusal as refusal:
        return _refused(refusal)
    until = int((clock.now() + LASTS).timestamp())
    session[BEGUN] = [begun.state, begun.nonce, begun.verifier, id.hex, language(), page, until]
    mailbox.open_for(id)
    return redirect(url, 303)


def _awaited() -> tuple[openid.Begun, uuid.UUID, str, str]:
    """What this browser left with, once. Raises NotShown for an answer that nobody here asked for."""
    state, nonce, verifier, id, lang, page, until = session.pop(BEGUN, None) or ("", "", "", "", "vi", "", 0)
    came = request.args.get("state", "")
    if not state or until < clock.now().timestamp() or not secrets.compare_digest(state.encode(), came.encode()):
        raise openid.NotShown()
    return openid.Begun(state, nonce, verifier), uuid.UUID(id), lang, page


def _here() -> str:
    """The one address that the provider knows; the same in both languages."""
    site: str = current_app.config["SETTINGS"].site_url.rstrip("/")
    return site + address("identity.back", "vi")


def _refused(refusal: Refusal) -> ResponseReturnValue:
    status = 503 if isinstance(refusal, Unavailable) else 429 if isinstance(refusal, TooMany) else 409
    words = in_words(refusal)
    return render_template("public/opinions/not_signed_in.html", words=words), status
