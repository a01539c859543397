"""Names from before 01/07/2025 lead to the wards that followed (Resolution 1656/NQ-UBTVQH15)."""

import pytest

from portal.engines.places.gazetteer import Place
from portal.engines.places.resolver import Note, Status, resolve, settle
from portal.engines.text.fold import fold
from tests.engines.places.known import CITY, ENDED, FORMER, NOW, PRESENT, THEN

# former name as people write it -> the wards it lies in today
TABLE = """
phường Hàng Bạc, quận Hoàn Kiếm = p-hoan-kiem
p. hang bac = p-hoan-kiem
P.Hàng Bạc = p-hoan-kiem
hang bac hoan kiem ha noi = p-hoan-kiem
Hàng Bồ = p-hoan-kiem
hàng buồm = p-hoan-kiem
Hàng Đào, Hoàn Kiếm = p-hoan-kiem
p hang gai q hoan kiem = p-hoan-kiem
phường Lý Thái Tổ = p-hoan-kiem
Tràng Tiền = p-hoan-kiem p-cua-nam
Đồng Xuân = p-hoan-kiem p-ba-dinh
phường Phan Chu Trinh = p-cua-nam
Hàng Bài = p-cua-nam
Quán Thánh = p-ba-dinh
trúc bạch = p-ba-dinh
Liễu Giai, quận Ba Đình = p-ngoc-ha
phường Vĩnh Phúc = p-ngoc-ha
Kim Mã = p-ba-dinh p-ngoc-ha p-giang-vo
phường Thành Công, Ba Đình = p-giang-vo p-o-cho-dua
Phố Huế = p-hai-ba-trung
Đồng Nhân = p-hai-ba-trung
bach khoa = p-bach-mai
Quỳnh Mai = p-bach-mai
phường Minh Khai, quận Hai Bà Trưng = p-bach-mai p-tuong-mai
Thịnh Quang = p-dong-da
Khương Thượng = p-kim-lien
Quang Trung, Đống Đa = p-dong-da p-kim-lien
Khâm Thiên = p-van-mieu-quoc-tu-giam
thổ quan = p-van-mieu-quoc-tu-giam
Hàng Bột = p-van-mieu-quoc-tu-giam p-o-cho-dua
Láng Thượng = p-lang
Láng Hạ = p-giang-vo p-dong-da p-lang
Phúc Xá = p-hong-ha
phường Chương Dương, quận Hoàn Kiếm = p-hong-ha
Trần Phú, quận Hoàng Mai = p-linh-nam p-hoang-mai p-yen-so
Đại Kim = p-dinh-cong p-hoang-liet p-khuong-dinh p-thanh-liet
Khương Mai = p-phuong-liet
Mỹ Đình 1 = p-cau-giay p-tu-liem
my dinh 2 = p-cau-giay p-tu-liem
Trung Hoà, quận Cầu Giấy = p-thanh-xuan p-yen-hoa p-dai-mo
Trung Hoà, Cầu Giấy = p-cau-giay p-thanh-xuan p-yen-hoa p-dai-mo
Nghĩa Tân = p-nghia-do
phường Bưởi = p-tay-ho
Cổ Nhuế 1 = p-nghia-do p-phu-dien p-xuan-dinh
Đức Thắng = p-dong-ngac
Cầu Diễn = p-tu-liem
Phương Canh = p-xuan-phuong
Ngọc Lâm = p-bo-de
Sài Đồng = p-long-bien p-bo-de p-viet-hung p-phuc-loi
phường Nguyễn Trung Trực, quận Ba Đình = p-ba-dinh
Bùi Thị Xuân, Hai Bà Trưng = p-cua-nam p-hai-ba-trung p-van-mieu-quoc-tu-giam
phường Trung Phụng = p-van-mieu-quoc-tu-giam
Yết Kiêu, quận Hà Đông = p-ha-dong p-kien-hung
xã Thư Phú, huyện Thường Tín = x-chuong-duong
xã Kim Lan = x-bat-trang
phường Vạn Phúc, quận Hà Đông = p-ha-dong
Phú Lãm = p-phu-luong
thị trấn Chúc Sơn = p-chuong-my
xã Đường Lâm, thị xã Sơn Tây = p-son-tay
Xuân Khanh = p-tung-thien
xã Vạn Phúc, huyện Thanh Trì = x-nam-phu
thị trấn Văn Điển = p-hoang-liet x-thanh-tri x-dai-thanh
tt. Thường Tín = x-thuong-tin
xa tan minh, huyen thuong tin = x-thuong-phuc
xã Tân Minh, huyện Sóc Sơn = x-soc-son
thị trấn Phú Minh = x-phu-xuyen
Hoa Viên = x-ung-thien
Trầm Lộng, Ứng Hòa = x-ung-hoa
xã Phùng Xá, huyện Mỹ Đức = x-hong-son
xã Phùng Xá, huyện Thạch Thất = x-tay-phuong
thị trấn Tây Đằng = x-minh-chau x-quang-oai
xã Thạch Hòa = x-yen-bai x-hoa-lac x-yen-xuan
Cộng Hoà = x-hung-dao
xã Hạ Mỗ = x-o-dien
thị trấn Trâu Quỳ = x-gia-lam x-bat-trang
thị trấn Đông Anh = x-thu-lam x-dong-anh x-phuc-thinh
Võng La = x-thien-loc
xã Kim Chung, huyện Đông Anh = x-thien-loc x-vinh-thanh
xã Kim Chung, huyện Hoài Đức = p-tay-tuu x-hoai-duc
thị trấn Sóc Sơn = x-soc-son
Minh Trí = x-kim-anh
"""
ROWS = [line.split(" = ") for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("typed", "wards"), ROWS, ids=[row[0] for row in ROWS])
def test_an_old_name_leads_to_the_wards_that_followed(typed: str, wards: str) -> None:
    found = resolve(typed, CITY, NOW)
    expected = set(wards.split())
    assert {found.ward} == expected if len(expected) == 1 else {c.code for c in found.candidates} == expected


