import unicodedata

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.core.db import unit_of_work
from portal.core.errors import Unfit
from portal.moderation import edited, redactions
from portal.moderation.redactions import Cover
from tests.moderation.things import Leaf, colleague

CHAU = colleague()
STORY = unicodedata.normalize("NFC", "Bà Tơ 🌾 ở ngõ 25, gọi 0912 345 275 nhé. Cảm ơn bác Vũ Đình Hợi.")


def cover(what: str, replacement: str = "[đã che]", text: str = STORY) -> Cover:
    start = text.index(what)
    return Cover(start, start + len(what), "phone", replacement)


def test_a_cover_falls_on_its_words_behind_an_emoji_and_diacritics() -> None:
    assert redactions.apply(STORY, [cover("0912 345 275")]) == STORY.replace("0912 345 275", "[đã che]")


def test_several_covers_may_come_in_any_order() -> None:
    made = redactions.apply(STORY, [cover("Vũ Đình Hợi", "H."), cover("ngõ 25", "[địa chỉ]")])
    assert made == "Bà Tơ 🌾 ở [địa chỉ], gọi 0912 345 275 nhé. Cảm ơn bác H.."


def test_overlapping_covers_hide_all_of_both() -> None:
    assert redactions.apply("abcdef", [Cover(1, 4, "x", "[1]"), Cover(2, 5, "x", "[2]")]) == "a[1]f"


@given(st.text(min_size=1, max_size=40), st.data())
def test_nothing_covered_is_left_and_nothing_else_is_lost(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    assert redactions.apply(text, [Cover(start, stop, "x", "\0")]) == text[:start] + "\0" + text[stop:]


def test_covers_hold_for_the_wording_they_were_made_for(inside: Flask) -> None:
    leaf = Leaf()
    with unit_of_work():
        redactions.choose(leaf, by=CHAU, field="story", text=STORY, covers=[cover("0912 345 275")])
    leaf.version += 4
    assert len(redactions.of(leaf, "story", STORY)) == 1
    assert not redactions.of(leaf, "story", STORY + " Thêm.")
    assert edited.going_on(leaf, {"story": STORY + " Thêm."}) == {"story": STORY + " Thêm."}


def test_choosing_again_uncovers_what_is_not_named(inside: Flask) -> None:
    leaf = Leaf()
    for chosen in ([cover("0912 345 275"), cover("ngõ 25")], [cover("ngõ 25")]):
        with unit_of_work():
            redactions.choose(leaf, by=CHAU, field="story", text=STORY, covers=chosen)
    assert [STORY[r.start : r.stop] for r in redactions.of(leaf, "story", STORY)] == ["ngõ 25"]


def test_one_cover_is_added_and_removed(inside: Flask) -> None:
    leaf = Leaf()
    with unit_of_work():
        made = redactions.add(leaf, by=CHAU, field="story", text=STORY, cover=cover("ngõ 25"))
    with unit_of_work():
        redactions.remove(made, leaf, by=CHAU)
    assert not redactions.of(leaf, "story", STORY)


def test_a_cover_outside_the_text_is_refused(inside: Flask) -> None:
    with pytest.raises(Unfit), unit_of_work():
        redactions.add(Leaf(), by=CHAU, field="story", text="ngắn", cover=Cover(2, 9, "phone", ""))


def left(leaf: Leaf, text: str = STORY) -> set[tuple[int, int]]:
    return redactions.left_readable(leaf, "story", text)


def test_what_was_left_readable_is_remembered_for_its_wording_until_it_is_covered(inside: Flask) -> None:
    leaf, phone = Leaf(), cover("0912 345 275")
    span = (phone.start, phone.stop)
    with unit_of_work():
        redactions.choose(leaf, by=CHAU, field="story", text=STORY, covers=[cover("ngõ 25")], spared=[span])
    assert left(leaf) == {span} and left(leaf, STORY + " Thêm.") == set()
    with unit_of_work():
        redactions.choose(leaf, by=CHAU, field="story", text=STORY, covers=[phone], spared=[span])
    assert left(leaf) == set()
