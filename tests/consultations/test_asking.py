"""Codes by telephone and new codes: what is sent, how often, and what it proves."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import asking, limits, verifying
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Verified
from portal.core.actor import RESIDENT, holder_of
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, NotNow, TooMany, Unfit
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.core.sms import gateway
from portal.core.sms.models import TextMessage
from tests.consultations.held import announced, candidate_of, opinion

PHONE = "+84912345678"


@pytest.fixture
def candidate(inside: Flask, now: Traveller) -> Candidate:
    made = candidate_of(announced())
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    return made


def digits() -> list[str]:
    """The codes sent by telephone, oldest first."""
    texts = db.session.scalars(sa.select(TextMessage.text).order_by(TextMessage.created_at))
    return [re.findall(r"\b\d{6}\b", text)[0] for text in texts]


def again(made: Opinion, way: Verified = Verified.PHONE) -> None:
    with unit_of_work():
        asking.again(made, way=way, by=holder_of(made.id))


def tried(made: Opinion, code: str) -> Opinion | None:
    with unit_of_work():
        return verifying.try_code(made, code, by=holder_of(made.id))


def test_who_left_only_a_phone_is_sent_digits_there(candidate: Candidate) -> None:
    made = opinion(candidate, email="", phone=PHONE)
    runner.run_due()
    assert tried(made, digits()[0]) is not None
    assert (made.verified, made.person_key is not None) == (Verified.PHONE, True)


def test_who_left_an_address_too_is_written_to(candidate: Candidate) -> None:
    opinion(candidate, phone=PHONE)
    runner.run_due()
    assert digits() == [] and db.session.scalars(sa.select(Letter.kind)).all() == ["opinion_verify"]


def test_a_code_grows_old_in_half_an_hour(candidate: Candidate, now: Traveller) -> None:
    made = opinion(candidate, email="", phone=PHONE)
    runner.run_due()
    now.shift(limits.CODE_LASTS)
    with pytest.raises(Unfit, match="too old"):
        tried(made, digits()[0])


def test_a_new_code_replaces_the_one_before(candidate: Candidate, now: Traveller) -> None:
    made = opinion(candidate, email="", phone=PHONE)
    runner.run_due()
    now.shift(limits.CODE_LASTS)
    again(made)
    old, new = digits()
    assert old == new or tried(made, old) is None
    assert tried(made, new) is not None


def test_another_code_waits_a_minute(candidate: Candidate, now: Traveller) -> None:
    made = opinion(candidate, email="", phone=PHONE)
    runner.run_due()
    with pytest.raises(TooMany, match="on its way"):
        again(made)
    now.shift(limits.PAUSE)
    again(made)
    assert len(digits()) == 2


def test_codes_are_sent_a_few_times_only(candidate: Candidate, now: Traveller) -> None:
    made = opinion(candidate, phone=PHONE)
    runner.run_due()
    for way in (Verified.PHONE, Verified.EMAIL, Verified.PHONE):
        now.shift(limits.PAUSE)
        again(made, way)
    now.shift(timedelta(days=1))
    with pytest.raises(TooMany, match="several times"):
        again(made)


def test_nobody_else_asks_for_a_code(candidate: Candidate) -> None:
    made = opinion(candidate, email="", phone=PHONE)
    with pytest.raises(Denied), unit_of_work():
        asking.again(made, way=Verified.PHONE, by=RESIDENT)


def test_a_way_that_was_not_left_is_not_used(candidate: Candidate) -> None:
    made = opinion(candidate)
    with pytest.raises(NotNow):
        again(made, Verified.PHONE)


def test_without_a_gateway_a_phone_alone_is_kindly_refused(candidate: Candidate) -> None:
    gateway.choose(None)
    with pytest.raises(Unfit, match="please call us"):
        opinion(candidate, email="", phone=PHONE)
    assert opinion(candidate, phone=PHONE).writer.phone == PHONE


def test_a_landline_alone_is_asked_for_another_number(candidate: Candidate) -> None:
    with pytest.raises(Unfit, match="mobile number"):
        opinion(candidate, email="", phone="+842438252525")
