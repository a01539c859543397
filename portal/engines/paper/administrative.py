"""An administrative paper on A4, laid out by the annex of Decree 30/2020/NĐ-CP; the same content gives the same bytes.

Text is only text: nothing in it is read as markup. The fonts stand beside this module with their licence.
"""

import unicodedata
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import segno
from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos
from fpdf.fonts import FontFace

from portal.engines.paper.parts import Heading, Paper, Table, Text

FONTS = Path(__file__).parent / "fonts"
FACES = {"": "Regular", "B": "Bold", "I": "Italic"}
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TOP, BOTTOM, LEFT, RIGHT = 20.0, 22.0, 30.0, 17.0  # millimetres, within what the decree asks
WIDE = 210.0 - LEFT - RIGHT
SIZE, SMALL, LINE = 11.5, 9.5, 6.0  # points, points, millimetres; the typeface is wider than Times
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
QR = 24.0


def pdf(paper: Paper) -> bytes:
    """The paper as PDF."""
    sheet = _Sheet(paper)
    sheet.add_page()
    _head(sheet, paper)
    for part in paper.body:
        if isinstance(part, Heading):
            _heading(sheet, part)
        elif isinstance(part, Table):
            _table(sheet, part)
        else:
            _text(sheet, part)
    _foot(sheet, paper)
    return bytes(sheet.output())


def clean(text: str) -> str:
    """Composed letters, no control characters: what the fonts can show."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in composed)


class _Sheet(FPDF):
    def __init__(self, paper: Paper) -> None:
        super().__init__(format="A4")
        self.paper = paper
        for style, name in FACES.items():
            self.add_font("serif", style, FONTS / f"NotoSerif-{name}.ttf")
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(True, BOTTOM)
        self.set_title(clean(f"{paper.title} {paper.about}"))
        self.set_author(clean(paper.issuer))
        self.set_lang("vi")
        self.set_creation_date(datetime.combine(paper.on, time(), ZONE))
        self.set_font("serif", "", SIZE)

    def header(self) -> None:
        """The number of the page in the upper margin, from the second on."""
        if self.page_no() > 1:
            self.set_y(10)
            self.set_font("serif", "", SIZE)
            self.cell(0, LINE, str(self.page_no()), align="C")
            self.set_y(TOP)

    def footer(self) -> None:
        """The code of the content on every page, so that none can be exchanged."""
        self.set_y(-15)
        self.set_font("serif", "", 8)
        self.cell(0, 4, f"Mã nội dung: {self.paper.check[:32]} – trang {self.page_no()}/{{nb}}", align="C")

    def put(self, text: str, style: str = "", size: float = SIZE, *, align: str = "L", wide: float = 0) -> None:
        """A block of words, and on to the next line."""
        self.set_font("serif", style, size)
        self.multi_cell(wide, size * 0.52, clean(text), align=align, new_x=XPos.LEFT, new_y=YPos.NEXT)


def _head(sheet: _Sheet, paper: Paper) -> None:
    left, right = WIDE * 0.42, WIDE * 0.58
    for text, style, size in ((paper.over, "", 9.5), (paper.issuer.upper(), "B", 9.5)):
        sheet.put(text, style, size, align="C", wide=left)
    _rule(sheet, LEFT + left / 2, left * 0.4)
    sheet.ln(2)
    sheet.put(f"Số: {paper.number}", align="C", wide=left)
    bottom = sheet.get_y()
    sheet.set_xy(LEFT + left, TOP)
    for text, style, size in ((MOTTO[0], "B", 9.5), (MOTTO[1], "B", 10.5)):
        sheet.put(text, style, size, align="C", wide=right)
    _rule(sheet, LEFT + left + right / 2, sheet.get_string_width(MOTTO[1]))
    sheet.ln(2)
    sheet.set_x(LEFT + left)
    day = f"ngày {paper.on.day:02} tháng {paper.on.month:02} năm {paper.on.year}"
    sheet.put(f"{paper.place}, {day}", "I", 10.5, align="C", wide=right)
    sheet.set_xy(LEFT, max(bottom, sheet.get_y()) + 8)
    sheet.put(paper.title, "B", 13, align="C")
    sheet.put(paper.about, "B", 11.5, align="C")
    _rule(sheet, LEFT + WIDE / 2, WIDE * 0.3)
    sheet.ln(5)


def _rule(sheet: _Sheet, middle: float, wide: float) -> None:
    at = sheet.get_y() + 1
    sheet.set_line_width(0.2)
    sheet.line(middle - wide / 2, at, middle + wide / 2, at)


def _heading(sheet: _Sheet, part: Heading) -> None:
    if sheet.will_page_break(LINE * 4):
        sheet.add_page()
    sheet.ln(2)
    sheet.put(part.text, "B", SIZE)
    sheet.ln(1)


def _text(sheet: _Sheet, part: Text) -> None:
    sheet.put(f"– {part.text}" if part.dash else part.text, align="L" if part.dash else "J")
    if part.code:
        sheet.set_font("serif", "", SMALL)
        sheet.multi_cell(0, 5, clean(part.code), align="L", wrapmode=WrapMode.CHAR, new_x=XPos.LEFT, new_y=YPos.NEXT)
    sheet.ln(1)


def _table(sheet: _Sheet, part: Table) -> None:
    sheet.set_font("serif", "", SMALL)
    with sheet.table(
        col_widths=part.widths, align="LEFT", text_align="LEFT", line_height=4.8, padding=1,
        headings_style=FontFace(emphasis="BOLD", fill_color=(235, 235, 235)), width=WIDE,
    ) as table:  # fmt: skip
        for row in (part.head, *part.rows):
            cells = table.row()
            for text in row:
                cells.cell(clean(text))
    sheet.ln(2)


def _foot(sheet: _Sheet, paper: Paper) -> None:
    if sheet.will_page_break(62):
        sheet.add_page()
    sheet.ln(4)
    top, half = sheet.get_y(), WIDE / 2
    sheet.put("Nơi nhận:", "I", 10.5, wide=half)
    for each in paper.sent_to:
        sheet.put(f"– {each}", "", 9.5, wide=half)
    square = sheet.get_y() + 3
    _square(sheet, paper.link, LEFT, square)
    sheet.set_xy(LEFT + QR + 2, square + 4)
    sheet.put(f"Đối chiếu tại:\n{paper.link}", "", 8, wide=half - QR - 4)
    sheet.set_xy(LEFT + half, top)
    sheet.put(paper.signer, "B", SIZE, align="C", wide=half)
    sheet.put("(ký, ghi rõ họ tên, chức vụ, đóng dấu)", "I", 9.5, align="C", wide=half)


def _square(sheet: _Sheet, link: str, x: float, y: float) -> None:
    dots = segno.make(link, error="m", micro=False).matrix
    size = QR / len(dots)
    sheet.set_fill_color(0)
    for row, line in enumerate(dots):
        for column, dark in enumerate(line):
            if dark:
                sheet.rect(x + column * size, y + row * size, size, size, style="F")
