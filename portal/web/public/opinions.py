"""Give an opinion: the form at its own address, the gentle notice before sending, the receipt."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import queries, services, waiting
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.rules import Closed
from portal.consultations.opinions.said import Said, Sent
from portal.core import clock, codes, marks
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing, TooMany, Unavailable, Unfit
from portal.core.i18n import N_
from portal.core.identity import openid
from portal.core.sms import gateway
from portal.engines.synthesis import nudges
from portal.engines.text.private_spans import Private
from portal.moderation.switches.states import Function
from portal.web.kit import errors
from portal.web.kit.guard import open_page
from portal.web.kit.limits import meter, network
from portal.web.kit.locale import to
from portal.web.kit.opinion_form import OpinionForm, offered
from portal.web.kit.opinion_words import DISPLAYS
from portal.web.kit.session import actor
from portal.web.kit.switched import switchable
from portal.web.kit.telling import drawing, places
from portal.web.public import opinion_files as files
from portal.web.public import round_views as views
from portal.web.public.gentle import NOTICES

bp = Blueprint("opinions", __name__)
HELD = "opinion_sent"  # in the signed cookie: the secret of the form sent last, for an hour
SHOWN_FOR = timedelta(hours=1)
PER_NETWORK, PER_CONTACT = "60/hour", "10/day"  # beyond: taken, and looked at with more care
TRAP = "website"  # a field that people do not see; programs fill it in
BODY, FILE_BYTES = 256 * 1024, 56 * 1024 * 1024
AGAIN = N_("This page was open for a long time. Nothing is lost. Please press Send once more.")
RUDE = N_("These words may hurt. The reasons count more.")
HUGE = N_(
    "That was too much at once: a photo or document may have at most 10 MB, and five may be sent together. Go back in your browser: what you wrote is still there."
)
ACCUSING = N_("This reads like a report of wrongdoing. The confidential channel protects you and the case better.")


@bp.url_value_preprocessor
def _arrived(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """The instant that counts is when the request came in, not when the database had time for it.

    Only the form takes in large bodies, for its files; set before anything of the body is read.
    """
    g.arrived = clock.now()
    request.max_content_length = FILE_BYTES if endpoint == "opinions.form" else BODY
    request.max_form_memory_size = BODY


def _arrived_at() -> datetime:
    at: datetime = g.get("arrived") or clock.now()  # a form without a good token is turned away before it is noted
    return at


@bp.route("/lay-y-kien/<slug>/<name>/gop-y", methods=["GET", "POST"])
@open_page
@switchable(Function.OPINIONS)
def form(slug: str, name: str) -> ResponseReturnValue:
    """Say what one thinks of a candidate, and why. Sent twice, it is one opinion with one receipt."""
    candidate = _candidate(slug, name)
    if request.method == "GET":
        blank = OpinionForm(formdata=None)
        blank.key.data = secrets.token_hex(16)
        return _page(candidate, blank)
    asked = OpinionForm()
    asked.key.data = (asked.key.data or "")[:64] or secrets.token_hex(16)
    if queries.came_of(_form_key(asked)) is not None:
        return _received(asked)
    refused = files.take_in(_form_key(asked)) if candidate.takes(_arrived_at()) else []
    if files.asked_away() and not refused:
        return _page(candidate, asked)
    sound = asked.validate()
    if not sound or refused:
        asked.files.errors = [*asked.files.errors, *refused]
        return _page(candidate, asked), 422
    said = asked.said()
    if not asked.anyway.data and (found := _findings(said.text, candidate)):
        return _page(candidate, asked, found=found)
    return _send(candidate, asked, said)


@bp.get("/lay-y-kien/da-gui")
@open_page
def receipt() -> ResponseReturnValue:
    """The receipt, shown in its own browser for an hour."""
    opinion = at_hand()
    if opinion is None:
        return redirect(to("track.find"), 303)
    code = _code(session[HELD][0])
    track = f"{drawing.outside(to('track.find'))}#ma={code.replace(' ', '-')}"
    return render_template(
        "public/opinions/receipt.html", opinion=opinion, candidate=opinion.candidate, name=views.name(opinion.candidate), called=views.called(opinion.candidate),
        code=drawing.lines(code), qr=drawing.square(track), track=track, sign_in=openid.name(),
    )  # fmt: skip


@bp.post("/lay-y-kien/xong")
@open_page
def leave() -> ResponseReturnValue:
    """The code is written down: this browser forgets it."""
    session.pop(HELD, None)
    return redirect(to("rounds.listing"), 303)


def at_hand() -> Opinion | None:
    """The opinion that this browser has sent within the last hour."""
    secret, until = session.get(HELD) or ("", 0)
    return queries.by_form(marks.of("opinion-form", secret)) if until > clock.now().timestamp() else None


def _send(candidate: Candidate, asked: OpinionForm, said: Said) -> ResponseReturnValue:
    receipt_hash = codes.lightly_hashed(_code(str(asked.key.data)))
    sent = Sent(
        form_key=_form_key(asked), receipt_hash=receipt_hash, network=_mark("network", network(), candidate),
        device=_mark("device", request.user_agent.string, candidate), slow_lane=_slow(said),
    )  # fmt: skip
    arrived = _arrived_at()
    db.session.rollback()
    try:
        _give_once(candidate, said, sent, arrived)
    except Closed as refusal:
        return _closed(candidate, asked, refusal)
    except Unfit as refusal:
        asked.blame(refusal)
        return _page(candidate, asked), 422
    except (Unavailable, sa.exc.OperationalError):
        db.session.rollback()
        return _page(candidate, asked, notice=gettext(Unavailable.msgid)), 503, {"Retry-After": "30"}
    return _received(asked)


def _give_once(candidate: Candidate, said: Said, sent: Sent, arrived: datetime) -> None:
    """The same form in the same instant breaks on the other one, which is found the second time; so is a free number."""
    try:
        _give(candidate, said, sent, arrived)
    except sa.exc.IntegrityError:
        db.session.rollback()
        _give(candidate, said, sent, arrived)


def _give(candidate: Candidate, said: Said, sent: Sent, arrived: datetime) -> Opinion:
    with unit_of_work():
        g.pop("actor", None)
        said = replace(said, files=waiting.handed_over(sent.form_key))
        return services.give(candidate, said=said, sent=sent, at=arrived, by=actor())


def _received(asked: OpinionForm) -> ResponseReturnValue:
    session[HELD] = [asked.key.data, int((clock.now() + SHOWN_FOR).timestamp())]
    return redirect(to("opinions.receipt"), 303)


def _closed(candidate: Candidate, asked: OpinionForm, refusal: Closed) -> ResponseReturnValue:
    """Everything typed stays readable, with the other ways that are still open."""
    words = gettext(refusal.msgid, **refusal.values)
    page = render_template(
        "public/opinions/closed.html",
        form=asked,
        words=words,
        candidate=candidate,
        name=views.name(candidate),
        called=views.called(candidate),
    )
    return page, 409


def _page(candidate: Candidate, asked: OpinionForm, *, found: Any = (), notice: str = "") -> str:
    if candidate.round.displays:
        asked.display.choices = offered(DISPLAYS, candidate.round.displays)
    return render_template(
        "public/opinions/form.html", form=asked, candidate=candidate, round=candidate.round, found=found, notice=notice,
        name=views.name(candidate), called=views.called(candidate), honour=views.honour(candidate), who=views.who(candidate), wards=places.present(),
        window=views.window(candidate, candidate.round.phase(clock.now())), trap=TRAP,
        kept=files.shown(_form_key(asked)) if request.method == "POST" else [], accept=files.ACCEPT,
        by_phone=gateway.ready(), sign_in=openid.name(),
    )  # fmt: skip


def _findings(text: str, candidate: Candidate) -> list[tuple[str, str]]:
    """What a writer is kindly asked about before sending: the words found, and why they are asked about."""
    words = {nudges.Kind.RUDE: RUDE, nudges.Kind.ACCUSATION: ACCUSING}
    found = nudges.nudges(text, known=[candidate.name])
    return [(hit.value, gettext(words.get(hit.kind) or NOTICES[Private(hit.detail)])) for hit in found][:8]


def _candidate(slug: str, name: str) -> Candidate:
    found = candidates.public(slug, name)
    if found is None:
        raise Missing()
    if not found.takes(_arrived_at()) and request.method == "GET":
        abort(redirect(to("rounds.candidate", slug=slug, name=name), 303))
    return found


def _slow(said: Said) -> bool:
    """Whether it came from where very many come from: nothing is refused, it is read with more care."""
    if request.form.get(TRAP):
        return True
    contact = said.email or said.phone
    return _over("opinion.network", PER_NETWORK) or (bool(contact) and _over("opinion.contact", PER_CONTACT, contact))


def _over(act: str, rate: str, key: str = "") -> bool:
    try:
        meter.spend(act, rate, key)
    except TooMany:
        return True
    return False


def _form_key(asked: OpinionForm) -> str:
    return marks.of("opinion-form", str(asked.key.data))


def _code(secret: str) -> str:
    return codes.code_of("opinion", secret)


def _mark(kind: str, value: str, candidate: Candidate) -> str:
    """Where it came from, told apart only within one round."""
    return marks.of(kind, candidate.round_id.hex, value)[:32]


@bp.errorhandler(CSRFError)
def _stale(fault: CSRFError) -> ResponseReturnValue:
    values = request.view_args or {}
    candidate = candidates.public(values["slug"], values["name"]) if "name" in values else None
    if candidate is None:
        return errors.page(400, gettext(AGAIN))
    asked = OpinionForm()
    asked.key.data = (asked.key.data or "")[:64] or secrets.token_hex(16)
    return _page(candidate, asked, notice=gettext(AGAIN)), 400


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(fault: RequestEntityTooLarge) -> ResponseReturnValue:
    """More than can be taken in: nothing of it was read, and the browser still holds what was typed."""
    return errors.page(413, gettext(HUGE))
