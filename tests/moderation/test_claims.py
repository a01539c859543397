import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.core.actor import Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, NotNow, Unfit
from portal.moderation import claims
from portal.moderation.claims import Held
from portal.moderation.limits import LEASE
from tests.moderation.things import Leaf, colleague

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CHAU, HA = colleague("Đỗ Minh Châu"), colleague("Phạm Hà")


def acts() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(AuditEntry.act).order_by(AuditEntry.seq)))


def test_a_claim_lasts_a_quarter_of_an_hour(inside: Flask) -> None:
    leaf = Leaf()
    with time_machine.travel(START, tick=False), unit_of_work():
        assert claims.claim(leaf, by=CHAU).until == START + LEASE


def test_a_colleague_is_told_who_holds_it_and_until_when(inside: Flask) -> None:
    leaf = Leaf()
    with time_machine.travel(START, tick=False):
        with unit_of_work():
            claims.claim(leaf, by=CHAU)
        with pytest.raises(Held) as refusal, unit_of_work():
            claims.claim(leaf, by=HA)
    assert refusal.value.values == {"name": "Đỗ Minh Châu", "until": "09:15"}


def test_work_puts_the_end_off_without_a_second_record(inside: Flask) -> None:
    leaf = Leaf()
    for minutes in (0, 14):
        with time_machine.travel(START + timedelta(minutes=minutes), tick=False), unit_of_work():
            claim = claims.claim(leaf, by=CHAU)
    assert claim.until == START + timedelta(minutes=29)
    assert acts() == ["moderation:claim"]


def test_a_lease_that_ran_out_is_free_for_others(inside: Flask) -> None:
    leaf = Leaf()
    with time_machine.travel(START, tick=False), unit_of_work():
        claims.claim(leaf, by=CHAU)
    with time_machine.travel(START + LEASE, tick=False), unit_of_work():
        assert claims.holder(leaf) is None
        assert claims.claim(leaf, by=HA).staff_name == "Phạm Hà"


def test_two_who_come_at_once_are_one_holder_and_one_told(app: Flask) -> None:
    leaf, ready, ends = Leaf(), threading.Barrier(2), []

    def come(who: object) -> None:
        with app.app_context():
            ready.wait(10)
            try:
                with unit_of_work():
                    claims.claim(leaf, by=who)  # type: ignore[arg-type]  # a member of staff
                ends.append("holds")
            except Held:
                ends.append("told")

    both = [threading.Thread(target=come, args=(who,)) for who in (CHAU, HA)]
    for each in both:
        each.start()
    for each in both:
        each.join(30)
    assert sorted(ends) == ["holds", "told"]


def test_what_is_released_is_free_and_says_why(inside: Flask) -> None:
    leaf = Leaf()
    with unit_of_work():
        claims.claim(leaf, by=CHAU)
    with unit_of_work():
        claims.release(leaf, by=CHAU, note="cần người biết địa bàn")
    assert claims.holder(leaf) is None
    assert "biết địa bàn" in db.session.scalars(sa.select(AuditEntry.detail).order_by(AuditEntry.seq.desc())).first()


def test_nobody_releases_what_another_holds(inside: Flask) -> None:
    leaf = Leaf()
    with unit_of_work():
        claims.claim(leaf, by=CHAU)
    with pytest.raises(NotNow), unit_of_work():
        claims.release(leaf, by=HA)


def test_taking_over_needs_a_reason(inside: Flask) -> None:
    leaf = Leaf()
    with unit_of_work():
        claims.claim(leaf, by=CHAU)
    with pytest.raises(Unfit), unit_of_work():
        claims.take_over(leaf, by=HA, reason="  ")
    with unit_of_work():
        assert claims.take_over(leaf, by=HA, reason="Châu nghỉ ốm").staff_id == HA.id
    assert acts() == ["moderation:claim", "moderation:take_over"]


def test_a_list_knows_who_holds_what(inside: Flask) -> None:
    mine, free = Leaf(), Leaf()
    with unit_of_work():
        claims.claim(mine, by=CHAU)
    assert {id: c.staff_name for id, c in claims.holders("leaf", [mine.id, free.id]).items()} == {mine.id: CHAU.name}


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.CLERK, Role.ADMINISTRATOR, Role.APPRAISER])
def test_who_may_not_decide_may_not_claim(inside: Flask, role: Role) -> None:
    with pytest.raises(Denied), unit_of_work():
        claims.claim(Leaf(), by=colleague("Khách", role))
