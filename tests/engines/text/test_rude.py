"""Insults are noticed however they are spelt; good words that look like them are not."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.engines.text.rude import find

INSULTS = [
    ("Đồ ngu, mất dạy", ["Đồ ngu", "mất dạy"]),
    ("thằng chó đẻ này", ["thằng chó đẻ"]),
    ("đéo ai tin", ["đéo"]),
    ("nói như đ.ị.t", ["đ.ị.t"]),
    ("bọn n g u", ["n g u"]),
    ("im đi v c l", ["v c l"]),
    ("l0n", ["l0n"]),
    ("d!t", ["d!t"]),
    ("vcl luôn", ["vcl"]),
    ("đkm chúng nó", ["đkm"]),
    ("l*n", ["l*n"]),
    ("nguuuuu quá", ["nguuuuu"]),
    ("dit me no", ["dit me"]),
    ("do ngu, vai lon", ["do ngu", "vai lon"]),
    ("vcl cai lon gi the", ["vcl", "cai lon"]),
    ("KHỐN NẠN", ["KHỐN NẠN"]),
]
CLEAN = [
    "Buổi sáng cụ dậy sớm quét ngõ, các cháu gọi là cụ Tư.", "cu Tí nhà bên uống hết vài lon bia", "nhặt vỏ lon bia bán lấy tiền",
    "Các bác, các cụ đều khen cô ấy đẹp người đẹp nết.", "buoi sang cac bac nhat vai lon bia giup cu Ti",
    "moi buoi hop to, con cac bac deu den, deo khau trang", "Cô đeo khẩu trang, đèo em bé đi khám", "quả óc chó và hạt dẻ",
    "cứu con chó đẻ bốn con", "nuôi chim cút, chăn súc vật", "tổ sư nghề gốm Bát Tràng", "Cháu V.C.L. và Đ.M.C. được khen",
    "Ông tổ trưởng thiên vị người nhà, làm việc tắc trách, thiếu công khai.", "ngủ ngon, ngụ tại phường Láng", "du lịch, du xuân",
    "đi chợ, đĩa hát, địa chỉ, đẹp, đủ, đũa", "lớn lên, lợn, lon ton", "500 ml, 2 dm, căn cước", "Bà bán đồ cho người nghèo",
    "Tôi không đồng ý: việc này báo cáo sai, cần kiểm tra lại.", "a b c d e", "Dell Latitude", "4 giờ 30, lớp 6A, B52, c1",
    "do cho Mo mo cua som nen ba con vui", "moi thang ngu dan duoc ho tro", "TP.HCM, KH&CN, p.m.u",
]  # fmt: skip


INNOCENT = [  # ordinary sentences in which a word list without its neighbours would see an insult
    "Các cháu được vô học phí thấp hơn trước", "em nó mới vô học lớp một", "vô học nghề may miễn phí", "nhà bác nuôi ba trăm chim cút",
    "đàn chim cút đi lạc sang vườn", "bán trứng cút ngay đầu ngõ", "cháo óc lợn bổ cho trẻ", "món óc bò hầm thuốc bắc", "cu Tí nhặt được ví",
    "gom vỏ lon bia bán giúp trẻ nghèo", "mỗi buổi sáng bà quét ngõ", "mua đồ chó con bằng bông tặng bé", "tiệm bán đồ chó mèo",
    "bố mày mò sửa xe cho cả xóm", "bà mày mò học chữ", "con ngu ngơ giữa phố đông", "thằng chó con chạy lạc được trả về",
    "lớp mất dạy hai tuần vì bão", "thức uống và đồ ăn hại sức khỏe", "con mẹ nó ốm nặng, hàng xóm chăm", "nhặt đồ rác rưởi trên bãi biển",
    "khốn nạn thay cho đồng bào vùng lũ", "xe chở đồ súc vật cho trại", "lũ chó má lúm bông", "ghe qua sông Lồn", "ngày phò mã về làng",
    "máy bơm DCM chống ngập", "bản vẽ ĐM-15 của tổ thợ", "công ty VCL góp gạo",
    "Có người bảo bác dở hơi, bác chỉ cười", 'Kẻ xấu chửi bà là "đồ điên", bà vẫn làm', "Hàng xóm từng mắng ông là thằng hâm vì cứ đi vá đường", "rét như chó mà chú vẫn lội xuống", "hồi ấy khổ như chó",
]  # fmt: skip
STILL_INSULTS = [  # the same words where nothing makes them harmless
    ("đồ vô học", ["vô học"]), ("mày là quân vô học, đồ chó", ["vô học", "đồ chó"]), ("cút đi cho khuất mắt", ["cút đi"]),
    ("đồ óc lợn", ["đồ óc lợn"]), ("óc lợn, đồ ngu", ["óc lợn", "đồ ngu"]), ("bố mày đây", ["bố mày"]), ("vcl máy bơm", ["vcl"]), ("công ty vcl", ["vcl"]),
    ("quân mất dạy", ["mất dạy"]), ("thằng chó", ["thằng chó"]), ("đồ rác rưởi", ["đồ rác rưởi"]), ("con mẹ nó chứ", ["con mẹ nó"]),
    ("ai cũng chửi nó là thằng điên", ["thằng điên"]), ("Có người bảo ông ta là đồ khốn nạn", ["đồ khốn"]), ("ngu như chó", ["ngu như chó"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), STILL_INSULTS)
def test_the_same_words_still_insult_on_their_own(text: str, values: list[str]) -> None:
    assert [rude.value for rude in find(text)] == values


@pytest.mark.parametrize("text", INNOCENT)
def test_neighbouring_words_make_a_word_harmless(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(("text", "values"), INSULTS)
def test_insults_are_noticed(text: str, values: list[str]) -> None:
    found = find(text)
    assert [rude.value for rude in found] == values
    assert all(text[rude.start : rude.stop] == rude.value for rude in found)


@pytest.mark.parametrize("text", CLEAN)
def test_good_words_and_criticism_are_left_in_peace(text: str) -> None:
    assert find(text) == []


def test_a_bare_spelling_needs_a_second_cue_close_by() -> None:
    assert find("vai lon") == [] and find("vai lon, vai lon") == []
    assert find("vai lon" + " tu te" * 20 + " do ngu") == []
    assert [rude.value for rude in find("vai lon do ngu")] == ["vai lon", "do ngu"]


@given(st.text(alphabet="địtlồnngu vcl.*0@!đm cặ", max_size=60))
@settings(derandomize=True, deadline=None)
def test_spans_lie_within_the_text_and_apart(text: str) -> None:
    text, at = unicodedata.normalize("NFC", text), 0
    for rude in find(text):
        assert at <= rude.start < rude.stop <= len(text) and rude.value == text[rude.start : rude.stop]
        at = rude.stop


@pytest.mark.parametrize("unit", ["a ", "a.", "o", "n g u ", "@a", "đ*", "vai lon "])
def test_hostile_repeats_are_read_to_the_end(unit: str) -> None:
    assert find((unit * 20_000)[:19_000] + " đồ ngu")[-1].value == "đồ ngu"
