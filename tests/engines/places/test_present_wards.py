"""Present wards resolve in every spelling, and nothing else is taken for one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engines.places.gazetteer import Place
from portal.engines.places.resolver import Note, Status, resolve
from portal.engines.places.spelling import known_by, toned
from portal.engines.text.fold import fold
from tests.engines.places.known import CITY, NOW, PRESENT, THEN

OLD_TONES = {"hòa": "hoà", "Hòa": "Hoà", "thủy": "thuỷ", "Thủy": "Thuỷ"}


@pytest.mark.parametrize("place", PRESENT, ids=lambda p: p.code)
def test_every_ward_resolves_with_and_without_marks_and_kind(place: Place) -> None:
    for written in (place.label, place.name, fold(place.label), fold(place.name), place.label.upper()):
        found = resolve(written, CITY, NOW)
        assert (found.status, found.ward, found.name_then) == (Status.EXACT, place.code, place.label), written


def old_tones(name: str) -> str:
    for new, old in OLD_TONES.items():
        name = name.replace(new, old)
    return name


SPELLINGS = st.sampled_from(
    [str.upper, str.lower, fold, old_tones, lambda s: unicodedata.normalize("NFD", s), lambda s: s.replace(" ", "  ")]
)
KINDS = st.sampled_from(["{kind} {name}", "{name}", "{short}. {name}", "{short}.{name}", "{kind}  {name}, Hà Nội"])


@given(place=st.sampled_from(PRESENT), spell=SPELLINGS, form=KINDS)
def test_any_spelling_of_a_ward_is_the_ward(place: Place, spell: object, form: str) -> None:
    short = {"phường": "P", "xã": "X"}[place.kind]
    written = form.format(kind=place.kind, name=spell(place.name), short=short)  # type: ignore[operator]  # a function of a text
    assert resolve(written, CITY, NOW).ward == place.code


@given(st.text(max_size=300))
def test_any_text_is_answered(typed: str) -> None:
    found = resolve(typed, CITY, NOW)
    assert (found.ward is not None) == (found.status in (Status.EXACT, Status.FORMER))


@pytest.mark.parametrize("typed", ["phường 22", "", "   ", "🎉🎉", "số 5 ngõ 3", "Sài Gòn", "phường", "xã", "Hà Nội"])
def test_what_is_no_ward_is_unknown(typed: str) -> None:
    assert resolve(typed, CITY, NOW).status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phường Hoàn Kím", "phường Hoàn Kiếm"),
        ("Bồ Đêg", "phường Bồ Đề"),
        ("xã Đông Ânh", ""),
        ("hàng bạt", "phường Hàng Bạc, quận Hoàn Kiếm"),
        ("xã Thanh Oia", "xã Thanh Oai"),
    ],
)
def test_a_slip_of_the_hand_is_suggested_never_taken(typed: str, meant: str) -> None:
    found = resolve(typed, CITY, NOW)
    if meant:
        assert found.status is Status.UNKNOWN
        assert meant in found.suggestions
    else:  # only the marks differ: that is a spelling, not a slip
        assert found.ward == "x-dong-anh"


def test_a_ward_of_another_kind_is_only_suggested() -> None:
    found = resolve("xã Hoàn Kiếm", CITY, NOW)
    assert found.status is Status.UNKNOWN
    assert "phường Hoàn Kiếm" in found.suggestions


def test_a_ward_wins_over_the_district_it_is_named_after() -> None:
    found = resolve("Hoàn Kiếm", CITY, NOW)
    assert (found.ward, found.note) == ("p-hoan-kiem", Note.SAME_AS_DISTRICT)


def test_before_the_ward_was_formed_its_bare_name_meant_the_district() -> None:
    found = resolve("Hoàn Kiếm", CITY, THEN)
    assert (found.status, found.name_then) == (Status.AMBIGUOUS, "quận Hoàn Kiếm")
    assert found.candidates[0].code == "p-hoan-kiem"


def test_a_ward_chosen_for_an_earlier_day_is_kept_with_a_note() -> None:
    found = resolve("phường Hoàn Kiếm", CITY, THEN)
    assert (found.ward, found.note) == ("p-hoan-kiem", Note.FORMED_LATER)


@pytest.mark.parametrize(
    "typed",
    [
        "số 5, ngõ 3 phố Huế, phường Hoàn Kiếm, Hà Nội",
        "12 Trần Hưng Đạo, Hoàn Kiếm",
        "so 5 ngo 3 phuong hoan kiem tp ha noi",
        "tổ dân phố 7 - phường Hoàn Kiếm - thành phố Hà Nội",
    ],
)
def test_the_ward_is_found_in_an_address(typed: str) -> None:
    assert resolve(typed, CITY, NOW).ward == "p-hoan-kiem"


@pytest.mark.parametrize(
    ("typed", "ward"),
    [("12 Hàng Bông - Hoàn Kiếm", "p-hoan-kiem"), ("số 5 – phường Láng – Hà Nội", "p-lang"), ("Hoan Kiem Ward, Hanoi", "p-hoan-kiem"), ("Soc Son commune", "x-soc-son"), ("Mỹ Đình I", "p-tu-liem")],
)  # fmt: skip
def test_dashes_english_kinds_and_roman_numbers_are_read(typed: str, ward: str) -> None:
    found = resolve(typed, CITY, NOW)
    assert ward == found.ward or ward in {candidate.code for candidate in found.candidates}


def test_a_dash_of_a_wards_own_name_stays_in_it() -> None:
    assert resolve("phường Văn Miếu - Quốc Tử Giám", CITY, NOW).status is Status.EXACT


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("phườngHoànKiếm", "phường Hoàn Kiếm"), ("ochodua", "phường Ô Chợ Dừa"), ("HBT", "phường Hai Bà Trưng"), ("P.HBT", "phường Hai Bà Trưng")],
)  # fmt: skip
def test_names_without_spaces_and_by_their_letters_are_suggested(typed: str, meant: str) -> None:
    found = resolve(typed, CITY, NOW)
    assert found.status is Status.UNKNOWN and found.suggestions[0] == meant


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Mĩ Đức", "x-my-duc"), ("xã Mĩ Đức", "x-my-duc"), ("xa mi duc", "x-my-duc"), ("Mi\u0303 Đức", "x-my-duc"), ("CHƯƠNG MĨ", "p-chuong-my"), ("Chuyên Mĩ, Hà Nội", "x-chuyen-my")],
)  # fmt: skip
def test_schools_write_i_where_maps_write_y(typed: str, code: str) -> None:
    assert resolve(typed, CITY, NOW).ward == code


@pytest.mark.parametrize("typed", ["Lí Thái Tổ", "Lý Thái Tổ", "li thai to"])
def test_a_former_ward_too_is_found_by_either_letter(typed: str) -> None:
    assert resolve(typed, CITY, NOW).was == "phường Lý Thái Tổ, quận Hoàn Kiếm"


def test_a_former_district_too_is_found_by_either_letter() -> None:
    assert resolve("huyện Mĩ Đức", CITY, NOW) == resolve("huyện Mỹ Đức", CITY, NOW)
    assert resolve("Xã Mĩ Lương, huyện Chương Mĩ", CITY, NOW).was == "xã Mỹ Lương, huyện Chương Mỹ"


def test_only_a_y_that_is_the_one_vowel_of_its_word_is_an_i() -> None:
    assert known_by("Quý Kỳ Y Tỵ Vỹ") == "qui ki i ti vi"
    assert known_by("Thúy Bảy Tây Thụy Yên") == "thuy bay tay thuy yen"
    assert (toned("Mĩ"), toned("Thuý")) == (toned("Mỹ"), toned("Thúy"))
    assert toned("Thúi") != toned("Thúy")


@pytest.mark.parametrize("typed", ["mỹđức", "mĩđức", "xamyduc"])
def test_a_name_stuck_together_is_suggested_by_either_letter(typed: str) -> None:
    assert "xã Mỹ Đức" in resolve(typed, CITY, NOW).suggestions
