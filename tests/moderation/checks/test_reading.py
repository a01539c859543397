"""One text by itself: whom it opens with may be named, unless it is plainly about another; guesses say that they are."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.moderation.checks.reading import findings, line
from portal.moderation.flags import PRIVATE


def kinds(text: str) -> list[str]:
    return [found.kind.value for found in findings(text)]


@pytest.mark.parametrize(
    "text", ["Bà Nguyễn Thị Hoa quét ngõ mỗi sáng", "Tôi xin giới thiệu chị Trần Thị Lan, công nhân giỏi nhất tổ"]
)
def test_whom_a_text_opens_with_may_be_named(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    ["Ông Nguyễn Bá Học hàng xóm nhà tôi được anh chở đi viện", "Bệnh nhân Lý A Sinh được cô chăm sóc", "Mạc Thị Hiền với tôi đi chợ thì thấy chị dìu cụ già",
     "Bà Triệu Thị Pá bị lẫn, chị dẫn về tận nhà"],
)  # fmt: skip
def test_a_neighbour_or_somebody_helped_is_another(text: str) -> None:
    assert kinds(text) == ["person"]


def test_a_guess_says_that_it_is_one() -> None:
    for text in ("Mai trời có mưa không mọi người ơi?", "Nhận lắp tủ bếp, thợ giỏi, giao tận nơi, bảo hành lâu dài"):
        (flag,) = line(text, "en")["flags"]  # type: ignore[misc]  # a line is JSON: its flags are a list
        assert "guess" in flag["why"]


@pytest.mark.parametrize("text", ["0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣ là số cô 👨‍👩‍👧", "gọi 0912345678 nhé ệ", "0912345678\u0323 ạ"])
def test_masking_breaks_no_character(text: str) -> None:
    masked = str(line(text)["masked"])
    assert "678" in masked and "345" not in masked and not masked.startswith(("\ufe0f", "\u20e3", "\u0323"))
    assert all(masked[i - 1] != "8" for i, c in enumerate(masked) if c in "\ufe0f\u20e3")


PIECES = st.sampled_from(
    [
        "0912 345 678",
        "a@b.vn",
        "Nguyễn Văn An",
        "số 1 ngõ 2",
        "đ.m",
        "nhận tiền",
        "shop em",
        "🙂",
        "\u0323",
        "\u200b",
        "9️⃣",
        "\0",
        "\r",
        "０９",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=12).map(" ".join))
@settings(derandomize=True, deadline=None)
def test_whatever_a_line_holds_its_flags_lie_within_the_text_as_given(raw: str) -> None:
    composed = line(unicodedata.normalize("NFC", raw))
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, raw)  # type: ignore[arg-type]  # one of the two literals
        made = line(text)
        assert all(0 <= flag["start"] < flag["end"] <= len(text) for flag in made["flags"])  # type: ignore[attr-defined]  # a line is JSON: its flags are a list
        assert unicodedata.normalize("NFC", str(made["masked"])) == unicodedata.normalize(
            "NFC", str(composed["masked"])
        )


WRITTEN = st.sampled_from(
    [
        "0912 345 678", "gọi 0987654321 nhé", "+84 912 345 678", "căn cước 001085012345", "001 085 012 345", "stk 19034567890 Techcombank", "lan@a-b.vn",
        "lan at gmail.com", "số 1 ngõ 2 phố Huế", "xe 29A-123.45", "cháu Nguyễn Minh Khôi", "không chín một hai ba bốn năm sáu bảy tám", "48.500.000 đồng",
        "ngày 14/03/2026", "đồ ngu", "ăn chặn tiền của dân", "\n", "\r\n", "🙂", "👨‍👩‍👧", "Bác tốt lắm.", "ệ", "12", "152/2025/NĐ-CP", "<b>", "&amp;", "\u200b", "\t",
    ]
)  # fmt: skip
NUMBERS = {"phone", "national_id", "bank", "plate", "email"}


@given(st.lists(WRITTEN, min_size=1, max_size=8).map(" ".join), st.sampled_from(["NFC", "NFD"]), st.booleans())
@settings(derandomize=True, deadline=None)
def test_masking_replaces_private_details_whole_and_nothing_else(composed: str, form: str, loud: bool) -> None:
    raw = unicodedata.normalize(form, composed.upper() if loud else composed)  # type: ignore[arg-type]  # one of the two literals
    made = line(raw)
    masked, at, kept = str(made["masked"]), 0, ""
    for flag in made["flags"]:  # type: ignore[attr-defined]  # a line is JSON: its flags are a list
        if flag["kind"] in PRIVATE:
            start, stop = flag["start"], flag["end"]
            assert at <= start, "private details overlap"
            assert not (raw[start - 1 : start].isdigit() and raw[start].isdigit()), "cut through a number"
            assert not (raw[stop - 1].isdigit() and raw[stop : stop + 1].isdigit()), "cut through a number"
            kept += f"{re.escape(raw[at:start])}.+?"
            at = stop
    assert re.fullmatch(kept + re.escape(raw[at:]), masked, re.DOTALL)
    assert not NUMBERS & {flag["kind"] for flag in line(masked)["flags"]}  # type: ignore[attr-defined]  # a line is JSON: its flags are a list
