"""Phrases are found with their marks, without, in teencode; frames within one sentence and a few words."""

import pytest

from portal.engines.text.phrases import Phrases, Places, Word, frame, words

BRIBE = Phrases({"TAKE": "nhận|lấy", "MONEY": "tiền|phong bì", "NO": "không", "OWN": "trả lại", "SURE": "tráo!"})
TAKEN = (frame("taken", "TAKE 2 MONEY", "OWN"),)


def stood(text: str) -> list[str]:
    read = words(text)
    found = Places(read, BRIBE.find(read)).match(TAKEN, "NO")
    return [text[read[each.first].start : read[each.stop - 1].stop] for each in found]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("ông nhận phong bì", ["nhận phong bì"]), ("ong nhan phong bi", ["nhan phong bi"]), ("nhận luôn cái phong bì", ["nhận luôn cái phong bì"]),
        ("nhận nhiều thứ khác và tiền", []), ("nhận. Tiền", []), ("nhận k tiền", []), ("nhận tiền rồi trả lại", []), ("nhấn tiền", []),
    ],
)  # fmt: skip
def test_a_frame_stands_where_its_words_do(text: str, there: list[str]) -> None:
    assert stood(text) == there


def test_teencode_is_read_as_what_it_stands_for() -> None:
    assert [word.spelt for word in words("ko dc j")] == ["không", "được", "gì"]


def test_some_phrases_need_their_marks() -> None:
    assert [f.name for f in BRIBE.find(words("tráo"))] == ["SURE"] and not [*BRIBE.find(words("trao"))]


def test_a_comma_parts_a_phrase() -> None:
    assert not [f for f in BRIBE.find(words("phong, bì")) if f.name == "MONEY"]


def test_places_are_those_of_the_text() -> None:
    (first, *_) = words("🙂 Đúng")
    assert isinstance(first, Word) and (first.start, first.stop, first.bare) == (2, 6, "dung")
