"""The pieces a picture file is built of, counted and measured before a decoder is let near them."""

from collections.abc import Iterator
from itertools import islice

_JPEG_SEGMENTS = 1_000  # the longest honest colour profile and edit history fill about two hundred
_PASS = 0xDA  # start of scan
_BARE = {0x01, *range(0xD0, 0xDA)}  # marks without a length behind them
_PNG_CHUNKS = 20_000  # ten megabytes in pieces of half a kilobyte
_HEIC_BOXES = {b"ftyp", b"meta", b"mdat", b"free", b"skip"}


def are_few(data: bytes, form: str) -> bool:
    """Whether the file is not chopped so small that walking through it alone would take seconds."""
    if form == "jpeg":
        return _reaches_pixels(data)
    return form != "png" or _reaches_end(data)


def run_over(data: bytes) -> bool:
    """Whether a box of a HEIC picture claims more than arrived; what phones append behind is not judged."""
    at = 0
    while at + 8 <= len(data) and data[at + 4 : at + 8] in _HEIC_BOXES:
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8:
            return size != 0  # nought means "to the end of the file"
        at += size
    return at > len(data)


def _reaches_pixels(data: bytes) -> bool:
    return len(list(islice(_segments(data), _JPEG_SEGMENTS))) < _JPEG_SEGMENTS


def flows(data: bytes) -> bool:
    """Whether all colours of a JPEG come in one pass from top to bottom, so that its decoder holds a few lines only.

    What decides is the header of the frame (baseline or extended, ITU-T T.81, B.2.2) and that of the first pass.
    """
    colours = 0
    for mark, at in _segments(data):
        if mark in (0xC0, 0xC1):
            colours = int.from_bytes(data[at + 9 : at + 10], "big")
        elif 0xC2 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):  # frames of other kinds
            return False
        elif mark == _PASS:
            return 0 < colours == int.from_bytes(data[at + 4 : at + 5], "big")
    return False


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """The mark and the place of each segment of a JPEG up to the first pass, or to damage, which the decoder meets as well."""
    at = 2
    while at + 1 < len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0:
            return
        yield mark, at
        if mark == _PASS:
            return
        if mark == 0xFF:
            at += 1
        else:
            at += 2 if mark in _BARE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")


def _reaches_end(data: bytes) -> bool:
    at = 8
    for _ in range(_PNG_CHUNKS):
        if at >= len(data) or data[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return False
