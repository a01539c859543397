"""Put candidates up, correct them in public, withdraw them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.consultations.candidates import queries
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.policy import Candidates
from portal.consultations.candidates.states import CandidateKind, CandidateState
from portal.consultations.opinions import at_desk
from portal.consultations.rounds import limits, notes, publicity, scheduling
from portal.consultations.rounds.law import Law
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.states import NoteKind, Phase, RoundState
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy
from portal.engines.text.fold import fold, name_key, slug
from portal.nominees.states import Honorific

UNSEEN = {"proposed_by_id"}  # what nobody reads: found anew where the form looks the organisation up
IDENTITY = ("name", "honorific", "posthumous", "honour_code", "office", "unit", "proposed_by")  # who and for what


@dataclass(frozen=True)
class Particulars:
    """What is public of a candidate: the minimum the law asks for, never an address, a telephone or a full birth date."""

    nominee_id: uuid.UUID
    name: str
    kind: CandidateKind
    honour_code: str
    honour_vi: str
    honour_en: str
    proposed_by: str
    proposed_by_id: uuid.UUID | None = None
    honorific: Honorific = Honorific.NONE
    posthumous: bool = False
    birth_year: int | None = None
    office: str = ""
    unit: str = ""
    ward_code: str | None = None
    field: str = ""
    submission_number: str = ""
    submission_on: date | None = None
    headline: str = ""
    achievements: Sequence[dict[str, Any]] = ()
    past_honours: Sequence[dict[str, Any]] = ()
    standards: Sequence[dict[str, Any]] = ()
    photo_alt: str = ""
    illustration: str = ""


def put_up(round: Round, told: Particulars, *, by: Actor) -> Candidate:
    """Add a candidate to a round that is being prepared. Lists go by given name, never by rank."""
    require(by, Candidates.PUT_UP, round)
    if round.state is not RoundState.DRAFT:
        raise NotNow(N_("This round was announced already. Candidates can be added only while it is prepared."))
    present = queries.of(round)
    if len(present) >= limits.CANDIDATES:
        raise Unfit(N_("One round can hold up to %(most)s candidates."), most=limits.CANDIDATES, field="name")
    check(told)
    candidate = Candidate(
        id=uuid.uuid4(), round=round, slug=_address(round, told.name), created_at=clock.now(), edition=0,
        state=CandidateState.LISTED, **_values(told),
    )  # fmt: skip
    db.session.add(candidate)
    db.session.flush()
    _put_in_order(round)
    record(by, Candidates.PUT_UP, candidate, round=round.id, honour=told.honour_code)
    return candidate


def edit(candidate: Candidate, told: Particulars, *, of_version: int, by: Actor) -> None:
    """Change a candidate of a round that is still being prepared. Raises Clash for a version read before a change."""
    require(by, Candidates.EDIT, candidate)
    if candidate.round.state is not RoundState.DRAFT:
        raise NotNow(N_("This round was announced already. Correct the candidate in public instead."))
    if candidate.version != of_version:
        raise Clash()
    check(told)
    _set(candidate, told)
    _put_in_order(candidate.round)
    record(by, Candidates.EDIT, candidate, version=of_version)


def drop(candidate: Candidate, *, by: Actor) -> None:
    """Take a candidate out of a round that is still being prepared."""
    require(by, Candidates.EDIT, candidate)
    if candidate.round.state is not RoundState.DRAFT:
        raise NotNow()
    record(by, Candidates.EDIT, candidate, dropped=True)
    db.session.delete(candidate)
    db.session.flush()
    _put_in_order(candidate.round)


def correct(
    candidate: Candidate, told: Particulars, *, of_version: int, reason_vi: str, law: Law, by: Actor, reason_en: str = "",
    council_on: date | None = None,
) -> None:  # fmt: skip
    """Correct an announced candidate, with a public note. Where who or what changes, the clock starts again.

    Raises Clash, NotNow after the close, Unfit where nothing changes or the Council would meet before the new window is over.
    """
    require(by, Candidates.CORRECT, candidate)
    running = candidate.round.phase(clock.now()) in (Phase.COMING, Phase.OPEN)
    if not running or candidate.state is not CandidateState.LISTED:
        raise NotNow()
    if candidate.version != of_version:
        raise Clash()
    check(told)
    differ = {name for name, value in _values(told).items() if _plain(getattr(candidate, name)) != _plain(value)}
    if not differ - UNSEEN:
        raise Unfit(N_("Everything here is as it is public already. Change what is wrong first."), field="name")
    anew = any(getattr(candidate, name) != getattr(told, name) for name in IDENTITY)
    if not anew and council_on is not None and council_on != candidate.round.council_on:
        scheduling.move_council(
            candidate.round, council_on=council_on, reason_vi=reason_vi, reason_en=reason_en, law=law, by=by
        )
    _set(candidate, told)
    candidate.corrections += 1
    at_desk.renew(candidate)
    before = scheduling.restart(candidate, law=law, by=by, council_on=council_on) if anew else None
    if before is None:
        publicity.show(candidate, since=max(clock.now(), candidate.opens_at or clock.now()))
    notes.add(
        candidate.round,
        NoteKind.CORRECTED,
        reason_vi,
        reason_en,
        by=by,
        candidate_id=candidate.id,
        closed_before=before,
    )
    record(by, Candidates.CORRECT, candidate, version=of_version, restarted=before is not None)


def withdraw(candidate: Candidate, *, why_vi: str, by: Actor, why_en: str = "") -> None:
    """Take a candidate out of an announced round, with a public note. What was said stays; nothing more is taken."""
    require(by, Candidates.WITHDRAW, candidate)
    if candidate.round.state is not RoundState.SCHEDULED or candidate.state is not CandidateState.LISTED:
        raise NotNow()
    note = notes.add(candidate.round, NoteKind.WITHDRAWN, why_vi, why_en, by=by, candidate_id=candidate.id)
    candidate.state, candidate.withdrawn_at, candidate.withdrawn_why = (
        CandidateState.WITHDRAWN,
        clock.now(),
        note.text_vi,
    )
    candidate.edition += 1
    record(by, Candidates.WITHDRAW, candidate)


def check(told: Particulars) -> None:
    """Raise Unfit for particulars that are missing or say more than the law makes public."""
    if not tidy.has_letters(told.name):
        raise Unfit(N_("Write the name as it is to be shown."), field="name")
    if not told.honour_code:
        raise Unfit(N_("Choose the honour."), field="honour_code")
    if not told.proposed_by:
        raise Unfit(N_("Say which organisation puts this candidate up."), field="proposed_by")
    if told.birth_year is not None and not 1880 < told.birth_year <= clock.today().year:
        raise Unfit(N_("Only the year of birth, with four digits."), field="birth_year")


def _values(told: Particulars) -> dict[str, Any]:
    lists = {name: list(getattr(told, name)) for name in ("achievements", "past_honours", "standards")}
    return vars(told) | lists | {"name_fold": fold(told.name), "unit_fold": fold(told.unit)}


def _plain(value: Any) -> Any:
    """A value as it is compared: a row without its empty boxes."""
    if not isinstance(value, list):
        return value
    return [{name: str(said) for name, said in row.items() if said} for row in value]


def _set(candidate: Candidate, told: Particulars) -> None:
    for name, value in _values(told).items():
        setattr(candidate, name, value)
    candidate.edition += 1


def _put_in_order(round: Round) -> None:
    """Number the candidates by given name, as lists of people are sorted."""
    mine = db.session.scalars(sa.select(Candidate).where(Candidate.round_id == round.id)).all()
    for position, candidate in enumerate(sorted(mine, key=lambda c: (name_key(c.name), c.slug))):
        candidate.position = position
    round.candidates = len(mine)
    round.edition += 1


def _address(round: Round, name: str) -> str:
    """The candidate's name in plain letters, numbered where two share it."""
    taken = set(db.session.scalars(sa.select(Candidate.slug).where(Candidate.round_id == round.id)))
    plain = slug(name, 100) or "ung-vien"
    return next(a for a in (plain, *(f"{plain}-{n}" for n in range(2, limits.CANDIDATES + 3))) if a not in taken)
