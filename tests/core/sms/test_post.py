"""Text messages over a real local gateway."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.errors import TooMany
from portal.core.jobs import runner
from portal.core.jobs.models import Job
from portal.core.sms import gateway, post
from portal.core.sms.models import State, TextMessage
from tests.core.sms.provider import Provider, serving

PHONE = "+84912345678"
LASTS = timedelta(minutes=30)


@pytest.fixture
def provider(inside: Flask) -> Iterator[Provider]:
    with serving() as made:
        gateway.choose(gateway.Http(made.url, "khoa-bi-mat", "NGUOITOT"))
        yield made


def message(phone: str = PHONE) -> TextMessage:
    with unit_of_work():
        post.write(phone, "123456 là mã của bạn.", lasts=LASTS)
    return db.session.scalars(sa.select(TextMessage).order_by(TextMessage.created_at.desc())).first()  # type: ignore[return-value]  # one was just written


def test_a_message_arrives_with_its_key_and_number(provider: Provider) -> None:
    made = message()
    runner.run_due()
    (got,) = provider.taken
    assert (got["to"], got["from"], got["text"]) == (PHONE, "NGUOITOT", "123456 là mã của bạn.")
    assert got["headers"]["Authorization"] == "Bearer khoa-bi-mat" and got["path"] == "/v1/messages?unicode=1"
    assert got["headers"]["Idempotency-Key"] == got["id"] == str(made.id)


def test_a_message_is_sent_once_and_blanked(provider: Provider) -> None:
    made = message()
    runner.run_due()
    post.send(str(made.id))
    db.session.refresh(made)
    assert len(provider.taken) == 1 and (made.state, made.text) == (State.SENT, "")


@pytest.mark.parametrize("status", [503, 307])
def test_what_is_not_taken_is_tried_again(provider: Provider, status: int) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        provider.status = status
        message()
        runner.run_due()
        assert not provider.taken
        provider.status = 200
        now.shift(timedelta(seconds=10))
        runner.run_due()
    assert len(provider.taken) == 1


def test_a_fault_is_noted_without_number_or_words(provider: Provider) -> None:
    provider.status = 500
    message()
    runner.run_due()
    assert db.session.scalars(sa.select(Job.error).where(Job.kind == "sms.send")).one() == "NotTaken"


def test_an_old_message_is_not_sent_any_more(provider: Provider) -> None:
    made = message()
    with time_machine.travel(clock.now() + LASTS, tick=False):
        runner.run_due()
    db.session.refresh(made)
    assert not provider.taken and (made.state, made.text) == (State.DROPPED, "")


def test_one_telephone_is_not_flooded(provider: Provider) -> None:
    for _ in range(post.PER_PHONE):
        message()
    with pytest.raises(TooMany):
        message()
    message("+84987654321")


def test_messages_are_forgotten_after_two_days(provider: Provider) -> None:
    message()
    with time_machine.travel(clock.now() + post.KEEP + timedelta(minutes=1)):
        post.forget()
    assert db.session.scalars(sa.select(TextMessage)).all() == []


@pytest.mark.parametrize(
    ("phone", "open"), [("+84912345678", True), ("+842438252525", False), ("+4917012345678", True), ("", False)]
)
def test_only_numbers_that_take_messages_are_written_to(inside: Flask, phone: str, open: bool) -> None:
    assert post.reaches(phone) is open


def test_without_a_gateway_nobody_is_reached(inside: Flask) -> None:
    gateway.choose(None)
    assert not post.reaches(PHONE)
    with pytest.raises(gateway.NotTaken):
        gateway.gateway()
