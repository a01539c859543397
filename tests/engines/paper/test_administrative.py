"""Administrative papers: every word as it was given, in fonts of their own, on as many pages as it takes."""

import io
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader
from reportlab.lib.utils import open_for_read

from portal.engines.paper import sheet
from portal.engines.paper.administrative import pdf
from portal.engines.paper.parts import Heading, Paper, Table, Text
from portal.engines.paper.sheet import lines, width

MARKUP = (
    "<b>đậm</b> & &amp; &lt;",
    '<img src="file:///etc/passwd" width="9" height="9"/>',
    '<a href="https://example.invalid/">x</a>',
    "<para><unichar code='65'/><br/>",
    "**Hạnh** __x__ \\(a\\) (b",
)
PANGRAM = "Ầ ẩ Ẫ ậ Ắ ằ Ẳ ẵ Ặ Ế ề Ể ễ Ệ Ố ồ Ổ ỗ Ộ Ớ ờ Ở ỡ Ợ Ứ ừ Ử ữ Ự Ý ỳ Ỷ ỹ Ỵ Đ đ Ơ ơ Ư ư"
CODE = "0123456789abcdef" * 4


def paper(*body: Heading | Text | Table, sent_to: Sequence[str] = ("Hồ sơ;", "Lưu.")) -> Paper:
    return Paper(
        over="HỘI ĐỒNG", issuer="Ban Thi đua – Khen thưởng Thành phố", number="……/XN", place="Hà Nội", on=date(2026, 12, 2),
        title="GIẤY XÁC NHẬN", about="về việc công khai", body=body, sent_to=sent_to, signer="NGƯỜI XÁC NHẬN", check=CODE,
        link="https://example.invalid/lay-y-kien/quy-iv-2026",
    )  # fmt: skip


def pages(made: Paper) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(pdf(made))).pages)


def words(page: PageObject) -> str:
    return " ".join(page.extract_text().split())


def test_it_says_what_stands_on_an_administrative_paper() -> None:
    (page,) = pages(paper(Heading("1. Thời gian"), Text("Một câu."), Text("Căn cứ", dash=True)))
    assert words(page) == (
        "HỘI ĐỒNG BAN THI ĐUA – KHEN THƯỞNG THÀNH PHỐ Số: ……/XN "
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Hà Nội, ngày 02 tháng 12 năm 2026 "
        "GIẤY XÁC NHẬN về việc công khai 1. Thời gian Một câu. – Căn cứ "
        "Nơi nhận: – Hồ sơ; – Lưu. Đối chiếu tại: https://example.invalid/lay-y-kien/quy -iv-2026 "
        f"NGƯỜI XÁC NHẬN (ký, ghi rõ họ tên, chức vụ, đóng dấu) Mã nội dung: {CODE[:32]} – trang 1/1"
    )
    assert [round(float(edge) * 25.4 / 72) for edge in page.mediabox] == [0, 0, 210, 297]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_letter_is_read_back_composed(form: str) -> None:
    given = unicodedata.normalize(form, PANGRAM)  # type: ignore[arg-type]  # of the literals above
    (page,) = pages(paper(Text(given), Table(("A",), [(given,)], (1,))))
    assert words(page).count(PANGRAM) == 2


def test_words_are_never_markup_wherever_they_stand() -> None:
    for told in MARKUP:
        made = paper(Heading(told), Text(told), Text("Mã", code=told), Table(("A", told), [(told, "b")], (1, 1)))
        made = replace(made, sent_to=[told], over=told, signer=told, place=told, number=told, about=told)
        text = "".join(words(page) for page in pages(made)).replace(" ", "")
        assert text.count(told.replace(" ", "")) == 11, told


def test_nothing_is_fetched_that_words_name() -> None:
    for address in ("http://127.0.0.1:9/x", "file:///etc/hostname", "data:text/plain,x"):
        with pytest.raises(OSError, match="Cannot open resource"):
            open_for_read(address)


def test_what_reads_markup_is_not_even_loaded() -> None:
    asked = (
        "import sys, portal.engines.paper.administrative; print(*(m for m in sys.modules if m.startswith('reportlab')))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert "reportlab.pdfgen.canvas" in told and not [name for name in told if "platypus" in name or "para" in name]


def test_the_fonts_are_in_it_in_part_and_no_other_is_named() -> None:
    many = paper(Text("Một câu."), *(Text("Câu nữa.") for _ in range(60)))
    for page in pages(many):
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]  # a page's own dictionary
        assert {font["/BaseFont"] for font in fonts} == {
            "/AAAAAA+NotoSerif-Regular", "/AAAAAA+NotoSerif-Bold", "/AAAAAA+NotoSerif-Italic"
        }  # fmt: skip
        assert all("/FontFile2" in font["/FontDescriptor"] and "/ToUnicode" in font for font in fonts)


