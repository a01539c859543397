"""What is noticed in texts as streets write them: by the half that rules were mended on, and by one case for each rule."""

import unicodedata

import pytest

from portal.engines.text import heard
from portal.engines.text.accusing_words import Charge
from portal.engines.text.private import Private, find
from portal.moderation.checks.reading import findings
from tests.bench.flags import PLURAL, _composed, _on
from tests.bench.residents.texts import CLEAN, STREETS, Told, texts


@pytest.fixture(scope="module")
def mended() -> list[Told]:
    return [_composed(told) for told in texts() if told.part == STREETS]


def test_nearly_all_details_are_found_where_they_stand(mended: list[Told]) -> None:
    asked = [(told.text, kind, value) for told in mended for kind, value in told.details]
    missed = [
        (text, value)
        for text, kind, value in asked
        if not any(
            _on(text, value, f) and f.kind.value in ({"phone", "email"} if kind == "evasive" else {kind})
            for f in findings(text)
        )
    ]
    assert len(missed) <= 0.05 * len(asked), missed


@pytest.mark.parametrize("kind", ["accusation", "insult"])
def test_nearly_all_charges_and_insults_are_heard(mended: list[Told], kind: str) -> None:
    mine = [told.text for told in mended if told.kind == kind]
    missed = [text for text in mine if PLURAL[kind] not in {f.kind.value for f in findings(text)}]
    assert len(missed) <= 0.1 * len(mine), missed


def test_hardly_any_innocent_text_is_noticed(mended: list[Told]) -> None:
    clean = [told.text for told in mended if told.kind in CLEAN]
    wrong = [text for text in clean if findings(text)]
    assert len(wrong) <= 0.03 * len(clean), wrong


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Private.CONTACT, "liên hệ zalo: Mẹ Bống để hỏi thêm", "Mẹ Bống"),
        (Private.CONTACT, "Zalo của em là Gấu Mẹ Vĩ Đại", "Gấu Mẹ Vĩ Đại"),
        (Private.PLATE, "anh lái taxi 30E 88 213 trả lại túi", "30E 88 213"),
        (Private.PLATE, "biển số hai chín A một hai ba bốn năm đi ẩu", "hai chín A một hai ba bốn năm"),
        (Private.PLATE, "xe biển đỏ TM-21-05 chở cụ", "TM-21-05"),
        (Private.PLATE, "xe máy điện 29MĐ1-234.56", "29MĐ1-234.56"),
        (Private.PHONE, "số em 0912 ♥ 345 ♥ 678 nhé", "0912 ♥ 345 ♥ 678"),
        (Private.PHONE, "О912 З45 678 là số em", "О912 З45 678"),
        (Private.PHONE, "gọi 0912\u202e345\u202c678 nhé", "0912\u202e345\u202c678"),
        (Private.BANK, "gửi MB 6868 1234 0099 chủ tk chị Trúc", "6868 1234 0099"),
        (Private.NATIONAL_ID, "số cc 001199012345 của em", "001199012345"),
        (Private.ADDRESS, "nhà chung cư CT5 X2 Linh Đàm phòng 1604", "chung cư CT5 X2 Linh Đàm phòng 1604"),
        (Private.ADDRESS, "tòa 24T2 Hoàng Đạo Thúy, p 1105", "tòa 24T2 Hoàng Đạo Thúy, p 1105"),
        (Private.ADDRESS, "bà Xuyến 72/5 Quan Nhân", "72/5 Quan Nhân"),
        (Private.ADDRESS, "Bác Vũ Đình Hợi ở ngõ 25 phố Bạch Mai", "ngõ 25 phố Bạch Mai"),
        (Private.ADDRESS, "cô ở xóm Chùa, đội 5, thôn Phú Mỹ", "xóm Chùa, đội 5, thôn Phú Mỹ"),
        (Private.CHILD, "cháu Đỗ Gia Hân (SN 2016)", "cháu Đỗ Gia Hân"),
        (Private.CHILD, "cháu Minh Khôi 5t ở xóm trên", "cháu Minh Khôi"),
        (Private.PERSON, "ông chủ tịch phường Lê Quốc Dũng nói", "chủ tịch phường Lê Quốc Dũng"),
        (Private.PERSON, "em chong la ngo quang thinh", "ngo quang thinh"),
        (Private.PERSON, "Nguyễn Vаn Hùng bị ung thư", "Nguyễn Vаn Hùng"),
    ],
)
def test_each_way_to_write_a_detail_is_known(kind: Private, text: str, value: str) -> None:
    assert (kind, value) in [(span.kind, span.value) for span in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "họp ở nhà văn hóa tổ dân phố số 7 tối qua",
        "bệnh viện 78 Giải Phóng có bác xe ôm tốt bụng",
        "nhà hát ở số 1 Tràng Tiền mở cửa",
        "Cụ từng ở 72 Tràng Thi thời kháng chiến",
        "cháy ở ngõ 29 Khương Hạ, anh chạy vào cứu",
        "ngày 12/5 Hà Nội mưa to",
        "bà con ở xóm 1, xóm 2, xóm 3 hiến đất",
        "trên facebook Công An Thành Phố Hà Nội có khen bác",
        "LIÊN HỆ ZALO ĐỂ BIẾT THÊM",
        "xe chạy 50 km 1200 m",
        "xe 45 chỗ, 30 K 2.000 đồng",
        "Cháu Nguyễn Gia B. lớp 4 được bác dạy bơi",
        "Trường Phan Đình Giót, lớp 3A",
        "ba con phan anh viec nay nhieu lan",
        "Tổng 2.530.000 x 12 = 30.360.000 đồng",
    ],
)
def test_what_is_everybodys_is_left_in_peace(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Chưa bao giờ nghe ai kêu bác ăn bớt của dân đồng nào",
        "Bác can hai nhà đánh chửi nhau vì tranh ngõ đi, ai nghe cũng nguôi",
        "bác tát nước cứu lúa suốt đêm",
        "Có lần anh ấy ngã xuống mương",
    ],
)
def test_who_makes_peace_or_waters_a_field_is_not_accused(text: str) -> None:
    assert [*heard.charges(text)] == []


def test_none_so_bad_as_he_is_a_charge_and_letters_of_another_script_hide_none() -> None:
    assert [*heard.charges("Chưa thấy ai ăn bớt trắng trợn như ông này")]
    assert [one.charge for one in heard.charges("thаm ô tiền quỹ của dân")] == [Charge.EMBEZZLEMENT]
    assert [one.charge for one in heard.charges(unicodedata.normalize("NFC", "Ông ấy cho mẹ già nhịn đói"))]


def test_who_insults_and_names_an_offence_is_heard_with_both() -> None:
    text = "Bác Sáng tham ô, gọi cháu Lê Minh Anh 0912 345 678, đồ ngu."
    assert [text[one.start : one.stop] for one in heard.charges(text)] == ["tham ô"]
    assert [(each.words.value, each.guessed) for each in heard.insults(text)] == [("đồ ngu", False)]
