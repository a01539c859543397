"""What a writer is gently told before sending."""

from portal.engines.synthesis.nudges import Kind, Nudge, nudges

TEXT = "Bác Trịnh Công Sáng tham ô, gọi cháu Lê Minh Anh 0912 345 678, đồ ngu."
KNOWN = ("Trịnh Công Sáng",)


def test_every_kind_of_notice_has_its_place_and_words() -> None:
    found = nudges(TEXT, KNOWN)
    assert [(each.kind, each.detail, each.value) for each in found] == [
        (Kind.ACCUSATION, "embezzlement", "tham ô"),
        (Kind.PRIVATE, "child", "cháu Lê Minh Anh"),
        (Kind.PRIVATE, "phone", "0912 345 678"),
        (Kind.RUDE, "", "đồ ngu"),
    ]
    assert all(TEXT[each.start : each.stop] == each.value for each in found)


def test_the_candidate_may_be_named_and_nobody_else() -> None:
    text = "Bác Trịnh Công Sáng giúp ông Nguyễn Văn Hùng."
    assert [(each.detail, each.value) for each in nudges(text, KNOWN)] == [("person", "ông Nguyễn Văn Hùng")]


def test_private_details_come_with_what_could_stand_there() -> None:
    assert nudges("Gọi 0912 345 678 nhé")[0].suggestion == "09xx xxx 678"


def test_criticism_and_praise_are_sent_without_a_word() -> None:
    assert nudges("Ông ấy chưa xứng đáng, làm việc chậm và nóng tính.") == []
    assert nudges("Bác làm tổ trưởng 12 năm, ai cũng quý.") == []
    assert nudges("") == list[Nudge]()
