"""The six digits that were sent to a writer, typed into whichever page of theirs stands open."""

import uuid

from flask import request
from flask_babel import gettext

from portal.consultations.opinions import asking, verifying
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Verified
from portal.core.actor import holder_of
from portal.core.db import db, unit_of_work
from portal.core.errors import Refusal, TooMany
from portal.core.i18n import N_
from portal.web.kit.limits import meter
from portal.web.kit.locale import in_words
from portal.web.kit.opinion_form import CodeForm

TRIES = "20/hour"
WRONG = N_("These are not the digits we sent. Look at the newest message.")


def wrong(opinion_id: uuid.UUID, form: CodeForm) -> int:
    """Try what was typed: 0 where it verifies the opinion, else the answer's status, with the fault at the field."""
    if not form.validate_on_submit():
        return 422
    db.session.rollback()
    try:
        meter.spend("opinion.code", TRIES, opinion_id.hex)
        with unit_of_work():
            fresh = db.session.get(Opinion, opinion_id, populate_existing=True)
            found = verifying.try_code(fresh, form.code.data or "", by=holder_of(opinion_id)) if fresh else None
    except Refusal as refusal:
        form.code.errors = [in_words(refusal)]
        return 429 if isinstance(refusal, TooMany) else 422
    if found is None:
        form.code.errors = [gettext(WRONG)]
        return 422
    return 0


def not_sent(opinion_id: uuid.UUID, form: CodeForm) -> int:
    """Send new ones by the way that was pressed: 0 where they leave, else the answer's status, with the fault at the field."""
    way = Verified.PHONE if request.form.get("way") == Verified.PHONE else Verified.EMAIL
    db.session.rollback()
    try:
        with unit_of_work():
            asking.again(db.session.get_one(Opinion, opinion_id), way=way, by=holder_of(opinion_id))
    except Refusal as refusal:
        form.code.errors = [in_words(refusal)]
        return 429 if isinstance(refusal, TooMany) else 409
    return 0
