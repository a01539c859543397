"""Several at once, in three steps: how many fit, read each and tick it, confirm. Then what became of each."""

import contextlib
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.consultations.opinions import fitting, reviewing, together
from portal.consultations.opinions.policy import Opinions
from portal.core.policy import may
from portal.moderation import queries as moderation
from portal.moderation.desk.models import DeskItem
from portal.moderation.handover import queries as handover
from portal.moderation.models import Decision
from portal.moderation.together import acts, queries, services
from portal.moderation.together.acts import Line, Whole
from portal.moderation.together.limits import LOOKED_OVER, READ, TAKEN
from portal.moderation.together.policy import Together
from portal.moderation.together.services import Asked
from portal.moderation.together.states import Why
from portal.organisations import queries as organisations
from portal.web.kit.guard import allow
from portal.web.kit.locale import to
from portal.web.kit.opinion_words import DISPLAYS, HOW_KNOWN, MARKS, RELATIONS, STANCES
from portal.web.kit.session import actor
from portal.web.moderation import listing, wording
from portal.web.moderation.finders import FINDERS
from portal.web.moderation.several_words import WHYS

bp = Blueprint("several", __name__)
CHOICES = (3, 5, TAKEN)


@bp.app_template_global()
def made_among(decision: Decision) -> Whole | None:
    """The act that a decision was made in: whoever undoes one is led to the rest."""
    return acts.begun_with(decision)


@dataclass(frozen=True)
class Ended:
    """What became of one thing, as the list of an act shows it."""

    line: Line
    item: DeskItem | None
    decision: Decision | None
    url: str

    @property
    def back(self) -> bool:
        """Whether it was accepted, and that was taken back or reversed since."""
        return self.decision is not None and not self.decision.stands

    @property
    def left(self) -> int:
        """Seconds in which it can still be taken back."""
        return max(0, listing.undo_left(self.decision)) if self.decision and self.decision.stands else 0


@bp.get("/cung-luc")
@allow(Together.COUNT)
def count() -> str:
    """How many of the list as it is narrowed fit, how many do not, and why."""
    wish, by = listing.wished(), actor()
    last = moderation.undoable(by)
    return render_template(
        "moderation/several/count.html", looked=fitting.look_over(wish, by=by), wish=wish, free=len(queries.free(wish, TAKEN)),
        held=len(handover.held_by(by)), last=acts.begun_with(last) if last else None, LOOKED_OVER=LOOKED_OVER,
        CHOICES=CHOICES, narrowed=set(_kept()) - {"view", "kind"}, **_words(),
    )  # fmt: skip


@bp.post("/cung-luc/doc")
@allow(Together.TAKE)
def begin() -> ResponseReturnValue:
    """Take the first that fit in hand, and go on to read them."""
    whole = together.take_to_read(listing.wished(), by=actor())
    if acts.one(whole.id) is None:
        return redirect(to("several.count", **_kept()), 303)
    return redirect(to("several.look", act_id=whole.id, **_kept()), 303)


@bp.post("/cung-luc/nhan")
@allow(Together.TAKE)
def take() -> ResponseReturnValue:
    """Take the first free things of the list in hand, to be worked on one after the other."""
    number = request.form.get("number", 0, type=int)
    some = queries.free(listing.wished(), number if number in CHOICES else CHOICES[0])
    whole = services.begin(by=actor())
    services.take(whole, [Asked(item.thing_kind, item.thing_id) for item in some], _find, by=actor())
    if acts.one(whole.id) is None:
        return redirect(to("several.count", **_kept()), 303)
    return redirect(to("several.done", act_id=whole.id, **_kept()), 303)


@bp.get("/cung-luc/<uuid:act_id>/doc")
@allow(Together.READ_ON, of=acts.one)
def look(whole: Whole) -> ResponseReturnValue:
    """Every text in full, none ticked."""
    return _reading(whole)


