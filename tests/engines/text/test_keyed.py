"""Text typed while the keyboard program was off is read as it was meant; what reads as it stands is left alone."""

import unicodedata

import pytest

from portal.engines.text import legacy
from portal.engines.text.keyed import Typing, convert, detect

MEANT = "Bà Mơ là người tốt bụng, được cả xóm quý mến vì đã nuôi dạy ba cháu mồ côi khuyết tật. Không ai không biết bà"
TYPED = {
    Typing.TELEX: "Baf Mow laf nguwowif toots bujng, dduwowcj car xoms quys meens vif ddax nuooi dajy ba chaus moof cooi khuyeets taatj. Khoong ai khoong bieets baf",
    Typing.VNI_KEYS: "Ba2 Mo7 la2 ngu7o7i2 to6t1 bu5ng, d9u7o7c5 ca3 xo1m quy1 me61n vi2 d9a4 nuo6i da5y ba cha1u mo62 co6i khuye61t ta65t. Kho6ng ai kho6ng bie61t ba2",
    Typing.VIQR: "Ba` Mo+ la` ngu+o+`i to^'t bu.ng, ddu+o+.c ca? xo'm quy' me^'n vi` dda~ nuo^i da.y ba cha'u mo^` co^i khuye^'t ta^.t. Kho^ng ai kho^ng bie^'t ba`",
    Typing.BYTES: MEANT.encode().decode("latin-1"),
}  # fmt: skip


@pytest.mark.parametrize("kind", [*Typing])
def test_each_way_of_typing_is_read_back(kind: Typing) -> None:
    found = legacy.detect(TYPED[kind])
    assert found and (found.kind, found.converted) == (kind, MEANT)


@pytest.mark.parametrize(
    "text",
    [MEANT, unicodedata.normalize("NFD", MEANT), "ba mo la nguoi tot bung, ca xom quy men", "Tôi đang viết nhầm một chữ tooi thôi", "How soon is now, see you too", "We saw how good the teachers are for all of us",
     "lớp 3a1, phòng b2, tầng 4", "don't, isn't, it's", "toi? ba. co' khong^^", "ok e, thx ad nha :))", "São Paulo, Ångström, naïve café", "x" * 300],
    ids=range(12),
)  # fmt: skip
def test_what_reads_as_it_stands_is_left_alone(text: str) -> None:
    assert detect(unicodedata.normalize("NFC", text)) is None


@pytest.mark.parametrize("unit", ["a^", "oo", "uow", "a.", "Ã¡", "dd9", "w s ", "?."])
def test_hostile_repeats_are_read_to_the_end(unit: str) -> None:
    hostile = unit * 20_000
    assert detect(hostile) in (None, Typing.BYTES) and all(isinstance(convert(hostile, kind), str) for kind in Typing)
