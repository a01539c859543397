"""Whatever costs a copyist nothing leaves the words as they are."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.engines.synthesis.echoes.syllables import rejoined
from portal.engines.synthesis.echoes.wording import words

PRAISE = "Tôi ủng hộ bác Sáng, bác tận tâm giúp đỡ bà con"


@pytest.mark.parametrize(
    "spelt",
    [
        unicodedata.normalize("NFD", PRAISE),
        "TOI UNG HO BAC SANG, BAC TAN TAM GIUP DO BA CON",
        "Tôi ủ n g h ộ bác S á n g, bác tận tâm giúp đỡ bà con",
        "Tôi ủ.n.g hộ bác Sáng, bác tận tâm giúpđỡ bà con",
        "Tôi ủng\u200b hộ bác S\u200báng!!! Bác tận tâm giúp đỡ b\u0430 con",
        "Em đồng tình với ông Sáng ạ, ông hết lòng hỗ trợ người dân",
        "t0i ung h0 bac Sang, bac tan tam giup do ba con",
    ],
    ids=["nfd", "bare", "spaced", "dotted", "unseen", "synonyms", "figures"],
)
def test_spellings_of_one_sentence_are_the_same_words(spelt: str) -> None:
    assert words(spelt) == words(PRAISE) == ("ungho", "sang", "tantam", "giupdo", "bacon")


def test_not_is_a_word_however_short_it_is_written() -> None:
    assert words("ko đồng ý") == words("không đồng ý") != words("đồng ý")


def test_words_of_no_language_stay_as_they_are() -> None:
    assert rejoined(["k", "dc", "facebook", "2024"]) == ["k", "dc", "facebook", "2024"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_has_words_and_the_same_ones_in_every_form(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))
