"""An administrative paper on A4, laid out by the annex of Decree 30/2020/NĐ-CP; the same content gives the same bytes.

Text is only text: nothing in it is read as markup. The fonts stand beside this module with their licence.
"""

import segno

from portal.engines.paper.parts import Heading, Paper, Table, Text
from portal.engines.paper.sheet import BOTTOM, HIGH, INSET, LEFT, TOP, WIDE, Sheet, lines, width

SIZE, SMALL, LINE = 11.5, 9.5, 6.0  # points, points, millimetres; the typeface is wider than Times
ROW, PADDING, SHADE = 4.8, 1.0, 235 / 255  # millimetres of a line in a table and around it; behind its head
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
QR = 24.0
FOOT = 62.0  # of the square, the name and the room to sign


def pdf(paper: Paper) -> bytes:
    """The paper as PDF."""
    sheet = Sheet(lambda sheet, number, of: _margins(sheet, paper, number, of))
    _head(sheet, paper)
    for n, part in enumerate(paper.body, 1):
        if n == len(paper.body) and isinstance(part, Text) and not sheet.fits(FOOT + _tall(part)):
            sheet.turn()  # a signature never stands on a page without words above it
        if isinstance(part, Heading):
            _heading(sheet, part)
        elif isinstance(part, Table):
            _table(sheet, part)
        else:
            _text(sheet, part)
    _foot(sheet, paper)
    return sheet.pdf(title=f"{paper.title} {paper.about}", about=paper.about, author=paper.issuer, on=paper.on)


def _margins(sheet: Sheet, paper: Paper, number: int, of: int) -> None:
    """The number in the upper margin from the second page on; the code of the content below, so that none is exchanged."""
    if number > 1:
        sheet.x, sheet.y = LEFT, 10
        sheet.line(str(number), "", SIZE, LINE, align="C", wide=WIDE)
    sheet.x, sheet.y = LEFT, HIGH - 15
    sheet.line(f"Mã nội dung: {paper.check[:32]} – trang {number}/{of}", "", 8, 4, align="C", wide=WIDE)


def _put(sheet: Sheet, text: str, style: str = "", size: float = SIZE, *, align: str = "L", wide: float = 0) -> None:
    """A block of words, and on to the next line."""
    sheet.block(text, style, size, size * 0.52, align=align, wide=wide)


def _head(sheet: Sheet, paper: Paper) -> None:
    left, right = WIDE * 0.42, WIDE * 0.58
    for text, style, size in ((paper.over, "", 9.5), (paper.issuer.upper(), "B", 9.5)):
        _put(sheet, text, style, size, align="C", wide=left)
    sheet.rule(LEFT + left / 2, left * 0.4)
    sheet.y += 2
    _put(sheet, f"Số: {paper.number}", align="C", wide=left)
    bottom = sheet.y
    sheet.x, sheet.y = LEFT + left, TOP
    for text, style, size in ((MOTTO[0], "B", 9.5), (MOTTO[1], "B", 10.5)):
        _put(sheet, text, style, size, align="C", wide=right)
    sheet.rule(LEFT + left + right / 2, width(MOTTO[1], "B", 10.5))
    sheet.y += 2
    day = f"ngày {paper.on.day:02} tháng {paper.on.month:02} năm {paper.on.year}"
    _put(sheet, f"{paper.place}, {day}", "I", 10.5, align="C", wide=right)
    sheet.x, sheet.y = LEFT, max(bottom, sheet.y) + 8
    _put(sheet, paper.title, "B", 13, align="C")
    _put(sheet, paper.about, "B", 11.5, align="C")
    sheet.rule(LEFT + WIDE / 2, WIDE * 0.3)
    sheet.y += 5


def _heading(sheet: Sheet, part: Heading) -> None:
    if not sheet.fits(LINE * 4):
        sheet.turn()
    sheet.y += 2
    _put(sheet, part.text, "B", SIZE)
    sheet.y += 1


def _text(sheet: Sheet, part: Text) -> None:
    _put(sheet, f"– {part.text}" if part.dash else part.text, align="L" if part.dash else "J")
    if part.code:
        sheet.block(part.code, "", SMALL, 5, anywhere=True)
    sheet.y += 1


def _tall(part: Text) -> float:
    """About as high as a paragraph is."""
    return len(lines(part.text, "", SIZE, WIDE - 2 * INSET)) * LINE + (10 if part.code else 1)


def _table(sheet: Sheet, part: Table) -> None:
    """Rows with edges; the head stands on each page of them, and never alone. A row higher than a page goes on."""
    widths = [WIDE * share / sum(part.widths) for share in part.widths]
    head, *rows = [_cells(row, style, widths) for row, style in ((part.head, "B"), *((row, "") for row in part.rows))]
    most = int((HIGH - TOP - BOTTOM - _high(head) - 2 * PADDING) // ROW)
    pieces = [[cell[at : at + most] for cell in row] for row in rows for at in range(0, max(map(len, row)), most)]
    for n, piece in enumerate(pieces):
        if turned := not sheet.fits(_high(piece) + (0 if n else _high(head))):
            sheet.turn()
        if turned or not n:
            _row(sheet, head, widths, "B", SHADE)
        _row(sheet, piece, widths)
    sheet.y += 2


def _cells(row: tuple[str, ...], style: str, widths: list[float]) -> list[list[str]]:
    return [lines(text, style, SMALL, wide - 2 * PADDING) for text, wide in zip(row, widths, strict=True)]


def _high(row: list[list[str]]) -> float:
    return max(map(len, row)) * ROW + 2 * PADDING


def _row(sheet: Sheet, row: list[list[str]], widths: list[float], style: str = "", fill: float | None = None) -> None:
    top, high = sheet.y, _high(row)
    for cell, wide in zip(row, widths, strict=True):
        sheet.box(sheet.x, top, wide, high, fill=fill)
        sheet.y = top + (high - len(cell) * ROW) / 2
        for line in cell:
            sheet.line(line, style, SMALL, ROW, wide=wide)
        sheet.x += wide
    sheet.x, sheet.y = LEFT, top + high


def _foot(sheet: Sheet, paper: Paper) -> None:
    if not sheet.fits(FOOT):
        sheet.turn()
    sheet.y += 4
    top, half = sheet.y, WIDE / 2
    _put(sheet, "Nơi nhận:", "I", 10.5, wide=half)
    for each in paper.sent_to:
        _put(sheet, f"– {each}", "", 9.5, wide=half)
    square = sheet.y + 3
    _square(sheet, paper.link, LEFT, square)
    sheet.x, sheet.y = LEFT + QR + 2, square + 4
    _put(sheet, f"Đối chiếu tại:\n{paper.link}", "", 8, wide=half - QR - 4)
    sheet.x, sheet.y = LEFT + half, top
    _put(sheet, paper.signer, "B", SIZE, align="C", wide=half)
    _put(sheet, "(ký, ghi rõ họ tên, chức vụ, đóng dấu)", "I", 9.5, align="C", wide=half)


def _square(sheet: Sheet, link: str, x: float, y: float) -> None:
    dots = segno.make(link, error="m", micro=False).matrix
    size = QR / len(dots)
    for row, line in enumerate(dots):
        for column, dark in enumerate(line):
            if dark:
                sheet.box(x + column * size, y + row * size, size, size, fill=0, edge=False)
