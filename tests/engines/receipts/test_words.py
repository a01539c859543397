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
