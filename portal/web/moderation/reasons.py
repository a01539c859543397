"""The table of reasons: what writers read when we ask, forward or do not publish."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.db import unit_of_work
from portal.core.errors import Clash, Unfit
from portal.core.policy import may
from portal.moderation import queries, reasons
from portal.moderation.models import Reason
from portal.moderation.policy import Moderation
from portal.moderation.states import Kind, Outcome
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words, to
from portal.web.kit.session import actor
from portal.web.moderation import letters, wording
from portal.web.moderation.forms.reason import NewReasonForm, ReasonForm
from portal.web.moderation.kinds import KINDS

bp = Blueprint("reasons", __name__)


@bp.get("/ly-do")
@allow(Moderation.READ_REASONS)
def table() -> str:
    """All reasons by decision, those no longer offered at the end."""
    rows, used = queries.reasons(retired=True), reasons.used_codes()
    editing = may(actor(), Moderation.EDIT_REASONS)
    return render_template(
        "moderation/reasons/table.html", reasons=rows, wording=wording, may_edit=editing, used=used, KINDS=KINDS
    )


@bp.route("/ly-do/them", methods=["GET", "POST"])
@allow(Moderation.EDIT_REASONS)
def add() -> ResponseReturnValue:
    """A new reason."""
    form = NewReasonForm(applies_to=[Kind.NOMINATION.value], public=True)
    if form.validate_on_submit() and "preview" not in request.form:
        try:
            with unit_of_work():
                made = reasons.add(
                    form.wording(), by=actor(), code=form.code.data or "", outcome=Outcome(form.outcome.data),
                    use=form.use(),
                )  # fmt: skip
            return redirect(to("reasons.edit", code=made.code), 303)
        except Unfit as refusal:
            form.blame(refusal)
    return _page(form)


@bp.route("/ly-do/<code>", methods=["GET", "POST"])
@allow(Moderation.EDIT_REASONS, of=queries.reason)
def edit(reason: Reason) -> ResponseReturnValue:
    """Reword a reason; the preview is what the writer would read."""
    form = ReasonForm(obj=reason)
    form.of_version.data = form.of_version.data if request.method == "POST" else reason.version
    if form.validate_on_submit() and "preview" not in request.form:
        try:
            with unit_of_work():
                reasons.edit(reason, form.wording(), by=actor(), of_version=form.of_version.data or 0, use=form.use())
            return redirect(to("reasons.table"), 303)
        except Unfit as refusal:
            form.blame(refusal)
        except Clash as refusal:
            form.form_errors.append(in_words(refusal))
            form.of_version.data = reason.version
            return _page(form, reason)[0], 409
    return _page(form, reason)


@bp.post("/ly-do/<code>/dung")
@writes
@allow(Moderation.EDIT_REASONS, of=queries.reason)
def retire(reason: Reason) -> ResponseReturnValue:
    """Offer it no longer, or again."""
    if reason.retired_at is None:
        reasons.retire(reason, by=actor())
    else:
        reasons.bring_back(reason, by=actor())
    return redirect(to("reasons.table"), 303)


@bp.post("/ly-do/<code>/xoa")
@writes
@allow(Moderation.EDIT_REASONS, of=queries.reason)
def delete(reason: Reason) -> ResponseReturnValue:
    """Delete one that nothing ever cited."""
    reasons.delete(reason, by=actor())
    return redirect(to("reasons.table"), 303)


def _page(form: ReasonForm, reason: Reason | None = None) -> tuple[str, int]:
    said = form.outcome.data if isinstance(form, NewReasonForm) else ""
    outcome = reason.outcome if reason else next((o for o in Outcome if o.value == said), Outcome.DECLINE)
    page = render_template(
        "moderation/reasons/edit.html", form=form, reason=reason, wording=wording,
        letters=letters.samples(outcome, form.wording(), form.use()), used=reason is not None and reasons.used(reason.code),
    )  # fmt: skip
    return page, (422 if form.errors or form.form_errors else 200)
