"""Whom a nomination is about: joining testimonies of one person, parting them again, recording consent."""

import uuid
from datetime import date
from typing import cast

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.db import unit_of_work
from portal.core.errors import Missing, Unfit
from portal.moderation import claims
from portal.moderation.policy import Moderation
from portal.nominations import contacts, reading
from portal.nominations import queries as nominations
from portal.nominations.models import Nomination, Subject
from portal.nominations.policy import Nominations
from portal.nominees import queries, services
from portal.nominees.states import ConsentChannel, ConsentState, Covers
from portal.web.kit.guard import allow, writes
from portal.web.kit.session import actor
from portal.web.moderation import desk, wording
from portal.web.moderation.finders import nomination
from portal.web.moderation.forms.consent import ConsentForm

bp = Blueprint("desk_people", __name__)


@bp.post("/loi-ke/<uuid:nomination_id>/ghep/<uuid:subject_id>")
@writes
@allow(Moderation.DECIDE, of=nomination)
def join(thing: Nomination) -> ResponseReturnValue:
    """Say that this one is somebody told of before. The testimonies stay two; only the person becomes one."""
    claims.claim(thing, by=actor())
    other = queries.one(_key(request.form.get("into", "")))
    if other is None:
        raise Missing()
    services.merge(queries.root(_subject(thing).nominee), into=queries.root(other), by=actor())
    return desk.back_to(thing, "people")


@bp.post("/loi-ke/<uuid:nomination_id>/tach/<uuid:subject_id>")
@writes
@allow(Moderation.DECIDE, of=nomination)
def part(thing: Nomination) -> ResponseReturnValue:
    """Take the joining back: it was somebody else after all."""
    claims.claim(thing, by=actor())
    services.unmerge(_subject(thing).nominee, by=actor())
    return desk.back_to(thing, "people")


@bp.route("/loi-ke/<uuid:nomination_id>/dong-y/<uuid:subject_id>", methods=["GET", "POST"])
@allow(Moderation.DECIDE, of=nomination)
def consent(thing: Nomination) -> ResponseReturnValue:
    """Record what the nominee, or a child's parent, answered."""
    nominee = queries.root(_subject(thing).nominee)
    form = ConsentForm(minor=queries.is_minor(nominee))
    if form.validate_on_submit():
        try:
            with unit_of_work():
                claims.claim(thing, by=actor())
                services.record_consent(
                    queries.root(_subject(thing).nominee),
                    state=ConsentState(form.state.data),
                    channel=ConsentChannel(form.channel.data),
                    given_on=cast(date, form.given_on.data),  # the field needs one
                    given_by=form.given_by.data or "",
                    covers=[Covers(value) for value in form.covers.data or []],
                    ground=form.ground.data or "",
                    by=actor(),
                )
            return desk.back_to(thing, "people")
        except Unfit as refusal:
            form.blame(refusal)
    page = render_template(
        "moderation/desk/consent.html", thing=thing, subject=_subject(thing), nominee=nominee, form=form,
        minor=queries.is_minor(nominee), answers=queries.consents(nominee), wording=wording,
    )  # fmt: skip
    return page, (422 if form.errors else 200)


@bp.post("/loi-ke/<uuid:nomination_id>/lien-he/<uuid:subject_id>")
@allow(Nominations.OPEN_CONTACT, of=nomination)
def contact(thing: Nomination) -> str:
    """Show how to reach the nominee, this once; that it was looked at is on record."""
    wanted = (request.view_args or {})["subject_id"]
    with unit_of_work():
        opened = contacts.opened(thing, wanted, by=actor())
    return desk.shown(thing, opened={wanted: opened})


@bp.post("/loi-ke/<uuid:nomination_id>/lien-he-nguoi-ke")
@allow(Moderation.CONTACTS, of=nomination)
def writer(thing: Nomination) -> str:
    """Show how to reach who wrote and who can confirm, this once; that it was looked at is on record."""
    with unit_of_work():
        contacts.open_writers(thing, by=actor())
    return desk.shown(thing, reached=True)


def _subject(thing: Nomination) -> Subject:
    wanted = (request.view_args or {})["subject_id"]
    found = reading.subject(nominations.one(thing.id) or thing, wanted)
    if found is None:
        raise Missing()
    return found


def _key(value: str) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except ValueError:
        raise Missing() from None