def test_of_the_file_only_the_paper_is_told() -> None:
    about = PdfReader(io.BytesIO(pdf(paper(Text("Đỗ Thị Hạnh"))))).metadata
    assert about == {
        "/Title": "GIẤY XÁC NHẬN về việc công khai", "/Subject": "về việc công khai", "/Keywords": "", "/Trapped": "/False",
        "/Author": "Ban Thi đua – Khen thưởng Thành phố", "/Creator": "Ban Thi đua – Khen thưởng Thành phố",
        "/CreationDate": "D:20261202000000+07'00'", "/ModDate": "D:20261202000000+07'00'",
        "/Producer": "ReportLab PDF Library - (opensource)",
    }  # fmt: skip


def test_the_same_content_gives_the_same_bytes_in_any_process() -> None:
    made = paper(Heading("1"), Text(PANGRAM, code=CODE), Table(("A",), [("b",)] * 99, (1,)))
    first = pdf(made)
    asked = f"import sys; from {__name__} import *; sys.stdout.buffer.write(pdf({made!r}))".replace(
        "datetime.date", "date"
    )
    pdf(paper(Text("Một giấy khác.")))
    assert pdf(made) == first != pdf(replace(made, on=date(2026, 12, 3)))
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True).stdout == first


def test_a_table_goes_on_over_pages_under_its_head() -> None:
    rows = [(f"hàng {n}", "x") for n in range(120)]
    told = [words(page) for page in pages(paper(Table(("Tên cột", "Khác"), rows, (3, 1)), Text("Hết.")))]
    assert len(told) == 4 and [text.count("Tên cột Khác") for text in told] == [1, 1, 1, 1]
    assert [n for text in told for n in range(120) if f"hàng {n} x" in text] == list(range(120))
    assert [text.split()[0] for text in told[1:]] == ["Tên"] * 3
    assert all(f"{n} Mã nội dung: {CODE[:32]} – trang {n}/4" in text for n, text in enumerate(told, 1) if n > 1)


def test_a_head_never_stands_alone_and_a_row_higher_than_a_page_goes_on() -> None:
    high = " ".join(f"từ{n}" for n in range(3000))
    for before in range(30):
        made = paper(*(Text("Câu.") for _ in range(before)), Table(("Đầu bảng",), [("hàng đầu",)], (1,)))
        assert all(("Đầu bảng" in text) == ("hàng đầu" in text) for text in map(words, pages(made)))
    told = " ".join(map(words, pages(paper(Table(("Đầu bảng",), [(high,)], (1,))))))
    assert all(f"từ{n}" in told.split() for n in range(3000))


def test_who_signs_stands_beside_for_whom_it_is_and_is_not_parted_from_it() -> None:
    for before in range(24, 36):
        made = paper(*(Text("Câu.") for _ in range(before)))
        last = words(pages(made)[-1])
        assert all(told in last for told in ("Nơi nhận:", "Lưu.", "Đối chiếu tại:", "NGƯỜI XÁC NHẬN", "đóng dấu"))
        assert "Câu." in last, "a signature alone on a page could be put under anything"


@given(st.text(alphabet=st.sampled_from("aêộ ĐW-."), max_size=120), st.booleans(), st.integers(3, 60))
def test_lines_hold_all_words_and_fit(text: str, anywhere: bool, wide: int) -> None:
    told = lines(text, "", 11.5, wide, anywhere=anywhere)
    assert "".join(told).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, "", 11.5) <= wide or len(line) == 1 for line in told)
    if not anywhere:
        room = max((width(word, "", 11.5) for word in text.split()), default=0) <= wide
        assert not room or " ".join(told).split() == text.split()


def test_a_word_as_long_as_a_text_is_cut_by_halving(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = []
    plain = sheet.width
    monkeypatch.setattr(sheet, "width", lambda *each: measured.append(each) or plain(*each))
    told = sheet.lines("ă" * 2_000, "", 13, 160)
    assert "".join(told) == "ă" * 2_000 and len({len(line) for line in told[:-1]}) == 1
    assert len(measured) < 20 * len(told)
