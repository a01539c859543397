"""What a file is, decided by what it holds and never by its name or the type the browser claims."""

import io
import re
import zipfile
from dataclasses import dataclass

from portal.core.storage import parts, pdf
from portal.core.storage.unfit import UnfitFile, Why

PHOTO, DOCUMENT = "photo", "document"

MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "pdf": "application/pdf",
}

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_HTML = re.compile(rb"<(?:!doctype\s+html|html[\s>]|script[\s>]|body[\s>]|iframe[\s>]|svg[\s>])|<\?php", re.I)
_HEAD = 1024
_ZIP_TAIL = 65_557
_TEXT = bytes({7, 8, 9, 10, 12, 13, 27} | set(range(0x20, 0x100)) - {0x7F})


@dataclass(frozen=True)
class Sniffed:
    """The kind of an accepted file; `active` says that a PDF is a form that sends or fetches by itself."""

    kind: str
    format: str
    media_type: str
    active: bool = False


def sniff(data: bytes) -> Sniffed:
    """Tell a photo or a PDF by its content. Raises UnfitFile for everything else."""
    if not data:
        raise UnfitFile(Why.EMPTY)
    form = _format(data)
    if form is None:
        raise UnfitFile(Why.NOT_ALLOWED_KIND, seen(data))
    if _cut_short(data, form):
        raise UnfitFile(Why.TRUNCATED, form)
    if not parts.are_few(data, form):
        raise UnfitFile(Why.DAMAGED, form)
    if _has_second_face(data, form):
        raise UnfitFile(Why.POLYGLOT, form)
    if form == "pdf":
        return _document(data)
    return Sniffed(PHOTO, form, MEDIA_TYPES[form])


def _document(data: bytes) -> Sniffed:
    if pdf.is_locked(data):
        raise UnfitFile(Why.LOCKED, "pdf")
    if pdf.acts(data):
        raise UnfitFile(Why.ACTS, "pdf")
    return Sniffed(DOCUMENT, "pdf", MEDIA_TYPES["pdf"], active=pdf.is_active(data))


def seen(data: bytes) -> str:
    """Name the kind of a file that is not taken, so that the person can be told what to do; empty where unknown."""
    head = data[:_HEAD]
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    if head[4:12] in (b"ftypavif", b"ftypavis"):
        return "avif"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    import filetype  # a file that is not taken: seldom asked

    guess = filetype.guess(head)
    return str(guess.extension) if guess else _texty(head)


def _format(data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"%PDF-"):
        return "pdf"
    return "heic" if _is_heic(data) else None


def _is_heic(data: bytes) -> bool:
    if data[4:8] != b"ftyp":
        return False
    brands = data[8 : min(int.from_bytes(data[:4], "big"), 256)]
    return any(brands[at : at + 4] in _HEIC_BRANDS for at in range(0, len(brands), 4))


def _cut_short(data: bytes, form: str) -> bool:
    """Whether the end that the format promises is missing (a JPEG's end is judged by its decoder)."""
    if form == "png":
        return b"IEND\xaeB`\x82" not in data
    if form == "webp":
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    if form == "heic":
        return parts.run_over(data)
    return form == "pdf" and not pdf.has_end(data)


def _has_second_face(data: bytes, form: str) -> bool:
    """Whether the file can also be read as an archive, a web page or a PDF.

    Phones append films and depth maps to their photos, so that a tail alone proves nothing.
    """
    if zipfile.is_zipfile(io.BytesIO(data)):
        return True
    head, tail = data[:_HEAD], data[-_ZIP_TAIL:]
    if form == "pdf":
        tail = pdf.after_end(data)
    elif b"%PDF-" in head:
        return True
    return bool(_HTML.search(head) or _HTML.search(tail))


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()[:200]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return "zip"
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("content.xml", "odt")):
        if any(name.startswith(folder) for name in names):
            return kind
    return "zip"


def _texty(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in text:
        return "svg"
    if _HTML.search(text):
        return "html"
    if text.startswith(b"<?xml"):
        return "xml"
    if text.startswith(b"{\\rtf"):
        return "rtf"
    return "txt" if text and not text.translate(None, _TEXT) else ""
