"""Receipt codes: enough chance, and forgiving ears."""

import secrets
import unicodedata

import pytest

from portal.engines.receipts import words


def test_a_code_carries_at_least_eighty_bits() -> None:
    assert words.bits() >= 80
    assert len(set(words.syllables())) == len(words.syllables()) == 512


def test_no_two_words_sound_alike() -> None:
    assert len({words._sound(w) for w in words.syllables()}) == len(words.syllables())


def test_every_word_is_short_and_plain() -> None:
    assert all(w.isascii() and w.isalpha() and w.islower() and 2 <= len(w) <= 6 for w in words.syllables())


def test_codes_differ() -> None:
    codes = {words.new_code(secrets.choice) for _ in range(500)}
    assert len(codes) == 500
    assert all(words.is_whole(code) and words.canonical(code) == code for code in codes)


@pytest.mark.parametrize(
    "typed",
    ["trang sao song", "Trăng, sao, sông", "1. chang 2. xao 3. xong", "TRANG-SAO-SONG", "  trang\nsao\tsong ",
     unicodedata.normalize("NFD", "trắng sáo sóng")],
)  # fmt: skip
def test_what_is_heard_is_understood(typed: str) -> None:
    assert words.canonical(typed) == words.canonical("trang sao song")


def test_a_word_that_is_not_on_the_list_is_named_with_the_nearest() -> None:
    code = "hoa sen qwrt"
    assert words.unknown(code)[0][:2] == (3, "qwrt")
    assert not words.is_whole(code)


CODE = "huyen cuoi lan thinh vach nga nam la cuon"
SEVEN = CODE.split(" ", 2)[2]
FIRST, SECOND, THIRD = "huyen cuoi lan", "thinh vach nga", "nam la cuon"


@pytest.mark.parametrize(
    "typed",
    [
        f"Mã của tôi là: {CODE}", f"Dòng 1: {FIRST}\nDòng 2: {SECOND}\nDòng 3: {THIRD}", CODE.replace(" ", " phẩy "), CODE.replace(" ", " phẩy ") + " chấm",
        "một huyen hai cuoi ba lan bốn thinh năm vach sáu nga bảy nam tám la chín cuon", CODE.replace(" ", ""), CODE.title().replace(" ", ""), f"{FIRST} {SECOND} ".replace(" ", "") + THIRD,
        "từ thứ nhất huyen, từ thứ hai cuoi, từ thứ ba lan, từ thứ tư thinh, từ thứ năm vach, từ thứ sáu nga, từ thứ bảy nam, từ thứ tám la, từ thứ chín cuon", "\u200b".join(CODE),
    ],
    ids=range(10),
)  # fmt: skip
def test_what_was_written_or_left_out_with_a_code_is_seen_through(typed: str) -> None:
    assert words.is_whole(typed) and words.canonical(typed) == CODE


def test_a_code_without_spaces_that_can_be_parted_in_two_ways_is_none() -> None:
    one, other = "dep hieu " + SEVEN, "de phieu " + SEVEN
    assert words.is_whole(one) and words.is_whole(other) and not words.is_whole(one.replace(" ", ""))


@pytest.mark.parametrize(("heard", "meant"), [("dach", "vach"), ("wyen", "quyen")])
def test_a_word_heard_in_the_south_is_asked_for(heard: str, meant: str) -> None:
    assert words.unknown(f"hoa {heard} sen") == [(2, heard, meant)]
