"""What the checks said of an item, and how often each check is right."""

import uuid
from dataclasses import dataclass
from importlib.util import find_spec

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.core.errors import Missing
from portal.core.policy import may
from portal.moderation.checks import learning, marking, queries, why
from portal.moderation.checks.models import StoredFlag
from portal.moderation.policy import Moderation
from portal.moderation.things import Thing
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import to
from portal.web.kit.session import actor
from portal.web.moderation import wording
from portal.web.moderation.finders import PAGES
from portal.web.moderation.worded import Reading

bp = Blueprint("desk_checks", __name__)


@dataclass(frozen=True)
class Shown:
    """One flag as the item's page shows it."""

    id: uuid.UUID
    name: str
    words: str
    why: str
    wrong: bool


@dataclass(frozen=True)
class Checks:
    """The flags of an item in words, and the names of checks that were not done."""

    flags: list[Shown]
    not_checked: list[str]
    marks: bool


def of(thing: Thing, reading: Reading) -> Checks:
    """What was found in the texts of a thing as they were sent; nothing to whom they are shut, since it quotes them."""
    if reading.shut:
        return Checks([], [], False)
    originals = {text.field: text.original for text in reading.texts}
    found = queries.of(thing.__tablename__, thing.id, originals)
    shown = [_shown(flag, originals[flag.field]) for flag in found.flags]
    names = [gettext(wording.CHECKS.get(name, name)) for name in found.not_checked]
    return Checks(shown, names, may(actor(), Moderation.MARK_FLAG))


def _shown(flag: StoredFlag, text: str) -> Shown:
    msgid, values, inner = why.told(flag.kind, flag.params)
    if inner:
        values[inner] = gettext(str(values[inner]))
    words = text[flag.start : flag.stop]
    short = words if len(words) <= 80 else words[:77] + "…"
    name = gettext(wording.FLAGS[flag.kind])
    return Shown(flag.id, name, short, gettext(msgid, **values), flag.wrong_at is not None)


@bp.get("/kiem-tra")
@allow(Moderation.READ_CHECKS)
def table() -> str:
    """Precision per check, and the model that only re-orders."""
    model = learning.newest()
    return render_template(
        "moderation/checks/table.html", rows=queries.rows(), wording=wording, model=model, ENOUGH=learning.ENOUGH,
        used=learning.usable(model) is not None, installed=find_spec("sklearn") is not None,
        switches=may(actor(), Moderation.SWITCH_ORDER),
    )  # fmt: skip


@bp.post("/kiem-tra/co/<uuid:flag_id>")
@writes
@allow(Moderation.MARK_FLAG, of=queries.flag)
def mark(flag: StoredFlag) -> ResponseReturnValue:
    """Say that a flag is wrong, or take that back; then to its item again."""
    if request.form.get("wrong") == "0":
        marking.take_back(flag, by=actor())
    else:
        marking.mark_wrong(flag, by=actor())
    endpoint, name = PAGES.get(flag.thing_kind, ("desk_checks.table", ""))
    return redirect(to(endpoint, _anchor="checks", **({name: flag.thing_id} if name else {})), 303)


@bp.post("/kiem-tra/thu-tu")
@writes
@allow(Moderation.SWITCH_ORDER)
def switch() -> ResponseReturnValue:
    """Let what was learnt order the queue, or not."""
    model = learning.newest()
    if model is None:
        raise Missing()
    learning.switch(model, on=request.form.get("on") == "1", by=actor())
    return redirect(to("desk_checks.table", _anchor="order"), 303)
