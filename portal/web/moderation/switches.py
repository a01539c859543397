"""The page of kill switches: what is off, since when, with which words; off and on by looking first and confirming second."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.accounts import queries as accounts
from portal.consultations.rounds import pauses
from portal.consultations.rounds import queries as rounds
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.states import Phase
from portal.core.audit.models import AuditEntry
from portal.core.i18n import N_, say
from portal.core.policy import may
from portal.moderation.switches import queries, services
from portal.moderation.switches.models import Switch
from portal.moderation.switches.policy import Switches
from portal.moderation.switches.queries import Off
from portal.moderation.switches.states import Function
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.rehearsal import rehearsed
from portal.web.kit.session import actor
from portal.web.moderation.forms.switch import OffForm, TurnForm

bp = Blueprint("switches", __name__)
NAMES = {
    Function.NOMINATIONS: (N_("Stories"), N_("Telling of a good deed on the portal. Clerks still write stories down.")),
    Function.OPINIONS: (N_("Opinions"), N_("Opinions in rounds. Clerks still write opinions down.")),
    Function.PHOTOS: (N_("Photos and papers"), N_("Files with stories, messages and opinions. Their words are still taken in.")),
    Function.THANKS: (N_("Thanks"), N_("Saying thank you below a story.")),
    Function.REPORTS: (N_("Reports by readers"), N_("Reporting something wrong in what is public.")),
}  # fmt: skip
WORDS = {
    Function.NOMINATIONS: N_("We have paused taking in stories on the portal for repairs. You can call us or write a letter."),
    Function.OPINIONS: N_("We have paused taking in opinions on the portal for repairs. The time lost is given back."),
    Function.PHOTOS: N_("We cannot take in photos and papers just now. Send your words first, and the photos later."),
    Function.THANKS: N_("Thanks cannot be sent just now. Please come back later."),
    Function.REPORTS: N_("Reports cannot be sent on the portal just now. Please call us if something must be put right at once."),
}  # what is proposed; whoever switches may write something else  # fmt: skip
FUNCTIONS = ", ".join(f'"{each.value}"' for each in Function)


@dataclass(frozen=True)
class Window:
    """An open round, and what switching opinions off does to it."""

    name: str
    id: Any
    closes: datetime | None
    then: datetime | None = None
    fault: str = ""


@dataclass
class Look:
    """What would happen."""

    open: list[Window] = field(default_factory=list)
    coming: list[Window] = field(default_factory=list)

    @property
    def stopped(self) -> bool:
        """Whether a window would lose days that cannot be given back."""
        return any(window.fault for window in self.open)


@dataclass(frozen=True)
class Change:
    """One line of what was switched before."""

    at: datetime
    who: str
    function: Function
    off: bool
    reworded: bool
    why: str


@bp.get("/cong-tac")
@allow(Switches.READ)
def table() -> str:
    """Every function: on, or off since when and with which words; and what was switched before."""
    return render_template(
        "moderation/switches/table.html", functions=list(Function), rows=queries.switches(), NAMES=NAMES,
        turns=may(actor(), Switches.TURN), changes=_changes(),
    )  # fmt: skip


@bp.route(f"/cong-tac/<any({FUNCTIONS}):function>/tat", methods=["GET", "POST"])
@allow(Switches.TURN)
def off(function: str) -> ResponseReturnValue:
    """Switch it off, or reword what the public reads while it is off."""
    what = Function(function)
    row = queries.switch(what)
    proposed = (say(WORDS[what], "vi"), say(WORDS[what], "en"))
    words = (row.words_vi, row.words_en) if row and row.off_since else proposed
    form = OffForm(words_vi=words[0], words_en=words[1], of_version=str(row.version if row else 0))

    def act() -> Switch:
        told = {name: form[name].data or "" for name in ("words_vi", "words_en", "why")}
        made = services.turn_off(what, **told, by=actor(), of_version=form.version)
        return made

    def keep() -> None:
        again = row is not None and row.off_since is not None
        made = act()
        if what is Function.OPINIONS and not again:
            pauses.give_back(_off(made), by=actor())

    def look() -> Look:
        again = row is not None and row.off_since is not None
        return rehearsed(act, lambda: _windows() if what is Function.OPINIONS and not again else Look())

    return _step(form, what, row, look, keep, turning_off=True)


@bp.route(f"/cong-tac/<any({FUNCTIONS}):function>/bat", methods=["GET", "POST"])
@allow(Switches.TURN)
def on(function: str) -> ResponseReturnValue:
    """Switch it on again; of opinions, the time since is recorded in every open round."""
    what = Function(function)
    row = queries.switch(what)
    if row is None or row.off_since is None:
        return redirect(to("switches.table"), 303)
    form = TurnForm(of_version=str(row.version))

    def keep() -> None:
        was = services.turn_on(what, why=form.why.data or "", by=actor(), of_version=form.version)
        if what is Function.OPINIONS:
            for round in pauses.running():
                if pauses.refused(was, round, by=actor()) is None:
                    pauses.record(round, was, actor())

    def look() -> Look:
        return rehearsed(
            keep, lambda: Look([_shown(each) for each in pauses.running()] if what is Function.OPINIONS else [])
        )

    return _step(form, what, row, look, keep, turning_off=False)


def _step(
    form: TurnForm, what: Function, row: Switch | None, look: Callable[[], Look], keep: Callable[[], Any], *,
    turning_off: bool,
) -> ResponseReturnValue:  # fmt: skip
    preview, kept = form.step(look=look, keep=keep)
    if kept:
        return redirect(to("switches.table"), 303)
    if preview and preview.stopped:
        form.form_errors.append(gettext("Opinions stay on: a window could not get its days back. Extend it first."))
    page = render_template(
        "moderation/switches/turn.html", form=form, preview=preview, function=what, name=NAMES[what], row=row,
        turning_off=turning_off,
    )  # fmt: skip
    return page, form.status


def _windows() -> Look:
    """Within a rehearsal: the open rounds as they are and as they would be, and those that open meanwhile."""
    row = queries.switch(Function.OPINIONS)
    assert row is not None  # it has just been turned
    look = Look(coming=[_shown(each) for each in rounds.in_phase(Phase.COMING)])
    for round in pauses.running():
        closes, refusal = round.closes_at, pauses.refused(_off(row), round, by=actor())
        if refusal is None:
            pauses.record(round, _off(row), actor())
            look.open.append(Window(_name(round), round.id, closes, round.closes_at))
        else:
            fault = in_words(refusal)
            look.open.append(Window(_name(round), round.id, closes, fault=fault))
    return look


def _shown(round: Round) -> Window:
    return Window(_name(round), round.id, round.closes_at)


def _name(round: Round) -> str:
    return round.name_en or round.name_vi if language() == "en" else round.name_vi


def _off(row: Switch) -> Off:
    assert row.off_since is not None
    return Off(row.function, row.off_since, row.words_vi, row.words_en, row.version)


def _changes() -> list[Change]:
    entries = queries.changes()
    names = {id: staff.name for id in {e.actor_id for e in entries if e.actor_id} if (staff := accounts.one(id))}
    itself = gettext("The portal itself")
    return [_change(entry, names.get(entry.actor_id, itself) if entry.actor_id else itself) for entry in entries]


def _change(entry: AuditEntry, who: str) -> Change:
    told = json.loads(entry.detail)
    return Change(entry.at, who, Function(told["function"]), told["off"], bool(told.get("reworded")), str(told["why"]))
