"""Places in a composed text lead back to the text as it was given."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.engines.text import runs
from portal.engines.text.composed import Origins


@pytest.mark.parametrize("word", ["ệ", "ấy", "Đặng", "한국", "e\u0323\u0302", "🙂", "ộ\u0323"])
def test_a_word_is_found_again_in_the_text_as_given(word: str) -> None:
    raw = unicodedata.normalize("NFD", f"Bác {word} tốt")
    text = runs.nfc(raw)
    start, stop = text.index(runs.nfc(word)), text.index(" tốt")
    first, last = Origins(raw, text).span(start, stop)
    assert runs.nfc(raw[first:last]) == runs.nfc(word) and raw[last:] == unicodedata.normalize("NFD", " tốt")


@given(st.text(alphabet="aêợ\u0301\u0323\u0302đ🙂\u1100\u1161\u11a8\u0dd9\u0dca\u0dcf \n", max_size=12))
@settings(derandomize=True, deadline=None)
def test_whatever_is_given_its_pieces_make_up_the_whole(raw: str) -> None:
    text = runs.nfc(raw)
    origins = Origins(raw, text)
    places = [origins.span(at, at + 1) for at in range(len(text))]
    assert all(0 <= first < last <= len(raw) for first, last in places)
    assert all(one == other or one[1] <= other[0] or len({*places}) == 1 for one, other in pairwise(places))
