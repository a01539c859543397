"""What can be told of a PDF without opening it: that it is whole and open, and whether it would do more than be read."""

import re
import zlib
from collections.abc import Iterator

_END_WITHIN = 2048
_INFLATE = 16 * 1024 * 1024
_PACKS = 500
_PACKED = 512 * 1024


def _spelled(name: str) -> str:
    """A name as a pattern: each letter may stand as its number, which readers take for the same."""
    return "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name)


def _named(*names: str) -> str:
    return f"/(?:{'|'.join(map(_spelled, names))})(?![A-Za-z])"


# Three letters come up by chance in ten megabytes of packed pixels, so that the short names need what must follow them.
_REFERENCE = r"\d+\s+\d+\s+R"
_SCRIPT = rf"/{_spelled('JS')}\s*(?:\([\x20-\x7e]{{4}}|<[0-9A-Fa-f]{{4}}|{_REFERENCE})"
_ACTING = re.compile(
    f"{_named('JavaScript', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'RichMedia')}|{_SCRIPT}".encode()
)
_FORM = re.compile(rf"{_named('ImportData', 'SubmitForm')}|/{_spelled('XFA')}\s*(?:\[\s*[(\d]|{_REFERENCE})".encode())
_LOCK = re.compile(rf"{_named('Encrypt')}\s*(?:<<|{_REFERENCE})".encode())


def has_end(data: bytes) -> bool:
    """Whether the closing marks stand where a reader looks for them."""
    end = data.rstrip(b"\0\r\n\t ")[-_END_WITHIN:]
    return b"%%EOF" in end and b"startxref" in end


def after_end(data: bytes) -> bytes:
    """Whatever follows the closing mark."""
    return data[data.rfind(b"%%EOF") + 5 :]


def is_locked(data: bytes) -> bool:
    """Whether it is encrypted, with a password or against changes: what it holds cannot be looked at here."""
    return bool(_LOCK.search(data))


def acts(data: bytes) -> bool:
    """Whether it carries script, starts programs or has other files inside, also within packed objects."""
    return _says(_ACTING, data)


def is_active(data: bytes) -> bool:
    """Whether it is a form that would send or fetch what is typed into it.

    Served as an attachment under a sandbox like any; staff are warned.
    """
    return _says(_FORM, data)


def _says(pattern: re.Pattern[bytes], data: bytes) -> bool:
    return bool(pattern.search(data)) or any(pattern.search(part) for part in _unpacked(data))


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
