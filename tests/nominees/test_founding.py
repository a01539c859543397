"""A testimony founds a nominee."""

from tests.nominees.conftest import Found


def test_name_is_kept_as_written_and_folded_for_finding(found: Found) -> None:
    nominee = found("  Đặng  Thị Hoà ")
    assert (nominee.name, nominee.name_fold, nominee.given_fold) == ("Đặng Thị Hoà", "dang thi hoa", "hoa")


def test_honorific_before_a_name_is_no_part_of_how_it_is_found(found: Found) -> None:
    assert found("bà Tơ").name_fold == "to"


def test_a_name_that_is_an_honorific_is_still_a_name(found: Found) -> None:
    assert found("Anh").name_fold == "anh"


def test_of_a_child_only_initials_are_kept(found: Found) -> None:
    nominee = found("cháu Nguyễn Đức An", minor=True)
    assert nominee.name == "N.Đ.A."
    assert "nguyen" not in nominee.name_fold + nominee.given_fold


def test_initials_of_initials_are_the_same(found: Found) -> None:
    assert found("N.Đ.A.", minor=True).name == "N.Đ.A."
