"""Opinions sorted, twenty at a time: each under one point, or under a reason why it stands in none."""

import uuid

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import queries, reading
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.outcome import points
from portal.consultations.outcome.policy import Outcome
from portal.consultations.outcome.states import Unused
from portal.consultations.rounds.states import RoundState
from portal.core.db import unit_of_work
from portal.core.errors import Missing, Unfit
from portal.core.policy import may
from portal.web.kit import opinion_words
from portal.web.kit.guard import allow
from portal.web.kit.locale import to
from portal.web.kit.session import actor

bp = Blueprint("board_sorting", __name__)
AT_ONCE = 20
PLACE = "place-"  # and the key of an opinion: where it is to stand
OFFERED = (Unused.NO_POINT, Unused.OFF_TOPIC)  # the others are set by what the desk decided


@bp.get("/ung-vien/<uuid:candidate_id>/sap-xep")
@allow(Opinions.SORT, of=candidates.one)
def page(candidate: Candidate) -> str:
    """Twenty opinions that stand nowhere yet, or those of one point to be moved, each with a list of places."""
    return _page(candidate)


def _page(candidate: Candidate, *, fault: Unfit | None = None) -> str:
    where = request.args.get("o", "")
    shown = points.placed(candidate, where, limit=AT_ONCE) if where else points.unsorted(candidate, limit=AT_ONCE)
    return render_template(
        "board/outcome/sort.html", candidate=candidate, opinions=shown, texts=reading.as_read(*shown), points=points.of(candidate), where=where,
        unused=[(each.value, opinion_words.UNUSED[each.value]) for each in OFFERED], left=points.left(candidate),
        late=candidate.round.state is RoundState.ANSWERED, fault=fault, typed=request.form,
        words=opinion_words, every=opinion_words.UNUSED, may_write=may(actor(), Outcome.WRITE_POINT, candidate),
    )  # fmt: skip


@bp.post("/ung-vien/<uuid:candidate_id>/sap-xep")
@allow(Opinions.SORT, of=candidates.one)
def keep(candidate: Candidate) -> ResponseReturnValue:
    """Keep every choice that was made; an opinion without one stays where it is. Late ones go with a public note."""
    chosen = {
        name.removeprefix(PLACE): place for name, place in request.form.items() if name.startswith(PLACE) and place
    }
    try:
        with unit_of_work():
            places = _places(candidate, chosen)
            if candidate.round.state is not RoundState.ANSWERED:
                for opinion, (under, unused) in places.items():
                    points.sort(opinion, under=under, unused=unused, by=actor())
            elif places:
                points.sort_late(candidate, places, note_vi=request.form.get("note_vi", ""), by=actor())
    except Unfit as refusal:
        return _page(candidate, fault=refusal), 422
    return redirect(to("board_sorting.page", candidate_id=candidate.id), 303)


def _places(candidate: Candidate, chosen: dict[str, str]) -> dict[Opinion, points.Place]:
    """Where each opinion is to stand, of those that are to stand elsewhere than now. Raises Missing."""
    known, places = {str(point.id): point for point in points.of(candidate)}, {}
    for key, place in chosen.items():
        opinion = queries.one(_uuid(key))
        if opinion is None or opinion.candidate_id != candidate.id:
            raise Missing()
        if place not in (str(opinion.point_id), opinion.unused_why):
            unused = Unused(place) if place in list(Unused) else None
            places[opinion] = (None if unused else known.get(place), unused)
    return places


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Missing() from None
