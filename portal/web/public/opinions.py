"""Give an opinion: the form at its own address, the gentle notice before sending, the receipt."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.terms import Terms
from portal.consultations.opinions import arriving, asking, limits, queries, rules, services
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.rules import Closed
from portal.consultations.opinions.said import Said, Sent
from portal.core import clock, codes, marks
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing, Unavailable, Unfit
from portal.core.i18n import N_
from portal.core.identity import openid
from portal.core.sms import gateway
from portal.engines.text import mailboxes
from portal.moderation.switches.queries import off
from portal.moderation.switches.services import require_on
from portal.moderation.switches.states import Function
from portal.web.kit import errors, just_sent, led_back
from portal.web.kit import opinion_files as files
from portal.web.kit.guard import open_page
from portal.web.kit.limits import network
from portal.web.kit.locale import in_words, show_number, to
from portal.web.kit.opinion_form import CodeForm, OpinionForm, offered
from portal.web.kit.opinion_words import DISPLAYS
from portal.web.kit.parcels import PART_CAME, CutOff
from portal.web.kit.session import actor
from portal.web.kit.telling import drawing, places
from portal.web.public import digits, slow_lane, too_late
from portal.web.public import round_views as views
from portal.web.public.gentle import findings

bp = Blueprint("opinions", __name__)
BODY, FILE_BYTES = 256 * 1024, 56 * 1024 * 1024
AGAIN = N_("This page was open for a long time. Nothing is lost. Please press Send once more.")
HUGE = N_(
    "That is far too many words at once: a reason has %(least)s to %(most)s words. Go back in your browser: what you wrote is still there. Please shorten it, then send it again."
)


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
def form(slug: str, name: str) -> ResponseReturnValue:
    """Say what one thinks of a candidate, and why. Sent twice, it is one opinion with one receipt."""
    if request.method == "GET":
        candidate = _candidate(slug, name)
        if not candidate.takes(_arrived_at()):
            return too_late.opened(candidate, _arrived_at())
        require_on(Function.OPINIONS)
        return _shown(candidate)
    asked = OpinionForm()
    asked.key.data = (asked.key.data or "")[:64] or secrets.token_hex(16)
    if not files.chosen() and asked.validate():
        return _judged(slug, name, asked)
    candidate = _candidate(slug, name)
    if _sent_before(asked):
        return _received(asked)
    require_on(Function.OPINIONS)
    if not files.chosen():
        return _once_more(candidate, asked)
    return _with_files(candidate, asked)


def _with_files(candidate: Candidate, asked: OpinionForm) -> ResponseReturnValue:
    """Files are kept or taken away before anything else is judged, so that a mistake elsewhere loses none."""
    refused = files.take_in(just_sent.form_key(str(asked.key.data))) if candidate.takes(_arrived_at()) else []
    if files.asked_away() and not refused:
        return _once_more(candidate, asked, way=led_back.ON)
    if not asked.validate() or refused:
        return _once_more(candidate, asked, refused=refused)
    return _judged(candidate.round.slug, candidate.slug, asked)


def _judged(slug: str, name: str, asked: OpinionForm) -> ResponseReturnValue:
    """Send it, or ask kindly first. Most are sent: no more is read, or asked of the switch, than decides whether they are taken."""
    said = asked.said()
    if asked.anyway.data or not findings(said.text, known=[]):
        return _send(slug, name, asked, said)
    candidate = _candidate(slug, name)
    if _sent_before(asked):
        return _received(asked)
    require_on(Function.OPINIONS)
    if findings(said.text, known=[candidate.name]):
        return _once_more(candidate, asked)
    return _send(slug, name, asked, said)


def _shown(candidate: Candidate) -> ResponseReturnValue:
    """A blank form; where the last one was not right yet, that one, as its address says."""
    way = next((way for way in (led_back.FAULTS, led_back.ON) if way in request.args), "")
    typed = led_back.typed(candidate.id.hex) if way else None
    asked = OpinionForm(typed)
    asked.key.data = (asked.key.data or "")[:64] or secrets.token_hex(16)
    if typed is None:
        return _page(candidate, asked, begun=not way and led_back.typed(candidate.id.hex) is not None)
    said = led_back.said()
    if way == led_back.ON:
        return _page(candidate, asked, notice=" ".join(said))
    sound = asked.validate()
    found = findings(asked.text.data or "", known=[candidate.name]) if sound and not said else ()
    asked.files.errors = [*asked.files.errors, *said]
    return _page(candidate, asked, found=found)


def _once_more(
    candidate: Candidate, asked: OpinionForm, *, refused: Sequence[str] = (), way: str = led_back.FAULTS
) -> ResponseReturnValue:
    """Lead to a page with what was typed and what is wrong; where nothing can be kept, or all is closed, be that page."""
    try:
        rules.in_time(candidate.terms, _arrived_at())
    except Closed as refusal:
        return too_late.page(candidate, asked, refusal)
    if led_back.keep(candidate.id.hex, str(asked.key.data), said=refused, leave=("anyway", files.AWAY)):
        return redirect(_address(candidate, way), 303)
    sound = asked.validate() and not refused
    found = findings(asked.text.data or "", known=[candidate.name]) if sound else ()
    asked.files.errors = [*asked.files.errors, *refused]
    return _page(candidate, asked, found=found), 422


def _address(candidate: Candidate, way: str) -> str:
    return to("opinions.form", slug=candidate.round.slug, name=candidate.slug, **{way: 1})


@bp.get("/lay-y-kien/da-gui")
@open_page
def receipt() -> ResponseReturnValue:
    """The receipt, shown in its own browser for an hour."""
    opinion = just_sent.opinion()
    return _receipt(opinion, CodeForm(formdata=None)) if opinion else redirect(to("track.find"), 303)


@bp.post("/lay-y-kien/da-gui")
@open_page
def confirm() -> ResponseReturnValue:
    """Six digits that were sent, written where the receipt stands: nobody need type its words to write or ask for them."""
    opinion, anew = just_sent.opinion(), "way" in request.form
    form = CodeForm(formdata=None) if anew else CodeForm()
    if opinion is None:
        return redirect(to("track.find"), 303)
    if status := (digits.not_sent if anew else digits.wrong)(opinion.id, form):
        return _receipt(just_sent.opinion() or opinion, form), status
    return redirect(to("opinions.receipt", done="sent" if anew else None), 303)


def _receipt(opinion: Opinion, form: CodeForm) -> str:
    code = just_sent.code()
    track = f"{drawing.outside(to('track.find'))}#ma={code.replace(' ', '-')}"
    return render_template(
        "public/opinions/receipt.html", opinion=opinion, candidate=opinion.candidate, name=views.name(opinion.candidate), called=views.called(opinion.candidate),
        code=drawing.lines(code), qr=drawing.square(track), track=track, sign_in=openid.name(), form=form, ways=asking.ways(opinion), done=request.args.get("done", ""),
        sent_to=_hinted(opinion), may_resend=opinion.candidate.takes(clock.now()) and not off(Function.OPINIONS),
    )  # fmt: skip


def _hinted(opinion: Opinion) -> str:
    """What its writer left to be reached by, enough of it to see a slip."""
    left = [mailboxes.hinted(each) for each in (opinion.writer.email, opinion.writer.phone) if each]
    return gettext("%(email)s and %(phone)s", email=left[0], phone=left[1]) if len(left) > 1 else "".join(left)


@bp.post("/lay-y-kien/xong")
@open_page
def leave() -> ResponseReturnValue:
    """The code is written down: this browser forgets it."""
    just_sent.let_go()
    return redirect(to("rounds.listing"), 303)


def _send(slug: str, name: str, asked: OpinionForm, said: Said) -> ResponseReturnValue:
    sent = Sent(
        form_key=just_sent.form_key(str(asked.key.data)),
        receipt_hash=codes.lightly_hashed(just_sent.code_of(str(asked.key.data))),
        slow_lane=slow_lane.wanted(said),
    )
    arrived = _arrived_at()
    try:
        about = _give(slug, name, said, sent, arrived)
    except Closed as refusal:
        return too_late.page(_candidate(slug, name), asked, refusal)
    except Unfit as refusal:
        asked.blame(refusal)
        return _page(_candidate(slug, name), asked), 422
    except (Unavailable, sa.exc.OperationalError):
        db.session.rollback()
        busy = {"Retry-After": "30"}
        return _page(_candidate(slug, name), asked, notice=in_words(Unavailable())), 503, busy
    led_back.let_go(about.hex)
    return _received(asked)


def _give(slug: str, name: str, said: Said, sent: Sent, arrived: datetime) -> uuid.UUID:
    """Receive it; about whom it is."""
    with unit_of_work():
        g.pop("actor", None)
        met = arriving.at(slug, name, sent.form_key)
        terms, said = met.terms, replace(said, files=met.files)
        marked = replace(
            sent, network=_mark("network", network(), terms), device=_mark("device", request.user_agent.string, terms)
        )
        led_back.forget(terms.id.hex)
        services.receive(terms, said=said, sent=marked, at=arrived, by=actor(), taken=not met.switched_off)
        return terms.id


def _sent_before(asked: OpinionForm) -> bool:
    return queries.came_of(just_sent.form_key(str(asked.key.data))) is not None


def _received(asked: OpinionForm) -> ResponseReturnValue:
    just_sent.hold(str(asked.key.data))
    return redirect(to("opinions.receipt"), 303)


def _page(candidate: Candidate, asked: OpinionForm, *, found: Any = (), notice: str = "", begun: bool = False) -> str:
    sent = just_sent.opinion() if request.method == "GET" else None
    if candidate.round.displays:
        asked.display.choices = offered(DISPLAYS, candidate.round.displays)
    return render_template(
        "public/opinions/form.html", form=asked, candidate=candidate, round=candidate.round, found=found, notice=notice,
        name=views.name(candidate), called=views.called(candidate), honour=views.honour(candidate), who=views.who(candidate, first=True), wards=places.present(),
        window=views.window(candidate, candidate.round.phase(clock.now())), trap=slow_lane.TRAP,
        kept=files.shown(just_sent.form_key(str(asked.key.data))) if request.method == "POST" or request.args else [], accept=files.ACCEPT,
        sent=sent if sent and sent.candidate_id == candidate.id else None, go_on=_address(candidate, led_back.ON) if begun else "",
        by_phone=gateway.ready(), sign_in=openid.name(),
    )  # fmt: skip


def _candidate(slug: str, name: str) -> Candidate:
    found = candidates.public(slug, name)
    if found is None:
        raise Missing()
    return found


def _mark(kind: str, value: str, terms: Terms) -> str:
    """Where it came from, told apart only within one round."""
    return marks.of(kind, terms.round_id.hex, value)[:32]


@bp.errorhandler(CSRFError)
def _stale(fault: CSRFError) -> ResponseReturnValue:
    values = request.view_args or {}
    candidate = candidates.public(values["slug"], values["name"]) if "name" in values else None
    if candidate is None:
        return errors.page(400, gettext(AGAIN))
    asked = OpinionForm()
    asked.key.data = (asked.key.data or "")[:64] or secrets.token_hex(16)
    return _page(candidate, asked, notice=gettext(AGAIN)), 400


@bp.errorhandler(CutOff)
def _cut_off(fault: CutOff) -> ResponseReturnValue:
    """Kept for whoever comes back: the answer may reach nobody."""
    values = request.view_args or {}
    candidate = candidates.public(values["slug"], values["name"]) if "name" in values else None
    if candidate is None or not led_back.keep_cut_off(
        candidate.id.hex, gettext(PART_CAME), leave=("anyway", files.AWAY)
    ):
        return errors.part_came()
    return redirect(_address(candidate, led_back.ON), 303)


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(fault: RequestEntityTooLarge) -> ResponseReturnValue:
    """More words than any opinion has."""
    least, most = map(show_number, limits.WORDS)
    return errors.page(413, gettext(HUGE, least=least, most=most))
