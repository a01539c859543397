"""An opinion outside its candidate's window: everything typed stays readable, with the other ways that are still open."""

from datetime import datetime

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import rules
from portal.consultations.opinions.rules import Closed
from portal.web.kit import led_back
from portal.web.kit.locale import in_words, to
from portal.web.kit.opinion_form import OpinionForm
from portal.web.public import round_views as views


def page(candidate: Candidate, asked: OpinionForm, refusal: Closed) -> ResponseReturnValue:
    """What was sent or begun, whole, and why it is not taken."""
    html = render_template(
        "public/opinions/closed.html", form=asked, words=in_words(refusal), candidate=candidate,
        name=views.name(candidate), called=views.called(candidate), late=refusal.closed_at is not None,
    )  # fmt: skip
    return html, 409


def opened(candidate: Candidate, at: datetime) -> ResponseReturnValue:
    """The form was opened at an instant outside its window: this browser is shown what it had begun, others the candidate."""
    begun = led_back.typed(candidate.id.hex)
    try:
        rules.in_time(candidate.terms, at)
    except Closed as refusal:
        if begun is not None:
            return page(candidate, OpinionForm(begun), refusal)
    return redirect(to("rounds.candidate", slug=candidate.round.slug, name=candidate.slug), 303)