@pytest.mark.parametrize("place", ENDED, ids=lambda p: p.code)
def test_every_full_former_name_is_known_in_any_spelling(place: Place) -> None:
    for written in (place.label, fold(place.label), place.label.replace(",", "").upper()):
        found = resolve(written, CITY, place.valid_to or THEN)
        assert (found.ward, found.was) == (only(place), place.label) or found.note is Note.SEVERAL, written
        assert place.label in found.was or any(c.was == place.label for c in found.candidates)


def only(place: Place) -> str | None:
    wards = CITY.followers(place)
    return wards[0][0].code if len(wards) == 1 else None


def test_the_reform_lost_nobody() -> None:
    assert (len(PRESENT), len(FORMER)) == (126, 526)
    reached = {code for place in FORMER for code, _ in place.successors}
    assert reached == {place.code for place in PRESENT}
    assert {"p-o-cho-dua", "x-o-dien", "x-ung-thien", "x-ung-hoa"} <= reached


def test_a_unit_went_whole_exactly_when_it_has_one_successor() -> None:
    assert all(whole == (len(p.successors) == 1) for p in FORMER for _, whole in p.successors)


def test_units_that_ended_earlier_lead_through_both_reforms() -> None:
    earlier = [place for place in ENDED if place not in FORMER]
    assert len(earlier) == 86
    assert {code for place in earlier for code, _ in place.successors} <= {place.code for place in FORMER}
    found = resolve("phường Ngã Tư Sở, quận Đống Đa", CITY, THEN)
    assert found.name_then == "phường Ngã Tư Sở, quận Đống Đa"
    assert [(c.code, c.whole) for c in found.candidates] == [("p-kim-lien", False), ("p-dong-da", False)]


def test_a_deed_keeps_the_name_of_its_day() -> None:
    found = resolve("phường Hàng Bạc, quận Hoàn Kiếm", CITY, THEN)
    assert (found.name_then, found.ward) == ("phường Hàng Bạc, quận Hoàn Kiếm", "p-hoan-kiem")


def test_a_deed_of_today_gets_the_name_of_today() -> None:
    found = resolve("phường Hàng Bạc, quận Hoàn Kiếm", CITY, NOW)
    assert (found.name_then, found.was) == ("phường Hoàn Kiếm", "phường Hàng Bạc, quận Hoàn Kiếm")
    assert found.note is Note.ENDED


@pytest.mark.parametrize(("day", "status"), [("2025-06-30", Status.AMBIGUOUS), ("2025-07-01", Status.EXACT)])
def test_a_name_kept_by_a_new_ward_changes_its_meaning_on_the_first_of_july(day: str, status: Status) -> None:
    from datetime import date

    assert resolve("phường Cửa Nam", CITY, date.fromisoformat(day)).status is status


def test_a_split_ward_is_asked_about_with_the_parts_marked() -> None:
    found = resolve("phường Ô Chợ Dừa", CITY, THEN)
    assert (found.status, found.note) == (Status.AMBIGUOUS, Note.SPLIT)
    assert [(c.code, c.whole) for c in found.candidates] == [("p-dong-da", False), ("p-o-cho-dua", False)]


def test_the_same_name_in_three_places_is_asked_about() -> None:
    found = resolve("Minh Khai", CITY, THEN)
    assert (found.status, found.note) == (Status.AMBIGUOUS, Note.SEVERAL)
    assert len({c.was for c in found.candidates}) == 3


def test_two_units_that_went_to_one_ward_need_no_question() -> None:
    assert resolve("Yên Viên", CITY, THEN).ward == "x-phu-dong"


def test_a_district_alone_is_asked_about() -> None:
    found = resolve("thị xã Sơn Tây", CITY, NOW)
    assert (found.status, found.note) == (Status.AMBIGUOUS, Note.DISTRICT_ENDED)
    assert {c.code for c in found.candidates} >= {"p-son-tay", "p-tung-thien", "x-doai-phuong"}


def test_a_ward_beside_a_district_it_was_never_in_is_not_guessed() -> None:
    found = resolve("phường Hàng Bạc, quận Ba Đình", CITY, NOW)
    assert found.ward is None
    assert "phường Hàng Bạc, quận Hoàn Kiếm" in found.suggestions


def test_a_street_in_a_new_ward_is_not_taken_for_an_old_ward() -> None:
    found = resolve("Trần Hưng Đạo, Hoàn Kiếm", CITY, NOW)
    assert {c.code for c in found.candidates} == {"p-cua-nam", "p-hoan-kiem"}


def test_marks_decide_between_names_that_fold_alike() -> None:
    assert resolve("xã Song Phượng", CITY, NOW).ward == "x-dan-phuong"
    assert resolve("xa song phuong", CITY, NOW).note is Note.SEVERAL


def test_the_answer_to_the_question_settles_it() -> None:
    found = settle("phường Ô Chợ Dừa", "p-dong-da", CITY, THEN)
    assert (found.status, found.ward) == (Status.FORMER, "p-dong-da")
    assert found.name_then == "phường Ô Chợ Dừa, quận Đống Đa"


def test_an_answer_that_was_not_offered_stands_by_itself() -> None:
    assert settle("Minh Khai", "p-hong-ha", CITY, NOW).ward == "p-hong-ha"
    assert settle("Minh Khai", "no-such-ward", CITY, NOW).status is Status.UNKNOWN
