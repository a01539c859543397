"""Liên quan của tôi: people and units one must not judge anything about. Private to the person and the leads."""

import uuid
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts import queries, ties
from portal.accounts.models import Staff, Tie
from portal.accounts.policy import Accounts
from portal.accounts.states import TieKind
from portal.core import clock
from portal.core.db import unit_of_work
from portal.core.errors import Missing, Unfit
from portal.core.i18n import N_
from portal.core.policy import may
from portal.engines.text import tidy
from portal.nominees import queries as nominees
from portal.organisations import queries as organisations
from portal.organisations.words import ward_name
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.session import actor

bp = Blueprint("ties", __name__)
KINDS = {
    TieKind.FAMILY: N_("Family"),
    TieKind.UNIT: N_("A unit I work for, or worked for"),
    TieKind.OTHER: N_("Another relation"),
}
MOST = 20


@bp.get("/lien-quan")
@allow(Accounts.DECLARE)
def mine() -> ResponseReturnValue:
    """What keeps me from judging, and whom else I could name."""
    return _page()


@bp.post("/lien-quan")
@allow(Accounts.DECLARE)
def declare() -> ResponseReturnValue:
    """Say that one is related to somebody or some unit."""
    try:
        with unit_of_work():
            ties.declare(_oneself(), kind=_kind(), why=request.form.get("why", ""), by=actor(), **_whom())
    except Unfit as refusal:
        return _page(fault=refusal, status=422)
    return redirect(to("ties.mine"), 303)


@bp.post("/lien-quan/<uuid:tie_id>/ket-thuc")
@writes
@allow(Accounts.DECLARE, of=lambda tie_id: queries.tie(tie_id))
def end(tie: Tie) -> ResponseReturnValue:
    """Say that it is over."""
    ties.end(tie, by=actor())
    return redirect(to("ties.mine"), 303)


def _oneself() -> Staff:
    id = actor().id
    staff = queries.one(id) if id else None
    if staff is None:
        raise Missing()
    return staff


def _kind() -> TieKind:
    try:
        return TieKind(request.form.get("kind", ""))
    except ValueError:
        raise Unfit(N_("Choose what kind of relation it is."), field="kind") from None


def _whom() -> dict[str, Any]:
    """The person or unit chosen. Raises Unfit where none is."""
    what, _, key = request.form.get("about", "").partition(":")
    try:
        id = uuid.UUID(key)
    except ValueError:
        raise Unfit(N_("Choose whom you are related to."), field="about") from None
    person = nominees.one(id) if what == "person" else None
    unit = organisations.one(id) if what == "unit" else None
    if person is not None:
        return {"nominee_id": person.id, "name": person.name}
    if unit is not None:
        return {"organisation_id": unit.id, "name": unit.name_vi}
    raise Unfit(N_("Choose whom you are related to."), field="about")


def _page(*, fault: Unfit | None = None, status: int = 200) -> ResponseReturnValue:
    staff, words = _oneself(), tidy.line(request.values.get("q", ""))[:120]
    everybody = queries.ties() if may(actor(), Accounts.READ_TIES) else []
    page = render_template(
        "account/ties.html", staff=staff, rows=[tie for tie, _ in queries.ties(staff)], q=words,
        found=_found(words), KINDS=KINDS, unit=_unit(staff), ward=_ward(staff), typed=request.form,
        everybody=[(tie, whose) for tie, whose in everybody if whose.id != staff.id],
        fault=in_words(fault) if fault else "", field=fault.field if fault else "",
    )  # fmt: skip
    return page, status


def _found(words: str) -> list[tuple[str, str, str]]:
    """People and units of these words: the form's value, the name, what tells one from another."""
    if not tidy.has_letters(words):
        return []
    people = [(f"person:{n.id}", n.name, n.occupation) for n in nominees.named(words, MOST)]
    units = [(f"unit:{o.id}", o.name_vi, "") for o in organisations.named(words, clock.today())[:MOST]]
    return [*people, *units]


def _unit(staff: Staff) -> str:
    unit = organisations.one(staff.organisation_id) if staff.organisation_id else None
    return unit.name_vi if unit else ""


def _ward(staff: Staff) -> str:
    ward = organisations.ward(staff.ward_code) if staff.ward_code else None
    return ward_name(ward.kind, ward.name, language()) if ward else ""
