"""Who has a thing's page open now."""

import uuid

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied
from portal.moderation.desk import presence
from portal.moderation.desk.presence import LASTS, Look
from tests.moderation.things import Leaf, colleague

CHAU, HA = colleague("Đỗ Minh Châu"), colleague("Phạm Hà")


def looks(leaf: Leaf, *who: object) -> None:
    for each in who:
        with unit_of_work():
            presence.look(leaf, by=each)  # type: ignore[arg-type]  # colleagues


def test_each_sees_the_others_and_not_themselves(inside: Flask, now: Traveller) -> None:
    leaf = Leaf()
    looks(leaf, CHAU, HA, CHAU)
    assert (presence.lookers(leaf.id, but=CHAU), presence.lookers(leaf.id, but=HA)) == (["Phạm Hà"], ["Đỗ Minh Châu"])
    assert presence.lookers(uuid.uuid4(), but=HA) == []


def test_whose_browser_says_nothing_any_more_is_gone(inside: Flask, now: Traveller) -> None:
    leaf = Leaf()
    looks(leaf, CHAU)
    now.shift(LASTS)
    assert presence.lookers(leaf.id, but=HA) == []
    looks(leaf, CHAU)
    assert presence.lookers(leaf.id, but=HA) == ["Đỗ Minh Châu"]


def test_whoever_leaves_is_gone_at_once(inside: Flask) -> None:
    leaf = Leaf()
    looks(leaf, CHAU, HA)
    with unit_of_work():
        presence.look_away(leaf, by=CHAU)
    assert presence.lookers(leaf.id, but=HA) == []
    assert presence.lookers(leaf.id, but=CHAU) == ["Phạm Hà"]


def test_nothing_is_kept_of_who_looked_at_what(inside: Flask, now: Traveller) -> None:
    looks(Leaf(), CHAU)
    now.shift(LASTS * 2)
    looks(Leaf(), HA)
    presence.forget_looks()
    assert db.session.scalars(sa.select(Look.staff_name)).all() == ["Phạm Hà"]


def test_who_may_not_decide_does_not_count_as_looking(inside: Flask) -> None:
    with pytest.raises(Denied), unit_of_work():
        presence.look(Leaf(), by=colleague("Đài Quan Sát", Role.OBSERVER))
