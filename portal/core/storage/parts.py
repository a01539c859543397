"""The pieces a picture file is built of, counted and measured before a decoder is let near them."""

_JPEG_SEGMENTS = 1_000  # the longest honest colour profile and edit history fill about two hundred
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
    at = 2
    for _ in range(_JPEG_SEGMENTS):
        mark = data[at + 1 : at + 2]
        if data[at : at + 1] != b"\xff" or mark == b"\xda":
            return True  # the pixels, or damage that the decoder meets as well
        at += 1 if mark == b"\xff" else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def _reaches_end(data: bytes) -> bool:
    at = 8
    for _ in range(_PNG_CHUNKS):
        if at >= len(data) or data[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return False
