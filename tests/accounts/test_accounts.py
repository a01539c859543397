"""Accounts: names, offices within dates, sessions that end when they should."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.accounts import passwords, queries, services
from portal.accounts.models import Staff
from portal.core import clock
from portal.core.actor import RESIDENT, SYSTEM, Role
from portal.core.db import unit_of_work
from portal.core.errors import Denied, Unfit

LIVE = {"idle": timedelta(minutes=30), "longest": timedelta(hours=12)}


def account(name: str = "do.minh.chau") -> Staff:
    with unit_of_work():
        return services.add(name, name="Đỗ Minh Châu", password_hash=passwords.hashed("một câu dài dễ nhớ"), by=SYSTEM)


def session_of(staff: Staff) -> str:
    with unit_of_work():
        return services.begin_session(staff)


def test_a_taken_name_is_refused_in_any_case(inside: Flask) -> None:
    account()
    with pytest.raises(Unfit), unit_of_work():
        services.add("Do.Minh.Chau ", name="Khác", password_hash="", by=SYSTEM)


def test_residents_open_no_accounts(inside: Flask) -> None:
    with pytest.raises(Denied), unit_of_work():
        services.add("ai-do", name="Ai đó", password_hash="", by=RESIDENT)


def test_an_office_begins_today_and_is_gone_at_once_when_ended(inside: Flask) -> None:
    staff = account()
    with unit_of_work():
        services.grant(staff, Role.MODERATOR, by=SYSTEM)
        assert queries.roles_today(staff) == {Role.MODERATOR}
        services.revoke(staff, Role.MODERATOR, by=SYSTEM)
        assert queries.roles_today(staff) == frozenset()


def test_an_office_held_since_yesterday_keeps_its_dates(inside: Flask) -> None:
    with time_machine.travel(clock.now() - timedelta(days=3)):
        staff = account()
        with unit_of_work():
            services.grant(staff, Role.EDITOR, by=SYSTEM)
    with unit_of_work():
        services.revoke(staff, Role.EDITOR, by=SYSTEM)
    assert staff.grants[0].valid_to == clock.today() - timedelta(days=1)


@pytest.mark.parametrize(("later", "alive"), [(29, True), (31, False)])
def test_a_session_ends_when_idle(inside: Flask, later: int, alive: bool) -> None:
    token = session_of(account())
    with time_machine.travel(clock.now() + timedelta(minutes=later)):
        assert (queries.live_session(token, **LIVE) is not None) is alive


def test_a_busy_session_still_ends_after_twelve_hours(inside: Flask) -> None:
    token, begun = session_of(account()), clock.now()
    for hour in range(25):
        with time_machine.travel(begun + timedelta(minutes=29 * hour)):
            live = queries.live_session(token, **LIVE)
            if live:
                with unit_of_work():
                    services.seen(live[0].id)
    with time_machine.travel(begun + timedelta(hours=12, minutes=1)):
        assert queries.live_session(token, **LIVE) is None


def test_a_disabled_account_is_out_at_once(inside: Flask) -> None:
    staff = account()
    token = session_of(staff)
    with unit_of_work():
        services.disable(staff, by=SYSTEM)
    assert queries.live_session(token, **LIVE) is None


def test_a_new_password_ends_every_session(inside: Flask) -> None:
    staff = account()
    tokens = [session_of(staff), session_of(staff)]
    with unit_of_work():
        services.change_password(staff, password_hash="x", by=queries.as_actor(staff))
    assert [queries.live_session(t, **LIVE) for t in tokens] == [None, None]


def test_the_database_does_not_hold_the_token(inside: Flask) -> None:
    staff = account()
    token = session_of(staff)
    assert token not in str([vars(s) for s in queries.open_sessions(staff, clock.now() - timedelta(hours=1))])


@pytest.mark.parametrize("bad", ["ngan qua", "aaaaaaaaaaaaaaa", "Đỗ Minh Châu", "x" * 201])
def test_weak_passwords_are_refused(bad: str) -> None:
    with pytest.raises(Unfit):
        passwords.check(bad, name="Đỗ Minh Châu", sign_in_name="chau")


def test_nobody_signs_in_without_a_hash() -> None:
    assert not passwords.matches("no account has this password", None)
