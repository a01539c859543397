"""An appeal at the desk: what was asked, what was decided, and the outcome. Whoever decided does not come in."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.consultations.opinions import letters as opinion_letters
from portal.consultations.opinions import queries as opinions
from portal.consultations.opinions import reviewing
from portal.consultations.opinions.models import Opinion
from portal.core.errors import Clash, Refusal, Unfit
from portal.core.i18n import N_
from portal.core.policy import may
from portal.moderation import claims
from portal.moderation import queries as moderation
from portal.moderation.appeals import queries, services
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.policy import Appeals
from portal.moderation.appeals.said import told_of
from portal.moderation.appeals.states import AppealState, Verdict
from portal.moderation.eyes import subjects
from portal.moderation.limits import NOTE, WORDS
from portal.nominations import appealing, moves
from portal.nominations import queries as nominations
from portal.nominations.wording import told
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.session import actor
from portal.web.moderation import letters, listing, matters, previewing, wording
from portal.web.moderation.acting import Room
from portal.web.moderation.letters import Preview
from portal.web.moderation.previewing import Way

bp = Blueprint("desk_appeals", __name__)
STATES = {
    AppealState.WAITING: (N_("Waits for another look"), "info"),
    AppealState.ANEW: (N_("Upheld: decided anew"), "ok"),
    AppealState.LIFTED: (N_("Upheld: shown whole"), "ok"),
    AppealState.STANDS: (N_("Not upheld"), ""),
    AppealState.OVERTAKEN: (N_("Over: nothing is left to look at"), ""),
}
VERDICTS = {
    Verdict.ANEW: (N_("Uphold: decide anew"), N_("The decision is taken back, and the thing waits on the list again.")),
    Verdict.LIFT: (N_("Uphold: show it whole"), N_("What was covered is public at once.")),
    Verdict.STAND: (N_("The decision stands"), N_("Within the portal that is final; the letter says how one may complain formally.")),
}  # fmt: skip

OF_STORY = (
    N_("Uphold: cover nothing of it"),
    N_("Words and photos go on whole. Where the story is public already, an editor puts the words back."),
)


@bp.get("/xem-lai/<uuid:appeal_id>")
@allow(Appeals.READ, of=queries.one)
def item(appeal: Appeal) -> str:
    """One appeal with everything needed to judge it."""
    return _page(appeal)


@bp.post("/xem-lai/<uuid:appeal_id>/ket-luan")
@allow(Appeals.JUDGE, of=queries.one)
def judge(appeal: Appeal) -> ResponseReturnValue:
    """State the outcome; what follows for the thing follows in the same unit of work. The letter is shown first."""
    return _ROOM.act(
        appeal,
        _judge,
        lambda _: redirect(to("desk_appeals.item", appeal_id=appeal.id), 303),
        letter=lambda: _preview(appeal),
    )


def _preview(appeal: Appeal) -> str:
    """The page with the letter, as judging it so would write it. Raises what judging would."""
    with previewing.trial():
        _judge(appeal)
        said = told_of(appeal)
        verdict = gettext(_named(appeal)[Verdict(request.form["verdict"])][0])
        letter = _letter(appeal, said)
    facts = [(gettext("Appeal"), appeal.number or appeal.title), (gettext("Outcome"), verdict), (gettext("Internal note"), request.form.get("note", ""))]  # fmt: skip
    back = to("desk_appeals.item", appeal_id=appeal.id)
    way = Way(back, gettext("Back to the appeal"), gettext("Answer the writer"))
    return previewing.page([letter], facts, way, words_of=subjects.found(appeal.thing_kind, appeal.thing_id))


def _letter(appeal: Appeal, said: dict[str, Any]) -> Preview:
    opinion = opinions.one(appeal.thing_id) if appeal.thing_kind == Opinion.__tablename__ else None
    if opinion is not None:
        mail = bool(opinion.writer and opinion.writer.email)
        return Preview(*opinion_letters.preview(opinion, "appeal_judged", **said), opinion.language, mail)
    nomination = nominations.one(appeal.thing_id)
    if nomination is None:
        raise Clash()
    return letters.to_writer(nomination, "appeal_judged", **said)


def _judge(appeal: Appeal) -> None:
    chosen = request.form.get("verdict", "")
    if chosen not in [v.value for v in _verdicts(appeal)]:
        raise Unfit(N_("Choose an outcome."), field="verdict")
    act = services.judge(
        appeal, by=actor(), verdict=Verdict(chosen), said=request.form.get("said", ""),
        note=request.form.get("note", ""), of_version=request.form.get("of_version", 0, type=int),
    )  # fmt: skip
    if appeal.thing_kind == Opinion.__tablename__:
        opinion = opinions.one(appeal.thing_id)
        if opinion is None:
            raise Clash()
        reviewing.appeal_judged(opinion, appeal, by=actor(), act=act)
        return
    nomination = nominations.one(appeal.thing_id)
    if nomination is None:
        raise Clash()
    moves.appeal_judged(nomination, appeal, by=actor(), act=act)


def _verdicts(appeal: Appeal) -> list[Verdict]:
    """What can be said: only of what is covered in parts, that it be shown whole; of an accepted story nothing else."""
    if appeal.thing_kind == Opinion.__tablename__:
        opinion = opinions.one(appeal.thing_id)
        return [v for v in Verdict if v is not Verdict.LIFT or (opinion is not None and opinion.masked)]
    nomination = nominations.one(appeal.thing_id)
    covered = nomination is not None and appealing.hidden(nomination)
    return [Verdict.LIFT, Verdict.STAND] if covered else [Verdict.ANEW, Verdict.STAND]


def _named(appeal: Appeal) -> dict[Verdict, tuple[str, str]]:
    """The outcomes in words: of a story the editor puts back what was covered."""
    return VERDICTS if appeal.thing_kind == Opinion.__tablename__ else VERDICTS | {Verdict.LIFT: OF_STORY}


def _page(appeal: Appeal, *, fault: Refusal | None = None) -> str:
    decision = moderation.decision(appeal.decision_id)
    held = claims.holder(appeal)
    return render_template(
        "moderation/appeals/item.html", appeal=appeal, decision=decision, STATES=STATES, VERDICTS=_named(appeal),
        thing=matters.of(appeal.thing_kind, appeal.thing_id) if appeal.text else None, wording=wording,
        verdicts=_verdicts(appeal), told=told(decision, language()) if decision else "", typed=request.form,
        fault=in_words(fault) if fault else "", field=getattr(fault, "field", ""),
        holder=held if held and held.staff_id != actor().id else None, WORDS=WORDS, NOTE=NOTE,
        judges=may(actor(), Appeals.JUDGE, appeal), waiting=appeal.state is AppealState.WAITING,
        **listing.undo_offer(ask=True),
    )  # fmt: skip


_ROOM = Room(lambda appeal, fault: _page(appeal, fault=fault), queries.locked, queries.one)
