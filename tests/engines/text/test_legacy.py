"""Text from old fonts is recognised and read; what needs no help is left alone."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.engines.text.legacy import VNI, Encoding, detect, is_syllable
from portal.engines.text.legacy_tables import TCVN3
from portal.engines.text.tidy import prose

STORIES = [
    "Bà Nguyễn Thị Hoà đã mười hai năm nấu nước chè miễn phí cho người nhà bệnh nhân trước cổng bệnh viện.",
    "Ông Ngô Xuân Tình, thương binh, dạy nghề mộc miễn phí cho bốn mươi thanh niên khuyết tật ở Long Biên.",
    "Tổ trưởng hòa giải thành 37 vụ việc; chị quý mỗi bữa xôi ấm, kỹ lưỡng, khẽ khàng, thuỷ chung, ngẫm nghĩ, chậm rãi.",
    "Những đứa trẻ được cứu khỏi dòng nước xiết đã trở lại lớp học, nở nụ cười rạng rỡ; ai cũng cảm phục, biết ơn.",
]
WELL = [
    *STORIES,
    "Tôi và bà là hai mẹ con, cô Hoà có quán phở, nhà cô ở phố cũ.",
    "toi va ba hoa nau che mien phi",
    "Hoá ra là thế, bà và cô giáo đòi quà cho bé.",
    "Le café était fermé, où êtes-vous déjà allé cet été ? Ça va très bien, à bientôt près de l'hôtel.",
    "Für die Übergröße müssen wir schöne Grüße an Müller schicken, daß er fröhlich wäre.",
    "© 2026 · 25 °C ± 2 × 3 ½, § 5, «bonjour», 100 £, µm",
    "El niño comió piñas en el jardín de mamá, qué rápido está así.",
    "São Paulo é uma região metropolitana; não há informação à mão.",
    "Café Müller", "José", "Đắk Lắk, Y Moan Ênuôl, H'Hen Niê", "", "12/03/2026",
]  # fmt: skip
_SYLLABLES = "bà hòa thuỷ nguyễn người tốt việc đường phượng khuya quyết giếng gì nghiêng ấm ơn yêu ỷ xoèn ngoằng"
SYLLABLES = _SYLLABLES.split()


def toned(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + tone)


def mojibake(text: str, table: dict[str, str]) -> str:
    back = {new: old for old, new in table.items() if len(old) == 1 or old[0].islower() == old[1].islower()}
    return "".join(back.get(c, c) for c in text)


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize(("kind", "table"), [(Encoding.TCVN3, TCVN3), (Encoding.VNI, VNI)])
def test_old_encodings_are_read_back(story: str, kind: Encoding, table: dict[str, str]) -> None:
    found = detect(mojibake(story, table))
    assert found and (found.kind, found.converted) == (kind, story)


@given(st.randoms(use_true_random=False), st.sampled_from(list(Encoding)))
@settings(derandomize=True, deadline=None)
def test_any_words_of_vietnamese_come_back(dice: random.Random, kind: Encoding) -> None:
    text = " ".join(dice.sample(SYLLABLES, 12))
    found = detect(mojibake(text, TCVN3 if kind is Encoding.TCVN3 else VNI))
    assert found and found.converted == text


@pytest.mark.parametrize(
    ("old", "kind", "new"),
    [
        ("§iÒu", Encoding.TCVN3, "Điều"),
        ("Ngöôøi toát", Encoding.VNI, "Người tốt"),
        ("Ng\u00adêi tèt, viÖc tèt", Encoding.TCVN3, "Người tốt, việc tốt"),
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", Encoding.TCVN3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", Encoding.VNI, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ],
)
def test_lines_seen_in_real_papers(old: str, kind: Encoding, new: str) -> None:
    found = detect(old)
    assert found and (found.kind, found.converted) == (kind, new)


def test_recognised_even_after_tidying() -> None:
    found = detect(prose(mojibake("Bà Bé kể chuyện trẻ nghèo vượt khó, thầy cô hết lòng", TCVN3)))
    assert found and found.kind is Encoding.TCVN3


@pytest.mark.parametrize("text", WELL)
def test_what_reads_well_is_left_alone(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize("word", SYLLABLES)
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["café", "hac", "bàh", "ngũc", "straße", "àà", "öô"])
def test_other_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_both_tables_are_complete() -> None:
    letters = {
        c for vowel in "aăâeêioôơuưy" for c in (vowel, *(toned(vowel, t) for t in "\u0300\u0301\u0303\u0309\u0323"))
    }
    needed = (letters - set("aeiouy")) | {"đ"}
    assert needed <= set(TCVN3.values()) and needed <= set(VNI.values())
    assert len(set(TCVN3.values())) == len(TCVN3)


def test_noise_is_read_to_the_end() -> None:
    assert detect("§" * 20_000) is None and detect("aù" * 20_000) is None
