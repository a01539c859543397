"""Write down an opinion for someone who came to the desk, telephoned or wrote: the same clock and the same receipt."""

import secrets
from datetime import timedelta

from flask import Blueprint, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, RadioField
from wtforms.validators import InputRequired

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import queries, services
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.rules import Closed
from portal.consultations.opinions.said import Said, Sent
from portal.consultations.opinions.states import Channel
from portal.consultations.rounds import queries as rounds
from portal.consultations.rounds.states import Phase
from portal.core import clock, codes, marks
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing, Unfit
from portal.core.storage import services as files
from portal.core.storage.intake import Received
from portal.web.kit.days import DayField
from portal.web.kit.guard import allow
from portal.web.kit.locale import to
from portal.web.kit.opinion_form import OpinionForm, offered
from portal.web.kit.session import actor
from portal.web.kit.telling import drawing, places, uploads

bp = Blueprint("opinion_intake", __name__)
HELD = "opinion_intake"
TAKING = (Phase.OPEN, Phase.CLOSED)
SHOWN_FOR = timedelta(hours=1)
CHANNELS = {
    Channel.DESK.value: _l("At the desk"),
    Channel.PHONE.value: _l("By phone"),
    Channel.LETTER.value: _l("By letter"),
}


class ClerkForm(OpinionForm):
    """The same questions, and how the opinion came. Who came or wrote on paper needs no address."""

    came_by = Channel.DESK
    files = None  # a clerk hands in the scan of the letter

    channel = RadioField(
        _l("How it came"), choices=offered(CHANNELS), validators=[InputRequired(_l("Choose how it came."))]
    )
    letter = MultipleFileField(_l("Scan of the letter"))
    received_on = DayField(_l("Day it was received"))


@bp.get("/ghi-ho-y-kien")
@allow(Opinions.WRITE_DOWN)
def choose() -> str:
    """The candidates of open rounds, to write an opinion down for one of them; after the close only what came in time."""
    open_rounds = [(round, candidates.of(round)) for phase in TAKING for round in rounds.in_phase(phase)]
    return render_template("moderation/opinion_intake/choose.html", rounds=open_rounds, Phase=Phase, now=clock.now())


@bp.route("/ghi-ho-y-kien/<uuid:candidate_id>", methods=["GET", "POST"])
@allow(Opinions.WRITE_DOWN, of=candidates.one)
def write(candidate: Candidate) -> ResponseReturnValue:
    """The page asked aloud. Sent twice, it is one opinion."""
    arrived = clock.now()
    if request.method == "GET":
        blank = ClerkForm(formdata=None)
        blank.key.data = secrets.token_hex(16)
        return _page(candidate, blank)
    form = ClerkForm()
    form.key.data = (form.key.data or "")[:64] or secrets.token_hex(16)
    if not form.validate():
        return _page(candidate, form), 422
    said = form.said()
    db.session.rollback()  # nothing is held open while a scan is cleaned
    scans, refused = uploads.receive([f for f in request.files.getlist("letter") if f.filename])
    if refused:
        form.letter.errors = refused
        return _page(candidate, form), 422
    sent = Sent(
        form_key=marks.of("opinion-form", form.key.data), channel=Channel(form.channel.data),
        receipt_hash=codes.lightly_hashed(_code(form.key.data)), received_on=form.received_on.data,
    )  # fmt: skip
    try:
        with unit_of_work():
            g.pop("actor", None)
            fresh = candidates.one(candidate.id)
            if fresh is None:
                raise Missing()
            services.give(fresh, said=_with(said, scans), sent=sent, at=arrived, by=actor())
    except (Unfit, Closed) as refusal:
        if isinstance(refusal, Unfit):
            form.blame(refusal)
        else:
            form.form_errors.append(gettext(refusal.msgid, **refusal.values))
        return _page(candidate, form), 422 if isinstance(refusal, Unfit) else 409
    session[HELD] = [form.key.data, int((clock.now() + SHOWN_FOR).timestamp())]
    return redirect(to("opinion_intake.receipt"), 303)


@bp.get("/ghi-ho-y-kien/bien-nhan")
@allow(Opinions.WRITE_DOWN)
def receipt() -> ResponseReturnValue:
    """The receipt, to print and hand over, or to read out on the phone; for an hour."""
    key, until = session.get(HELD) or ("", 0)
    opinion = queries.by_form(marks.of("opinion-form", key)) if until > clock.now().timestamp() else None
    if opinion is None:
        return redirect(to("opinion_intake.choose"), 303)
    code = _code(key)
    track = f"{drawing.outside(to('track.find'))}#ma={code.replace(' ', '-')}"
    return render_template(
        "moderation/opinion_intake/receipt.html", opinion=opinion, candidate=opinion.candidate,
        code=drawing.lines(code), qr=drawing.square(track), channels=CHANNELS,
    )  # fmt: skip


def _with(said: Said, scans: list[Received]) -> Said:
    """What was said, with the scan of the letter kept beside it."""
    if not scans:
        return said
    letter = files.keep(scans[0])
    db.session.flush()
    return Said(**vars(said) | {"letter": letter.id})


def _code(key: str) -> str:
    return codes.code_of("opinion", key)


def _page(candidate: Candidate, form: ClerkForm) -> str:
    return render_template(
        "moderation/opinion_intake/write.html", form=form, candidate=candidate, wards=places.present()
    )
