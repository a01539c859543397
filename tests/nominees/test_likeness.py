"""Likely same nominees are found by index and shown with reasons."""

import pytest

from portal.core.db import unit_of_work
from portal.nominees import services
from portal.nominees.likeness import Likeness, likely_same
from portal.nominees.states import Honorific, NomineeKind
from tests.nominees.conftest import MODERATOR, Found
from tests.plans import explained

pytestmark = pytest.mark.usefixtures("wards")


def reasons(one: object) -> set[Likeness]:
    (likely,) = likely_same(one)  # type: ignore[arg-type]  # a nominee
    return set(likely.reasons)


def test_same_name_with_other_marks_in_the_same_ward(found: Found) -> None:
    found("Nguyen Thi Hoa", ward_code="lang")
    assert reasons(found("Nguyễn Thị Hòa", ward_code="lang")) == {Likeness.SAME_NAME_FOLDED, Likeness.SAME_WARD}


def test_same_name_in_the_ward_that_followed(found: Found) -> None:
    found("Đặng Thị Tơ", ward_code="hang-bong")
    assert reasons(found("Đặng Thị Tơ", ward_code="cua-nam")) == {Likeness.SAME_NAME, Likeness.FORMER_WARD}


def test_given_name_alone_in_the_same_ward(found: Found) -> None:
    found("Đặng Thị Tơ", ward_code="lang")
    assert Likeness.LIKE_NAME in reasons(found("bà Tơ", ward_code="lang"))


def test_given_name_alone_elsewhere_says_nothing(found: Found) -> None:
    found("Đặng Thị Tơ", ward_code="lang")
    assert likely_same(found("bà Tơ", ward_code="cua-nam")) == []


def test_other_people_of_the_ward_are_left_alone(found: Found) -> None:
    found("Nguyễn Thị Hòa", ward_code="lang")
    assert likely_same(found("Đặng Thị Tơ", ward_code="lang")) == []


def test_ba_and_ong_of_one_name_are_less_likely_one(found: Found) -> None:
    found("Nguyễn Thanh", honorific=Honorific.ONG)
    assert likely_same(found("Nguyễn Thanh", honorific=Honorific.BA)) == []


def test_a_collective_is_not_a_person(found: Found) -> None:
    found("Hòa Bình", kind=NomineeKind.COLLECTIVE)
    assert likely_same(found("Hòa Bình")) == []


def test_the_same_initials_of_children_mean_something_only_nearby(found: Found) -> None:
    found("Nguyễn Văn An", minor=True, ward_code="lang")
    assert likely_same(found("Ngô Vân Anh", minor=True, ward_code="cua-nam")) == []
    assert len(likely_same(found("Ngô Vân Anh", minor=True, ward_code="lang"))) == 1


def test_those_joined_already_are_not_offered_again(found: Found) -> None:
    one, other = found("Đặng Thị Tơ", ward_code="lang"), found("Đặng Thị Tơ", ward_code="lang")
    with unit_of_work():
        services.merge(one, into=other, by=MODERATOR)
    assert likely_same(one) == likely_same(other) == []


def test_the_likeliest_comes_first(found: Found) -> None:
    far, near = found("Đặng Thị Tơ"), found("Đặng Thị Tơ", ward_code="lang")
    likely = likely_same(found("Đặng Thị Tơ", ward_code="lang"))
    assert [each.nominee.id for each in likely] == [near.id, far.id]
    assert likely[0].score > likely[1].score


def test_the_shortlist_is_read_through_indexes(found: Found) -> None:
    for query in ("name_fold = 'a'", "given_fold = 'a' AND ward_code IN ('lang', 'cua-nam')"):
        plan = explained(f"SELECT * FROM nominee WHERE {query}")
        assert "ix_nominee_" in plan and "SCAN nominee" not in plan and "Seq Scan" not in plan
