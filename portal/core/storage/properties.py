"""What a PDF says of itself beside its pages: who wrote it, with what, when, and where its photos were taken.

Painted over in place, so that every byte keeps its place and no page changes: a PDF finds its parts by counting bytes
(ISO 32000-1, 7.5.4). A signed one is left as it came, for any change would break its signature.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice

_SIGNED = re.compile(rb"/ByteRange\s*\[")
_XMP = ((b"<x:xmpmeta", b"</x:xmpmeta>"), (b"<?xpacket begin", b"<?xpacket end"))
_EXIF = re.compile(rb"\xff\xe1(..)Exif\0\0", re.S)
_INFO = re.compile(rb"/Info\s+(\d{1,10})\s+\d{1,5}\s+R")
_PACK = re.compile(rb"/(?:ObjStm|XML)(?![A-Za-z])")
_LENGTH = re.compile(rb"/Length\s+(\d{1,8})(?!\d|\s+\d+\s+R)")
_FIRST = re.compile(rb"/First\s+(\d{1,8})")
_TEXT = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<[0-9A-Fa-f\s]+>", re.S)
_LONGEST = 64 * 1024  # bytes of one list of properties
_AROUND = 400  # bytes between a word of a stream's own list and its ends
_UNPACKED = 1024 * 1024  # bytes of one pack of objects laid open
_LISTS, _PACKS = 20, 500  # more than honest files have; hostile ones are not read to their end


def without(data: bytes) -> bytes:
    """The same PDF, telling nothing of itself. What is packed in rarer ways than these stays as it is."""
    if _SIGNED.search(data):
        return data
    bare = bytearray(data)
    for start, end in _packets(data):
        bare[start:end] = b" " * (end - start)
    for start, end in _marks_of_photos(data):
        bare[start:end] = bytes(end - start)
    numbers = {int(found[1]) for found in islice(_INFO.finditer(data), _LISTS)}
    for start, end in _lists(data, numbers):
        bare[start:end] = _silent(data[start:end])
    for start, end, packed in _repacked(data, numbers):
        bare[start:end] = packed
    return bytes(bare)


def _packets(data: bytes) -> Iterator[tuple[int, int]]:
    """Where XMP lies open, in the file or in a photo within it."""
    for opening, closing in _XMP:
        at = data.find(opening)
        while at >= 0 and (end := data.find(closing, at)) >= 0:
            yield data.find(b">", at, end) + 1 or end, end
            at = data.find(opening, end)


def _marks_of_photos(data: bytes) -> Iterator[tuple[int, int]]:
    """What cameras wrote into the photos of its pages, behind the word Exif."""
    at = 0
    while found := _EXIF.search(data, at):
        at = max(found.end(), min(found.start() + 2 + int.from_bytes(found[1], "big"), len(data)))
        yield found.end(), at


def _lists(data: bytes, numbers: set[int]) -> Iterator[tuple[int, int]]:
    """Where the lists of properties lie open, those of earlier revisions too."""
    for number in numbers:
        for found in islice(re.finditer(rb"(?<!\d)0*%d\s+\d{1,5}\s+obj" % number, data), _LISTS):
            end = data.find(b"endobj", found.end(), found.end() + _LONGEST)
            if end > 0:
                yield found.end(), end


def _silent(words: bytes) -> bytes:
    """The same list with each text in it blank, as long as before."""
    return _TEXT.sub(lambda text: text[0][:1] + b" " * (len(text[0]) - 2) + text[0][-1:], words)


def _repacked(data: bytes, numbers: set[int]) -> Iterator[tuple[int, int, bytes]]:
    """Where packed properties lie, and the same packed anew: blank texts take less room."""
    for found in islice(_PACK.finditer(data), _PACKS):
        about, start = _stream(data, found.start())
        length = _LENGTH.search(about)
        if not length or b"/FlateDecode" not in about:
            continue
        end = start + int(length[1])
        try:
            plain = zlib.decompressobj().decompress(data[start:end], _UNPACKED)
        except zlib.error:
            continue
        bare = b" " * len(plain) if found[0] == b"/XML" else _in_pack(plain, about, numbers)
        packed = zlib.compress(bare, 9)
        if bare != plain and len(plain) < _UNPACKED and len(packed) <= end - start <= len(data) - start:
            yield start, end, packed.ljust(end - start, b"\n")


def _stream(data: bytes, at: int) -> tuple[bytes, int]:
    """The list of a stream that holds this word, and where its bytes begin; an empty list where there is none."""
    before = data.rfind(b"obj", max(0, at - _AROUND), at)
    start = data.find(b"stream", at, at + _AROUND)
    about = data[before:start]
    if min(before, start) < 0 or b"endobj" in about:
        return b"", 0
    start += len(b"stream")
    return about, start + (2 if data[start : start + 2] == b"\r\n" else 1)


def _in_pack(plain: bytes, about: bytes, numbers: set[int]) -> bytes:
    """A pack of objects (ISO 32000-1, 7.5.7) with the lists of properties in it silent."""
    found = _FIRST.search(about)
    first = int(found[1]) if found else 0
    head = [int(word) for word in plain[:first].split() if word.isdigit() and len(word) < 10]
    starts = dict(zip(head[::2], head[1::2], strict=False))
    for number in numbers & starts.keys():
        at = first + starts[number]
        end = min((first + each for each in starts.values() if first + each > at), default=len(plain))
        plain = plain[:at] + _silent(plain[at:end]) + plain[end:]
    return plain
