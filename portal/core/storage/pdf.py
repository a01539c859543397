"""What can be told of a PDF without opening it: that it is whole, and whether it would do more than be read."""

import re
import zlib
from collections.abc import Iterator

_END_WITHIN = 2048
_INFLATE = 16 * 1024 * 1024
_PACKS = 500
_PACKED = 512 * 1024
_ACTS = ("JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "ImportData", "SubmitForm", "XFA")


def _spelled(name: str) -> str:
    """A name as a pattern: each letter may stand as its number, which readers take for the same."""
    return "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name)


_ACTIVE = re.compile(f"/(?:{'|'.join(map(_spelled, _ACTS))})(?![A-Za-z])".encode())


def has_end(data: bytes) -> bool:
    """Whether the closing marks stand where a reader looks for them."""
    end = data.rstrip(b"\0\r\n\t ")[-_END_WITHIN:]
    return b"%%EOF" in end and b"startxref" in end


def after_end(data: bytes) -> bytes:
    """Whatever follows the closing mark."""
    return data[data.rfind(b"%%EOF") + 5 :]


def is_active(data: bytes) -> bool:
    """Whether it carries script, a launch or submit action or an attachment, also inside packed objects.

    Served as an attachment under a sandbox either way; staff are warned.
    """
    return bool(_ACTIVE.search(data)) or any(_ACTIVE.search(part) for part in _unpacked(data))


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The packed objects laid open, up to a fixed volume whatever they claim."""
    room, at = _INFLATE, data.find(b"/ObjStm")
    for _ in range(_PACKS):
        if at < 0 or room <= 0:
            return
        start = data.find(b"stream", at, at + 400) + len(b"stream")
        packed = data[start : start + _PACKED].lstrip(b"\r\n")
        try:
            part = zlib.decompressobj().decompress(packed, room)
        except zlib.error:
            part = b""
        yield part
        room -= len(part)
        at = data.find(b"/ObjStm", at + 1)
