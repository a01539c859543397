"""Signs of a campaign among opinions: what was seen, in plain words, and what people make of it."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from portal.accounts import queries as accounts
from portal.consultations.candidates import queries as candidates
from portal.consultations.opinions import clusters, reading
from portal.consultations.opinions.models import Cluster
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import ClusterState
from portal.core.db import unit_of_work
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import may
from portal.engines.synthesis.echoes.signs import Sign
from portal.moderation.eyes import proposals
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, to
from portal.web.kit.opinion_words import MARKS, STANCES
from portal.web.kit.session import actor

bp = Blueprint("clusters", __name__)
STATES = {
    ClusterState.SUGGESTED: (N_("To be looked at"), "warn"),
    ClusterState.COORDINATED: (N_("Coordinated, counted apart"), "danger"),
    ClusterState.DISMISSED: (N_("Neighbours who agree"), "ok"),
}


@bp.get("/dau-hieu")
@allow(Opinions.READ)
def table() -> str:
    """Every cluster, those that nobody has looked at first."""
    found = [each for each in clusters.newest() if may(actor(), Opinions.READ, each)]
    rows = [(cluster, candidates.one(cluster.candidate_id)) for cluster in found]
    return render_template("board/clusters/table.html", rows=rows, STATES=STATES)


@bp.get("/dau-hieu/<uuid:cluster_id>")
@allow(Opinions.READ, of=clusters.one)
def one(cluster: Cluster) -> str:
    """One cluster: why it is shown, the text that stands for all, and its members."""
    return _page(cluster)


@bp.post("/dau-hieu/<uuid:cluster_id>")
@allow(Opinions.MARK_CLUSTER, of=clusters.one)
def settle(cluster: Cluster) -> ResponseReturnValue:
    """Mark, dismiss or take back, with a reason and the number that was seen."""
    why, act = request.form.get("why", ""), request.form.get("act", "")
    seen = request.form.get("seen", 0, type=int)
    try:
        with unit_of_work():
            fresh = clusters.one(cluster.id)
            if fresh is None:
                raise Clash()
            _settle(fresh, act, why, seen)
    except (Unfit, NotNow, Clash) as refusal:
        fault = in_words(refusal)
        return _page(cluster, fault=fault, field=getattr(refusal, "field", ""), why=why), 422 if isinstance(
            refusal, Unfit
        ) else 409
    return redirect(to("clusters.one", cluster_id=cluster.id), 303)


def _settle(cluster: Cluster, act: str, why: str, seen: int) -> None:
    match act:
        case "mark":
            clusters.mark(cluster, why=why, seen=seen, by=actor())
        case "dismiss":
            clusters.dismiss(cluster, why=why, by=actor())
        case "undo":
            clusters.undo(cluster, why=why, by=actor())
        case _:
            raise Unfit(N_("Choose what it is."), field="act")


def _page(cluster: Cluster, *, fault: str = "", field: str = "", why: str = "") -> str:
    members = clusters.members(cluster)
    return render_template(
        "board/clusters/one.html", cluster=cluster, candidate=candidates.one(cluster.candidate_id), members=members, texts=reading.as_read(*members),
        proposal=proposals.open_on(cluster), me=actor().id, example=next((m for m in members if m.id == cluster.example_id), members[0] if members else None),
        signs=[said(each) for each in cluster.signs], state=STATES[cluster.state], STANCES=STANCES, MARKS=MARKS,
        settles=may(actor(), Opinions.MARK_CLUSTER, cluster), by=accounts.one(cluster.marked_by) if cluster.marked_by else None, fault=fault, field=field, why=why,
    )  # fmt: skip


def said(sign: dict[str, Any]) -> str:
    """One sign in plain words, with its numbers."""
    n = {key: value for key, value in sign.items() if key != "sign"}
    match sign["sign"]:
        case Sign.COPIED:
            return ngettext(
                "%(opinions)s opinions repeat one text, spelt in %(wordings)s ways.",
                "%(opinions)s opinions repeat %(num)s texts, in %(wordings)s wordings.",
                int(n["texts"]), opinions=n["opinions"], wordings=n["wordings"],
            )  # fmt: skip
        case Sign.BURST:
            return gettext("%(opinions)s of them came within %(minutes)s minutes.", **n)
        case Sign.DEVICE:
            return gettext("%(opinions)s of them came from only %(devices)s devices.", **n)
        case Sign.NETWORK:
            if not n["elsewhere"]:
                return gettext("%(opinions)s of them came from one network, and hardly any of the others did.", **n)
            return gettext("%(opinions)s of them came from one network; of all others %(elsewhere)s%% did.", **n)
        case _:
            return gettext("%(opinions)s of them were written with contacts never seen before.", **n)
