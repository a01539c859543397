import itertools

from portal.moderation import flags
from portal.moderation.limits import CHECKED
from portal.moderation.states import FlagKind as K

STORY = "Bà Tơ 🌾 nấu chè. Gọi tôi 0912 345 275.\n\nBác Vũ Đình Hợi ở ngõ 25 phố Bạch Mai, đồ ngu nào cũng biết."


def kinds(text: str, known: tuple[str, ...] = ()) -> set[K]:
    return {flag.kind for flag in flags.find(text, known)}


def test_each_flag_stands_on_the_words_it_names() -> None:
    found = flags.find(STORY)
    assert {K.PHONE, K.PERSON, K.ADDRESS, K.RUDE} <= {flag.kind for flag in found}
    assert all(STORY[flag.start : flag.stop] == flag.found for flag in found)


def test_flags_come_in_order_and_never_overlap() -> None:
    found = flags.find(STORY)
    assert all(a.stop <= b.start for a, b in itertools.pairwise(found))


def test_insults_are_weighed_not_covered() -> None:
    assert [flag.private for flag in flags.find("Đúng là đồ ngu.")] == [False]


def test_the_nominee_may_be_named() -> None:
    text = "Bác Vũ Đình Hợi sửa cầu cho cả xóm."
    assert K.PERSON in kinds(text)
    assert K.PERSON not in kinds(text, ("Vũ Đình Hợi",))


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    assert flags.find("chè xanh " * (CHECKED // 9 + 1) + "0912 345 275") == ()


def test_a_list_hints_at_the_gravest_number() -> None:
    assert flags.glance("Gọi 0912 345 275.") is K.PHONE
    assert flags.glance("CCCD 001088012345, gọi 0912 345 275.") is K.NATIONAL_ID
    assert flags.glance("Ủng hộ 500.000 đồng năm 2026.") is None


def test_paragraphs_keep_every_word_and_mark_the_flagged_ones() -> None:
    made = flags.paragraphs(STORY, flags.find(STORY))
    assert "\n\n".join("".join(words for words, _ in paragraph) for paragraph in made) == STORY
    assert [(words, flag.kind) for words, flag in made[0] if flag] == [("0912 345 275", K.PHONE)]


def test_an_old_font_is_read_for_the_moderator() -> None:
    assert "Điều" in flags.in_old_font("§iÒu tèt ®Ñp nhÊt cña bµ T¬")
    assert flags.in_old_font(STORY) == ""
