"""The writer of an opinion answers what the desk asked, on the tracking page."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from portal.consultations.opinions import questioning, questions
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.core.actor import holder_of
from portal.core.db import db, unit_of_work
from portal.core.errors import NotNow, Refusal, TooMany, Unfit
from portal.nominations.masking import without_ids
from portal.web.kit.guard import allow
from portal.web.kit.limits import meter
from portal.web.kit.locale import in_words, to
from portal.web.kit.opinion_form import CodeForm
from portal.web.public import mailbox, verifying
from portal.web.public.forms.track import AnswerForm

bp = Blueprint("opinion_questions", __name__)
SENT = "20/hour"


@bp.post("/theo-doi/y-kien/tra-loi")
@allow(Opinions.ANSWER, of=mailbox.held_opinion)
def answer(opinion: Opinion) -> ResponseReturnValue:
    """Take the answer in; what was typed stays on the page where it comes too late or is not fit."""
    form = AnswerForm()
    if not form.validate_on_submit():
        return verifying.page(opinion, CodeForm(formdata=None), form), 422
    db.session.rollback()
    try:
        meter.spend("opinion.answer", SENT, opinion.id.hex)
        with unit_of_work():
            fresh = db.session.get_one(Opinion, opinion.id, populate_existing=True, with_for_update=True)
            questioning.answer(fresh, text=form.text.data or "", to=form.question(), by=holder_of(fresh.id))
    except (Unfit, NotNow, TooMany) as refusal:
        return _refused(form, refusal)
    typed = form.text.data or ""
    return redirect(to("verifying.story", done="covered" if without_ids(typed) != typed else "answered"), 303)


def _refused(form: AnswerForm, refusal: Refusal) -> ResponseReturnValue:
    """The page again, with the words; where another question stands by now, it is the one that is answered next."""
    fresh = mailbox.held_opinion()
    form.text.errors = [in_words(refusal)]
    if isinstance(refusal, NotNow):
        question = questions.to_answer(fresh)
        form.asked.data = str(question.id) if question else ""
    status = {Unfit: 422, TooMany: 429}.get(type(refusal), 409)
    return verifying.page(fresh, CodeForm(formdata=None), form), status
