"""The weekly sample, judged again without seeing the decision; and how often people agree."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.core.errors import Missing, Unfit
from portal.core.i18n import N_
from portal.core.policy import may
from portal.moderation import originals, queries
from portal.moderation.eyes import rates, sampling, subjects
from portal.moderation.eyes.models import Sample
from portal.moderation.eyes.policy import Eyes
from portal.moderation.limits import NOTE, SAMPLED, SAMPLED_LEAST
from portal.moderation.services import EXPLAINED
from portal.moderation.states import Kind, Outcome
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.opinion_words import MARKS, STANCES
from portal.web.kit.session import actor
from portal.web.moderation import cards, eyes, worded, wording

bp = Blueprint("samples", __name__)


@bp.get("/bon-mat")
@allow(Eyes.READ)
def agreement() -> str:
    """How often people agree, by reason and by stance, as it is."""
    found = rates.of()
    return render_template(
        "moderation/second/agreement.html", rates=found, reason_name=eyes.reason_name, STANCES=STANCES,
        samples=may(actor(), Eyes.SAMPLE),
    )  # fmt: skip


@bp.get("/kiem-tra-mau")
@allow(Eyes.SAMPLE)
def listing() -> str:
    """What waits to be judged again, which samples were drawn and how; to the lead also what came out otherwise."""
    by = actor()
    supervises = by.is_any(Role.BOARD_LEAD, Role.OBSERVER)
    return render_template(
        "moderation/second/samples.html", rows=_rows(), draws=sampling.draws(), differing=_differing() if supervises else [],
        supervises=supervises, KINDS=cards.KINDS, SHARE=round(SAMPLED * 100), LEAST=SAMPLED_LEAST, wording=wording,
        outcome=eyes.told, reason_name=eyes.reason_name, Outcome=Outcome, STANCES=STANCES, MARKS=MARKS,
    )  # fmt: skip


@bp.get("/kiem-tra-mau/<uuid:sample_id>")
@allow(Eyes.REVIEW, of=lambda sample_id: sampling.one(sample_id))
def one(sample: Sample) -> ResponseReturnValue:
    """One thing, as it was judged, without the decision: opened first, whatever it is, so that the asking tells nothing."""
    return _page(sample)


@bp.post("/kiem-tra-mau/<uuid:sample_id>/mo")
@writes
@allow(Eyes.REVIEW, of=lambda sample_id: sampling.one(sample_id))
def open(sample: Sample) -> ResponseReturnValue:
    """Read it as it was sent, which is put on record."""
    originals.open(_thing(sample), by=actor())
    return redirect(to("samples.one", sample_id=sample.id), 303)


@bp.post("/kiem-tra-mau/<uuid:sample_id>")
@allow(Eyes.REVIEW, of=lambda sample_id: sampling.one(sample_id))
def review(sample: Sample) -> ResponseReturnValue:
    """Keep what this reader would have decided. Nothing changes by it."""
    try:
        with unit_of_work():
            found = sampling.one(sample.id)
            if found is None:
                raise Missing()
            sampling.review(
                found, outcome=_outcome(found), reason_code=_reason(), note=request.form.get("note", ""), by=actor()
            )
    except Unfit as refusal:
        return _page(sample, fault=refusal, status=422)
    return redirect(to("samples.listing", done="1"), 303)


def _outcome(sample: Sample) -> Outcome:
    said = request.form.get("outcome", "")
    if said not in _outcomes(sample):
        raise Unfit(N_("Choose a decision."), field="outcome")
    return Outcome(said)


def _reason() -> str:
    return request.form.get("reason", "") if request.form.get("outcome") in EXPLAINED else ""


def _outcomes(sample: Sample) -> dict[str, str]:
    """What could be decided on a thing of this kind."""
    if sample.thing_kind == "opinion":
        return {o.value: gettext(wording.OUTCOMES[o][0]) for o in (Outcome.ACCEPT, Outcome.ASK, Outcome.DECLINE)}
    return {o.value: gettext(wording.OUTCOMES[o][0]) for o in Outcome if o is not Outcome.ACCEPT_COVERED}


def _reasons(sample: Sample) -> list[tuple[str, str, list[tuple[str, str]]]]:
    about = Kind.OPINION if sample.thing_kind == "opinion" else Kind.NOMINATION
    groups: list[tuple[str, str, list[tuple[str, str]]]] = []
    for outcome in EXPLAINED:
        rows = queries.reasons(outcome, about=about)
        if rows and outcome.value in _outcomes(sample):
            named = [(r.code, r.title_en if language() == "en" else r.title_vi) for r in rows]
            groups.append((outcome.value, gettext(wording.OUTCOMES[outcome][0]), named))
    return groups


def _said(fault: Unfit) -> str:
    """What is wrong. Whoever judges a sample writes to nobody, unlike on the desk."""
    return (
        gettext("Choose the reason you would have given.")
        if fault.field == "reason" and not _reason()
        else in_words(fault)
    )


def _thing(sample: Sample) -> Any:
    thing = subjects.found(sample.thing_kind, sample.thing_id)
    if thing is None:
        raise Missing()
    return thing


def _page(sample: Sample, *, fault: Unfit | None = None, status: int = 200) -> ResponseReturnValue:
    thing = _thing(sample)
    if originals.open_until(thing, actor()) is not None:
        worded.looked(actor(), thing)
    elif fault is not None:
        with unit_of_work():
            originals.open(thing, by=actor())
    page = render_template(
        "moderation/second/sample.html", sample=sample, card=cards.as_sent(thing), opened=originals.open_until(thing, actor()), outcomes=_outcomes(sample),
        reasons=_reasons(sample), typed=request.form, KINDS=cards.KINDS, STANCES=STANCES, MARKS=MARKS, NOTE=NOTE,
        fault=_said(fault) if fault else "", field=fault.field if fault else "",
    )  # fmt: skip
    return page, status


def _rows() -> list[tuple[Sample, cards.Card, bool]]:
    """What waits, and whether this reader judges it; whoever supervises sees it all, and judges nothing."""
    by, found = actor(), sampling.waiting(actor())
    judged = [(row, cards.of(thing), may(by, Eyes.REVIEW, row)) for row, thing in found]
    return [row for row in judged if row[2] or by.is_any(Role.OBSERVER)]


def _differing() -> list[tuple[Sample, Any]]:
    rows = sampling.differing()
    return [(row, subjects.found(row.thing_kind, row.thing_id)) for row in rows]
