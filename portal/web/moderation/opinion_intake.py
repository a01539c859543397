"""Write down an opinion for someone who came to the desk, telephoned or wrote: the same clock and the same receipt."""

import secrets
from dataclasses import replace
from typing import Any

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, RadioField
from wtforms.validators import InputRequired

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import queries, services, waiting
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.rules import Closed
from portal.consultations.opinions.said import Said, Sent
from portal.consultations.opinions.states import Channel
from portal.consultations.rounds import queries as rounds
from portal.consultations.rounds.states import Phase
from portal.core import clock, codes
from portal.core.db import unit_of_work
from portal.core.errors import Missing, Unfit
from portal.web.kit import just_sent
from portal.web.kit import opinion_files as files
from portal.web.kit.days import DayField
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, to
from portal.web.kit.opinion_form import OpinionForm, offered
from portal.web.kit.session import actor
from portal.web.kit.telling import drawing, places

bp = Blueprint("opinion_intake", __name__)
TAKING = (Phase.OPEN, Phase.CLOSED)
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

    _fields: dict[str, Any]

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        first = ("channel", "letter", "received_on")  # as on the page, so that what is wrong is listed in its order
        self._fields = {name: self._fields[name] for name in sorted(self._fields, key=lambda n: n not in first)}


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
    if queries.came_of(just_sent.form_key(str(form.key.data))) is not None:
        return _received(form)
    refused = files.take_in(just_sent.form_key(str(form.key.data)), "letter")
    if files.asked_away() and not refused:
        return _page(candidate, form)
    sound = form.validate()
    if not sound or refused:
        form.letter.errors = [*form.letter.errors, *refused]
        return _page(candidate, form), 422
    said = form.said()
    sent = Sent(
        form_key=just_sent.form_key(str(form.key.data)), channel=Channel(form.channel.data),
        receipt_hash=codes.lightly_hashed(just_sent.code_of(str(form.key.data))), received_on=form.received_on.data,
    )  # fmt: skip
    try:
        with unit_of_work():
            g.pop("actor", None)
            fresh = candidates.one(candidate.id)
            if fresh is None:
                raise Missing()
            services.give(fresh, said=_with(said, sent.form_key), sent=sent, at=arrived, by=actor())
    except (Unfit, Closed) as refusal:
        if isinstance(refusal, Unfit):
            form.blame(refusal)
        else:
            form.form_errors.append(in_words(refusal))
        return _page(candidate, form), 422 if isinstance(refusal, Unfit) else 409
    return _received(form)


def _received(form: ClerkForm) -> ResponseReturnValue:
    just_sent.hold(str(form.key.data), just_sent.WRITTEN_DOWN)
    return redirect(to("opinion_intake.receipt"), 303)


@bp.get("/ghi-ho-y-kien/bien-nhan")
@allow(Opinions.WRITE_DOWN)
def receipt() -> ResponseReturnValue:
    """The receipt, to print and hand over, or to read out on the phone; for an hour."""
    opinion = just_sent.opinion(just_sent.WRITTEN_DOWN)
    if opinion is None:
        return redirect(to("opinion_intake.choose"), 303)
    code = just_sent.code(just_sent.WRITTEN_DOWN)
    track = f"{drawing.outside(to('track.find'))}#ma={code.replace(' ', '-')}"
    return render_template(
        "moderation/opinion_intake/receipt.html", opinion=opinion, candidate=opinion.candidate,
        code=drawing.lines(code), qr=drawing.square(track), channels=CHANNELS,
    )  # fmt: skip


def _with(said: Said, form_key: str) -> Said:
    """What was said, with the scan of the letter kept beside it; further pages follow as files."""
    scans = waiting.handed_over(form_key)
    return replace(said, letter=scans[0], files=scans[1:]) if scans else said


def _page(candidate: Candidate, form: ClerkForm) -> str:
    return render_template(
        "moderation/opinion_intake/write.html",
        form=form,
        candidate=candidate,
        wards=places.present(),
        kept=files.shown(just_sent.form_key(str(form.key.data))) if request.method == "POST" else [],
        accept=files.ACCEPT,
    )
