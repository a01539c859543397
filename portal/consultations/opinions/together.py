"""Several opinions in one act: taken in hand to be read, accepted where they were ticked, put back where not.

Count, look, confirm: nobody accepts what they have not had before them, and what was before them is asked again in the
very unit of work that accepts it.
"""

import uuid
from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy.orm.exc import StaleDataError

from portal.consultations.candidates import edition
from portal.consultations.opinions import fitting, queries, reviewing
from portal.consultations.opinions.fitting import KIND
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.core.actor import Actor
from portal.core.audit.trail import part_of
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing, Refusal
from portal.core.policy import may, require
from portal.moderation import claims
from portal.moderation import queries as moderation
from portal.moderation.desk.lineup import Wish
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.states import Outcome
from portal.moderation.together import acts, services
from portal.moderation.together.acts import Line, Whole
from portal.moderation.together.limits import READ
from portal.moderation.together.policy import Together
from portal.moderation.together.services import Asked, Told, Unfitting
from portal.moderation.together.states import Why

OPEN = (Together.TAKE, Together.PASS)  # what may still be read in an act: neither accepted nor put back


def take_to_read(wish: Wish, *, by: Actor) -> Whole:
    """Take the first opinions that fit in hand, as many as one page shows, so that nobody reads them twice."""
    whole = services.begin(by=by)
    fit = fitting.look_over(wish, by=by).fit[:READ]
    services.take(whole, [Asked(KIND, key) for key in fit], _find, by=by)
    return whole


def to_read(whole: Whole, *, by: Actor) -> tuple[list[Opinion], list[Why]]:
    """The opinions of an act that can still be accepted, in their order, and why others no longer can."""
    require(by, Together.READ_ON, whole)
    ids = [line.thing_id for line in acts.lines(whole) if line.step in OPEN and line.kind == KIND]
    found, here = fitting.whys(ids, by=by), []
    for opinion in (queries.one(key) for key in ids if found[key] is None):
        if opinion is not None and may(by, Opinions.PUBLISH, opinion):
            here.append(opinion)
        elif opinion is not None:  # a relation was declared, or an office lost, since it was taken in hand
            found[opinion.id] = Why.BARRED
    return here, [why for why in found.values() if why is not None]


def accept(whole: Whole, ticked: Sequence[Asked], *, by: Actor) -> None:
    """Accept what was ticked, each by itself, and put the rest of the act back for others.

    Asked again it does only what is left. Raises Missing for what was not before the reader in this act.
    """
    require(by, Together.ACCEPT, whole)
    if not {each.id for each in ticked} <= {line.thing_id for line in acts.lines(whole) if line.kind == KIND}:
        raise Missing()

    def accepted(each: Asked) -> Told | None:
        if services.accepted(acts.lines(whole), each.id):
            return None
        return _accept(each, by)

    services.one_by_one(whole, ticked, accepted, step=Together.ACCEPT, by=by)
    services.put_back(whole, _rest(acts.lines(whole)), _find, by=by)


def take_back(whole: Whole, *, by: Actor) -> None:
    """Take back whatever of an act is not over its minute, each by itself; what is stays as it is."""
    require(by, Together.UNDO, whole)
    for line in acts.lines(whole):
        if line.decision_id is not None:
            with suppress(Refusal, StaleDataError), unit_of_work(), part_of(whole.id):
                _take_back(line, by)


def _accept(each: Asked, by: Actor) -> Told:
    """As the page of one opinion would, with everything asked anew while nobody else can write about it."""
    opinion = _found(each.id)
    claims.claim(opinion, by=by)
    edition.hold(opinion.candidate)
    db.session.refresh(opinion)  # after the wait
    if (why := fitting.whys([opinion.id], by=by)[opinion.id]) is not None:
        raise Unfitting(why)
    made = reviewing.judge(opinion, Verdict(Outcome.ACCEPT), by=by, of_version=each.version, seen=0)
    if made is None:
        raise Unfitting(Why.SECOND)
    return {"decision": made.id}


def _take_back(line: Line, by: Actor) -> None:
    decision = moderation.decision(line.decision_id) if line.decision_id else None
    if decision is None:
        raise Missing()
    reviewing.undo(_found(line.thing_id), decision, by=by)


def _rest(lines: Sequence[Line]) -> list[Asked]:
    """What an act has not accepted, ticked or not: somebody else may have it now."""
    return [Asked(line.kind, line.thing_id) for line in lines if line.step in OPEN]


def _found(key: uuid.UUID) -> Opinion:
    opinion = queries.one(key)
    if opinion is None:
        raise Missing()
    return opinion


def _find(kind: str, key: uuid.UUID) -> Opinion | None:
    return queries.one(key) if kind == KIND else None