@bp.post("/cung-luc/<uuid:act_id>/xem-thu")
@allow(Together.READ_ON, of=acts.one)
def weigh(whole: Whole) -> ResponseReturnValue:
    """Exactly what will happen, before it does; or back to the texts with what was ticked."""
    asked = _ticked()
    if not asked or request.form.get("act") == "change":
        return _reading(whole, asked, unticked=not asked)
    here, _ = together.to_read(whole, by=actor())
    read = {(each.id, each.version) for each in asked}
    chosen = [opinion for opinion in here if (opinion.id, opinion.version) in read]
    return render_template(
        "moderation/several/weigh.html", whole=whole, chosen=chosen, asked=asked, gone=len(read) - len(chosen),
        rest=len(here) - len(chosen), shown=sum(map(reviewing.would_show, chosen)), **_words(),
    )  # fmt: skip


@bp.post("/cung-luc/<uuid:act_id>/lam")
@allow(Together.ACCEPT, of=acts.one)
def accept(whole: Whole) -> ResponseReturnValue:
    """Accept what was ticked, each by itself. Sent again it does only what is left."""
    if not (asked := _ticked()):
        return _reading(whole, unticked=True)
    together.accept(whole, asked, by=actor())
    return redirect(to("several.done", act_id=whole.id, **_kept()), 303)


@bp.get("/cung-luc/<uuid:act_id>")
@allow(Together.READ, of=acts.one)
def done(whole: Whole) -> str:
    """What became of each thing of an act."""
    ends = _ends(whole)
    back = [end for end in ends if end.left] if may(actor(), Together.UNDO, whole) else []
    return render_template(
        "moderation/several/done.html", whole=whole, ends=ends,
        open=back, left=max((end.left for end in back), default=0), mine=whole.began_by == actor().id, **_words(),
    )  # fmt: skip


@bp.post("/cung-luc/<uuid:act_id>/hoan-tac")
@allow(Together.UNDO, of=acts.one)
def undo(whole: Whole) -> ResponseReturnValue:
    """Take back all whose minute is not over."""
    together.take_back(whole, by=actor())
    return redirect(to("several.done", act_id=whole.id, **_kept()), 303)


def _reading(whole: Whole, ticked: Sequence[Asked] = (), *, unticked: bool = False) -> ResponseReturnValue:
    here, others = together.to_read(whole, by=actor())
    if not here:
        return redirect(to("several.done", act_id=whole.id, **_kept()), 303)
    page = render_template(
        "moderation/several/look.html", whole=whole, opinions=here, others=Counter(others), unticked=unticked,
        ticked={(each.id, each.version) for each in ticked}, would_show=reviewing.would_show,
        sees_writer=lambda opinion: may(actor(), Opinions.READ_WRITER, opinion), wards=organisations.gazetteer().by_code, **_words(),
    )  # fmt: skip
    return page, 422 if unticked else 200


def _ends(whole: Whole) -> list[Ended]:
    lines = acts.lines(whole)
    items, made = queries.on_list([line.thing_id for line in lines]), acts.decisions(lines)
    return [_end(line, items.get(line.thing_id), made) for line in lines]


def _end(line: Line, item: DeskItem | None, made: dict[uuid.UUID, Decision]) -> Ended:
    decision = made.get(line.decision_id) if line.decision_id else None
    return Ended(line, item, decision, listing.address(item) if item else "")


def _ticked() -> list[Asked]:
    """What was ticked, each in the revision that was read; what makes no sense is left out."""
    found = []
    for value in request.form.getlist("item")[:READ]:
        key, _, version = value.partition(":")
        with contextlib.suppress(ValueError):
            found.append(Asked(fitting.KIND, uuid.UUID(key), int(version)))
    return list({each.id: each for each in found}.values())


def _find(kind: str, key: uuid.UUID) -> Any:
    return FINDERS[kind](key) if kind in FINDERS else None


def _kept() -> dict[str, str]:
    """The list as it was narrowed, from its beginning."""
    return {name: value for name, value in listing.kept().items() if name != "after"}


def _words() -> dict[str, Any]:
    return {
        "WHYS": WHYS, "Why": Why, "Together": Together, "READ": READ, "wording": wording, "HOW_KNOWN": HOW_KNOWN,
        "RELATIONS": RELATIONS, "DISPLAYS": DISPLAYS, "STANCES": STANCES, "MARKS": MARKS, "here": _kept(),
    }  # fmt: skip
