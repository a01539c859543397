"""Vietnamese with marks, without, and in parts; English, also with Vietnamese names in it."""

import unicodedata

import pytest

from portal.engines.text.tongue import tongue


@pytest.mark.parametrize(
    "text",
    [
        "Tôi ở cùng ngõ, sáng nào cũng thấy chị quét sạch cả đoạn phố trước khi trời sáng.",
        unicodedata.normalize("NFD", "Chị làm việc chu đáo, mười năm nay ngõ tôi sạch."),
        "Toi o cung ngo, sang nao cung thay chi quet sach ca doan pho, the ma van vui, toi rat quy me con chi.",
        "OK",
        "",
        "0123456789",
    ],
)
def test_what_people_write_here_is_vietnamese(text: str) -> None:
    assert tongue(text) == "vi"


@pytest.mark.parametrize(
    "text",
    [
        "I have lived in this lane for ten years, and she has swept it every morning before sunrise.",
        "Bà Trần Thị Nhài is the kindest person of our street: she was always there for the children.",
    ],
)
def test_english_is_english_also_with_vietnamese_names(text: str) -> None:
    assert tongue(text) == "en"
