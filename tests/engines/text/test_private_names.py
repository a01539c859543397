"""Children and people of the highlands by the names they go by; and words of songs, places and schools that are no names."""

import pytest

from portal.engines.text.private import Private, find


@pytest.mark.parametrize(
    ("text", "names"),
    [("hai cháu Mận và Sim con chị hàng xóm", ["Mận", "Sim"]), ("các em Gạo, Nếp, Tẻ lớp 1B", ["Gạo", "Nếp", "Tẻ"]), ("ba đứa trẻ Sóc, Thỏ và Nhím", ["Sóc", "Thỏ", "Nhím"]),
     ("2 bé Cốm và Na", ["Cốm", "Na"]), ("hai cháu Mận và Sim mồ côi", ["Mận", "Sim"])],
)  # fmt: skip
def test_children_listed_under_one_title_are_each_found(text: str, names: list[str]) -> None:
    assert [(s.kind, s.value) for s in find(text)] == [(Private.CHILD, name) for name in names]


@pytest.mark.parametrize(
    "text",
    ["các em Đội viên, Đoàn viên cùng làm", "các bé Mầm non Hoa Sen hát", "hai em học sinh lớp 6 đuối nước", "các em Trường Tiểu học ghé thăm", "các em Mận và Sim là tình nguyện viên lâu năm",
     "ba cháu Mồ côi"],
)  # fmt: skip
def test_titles_of_many_name_no_child_by_themselves(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    ["Cháu tên là Sim, năm nay 7 tuổi", "con tôi là Nhím, 4 tuổi, bị lạc", "thằng Cún nhà tôi mới lên 6", "cháu ngoại tôi tên Gia Hân học mẫu giáo", "đứa con lớn của chị tên là Mạnh, học lớp 8"],
)  # fmt: skip
def test_an_age_or_a_class_behind_a_short_name_makes_it_a_childs(text: str) -> None:
    assert [s.kind for s in find(text)] == [Private.CHILD]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [("anh Y Blanh Mlô ở trọ", Private.PERSON, "anh Y Blanh Mlô"), ("chị H'Duê Niê kể", Private.PERSON, "chị H'Duê Niê"), ("H’Lem bán nước", Private.PERSON, "H’Lem"),
     ("bạn K'Sở sinh viên", Private.PERSON, "bạn K'Sở"), ("ông A Dơi bị ốm", Private.PERSON, "ông A Dơi"), ("em H'Mi lớp 3", Private.CHILD, "em H'Mi")],
)  # fmt: skip
def test_names_that_begin_with_a_particle_are_names(text: str, kind: Private, value: str) -> None:
    assert [(s.kind, s.value) for s in find(text)] == [(kind, value)]
    assert find(text, [value.split(" ", 1)[1] if " " in value and value[0].islower() else value]) == []


@pytest.mark.parametrize(
    "text", ["bà A, ông B gì đó", "anh K điều trị ở bệnh viện K", "y tế phường đến ngay", "A lịch sự quá", "Bác Hồ Kính Yêu dạy chúng ta", "hát bài Bác Hồ Một Tình Thương"]
)  # fmt: skip
def test_letters_for_names_and_words_of_songs_are_none(text: str) -> None:
    assert find(text) == []


def test_a_neighbour_of_that_family_is_still_somebody() -> None:
    assert [s.value for s in find("Bác Hồ Văn Khoai bán rau")] == ["Bác Hồ Văn Khoai"]
