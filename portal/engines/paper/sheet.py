"""Sheets of A4 that words, lines and squares are put on from the top, in millimetres; nothing here knows what a paper says.

Words are drawn as they are: the library's paragraphs, which read markup and may fetch what it names, are never used. What
is put down is drawn at the end, when it is known how many pages there are.
"""

import io
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FACES = {"": "NotoSerif-Regular", "B": "NotoSerif-Bold", "I": "NotoSerif-Italic"}
FONTS = Path(__file__).parent / "fonts"
TOP, BOTTOM, LEFT, RIGHT = 20.0, 22.0, 30.0, 17.0  # millimetres, within what the decree asks
WIDE, HIGH = 210.0 - LEFT - RIGHT, 297.0
INSET = 1.0  # between the edge of a block and its words
THIN = 0.2  # of lines
POINT = 1 / mm  # in millimetres

# The library takes settings from a file at home: what shapes the bytes, or would let it fetch anything, is said here.
rl_config.trustedHosts, rl_config.trustedSchemes = None, []
rl_config.useA85 = 0
for name in FACES.values():
    registerFont(TTFont(name, io.BytesIO((FONTS / f"{name}.ttf").read_bytes()), asciiReadable=True))


def clean(text: str) -> str:
    """Composed letters, no control characters: what the fonts can show."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in composed)


def lines(text: str, style: str, size: float, wide: float, *, anywhere: bool = False) -> list[str]:
    """`text` as it fits into `wide` millimetres: broken at spaces, or `anywhere`; a word that is too long is cut."""
    found, line = [], ""
    for piece in clean(text) if anywhere else clean(text).split(" "):
        grown = line + piece if anywhere or not line else f"{line} {piece}"
        if width(grown, style, size) <= wide:
            line = grown
            continue
        if line:
            found.append(line)
        line = piece
        while (fits := _fitting(line, style, size, wide)) < len(line):
            found.append(line[:fits])
            line = line[fits:]
    return [*found, line]


def width(text: str, style: str, size: float) -> float:
    """Of words on one line, in millimetres."""
    return stringWidth(text, FACES[style], size) * POINT


def _fitting(word: str, style: str, size: float, wide: float) -> int:
    """How many of its letters fit, at least one. Halving, for a word may be as long as a text."""
    return max(1, bisect_right(range(1, len(word) + 1), wide, key=lambda n: width(word[:n], style, size)))


class Sheet:
    """Pages that are written down from the top; `x` and `y` say where the next block begins."""

    def __init__(self, margins: Callable[["Sheet", int, int], None]) -> None:
        """`margins` puts down what stands outside of a page's words, given its number and how many there are."""
        self._margins = margins
        self._pages: list[list[Callable[[Canvas], None]]] = []
        self.turn()

    def turn(self) -> None:
        """On to a new page."""
        self._pages.append([])
        self._here = self._pages[-1]
        self.x, self.y = LEFT, TOP

    def fits(self, high: float) -> bool:
        """Whether so much is left of this page."""
        return self.y + high <= HIGH - BOTTOM

    def block(self, text: str, style: str, size: float, high: float, *, align: str = "L", wide: float = 0, anywhere: bool = False) -> None:  # fmt: skip
        """Words on lines of the height `high`, broken at `wide` (none: up to the margin); on to the line below.

        `align` is L, C or J (both edges, but for the last line).
        """
        wide = wide or LEFT + WIDE - self.x
        told = lines(text, style, size, wide - 2 * INSET, anywhere=anywhere)
        for n, line in enumerate(told, 1):
            if not self.fits(high):
                at = self.x
                self.turn()
                self.x = at
            self.line(line, style, size, high, align="L" if align == "J" and n == len(told) else align, wide=wide)

    def line(self, text: str, style: str, size: float, high: float, *, align: str = "L", wide: float) -> None:
        """One line, which is not broken; on to the line below."""
        loose = wide - 2 * INSET - width(text, style, size)
        apart = loose / text.count(" ") / POINT if align == "J" and " " in text else 0
        x = self.x + INSET + (loose / 2 if align == "C" else 0)
        base = self.y + high / 2 + 0.3 * size * POINT

        def draw(canvas: Canvas) -> None:
            canvas.setFont(FACES[style], size)
            canvas.drawString(x * mm, (HIGH - base) * mm, text, wordSpace=apart)

        self._here.append(draw)
        self.y += high

    def rule(self, middle: float, wide: float) -> None:
        """A line under what was put down last, on both sides of `middle`."""
        y = self.y + 1
        self._here.append(
            lambda canvas: canvas.line(
                (middle - wide / 2) * mm, (HIGH - y) * mm, (middle + wide / 2) * mm, (HIGH - y) * mm
            )
        )

    def box(
        self, x: float, y: float, wide: float, high: float, *, fill: float | None = None, edge: bool = True
    ) -> None:
        """A rectangle with an `edge`, filled with a grey from 0 (black) to 1."""

        def draw(canvas: Canvas) -> None:
            canvas.setFillGray(fill or 0)
            canvas.rect(x * mm, (HIGH - y - high) * mm, wide * mm, high * mm, stroke=edge, fill=fill is not None)
            canvas.setFillGray(0)

        self._here.append(draw)

    def pdf(self, *, title: str, about: str, author: str, on: date) -> bytes:
        """All pages as PDF. What is said of the file is what is given here; the same pages give the same bytes."""
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=A4, pageCompression=1, invariant=1, initialFontName=FACES[""], lang="vi")
        canvas.setTitle(clean(title))
        canvas.setSubject(clean(about))
        canvas.setAuthor(clean(author))
        canvas.setCreator(clean(author))
        canvas.setDateFormatter(lambda *_: f"D:{on:%Y%m%d}000000+07'00'")
        for number, page in enumerate(self._pages, 1):
            self._here = page
            self._margins(self, number, len(self._pages))
            canvas.setLineWidth(THIN * mm)
            for draw in page:
                draw(canvas)
            canvas.showPage()
        canvas.save()
        return out.getvalue()
