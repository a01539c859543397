"""Private details are found where they are, and ordinary numbers, dates and sums are left in peace."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.engines.text.private import Private, find, mask_ids

OPINION = (
    "Tôi làm cùng tổ bà Nhài chín năm, nhưng bác Vũ Đình Hợi mới là người đi từ ngày đầu. "
    "Ai muốn rõ cứ gọi tôi 0912 345 275, nhà ở ngõ 250 phố Bạch Mai."
)
FOUND = [
    (Private.PHONE, "0912345678", "0912345678", "09xx xxx 678"),
    (Private.PHONE, "gọi +84 912 345 678 nhé", "+84 912 345 678", "09xx xxx 678"),
    (Private.PHONE, "(024) 3825 1234", "(024) 3825 1234", "02xx xxx 234"),
    (Private.PHONE, "sđt0912345678nhé", "0912345678", "09xx xxx 678"),
    (Private.PHONE, "o9l2.345.678", "o9l2.345.678", "09xx xxx 678"),
    (Private.PHONE, "không chín một hai ba bốn năm sáu bảy tám", "không chín một hai ba bốn năm sáu bảy tám", None),
    (Private.PHONE, "０９１２３４５６７８", "０９１２３４５６７８", "09xx xxx 678"),
    (Private.NATIONAL_ID, "số 001085012345", "001085012345", "[số định danh]"),
    (Private.NATIONAL_ID, "căn cước 001 085 012 345", "001 085 012 345", None),
    (Private.NATIONAL_ID, "CMND: 012345678", "012345678", None),
    (Private.EMAIL, "thư: lan.nguyen@gmail.com.", "lan.nguyen@gmail.com", "[email]"),
    (Private.EMAIL, "lan chấm nguyen a còng gmail chấm com", "lan chấm nguyen a còng gmail chấm com", None),
    (Private.EMAIL, "lan(at)yahoo.com.vn", "lan(at)yahoo.com.vn", None),
    (Private.BANK, "stk 19034567890 Techcombank", "19034567890", "[số tài khoản]"),
    (Private.BANK, "số tài khoản: 0011 0042 1234 5", "0011 0042 1234 5", None),
    (Private.PLATE, "xe 29A-123.45 dừng", "29A-123.45", "[biển số xe]"),
    (Private.PLATE, "biển số 30k1-1234", "30k1-1234", None),
    (Private.ADDRESS, "số 12 ngách 45/6 ngõ 25 đường Láng", "số 12 ngách 45/6 ngõ 25 đường Láng", None),
    (Private.ADDRESS, "Nhà 12 Lý Thường Kiệt", "Nhà 12 Lý Thường Kiệt", "Nhà xx Lý Thường Kiệt"),
    (Private.ADDRESS, "tổ 5 đường Nguyễn Trãi", "tổ 5 đường Nguyễn Trãi", None),
    (Private.CHILD, "cháu Nguyễn Minh Khôi", "cháu Nguyễn Minh Khôi", "cháu N.M.K."),
    (Private.CHILD, "Trần Gia Bảo, 8 tuổi", "Trần Gia Bảo", "T.G.B."),
    (Private.PERSON, "ba Nguyen Thi Hoa", "ba Nguyen Thi Hoa", "ba H."),
    (Private.PERSON, "bac vu dinh hoi", "bac vu dinh hoi", "bac H."),
    (Private.PHONE, "chín một hai, ba bốn năm, sáu bảy tám", "chín một hai, ba bốn năm, sáu bảy tám", "09xx xxx 678"),
    (Private.PHONE, "kh0ng ch1n một 2 ba 4 năm 6 bảy 8", "kh0ng ch1n một 2 ba 4 năm 6 bảy 8", None),
    (Private.PHONE, "09I2.345.67B", "09I2.345.67B", "09xx xxx 678"),
    (Private.PHONE, "gọi 0912\u2060345\u2060678", "0912\u2060345\u2060678", "09xx xxx 678"),
    (Private.PHONE, "[0912] 345 678", "[0912] 345 678", None),
    (Private.BANK, "9704-1234-5678-9012 thẻ ATM của tôi", "9704-1234-5678-9012", None),
    (Private.ADDRESS, "địa chỉ: thôn Trung, xóm 2, số 18", "thôn Trung, xóm 2, số 18", "thôn Trung, xóm x, số xx"),
    (Private.NATIONAL_ID, "hộ chiếu số B1234567", "B1234567", "[số định danh]"),
    (Private.ADDRESS, "số mười hai ngõ chín phố Huế", "số mười hai ngõ chín phố Huế", "[địa chỉ]"),
    (Private.CHILD, "cháu gái tôi tên Bùi Khánh Vy", "cháu gái tôi tên Bùi Khánh Vy", None),
    (Private.CHILD, "Lý Gia Huy mới lên 5", "Lý Gia Huy", "L.G.H."),
    (Private.PERSON, "bệnh nhân Lý A Sinh", "bệnh nhân Lý A Sinh", "bệnh nhân S."),
    (Private.PERSON, "Tôi với Bùi Quang Hưng làm cùng tổ", "Bùi Quang Hưng", "B.Q.H."),
    (Private.PERSON, "tên là Lục Đức Long", "Lục Đức Long", "L.Đ.L."),
    (Private.PERSON, "Bố cháu là Nguyễn Đình Chung", "Nguyễn Đình Chung", None),
    (Private.PERSON, "tổ trưởng Lý Thường Kỳ", "tổ trưởng Lý Thường Kỳ", "tổ trưởng K."),
    (Private.PHONE, "zero chín one hai 345 678", "zero chín one hai 345 678", "09xx xxx 678"),
    (Private.PHONE, "0983 ba trăm linh hai 118", "0983 ba trăm linh hai 118", "09xx xxx 118"),
    (Private.EMAIL, "thư lethanh52 at gmail nhé", "lethanh52 at gmail", "[email]"),
    (Private.EMAIL, "thư lan.pham @ gmail . com nhé", "lan.pham @ gmail . com", "[email]"),
    (Private.EMAIL, "bac.hai1950 a-còng yahoo chấm com", "bac.hai1950 a-còng yahoo chấm com", "[email]"),
    (Private.NATIONAL_ID, "thẻ bảo hiểm y tế GD4010123456789", "GD4010123456789", "[số định danh]"),
    (Private.ADDRESS, "đến số 3 Ngõ Huế ăn phở", "số 3 Ngõ Huế", "số x Ngõ Huế"),
    (Private.ADDRESS, "toi o so 45 ngo cho kham thien", "so 45 ngo cho", "so xx ngo cho"),
    (Private.ADDRESS, "ở tòa S1.02 căn 1508", "tòa S1.02 căn 1508", None),
    (Private.CHILD, "cháu Vừ A Dế", "cháu Vừ A Dế", None),
    (Private.PHONE, "liên hệ ٠٩١٢٣٤٥٦٧٨", "٠٩١٢٣٤٥٦٧٨", "09xx xxx 678"),
    (Private.PHONE, "liên hệ ०९१२३४५६७८", "०९१२३४५६७८", "09xx xxx 678"),
    (Private.PHONE, "máy cũ 04 3825 1234", "04 3825 1234", None),
    (Private.PHONE, "gọi em ở 912345678", "912345678", None),
    (Private.NATIONAL_ID, "mã số thuế cá nhân của tôi: 8012345678", "8012345678", "[số định danh]"),
    (Private.NATIONAL_ID, "số sổ bảo hiểm 0112345678", "0112345678", "[số định danh]"),
    (Private.NATIONAL_ID, "thẻ bảo hiểm y tế DN 4 01 0123456789", "DN 4 01 0123456789", None),
    (Private.BANK, "thẻ 9704 3612 3456 7890", "9704 3612 3456 7890", "[số tài khoản]"),
    (Private.BANK, "cà thẻ 4111111111111111", "4111111111111111", None),
    (Private.ADDRESS, "địa chỉ: số 18 tổ 5 phường Láng", "số 18 tổ 5", None),
    (Private.ADDRESS, "ở lô B12 khu tái định cư Đền Lừ", "lô B12 khu tái định cư Đền Lừ", None),
    (Private.ADDRESS, "căn hộ 12A08 tòa S2.05", "căn hộ 12A08 tòa S2.05", None),
    (Private.ADDRESS, "tầng 9 căn 907 chung cư Hòa Bình Xanh", "tầng 9 căn 907 chung cư Hòa Bình Xanh", None),
    (Private.ADDRESS, "ở 12 ngõ Thổ Quan", "12 ngõ Thổ Quan", None),
    (Private.PHONE, "gọi không chín không bốn năm bảy rồi 1122", "không chín không bốn năm bảy rồi 1122", "09xx xxx 122"),
    (Private.PHONE, "số 0936 đuôi là 114 225", "0936 đuôi là 114 225", "09xx xxx 225"),
    (Private.PHONE, "gọi 0868.77.2019 nhé", "0868.77.2019", "08xx xxx 019"),
    (Private.NATIONAL_ID, "hộ chiếu của ông Tây tốt bụng là C1234567", "C1234567", "[số định danh]"),
    (Private.PERSON, "toi la nguyen thi thanh", "nguyen thi thanh", "N.T.T."),
    (Private.PERSON, "em tên là trần văn hùng", "trần văn hùng", None),
]  # fmt: skip
IN_PEACE = [
    "Ngõ 45 được lát lại 320 m2, ngõ 47 còn 150 m", "Cu Kha lam truong ban thanh tra", "em phan van qua", "ong nho bac ma do bao nhieu tien", "tu Ha Noi di Cao Bang",
    "trả lại 48.500.000 đồng", "ngày 14/03/2026", "09.03.2026 10 giờ", "1.150 ảnh liệt sĩ", "3959/UBND-NC",
    "152/2025/NĐ-CP", "năm 1992 đến 2026", "hiến 3.200 m² đất mở đường 5 km", "tổ dân phố 21, phường Ô Chợ Dừa",
    "86 hộ", "từ 4 giờ 30 sáng", "2.530.000 đ", "các năm 2019, 2020, 2021", "tổng đài 1900 1234", "20h30", "QĐ-29/2026",
    "phố Nguyễn Văn Cừ", "Trường tiểu học Nguyễn Bỉnh Khiêm", "công ty Trần Gia Phát", "báo Hà Nội Mới", "nhạc Phạm Minh Tuấn", "hai ba bốn năm sáu bảy",
    "Chủ tịch Hồ Chí Minh", "Hai Bà Trưng", "Hội đồng Thi đua", "dinh van hoa", "xin chào\n@moi.nguoi", "quỹ có 120000000000 đồng", "0, 5, 12, 15, 20, 33, 41",
    "4111 1111 1111 1112 hạt giống", "04 2010 2011", "mã số thuế công ty công khai", "tổ 14 phường Bạch Mai", "ngày 04 36 người đến",
    "từ ngày 08 đến 30 12 2024", "03 rồi 15 rồi 20 em được giúp", "từ 01 đến 12 theo 20 mục, cuối là 2024", "cây 0868 20 mét", "hộ chiếu. Mẫu A1234567",
    "duong chinh la nguyen van cu", "toi la hang xom bac",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "value", "suggestion"), FOUND, ids=[f[1] for f in FOUND])
def test_found_where_it_stands(kind: Private, text: str, value: str, suggestion: str | None) -> None:
    (span,) = find(text)
    assert (span.kind, span.value) == (kind, value) and text[span.start : span.stop] == value
    assert suggestion in (None, span.suggestion)


@pytest.mark.parametrize("text", IN_PEACE)
def test_left_in_peace(text: str) -> None:
    assert find(text) == []


def test_an_opinion_is_read_as_the_moderator_would() -> None:
    assert [(s.kind.value, s.suggestion) for s in find(OPINION)] == [
        ("person", "bác H."), ("phone", "09xx xxx 275"), ("address", "ngõ 25x phố Bạch Mai"),
    ]  # fmt: skip


def test_whom_the_story_is_about_stays_named() -> None:
    text = "bà Nguyễn Thị Hoà, ba Nguyen Thi Hoa và bà Nguyễn Thị Hoa"
    assert [s.value for s in find(text, ["Nguyễn Thị Hòa"])] == ["bà Nguyễn Thị Hoa"]


def test_names_in_a_row_share_their_honorific() -> None:
    assert [(s.kind.value, s.suggestion) for s in find("hai cháu Lê Minh Anh và Trần Bảo Châu")] == [
        ("child", "cháu L.M.A."), ("child", "T.B.C."),
    ]  # fmt: skip


def test_brothers_are_no_children() -> None:
    assert [s.kind for s in find("anh em Nguyễn Văn Hùng")] == [Private.PERSON]


def test_ids_are_masked_and_nothing_else_is() -> None:
    text, count = mask_ids("CCCD 001085012275, máy 0912345678, stk 001085012275")
    assert (text, count) == ("CCCD •••••••••275, máy 0912345678, stk 001085012275", 1)
    assert mask_ids(text) == (text, 0)


def test_decomposed_text_is_masked_too() -> None:
    assert mask_ids(unicodedata.normalize("NFD", "căn cước 012345678"))[0] == "căn cước ••••••678"


@given(st.text(alphabet="0123456789 .-/@abcoilNguyễnTrần,ngõ\n", max_size=80))
@settings(derandomize=True, deadline=None)
def test_spans_lie_within_the_text_in_order_and_apart(text: str) -> None:
    at = 0
    for span in find(unicodedata.normalize("NFC", text)):
        assert at <= span.start < span.stop and span.value == unicodedata.normalize("NFC", text)[span.start : span.stop]
        at = span.stop


@pytest.mark.parametrize(
    ("text", "value"),
    [("Mẹ cháu là chị Lành, được bác cõng qua nước lũ", "chị Lành"), ("Con bà Tư Hợi bị sốt, anh chở đi viện", "bà Tư Hợi"),
     ("Hôm đó thằng Tí con ông Sáu té giếng", "thằng Tí"), ("Em trai chị Bích mới cai xong, anh nhận vào làm", "chị Bích"),
     ("Bên cạnh nhà tôi có ông Mười Thẹo sống một mình", "ông Mười Thẹo"), ("Bác Tám cạnh nhà kể cho tôi", "Bác Tám"),
     ("Cậu em vợ tôi tên Khánh hay giận", "Khánh"), ("chị Tươi bị tai biến, cô tắm cho hằng ngày", "chị Tươi"),
     ("ông Cả Đoan mù hai mắt, anh đọc báo cho nghe", "ông Cả Đoan"), ("me toi la ba Lan, chu cho o nho", "ba Lan")],
)  # fmt: skip
def test_who_is_named_as_at_home_is_known_by_whose_he_is(text: str, value: str) -> None:
    assert [(s.kind, s.value) for s in find(text)][:1] == [(Private.PERSON, value)]


@pytest.mark.parametrize(
    "text",
    ["Anh Hòa bơi ra cứu ba người", "Chị Hoa mất chồng sớm, con chị Hoa do chị nuôi một mình", "Em là Hoa, học trò cũ của thầy Nam",
     "Anh Nam bị thương nặng khi cứu cháu bé", "Chăm sóc bố mẹ. Anh Hòa rất có hiếu", "Ủng hộ chú Bảy hết mình", "Cô Thu dạy giỏi, thương học trò",
     "Bà Sáu nấu cháo từ thiện mười năm", "Giúp vợ chồng tôi, anh Hòa không lấy tiền", "Ông Tư làm thủ quỹ rạch ròi"],
)  # fmt: skip
def test_whom_a_text_praises_by_a_short_name_is_no_private_matter(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("gọi 0ba9 sáu1hai 4bốn7 5 nha", "0ba9 sáu1hai 4bốn7 5"), ("không tám sáu bảy / ba ba / chín một / không năm", "không tám sáu bảy / ba ba / chín một / không năm"),
     ("số khongchinmot hai ba bốn năm sáu bảy tám", "khongchinmot hai ba bốn năm sáu bảy tám"), ("máy 0912 345\r\n678 ạ", "0912 345\r\n678"),
     ("không chín mươi tám 33 44 55 6", "không chín mươi tám 33 44 55 6"), ("zê rô chín tám một hai hai năm sáu ba bảy", "zê rô chín tám một hai hai năm sáu ba bảy"),
     ("\u043e912 34\u043e 678", "\u043e912 34\u043e 678"), ("tám bốn chín một hai ba bốn năm sáu bảy tám", "tám bốn chín một hai ba bốn năm sáu bảy tám")],
)  # fmt: skip
def test_a_telephone_is_seen_through_more_disguises(text: str, value: str) -> None:
    assert [(s.kind, s.value) for s in find(text)] == [(Private.PHONE, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("Ở chung cư Ngô Gia Tự lô D phòng 210", "chung cư Ngô Gia Tự lô D phòng 210"), ("mời tới 14 ngõ Trạm nhé", "14 ngõ Trạm"),
     ("cháu ở lô C4 đường số 7", "lô C4 đường số 7"), ("gặp tôi ở B12 tập thể Kim Liên", "B12 tập thể Kim Liên"), ("78 đường 30/4, ngay nhà tôi", "78 đường 30/4"),
     ("liền kề 8 ô 22 khu đô thị Văn Phú", "liền kề 8 ô 22 khu đô thị Văn Phú")],
)  # fmt: skip
def test_doors_of_estates_and_lanes_are_addresses(text: str, value: str) -> None:
    assert [(s.kind, s.value) for s in find(text)] == [(Private.ADDRESS, value)]


@pytest.mark.parametrize(
    "text", ["Ngõ 12 được lát gạch", "Sân chung cư CT3 sạch hẳn", "Dãy B trường tôi mới sơn", "Tầng 5 bệnh viện có máy mới", "Thôn Đoài có 3 giếng", "Khu phố 5 sạch đẹp",
             "120\n350\n480 suất"]
)  # fmt: skip
def test_public_places_and_lists_are_no_addresses(text: str) -> None:
    assert find(text) == []
