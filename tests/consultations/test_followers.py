"""Who is written to when a round opens: those who follow all rounds, a ward, a group of people, or both."""

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.consultations.candidates import services as candidates
from portal.consultations.candidates.states import CandidateKind
from portal.consultations.rounds import followers, scheduling
from portal.consultations.rounds.models import Follower, Round
from portal.core.actor import RESIDENT
from portal.core.db import db, unit_of_work
from portal.core.mail.models import Letter
from portal.nominees import services as nominees
from portal.nominees.states import Honorific, NomineeKind, PositionGroup
from portal.organisations.models import Ward, WardKind
from tests.consultations.held import BOARD, announce, drafted, particulars

pytestmark = pytest.mark.usefixtures("inside", "now")
HERE, THERE = "bach-mai", "lang"


@pytest.fixture(autouse=True)
def wards(inside: Flask) -> None:
    with unit_of_work() as session:
        session.add(Ward(code=HERE, kind=WardKind.WARD, name="Bạch Mai", name_fold="bach mai"))
        session.add(Ward(code=THERE, kind=WardKind.WARD, name="Láng", name_fold="lang"))


def follows(email: str, *, ward: str = "", group: str = "", confirmed: bool = True) -> None:
    with unit_of_work() as session:
        followers.ask(email=email, ward_code=ward, field=group, by=RESIDENT)
        if confirmed:
            followers.confirm(session.scalars(sa.select(Follower).where(Follower.email == email)).one(), by=RESIDENT)


def told(round: Round) -> list[str]:
    with unit_of_work():
        followers.tell(round)
    letters = sa.select(Letter.address).where(Letter.kind == "round_opened")
    return sorted(db.session.scalars(letters))


def of_two() -> Round:
    """A worker here and a leader there."""
    round = drafted()
    with unit_of_work():
        candidates.drop(scheduling.standing(round)[0], by=BOARD)
        candidates.put_up(round, particulars("Trần Thị Nhài", ward_code=HERE), by=BOARD)
        candidates.put_up(round, particulars("Lê Văn Sáng", ward_code=THERE, kind=CandidateKind.LEADER), by=BOARD)
        lead = nominees.found(
            "Lê Văn Sáng",
            kind=NomineeKind.PERSON,
            position_group=PositionGroup.LEADER,
            honorific=Honorific.ONG,
            by=RESIDENT,
        )
        second = next(c for c in scheduling.standing(round) if c.name == "Lê Văn Sáng")
        second.nominee_id = lead.id
    return announce(round)


def test_whoever_follows_a_group_of_people_hears_of_a_round_with_one_of_them() -> None:
    round = of_two()
    follows("tho@example.vn", group=PositionGroup.DIRECT_WORKER)
    follows("lanh.dao@example.vn", group=PositionGroup.LEADER)
    follows("sinh.vien@example.vn", group=PositionGroup.STUDENT)
    assert told(round) == ["lanh.dao@example.vn", "tho@example.vn"]


def test_ward_and_group_are_of_one_candidate() -> None:
    round = of_two()
    follows("dung@example.vn", ward=HERE, group=PositionGroup.DIRECT_WORKER)
    follows("cheo@example.vn", ward=HERE, group=PositionGroup.LEADER)
    assert told(round) == ["dung@example.vn"]


def test_whoever_was_withdrawn_brings_no_notice() -> None:
    round = of_two()
    with unit_of_work():
        candidates.withdraw(scheduling.standing(round)[0], why_vi="Người được đề nghị xin rút khỏi đợt này.", by=BOARD)
    gone, left = (HERE, THERE) if scheduling.standing(round)[0].ward_code == THERE else (THERE, HERE)
    follows("con@example.vn", ward=left)
    follows("rut@example.vn", ward=gone)
    assert told(round) == ["con@example.vn"]


def test_one_address_that_follows_two_wards_gets_one_letter() -> None:
    round = of_two()
    follows("hai@example.vn", ward=HERE)
    with unit_of_work() as session:
        followers.ask(email="hai@example.vn", ward_code=THERE, by=RESIDENT)
        for each in session.scalars(sa.select(Follower)):
            followers.confirm(each, by=RESIDENT)
    assert told(round) == ["hai@example.vn"]
    assert told(round) == ["hai@example.vn"]  # asked again after a crash


def test_nobody_is_written_to_who_did_not_confirm() -> None:
    round = of_two()
    follows("chua@example.vn", confirmed=False)
    assert told(round) == []
