"""Reports at the desk: one item for each thing, with all that was written about it, and what came of it."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.core.errors import Refusal, Unfit
from portal.core.i18n import N_
from portal.core.policy import may
from portal.moderation import claims, reversals
from portal.moderation.limits import NOTE, WORDS
from portal.moderation.reports import letters, limits, queries, settling, weights
from portal.moderation.reports.models import ReportCase
from portal.moderation.reports.policy import Reports
from portal.moderation.reports.states import FOR_READERS, FOR_THOSE_IT_IS_ABOUT, Lane, Outcome, Relation
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, to
from portal.web.kit.session import actor
from portal.web.kit.words import ABOUT_ME, REPORTS
from portal.web.moderation import listing, matters, previewing, wording
from portal.web.moderation.acting import Room
from portal.web.moderation.letters import Preview
from portal.web.moderation.previewing import Way

bp = Blueprint("desk_reports", __name__)
OUTCOMES = {
    Outcome.NOTHING_WRONG: (N_("Nothing wrong: it stays as it is"), ""),
    Outcome.CORRECTED: (N_("Corrected"), "ok"),
    Outcome.TAKEN_DOWN: (N_("Taken down"), "ok"),
    Outcome.ANSWERED: (N_("What we keep was shown to them"), "ok"),
    Outcome.MOVED_ON: (N_("Handed to whoever is responsible"), ""),
    Outcome.GONE: (N_("No longer public"), ""),
}
RELATIONS = {
    Relation.SELF: N_("says it is about themselves"),
    Relation.PARENT: N_("says they are a parent or guardian"),
    Relation.OTHER: N_("says they speak for whom it is about"),
}


@bp.get("/bao-loi/<uuid:case_id>")
@allow(Reports.READ, of=queries.one)
def item(case: ReportCase) -> str:
    """One item with all its texts."""
    return _page(case)


@bp.post("/bao-loi/<uuid:case_id>/xong")
@allow(Reports.SETTLE, of=queries.one)
def settle(case: ReportCase) -> ResponseReturnValue:
    """Say what came of it; those who left an address are written to, in the words that were shown before."""
    letter = (lambda: _preview(case)) if queries.by_mail(case) else None
    return _ROOM.act(case, _settle, lambda _: _back_to(case), letter=letter)


@bp.post("/bao-loi/<uuid:case_id>/mo-lai")
@allow(Reports.REOPEN, of=queries.one)
def reopen(case: ReportCase) -> ResponseReturnValue:
    """Look again at what was closed, for a reason; whoever was told is told what comes of it this time."""

    def again(fresh: ReportCase) -> None:
        said = request.form
        settling.reopen(fresh, by=actor(), why=said.get("why", ""), of_version=said.get("of_version", 0, type=int))

    return _ROOM.act(case, again, lambda _: _back_to(case))


def _back_to(case: ReportCase) -> ResponseReturnValue:
    return redirect(to("desk_reports.item", case_id=case.id), 303)


def _preview(case: ReportCase) -> str:
    """The page with the letter. Raises what closing it so would."""
    with previewing.trial():
        _settle(case)
        letter = Preview(*letters.preview(case, outcome=case.state, words=case.words), case.language, by_mail=True)
        outcome = gettext(OUTCOMES[Outcome(case.state)][0])
    facts = [(gettext("Reports"), case.title), (gettext("What came of it"), outcome), (gettext("Internal note"), request.form.get("note", ""))]  # fmt: skip
    way = Way(
        to("desk_reports.item", case_id=case.id), gettext("Back to the reports"), gettext("Close it and tell them")
    )
    return previewing.page([letter], facts, way, more=queries.by_mail(case) - 1)


def _settle(case: ReportCase) -> None:
    said = request.form.get("outcome", "")
    if said not in [each.value for each in Outcome]:
        raise Unfit(N_("Choose what came of it."), field="outcome")
    settling.settle(
        case, by=actor(), outcome=Outcome(said), seen=request.form.get("seen", 0, type=int),
        words=request.form.get("words", ""), note=request.form.get("note", ""), checked=request.form.get("checked", ""),
    )  # fmt: skip


def _page(case: ReportCase, *, fault: Refusal | None = None) -> str:
    held, about_me = claims.holder(case), case.lane is Lane.ABOUT_ME
    return render_template(
        "moderation/reports/item.html", case=case, reports=queries.texts(case), about_me=about_me,
        thing=matters.of(case.thing_kind, case.thing_id), earlier=queries.earlier(case), OUTCOMES=OUTCOMES,
        KINDS=REPORTS | ABOUT_ME, RELATIONS=RELATIONS, typed=request.form, times=weights.times(case.weight),
        outcomes=FOR_THOSE_IT_IS_ABOUT if about_me else FOR_READERS, waiting=case.settled_at is None,
        fault=in_words(fault) if fault else "", field=getattr(fault, "field", ""),
        holder=held if held and held.staff_id != actor().id else None, settles=may(actor(), Reports.SETTLE, case),
        contacts=may(actor(), Reports.CONTACTS, case), WORDS=WORDS, NOTE=NOTE, DAYS=limits.CARRY_OUT,
        wording=wording, reversals=reversals.of(case), **listing.undo_offer(ask=True),
    )  # fmt: skip


_ROOM = Room(lambda case, fault: _page(case, fault=fault), queries.locked, queries.one)
