"""Folding, sorting and shortening of Vietnamese text."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.engines.text import fold as fold_module
from portal.engines.text import runs
from portal.engines.text.fold import fold, given_name, highlight, initials, name_key, slug, vi_key
from portal.engines.text.tidy import has_letters, line, prose, words

TEXT = st.text(max_size=60)


@pytest.mark.parametrize("spelling", ["Đặng Thị Hòa", "Đặng Thị Hoà", "dang thi hoa", "ĐẶNG THỊ HÒA", "Ðặng  Thị, Hòa"])
def test_every_spelling_folds_alike(spelling: str) -> None:
    assert fold(spelling) == "dang thi hoa"
    assert fold(unicodedata.normalize("NFD", spelling)) == "dang thi hoa"


@given(st.text(runs.PLAIN, max_size=60))
@settings(derandomize=True, deadline=None)
def test_letters_that_fold_alone_fold_as_a_whole_text_does(text: str) -> None:
    assert runs.plain(text) and fold(text) == " ".join(re.findall(r"\w+", fold_module._taken_apart(text)))


@given(TEXT)
@settings(derandomize=True, deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXT)
@settings(derandomize=True, deadline=None)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert line(line(text)) == line(text)
    assert prose(prose(text)) == prose(text)


def test_names_sort_by_given_name_in_the_vietnamese_alphabet() -> None:
    names = ["Ôn Thị Vân", "Lê Văn Đỗ", "Trần An", "Phạm Ân", "Ngô Ánh", "Đỗ Dũng"]
    assert [given_name(n) for n in sorted(names, key=name_key)] == ["An", "Ánh", "Ân", "Dũng", "Đỗ", "Vân"]


def test_tones_only_break_ties() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=vi_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["Đức", "Dũng", "Dung", "Đan"], key=vi_key) == ["Dung", "Dũng", "Đan", "Đức"]


def test_small_forms() -> None:
    assert initials("Nguyễn Văn Ấn") == "N.V.Ấ."
    assert slug("Người giữ phố Hàng Bạc — sạch từ ba giờ sáng!", 30) == "nguoi-giu-pho-hang-bac-sach-tu"


def test_hits_are_marked_in_the_text_as_written() -> None:
    assert highlight("Bà Đặng Thị Hoà nấu chè", "dang hòa") == [
        ("Bà ", False), ("Đặng", True), (" Thị ", False), ("Hoà", True), (" nấu chè", False),
    ]  # fmt: skip


@given(TEXT, TEXT)
@settings(derandomize=True, deadline=None)
def test_marking_hits_loses_nothing(text: str, query: str) -> None:
    assert "".join(piece for piece, _ in highlight(text, query)) == text


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("bà\u200b Tơ", "bà Tơ"),
        ("\u202eđảo", "đảo"),
        ("a\ufffeb", "ab"),
        ("Ðông", "Đông"),
        (" x \t y\n", "x y"),
        ("Bà", "Bà"),
    ],
)
def test_invisible_and_look_alike_characters_go(raw: str, tidied: str) -> None:
    assert line(raw) == tidied


def test_paragraphs_stay() -> None:
    assert prose("một\r\n\r\n\r\n\r\nhai \n ba") == "một\n\nhai\nba"


def test_emoji_are_no_words() -> None:
    assert words("😀 😀 !!! …") == 0
    assert words("cứu 2 em 😀") == 3
    assert not has_letters("😀 123")


def test_a_letter_folds_alone_as_it_does_beside_one_of_another_writing() -> None:
    for c in runs.PLAIN:
        assert fold(f"a{c}b 字") == f"{fold(f'a{c}b')} 字", hex(ord(c))
