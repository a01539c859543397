"""Residents who want to know when a round opens: confirmed by a link, ended by one click."""

import re
import secrets
import uuid

import sqlalchemy as sa

from portal.consultations.candidates import people
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.states import CandidateState
from portal.consultations.rounds.models import Follower, Round
from portal.consultations.rounds.policy import Rounds
from portal.core import clock, marks
from portal.core.actor import Actor
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.mail import post
from portal.core.policy import require
from portal.nominees import queries as nominees
from portal.nominees.models import Nominee

KEY = re.compile(r"[0-9a-f]{64}")


def ask(*, email: str, by: Actor, ward_code: str = "", field: str = "", language: str = "vi") -> None:
    """Ask for notices; nothing is sent but one letter whose link confirms. Who asks twice is sent the link again.

    What the page says does not tell whether the address was known already.
    """
    require(by, Rounds.FOLLOW)
    same = sa.select(Follower).where(Follower.email == email, Follower.ward_code == ward_code, Follower.field == field)
    follower = db.session.scalars(same).one_or_none()
    if follower is None:
        follower = Follower(id=uuid.uuid4(), email=email, ward_code=ward_code, field=field)
        db.session.add(follower)
    follower.language, follower.asked_at = language, clock.now()
    if follower.confirmed_at is None:
        db.session.flush()
        post.write("follow_confirm", email, language, sensitive=True, key=key_of(follower))


def key_of(follower: Follower) -> str:
    """What stands in the links of this follower's letters: the same in all, so that an old letter ends notices too."""
    return f"{follower.id.hex}{marks.of('follower', follower.id.hex)[:32]}"


def by_key(key: str) -> Follower:
    """Who a link belongs to. Raises Missing for a key that is not ours, or whose follower has left."""
    found = db.session.get(Follower, uuid.UUID(key[:32])) if KEY.fullmatch(key) else None
    if found is None or not secrets.compare_digest(key, key_of(found)):
        raise Missing()
    return found


def confirm(follower: Follower, *, by: Actor) -> None:
    """The button behind the link was pressed: notices begin."""
    require(by, Rounds.FOLLOW)
    follower.confirmed_at = follower.confirmed_at or clock.now()


def leave(follower: Follower, *, by: Actor) -> None:
    """No more notices; the address is dropped."""
    require(by, Rounds.FOLLOW)
    db.session.delete(follower)


def tell(round: Round) -> int:
    """Write to every confirmed follower of one of the round's candidates that it has opened; gives how many."""
    standing = _standing(round)
    wards = {"", *(ward for ward, _ in standing)}
    pick = sa.select(Follower).where(Follower.confirmed_at.is_not(None), Follower.ward_code.in_(wards))
    told: set[str] = set()  # who follows two wards of it is written to once
    for follower in db.session.scalars(pick.order_by(Follower.id)):
        about = any(follower.ward_code in ("", ward) and follower.field in ("", *groups) for ward, groups in standing)
        if not about or follower.email in told:
            continue
        post.write(
            "round_opened", follower.email, follower.language, once=f"round:{round.id}:{follower.id}", sensitive=True,
            leave=f"/lay-y-kien/thoi-bao-tin/{key_of(follower)}/ngay", key=key_of(follower), slug=round.slug, name={"vi": round.name_vi, "en": round.name_en or round.name_vi},
            closes=f"{clock.local(round.closes_at):%d/%m/%Y}" if round.closes_at else "",
        )  # fmt: skip
        told.add(follower.email)
    return len(told)


def _standing(round: Round) -> list[tuple[str, set[str]]]:
    """Of each candidate that was not withdrawn: the ward, and the groups of people that one may follow."""
    mine = sa.select(Candidate, Nominee).join(Nominee, Nominee.id == Candidate.nominee_id)
    listed = mine.where(Candidate.round_id == round.id, Candidate.state == CandidateState.LISTED)
    found = []
    for candidate, nominee in db.session.execute(listed):
        known = (candidate.field, people.GROUPS.get(candidate.kind), nominees.root(nominee).position_group)
        found.append((candidate.ward_code or "", {str(group) for group in known if group}))
    return found
