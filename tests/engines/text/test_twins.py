"""Two stories of one person are found, two people of one given name are kept apart."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.engines.text.tones import placed
from portal.engines.text.twins import Reason, Told, likely, likeness

TEA = "Nấu nước chè miễn phí cho người nhà bệnh nhân trước cổng bệnh viện"
HOA = Told("Nguyễn Thị Hoà", "00256", TEA, "Bà")
TEXT = st.text(alphabet="aăâbcdđhoòàaiuyýnNguTt 12", max_size=20)
TOLD = st.builds(Told, name=TEXT, ward_code=st.sampled_from([None, "1", "2"]), deed=TEXT, honorific=TEXT)


@pytest.mark.parametrize(
    ("late", "early"),
    [("Hoà", "Hòa"), ("Thuý", "Thúy"), ("khoẻ", "khỏe"), ("quý", "quý"), ("Hoàng", "Hoàng"), ("HOÀ", "HÒA")],
)
def test_tones_stand_in_one_place(late: str, early: str) -> None:
    assert placed(late) == early == placed(unicodedata.normalize("NFD", early))


@pytest.mark.parametrize("name", ["Nguyễn Thị Hòa", "NGUYỄN THỊ HOÀ", "Bà Nguyễn Thị Hòa", "nguyễn  thị hoà"])
def test_one_name_in_two_spellings_is_the_same_name(name: str) -> None:
    assert likeness(HOA, Told(name)).reasons[0] is Reason.SAME_NAME


def test_a_name_without_marks_is_the_same_folded_name() -> None:
    assert likeness(HOA, Told("nguyen thi hoa", "00256")).reasons == (Reason.SAME_FOLDED_NAME, Reason.SAME_WARD)
    assert likeness(HOA, Told("ba nguyen thi hoa")).score >= 0.6


def test_marks_that_agree_are_stronger_than_marks_left_out_and_those_than_marks_that_differ() -> None:
    scores = [likeness(Told("Nguyễn Thị Hòa"), Told(f"{n}")).score for n in ("Nguyễn Thị Hoà", "nguyen thi hoa")]
    scores.append(likeness(Told("Nguyễn Thị Hòa"), Told("Nguyễn Thị Hoa")).score)
    assert scores == sorted(scores, reverse=True) and len(set(scores)) == 3


def test_two_women_called_hoa_are_two_women() -> None:
    other = Told("Đặng Thị Hòa", "00292", "Suất ăn 0 đồng cho sinh viên nghèo mùa thi", "Bà")
    assert likeness(HOA, other).reasons == (Reason.SAME_GIVEN_NAME, Reason.SAME_HONORIFIC)
    assert likely(HOA, [("x", other)]) == []


def test_a_given_name_alone_needs_ward_and_deed() -> None:
    assert likely(HOA, [("alone", Told("bà Hoà"))]) == []
    near = Told("bà Hòa", "00256", "Bà nấu nước chè miễn phí trước cổng bệnh viện cho người nhà bệnh nhân")
    assert [key for key, _ in likely(HOA, [("near", near)])] == ["near"]


def test_a_middle_name_may_be_left_out() -> None:
    twin = likeness(Told("Lê Đình Phúc", "1"), Told("Lê Phúc", "1"))
    assert twin.reasons == (Reason.SIMILAR_NAME, Reason.SAME_WARD) and twin.score >= 0.6


def test_a_man_and_a_woman_are_not_one() -> None:
    assert likeness(Told("Lê Bình", honorific="Ông"), Told("Lê Bình", honorific="Bà")).score < 0.6


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ('Nhóm "Bếp Sáng Thứ Tư"', "Bếp sáng thứ tư"),
        ('Câu lạc bộ "Gói xôi ấm"', "CLB Gói xôi ấm"),
        ("Nhóm thanh niên “Ký ức xanh”", "nhóm Ký ức xanh"),
        ("Tổ phụ nữ Hoa Sen", "to phu nu hoa sen"),
    ],
)
def test_collectives_are_compared_without_their_kind(a: str, b: str) -> None:
    assert likeness(Told(a), Told(b)).score >= 0.6


def test_neighbouring_groups_are_not_the_same() -> None:
    assert likeness(Told("Tổ dân phố 21", "1"), Told("Tổ dân phố 22", "1")).score < 0.6


def test_a_family_name_that_looks_like_a_kind_stays() -> None:
    assert likeness(Told("To Van An"), Told("Tô Văn An")).reasons == (Reason.SAME_FOLDED_NAME,)
    assert likeness(Told("Tô Văn An"), Told("Lê Văn An")).score < 0.6


def test_the_best_come_first() -> None:
    others = [("c", Told("Nguyễn Thị Hoa", "00256")), ("a", HOA), ("b", Told("nguyen thi hoa", "00256"))]
    assert [key for key, _ in likely(HOA, others)] == ["a", "b", "c"]


def test_nameless_stories_are_like_none() -> None:
    assert likeness(Told("", "1", TEA), Told("", "1", TEA)).score == 0


@given(TOLD, TOLD)
@settings(derandomize=True, deadline=None)
def test_likeness_is_mutual_and_within_bounds(a: Told, b: Told) -> None:
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b).score <= 1
