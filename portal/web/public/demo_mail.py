"""In demo mode only: the letters and text messages that would have been sent."""

import uuid

import sqlalchemy as sa
from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from portal.core.db import db
from portal.core.errors import Missing
from portal.core.mail.models import Letter
from portal.core.sms.models import TextMessage
from portal.web.kit.guard import open_page

bp = Blueprint("demo_mail", __name__)
SHOWN = 50


@bp.get("/thu-dung-thu")
@open_page
def letters() -> ResponseReturnValue:
    """The newest letters; there is no such page outside demo mode."""
    _only_in_demo()
    wanted = sa.select(Letter.id, Letter.subject, Letter.address, Letter.created_at, Letter.state)
    rows = db.session.execute(wanted.order_by(Letter.created_at.desc()).limit(SHOWN)).all()
    messages = db.session.scalars(sa.select(TextMessage).order_by(TextMessage.created_at.desc()).limit(SHOWN)).all()
    return render_template("public/demo_mail/letters.html", letters=rows, messages=messages)


@bp.get("/thu-dung-thu/<uuid:letter_id>")
@open_page
def letter(letter_id: uuid.UUID) -> ResponseReturnValue:
    """One letter as its reader would see it in plain text."""
    _only_in_demo()
    found = db.session.get(Letter, letter_id)
    if found is None:
        raise Missing()
    return render_template("public/demo_mail/letter.html", letter=found)


def _only_in_demo() -> None:
    if not current_app.config["SETTINGS"].demo:
        raise Missing()
