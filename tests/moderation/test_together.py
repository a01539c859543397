"""One act on several things: each by itself, what is refused is noted and undoes nothing."""

import uuid

import pytest
from sqlalchemy.orm.exc import StaleDataError

from portal.core.db import db
from portal.core.errors import Clash, Denied, Missing, NotNow, Unavailable
from portal.moderation import claims
from portal.moderation.together import acts, services
from portal.moderation.together.policy import Together
from portal.moderation.together.services import Asked, Told, Unfitting
from portal.moderation.together.states import Why
from tests.moderation.things import Leaf, colleague

pytestmark = pytest.mark.usefixtures("inside")
CHAU, LINH = colleague(), colleague()


def leaves(number: int) -> dict[uuid.UUID, Leaf]:
    return {leaf.id: leaf for leaf in (Leaf() for _ in range(number))}


def asked(some: dict[uuid.UUID, Leaf]) -> list[Asked]:
    return [Asked("leaf", key) for key in some]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Denied(), Why.BARRED), (Missing(), Why.GONE), (Unavailable(), Why.BUSY), (Clash(), Why.CHANGED),
        (NotNow(), Why.CHANGED), (StaleDataError(), Why.CHANGED), (Unfitting(Why.FILES), Why.FILES),
    ],
    ids=lambda v: str(v) if isinstance(v, Why) else type(v).__name__,
)  # fmt: skip
def test_what_is_refused_is_noted_with_its_reason_and_the_rest_is_done(fault: Exception, expected: Why) -> None:
    some = asked(leaves(3))
    whole = services.begin(by=CHAU)

    def act(each: Asked) -> Told:
        if each == some[1]:
            raise fault
        return {}

    services.one_by_one(whole, some, act, step=Together.ACCEPT, by=CHAU)
    assert [(line.step, line.why) for line in acts.lines(whole)] == [
        (Together.ACCEPT, ""), (Together.PASS, expected), (Together.ACCEPT, ""),
    ]  # fmt: skip


def test_what_is_no_refusal_ends_it_and_what_was_done_stays() -> None:
    some = asked(leaves(3))
    whole = services.begin(by=CHAU)

    def act(each: Asked) -> Told:
        if each == some[1]:
            raise ZeroDivisionError
        return {}

    with pytest.raises(ZeroDivisionError):
        services.one_by_one(whole, some, act, step=Together.ACCEPT, by=CHAU)
    assert [line.thing_id for line in acts.lines(whole)] == [some[0].id]


def test_what_there_was_nothing_to_do_about_leaves_no_line() -> None:
    whole = services.begin(by=CHAU)
    services.one_by_one(whole, asked(leaves(1)), lambda each: None, step=Together.ACCEPT, by=CHAU)
    assert acts.one(whole.id) is None


def test_several_are_taken_and_what_a_colleague_holds_is_named() -> None:
    some = leaves(3)
    first, *_ = some.values()
    theirs, mine = services.begin(by=LINH), services.begin(by=CHAU)
    services.take(theirs, asked({first.id: first}), lambda kind, key: some[key], by=LINH)
    services.take(mine, asked(some), lambda kind, key: some[key], by=CHAU)
    assert [line.why for line in acts.lines(mine)] == [Why.HELD, "", ""]
    assert acts.one(mine.id) == mine and acts.one(theirs.id) == theirs
    assert {claim.staff_id for claim in claims.holders("leaf", list(some)).values()} == {CHAU.id, LINH.id}


def test_only_what_one_holds_is_put_back() -> None:
    some = leaves(2)
    first, second = some.values()
    whole = services.begin(by=CHAU)
    services.take(services.begin(by=LINH), asked({second.id: second}), lambda kind, key: some[key], by=LINH)
    services.take(whole, asked({first.id: first}), lambda kind, key: some[key], by=CHAU)
    services.put_back(whole, asked(some), lambda kind, key: some[key], by=CHAU)
    db.session.rollback()
    assert claims.holder(first) is None and claims.holder(second) is not None
    assert [(line.thing_id, line.step) for line in acts.lines(whole)] == [(first.id, Together.PUT_BACK)]


def test_why_something_was_left_is_kept_when_it_is_put_back() -> None:
    some = leaves(1)
    whole = services.begin(by=CHAU)
    services.take(whole, asked(some), lambda kind, key: some[key], by=CHAU)

    def refused(each: Asked) -> Told:
        raise Unfitting(Why.NOTED)

    services.one_by_one(whole, asked(some), refused, step=Together.ACCEPT, by=CHAU)
    services.put_back(whole, asked(some), lambda kind, key: some[key], by=CHAU)
    assert [(line.step, line.why) for line in acts.lines(whole)] == [(Together.PUT_BACK, Why.NOTED)]


def test_what_is_gone_is_noted_as_gone() -> None:
    whole = services.begin(by=CHAU)
    services.take(whole, asked(leaves(1)), lambda kind, key: None, by=CHAU)
    assert [line.why for line in acts.lines(whole)] == [Why.GONE]
