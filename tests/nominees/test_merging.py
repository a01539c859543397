"""Nominees found to be one are joined by a pointer, and can be parted again exactly."""

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.actor import RESIDENT
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, NotNow, Refusal, Unfit
from portal.nominees import queries, services
from portal.nominees.models import Merge, Nominee
from portal.nominees.states import NomineeKind
from tests.nominees.conftest import MODERATOR, Found


def join(source: Nominee, into: Nominee) -> None:
    with unit_of_work():
        services.merge(source, into=into, by=MODERATOR)


def part(nominee: Nominee) -> None:
    with unit_of_work():
        services.unmerge(nominee, by=MODERATOR)


def pointers() -> dict[object, object]:
    return {row.id: row.merged_into_id for row in db.session.execute(sa.select(Nominee.id, Nominee.merged_into_id))}


def test_root_is_whom_all_pointers_lead_to(found: Found) -> None:
    one, two, three = found(), found(), found()
    join(one, two)
    join(two, three)
    assert queries.root(one) is three
    assert queries.group(two) == {one.id, two.id, three.id}


def test_joining_twice_is_refused(found: Found) -> None:
    one, two = found(), found()
    join(one, two)
    with pytest.raises(NotNow):
        join(one, two)


def test_no_circle_can_be_closed(found: Found) -> None:
    one, two, three = found(), found(), found()
    join(one, two)
    join(two, three)
    with pytest.raises(NotNow):
        join(three, one)


def test_nobody_is_joined_with_themselves(found: Found) -> None:
    one = found()
    with pytest.raises(NotNow):
        join(one, one)


def test_a_person_is_not_joined_with_a_collective(found: Found) -> None:
    with pytest.raises(Unfit):
        join(found(), found(kind=NomineeKind.COLLECTIVE))


def test_parting_what_was_not_joined_is_refused(found: Found) -> None:
    with pytest.raises(NotNow):
        part(found())


def test_residents_may_not_join(found: Found) -> None:
    one, two = found(), found()
    with pytest.raises(Denied), unit_of_work():
        services.merge(one, into=two, by=RESIDENT)


def test_each_merge_and_parting_is_kept_and_audited(found: Found) -> None:
    one, two = found(), found()
    join(one, two)
    part(one)
    (kept,) = db.session.scalars(sa.select(Merge))
    assert kept.undone_by == kept.merged_by == MODERATOR.id
    acts = db.session.scalars(sa.select(AuditEntry.act).order_by(AuditEntry.seq)).all()
    assert acts[-2:] == ["nominee:merge", "nominee:unmerge"]


PAIRS = st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 4)), max_size=14)


@given(steps=PAIRS)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_merges_is_undone_exactly(inside: Flask, found: Found, steps: list) -> None:
    people, before = [found() for _ in range(5)], []
    for joins, one, other in steps:
        now = pointers()
        try:
            join(people[one], people[other]) if joins else part(people[one])
        except Refusal:
            assert pointers() == now
            continue
        if joins:
            before.append((people[one], now))
            part(people[one])
            assert pointers() == now
            join(people[one], people[other])
    for person in people:
        assert queries.root(person).merged_into_id is None
        if person.merged_into_id:
            part(person)
    assert all(pointers()[person.id] is None for person in people)
