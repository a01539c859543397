"""Prepare a round: its name, settings and officer, while nobody outside the Board sees it."""

import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from portal.consultations.rounds import limits
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.states import CommentsShown, RoundState, TallyShown
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy
from portal.engines.text.fold import slug

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another


@dataclass(frozen=True)
class Plan:
    """What the Board says of a round while preparing it. `displays` are the choices a writer has for their name."""

    name_vi: str
    name_en: str = ""
    lede_vi: str = ""
    lede_en: str = ""
    notice_number: str = ""
    officer_id: uuid.UUID | None = None
    officer_name: str = ""
    comments: CommentsShown = CommentsShown.SHOWN
    tally: TallyShown = TallyShown.AFTER_CLOSE
    displays: Collection[str] = ()


def begin(plan: Plan, *, by: Actor) -> Round:
    """Start preparing a round. Its address is given now and stays."""
    require(by, Rounds.PLAN)
    check(plan)
    round = Round(
        id=uuid.uuid4(), slug=_address(plan.name_vi), state=RoundState.DRAFT, created_by=_staff(by),
        created_at=clock.now(), edition=0, candidates=0, **_values(plan),
    )  # fmt: skip
    db.session.add(round)
    db.session.flush()
    record(by, Rounds.PLAN, round)
    return round


def _address(name: str) -> str:
    """The name in plain letters with an end of its own: rounds of different years may be called alike."""
    while True:
        address = f"{slug(name, 60)}-{''.join(secrets.choice(LETTERS) for _ in range(4))}"
        if db.session.scalar(sa.select(Round.id).where(Round.slug == address)) is None:
            return address


def edit(round: Round, plan: Plan, *, of_version: int, by: Actor) -> None:
    """Change what was planned. Of an announced round only what does not touch the window or the rules of the game."""
    require(by, Rounds.PLAN, round)
    if round.version != of_version:
        raise Clash()
    check(plan)
    values = _values(plan)
    if round.state is not RoundState.DRAFT:
        fixed = ("comments", "tally", "displays")
        if any(getattr(round, name) != values[name] for name in fixed):
            raise NotNow(N_("How opinions are shown was announced with the round and cannot change any more."))
    for name, value in values.items():
        setattr(round, name, value)
    round.edition += 1
    record(by, Rounds.PLAN, round, version=of_version)


def check(plan: Plan) -> None:
    """Raise Unfit for a plan without a name or officer, or with words that are too long."""
    if not tidy.has_letters(plan.name_vi):
        raise Unfit(N_("Give the round a name."), field="name_vi")
    for field, most in (
        ("name_vi", limits.NAME),
        ("name_en", limits.NAME),
        ("lede_vi", limits.LEDE),
        ("lede_en", limits.LEDE),
    ):
        if len(getattr(plan, field)) > most:
            raise Unfit(N_("Write at most %(most)s characters."), field=field, most=most)
    if plan.officer_id is None:
        raise Unfit(N_("Name the officer who answers for this round."), field="officer")


def _values(plan: Plan) -> dict[str, object]:
    return vars(plan) | {"displays": sorted(plan.displays)}


def _staff(by: Actor) -> uuid.UUID:
    if by.id is None:
        raise RuntimeError("an act of staff without a member of staff")
    return by.id
