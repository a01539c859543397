"""Words of a form are kept shut, for one browser and a short while."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.core import marks
from portal.core.db import db, unit_of_work
from portal.core.slips import services
from portal.core.slips.models import Slip

WORDS = {"text": ["Bà Lụa cứu người."], "stance": ["support"]}

pytestmark = pytest.mark.usefixtures("inside")


def kept(secret: str = "s1", words: services.Words = WORDS) -> bool:
    with unit_of_work():
        return services.keep(secret, words)


def test_what_was_typed_is_found_with_its_secret_and_with_no_other() -> None:
    kept()
    assert services.found("s1") == WORDS and services.found("s2") is None


def test_the_newest_words_stand_instead_of_the_older() -> None:
    kept()
    kept(words={"text": ["Khác."]})
    assert services.found("s1") == {"text": ["Khác."]}


def test_no_word_lies_open_and_the_portals_key_alone_opens_none(inside: Flask) -> None:
    secret, other = "a-secret-no-chance-would-write", "s2"
    kept(secret, {"text": ["Cuu nguoi o bo song"]})
    row = db.session.scalars(sa.select(Slip)).one()
    for word in ("Cuu nguoi", secret):
        assert word not in row.sealed + row.mark and services.found(secret) is not None
    with unit_of_work() as session:
        session.execute(sa.update(Slip).values(mark=marks.of("slip", other)))
    assert services.found(other) is None


def test_after_two_hours_it_is_gone(now: Traveller) -> None:
    kept()
    now.shift(timedelta(hours=2, seconds=1))
    assert services.found("s1") is None
    services.forget_old()
    assert db.session.scalars(sa.select(Slip)).all() == []


def test_what_was_sent_is_dropped() -> None:
    kept()
    kept("s2")
    with unit_of_work():
        services.drop(["s1"])
    assert services.found("s1") is None and services.found("s2") == WORDS


def test_what_is_beyond_measure_is_not_kept() -> None:
    assert not kept(words={"text": ["x" * services.LONGEST]})
