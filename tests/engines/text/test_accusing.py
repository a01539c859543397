"""An accusation is noticed; criticism, and praise that names an offence, are left in peace."""

import unicodedata

import pytest

from portal.engines.text.accusing import find
from portal.engines.text.accusing_words import Charge
from tests.engines.text import accusing_corpus as corpus


def share(shapes: tuple[str, ...]) -> float:
    """How many texts read like an accusation, 0 to 1."""
    texts = corpus.texts(shapes)
    return sum(bool(find(text)) for text in texts) / len(texts)


@pytest.mark.parametrize(
    ("text", "charge", "words"),
    [
        ("Ông ấy nhận hối lộ của nhà thầu", Charge.BRIBERY, "hối lộ"),
        ("phải biếu ông Sáng phong bì", Charge.BRIBERY, "biếu ông Sáng phong bì"),
        ("ong ay tham o tien quy", Charge.EMBEZZLEMENT, "tham o"),
        ("Tôi bị ông ấy đánh giữa cuộc họp", Charge.VIOLENCE, "bị ông ấy đánh"),
        ("Lấn chiếm đất công", Charge.LAND, "Lấn chiếm"),
        ("không những tham ô", Charge.EMBEZZLEMENT, "tham ô"),
        ("Không ai dám nói ông ấy tham nhũng", Charge.ABUSE_OF_OFFICE, "tham nhũng"),
        ("Ông là kẻ lừa đảo", Charge.FRAUD, "lừa đảo"),
        ("Đề nghị công an vào cuộc", Charge.REPORT, "Đề nghị công an"),
        ("Em trai ông làm ở sở nên mới trót lọt", Charge.ABUSE_OF_OFFICE, "Em trai ông làm ở sở nên mới trót lọt"),
        ("Công nhân bị yêu cầu vào đây viết lời khen", Charge.ABUSE_OF_OFFICE, "Công nhân bị yêu cầu vào đây viết"),
        ("bắt giáo viên viết bài khen hiệu trưởng", Charge.ABUSE_OF_OFFICE, "bắt giáo viên viết bài khen"),
        ("ông xin cho con khỏi bị xử lý", Charge.ABUSE_OF_OFFICE, "xin cho con khỏi bị xử"),
        ("Chuyện cứu người là dàn dựng", Charge.FORGERY, "Chuyện cứu người là dàn dựng"),
        (
            "Sáng kiến của chị Mơ mà ông ấy nhận là của mình",
            Charge.FORGERY,
            "Sáng kiến của chị Mơ mà ông ấy nhận là của mình",
        ),
        ("Lấy đâu ra tiền mua ba căn chung cư?", Charge.EMBEZZLEMENT, "Lấy đâu ra tiền mua ba căn"),
        ("số còn lại đi đâu không rõ", Charge.EMBEZZLEMENT, "số còn lại đi đâu"),
        ("Cả tổ biết hết mà không ai dám nói", Charge.UNNAMED, "biết hết mà không ai dám nói"),
    ],
    ids=range(18),
)
def test_an_offence_is_found_with_its_place(text: str, charge: Charge, words: str) -> None:
    first = find(text)[0]
    assert (first.charge, text[first.start : first.stop]) == (charge, words)


@pytest.mark.parametrize(
    "text",
    [
        "Bác chưa xứng đáng, làm việc chậm, nóng tính", "Bác không bao giờ nhận phong bì, cũng không tham ô", "phòng chống tham nhũng, tiêu cực",
        "bắt được kẻ trộm cắp", "cứu cháu bé bị bạo hành", "Nói bác tham ô là vu khống", "giup lao dong ngoai tinh", "chien si thi dua cap bo",
        "lam gia dinh toi cam dong", "ma tuy ban bac van giup", "cho trẻ ăn bột", "gửi phong bì thư mời",
        "Cụ bị giặc bắt, đi tù Côn Đảo", "Anh từng đi tù, nay hoàn lương mở tiệm", "Người mới ra tù vì trộm được bác nhận vào xưởng", "Ai nói bác ăn chặn là nói sai", "Tôi nghi ngờ anh lừa đảo, ai ngờ anh trả thật",
        "Bác dám làm đơn tố cáo cán bộ tham nhũng", "chú giữ tên trộm rồi báo công an", "trộm cắp giảm hẳn", "hết hẳn nạn trộm cắp", "không tiếp tay cho hàng giả",
        "dàn xếp vụ tranh chấp của hai nhà", "không chặt chém khách", "Con trai ông ở sở nên ông càng giữ mình", "Phần còn lại bà gửi cho trường",
    ],
    ids=range(26),
)  # fmt: skip
def test_what_denies_fights_or_suffers_an_offence_accuses_nobody(text: str) -> None:
    assert find(text) == []


def test_a_doubtful_bare_word_needs_another_beside_it_and_a_text_without_marks() -> None:
    assert find("ong ay ngoai tinh") == []
    assert len(find("ong ay ngoai tinh, an chan tien quy")) == 2
    assert find("Ông ấy ở ngoai tinh, an chan") != [] and len(find("Ông ấy ở ngoai tinh, an chan")) == 1


@pytest.mark.parametrize(
    "text",
    ["Tôi từng làm đơn tố cáo ông ấy", "Bà con đã báo công an", "Tin đồn ông tham ô", "Ông từng đi tù, nay là tổ trưởng", "Ông ta là kẻ lừa đảo mà giờ được khen", "Nghi ngờ ông biển thủ quỹ, sai phạm đủ thứ"],
)  # fmt: skip
def test_what_only_looks_like_a_defence_still_accuses(text: str) -> None:
    assert find(text) != []


def test_nearly_all_that_the_words_were_chosen_on_is_seen() -> None:
    assert share(corpus.ACCUSING) >= 0.9
    assert share(corpus.PRAISING) <= 0.02


def test_most_are_seen_in_texts_kept_apart() -> None:
    assert share(corpus.ACCUSING_APART) >= 0.85
    assert share(corpus.PRAISING_APART) <= 0.1


@pytest.mark.parametrize("shapes", [corpus.CRITICAL, corpus.CRITICAL_APART], ids=["chosen on", "apart"])
def test_criticism_is_not_punished(shapes: tuple[str, ...]) -> None:
    assert share(shapes) == 0


@pytest.mark.parametrize("unit", ["bị ông ", "nhận a ", "không ", "tham ô ", "chống ", "đưa phong ", "ma tuy "])
def test_hostile_repeats_are_read_to_the_end(unit: str) -> None:
    hostile = (unit * 20_000)[:19_900] + ". Ông ấy ăn cắp."
    assert find(hostile)[-1].charge is Charge.THEFT


def test_places_are_those_of_the_text_as_it_is_kept() -> None:
    text = unicodedata.normalize("NFC", "🙂 Ông ấy “ĂN CẮP” của dân")
    assert [text[one.start : one.stop] for one in find(text)] == ["ĂN CẮP"]


@pytest.mark.parametrize(
    "text",
    ["Hai vợ chồng già nhặt được cọc tiền đem trả", "Thu hồi đất làm dự án mà giải thích chưa rõ", "ba con do cuc", "Chi khong xau nhung lam qua loa", "nhan vien so anh chu khong phuc", "Ung ho 1.250.000 dong mua sach cho cac chau"],
)  # fmt: skip
def test_a_couple_and_bare_words_that_mean_something_else_accuse_nobody(text: str) -> None:
    assert find(text) == []
