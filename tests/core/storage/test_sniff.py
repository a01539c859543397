"""What a file is, is decided by what it holds."""

import io
import zlib

import pytest
from pypdf import PdfWriter

from portal.core.storage import limits, parts, pdf
from portal.core.storage.sniff import sniff
from portal.core.storage.unfit import SENTENCES, UnfitFile, Why
from tests.core.storage import shots

PHOTOS = ("jpeg", "png", "webp", "heic")
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
FOREIGN = {
    "svg": SVG,
    "html": b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>",
    "docx": shots.archive(word__document_xml=b"<w/>"),
    "xlsx": shots.archive(xl__workbook_xml=b"<w/>"),
    "zip": shots.archive(a=b"a"),
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "exe": b"MZ\x90\x00" + bytes(600),
    "gif": shots.saved(shots.picture(), "gif"),
    "bmp": shots.saved(shots.picture(), "bmp"),
    "tif": shots.saved(shots.picture(), "tiff"),
    "avif": shots.saved(shots.picture(), "avif"),
    "mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64),
    "xml": b"<?xml version='1.0'?><note/>",
    "rtf": b"{\\rtf1\\ansi hello}",
    "txt": "Bà Ba nấu cơm cho người nghèo".encode(),
    "": b"\x01\x02\x03\x04" * 40,
}


def refused(data: bytes) -> UnfitFile:
    with pytest.raises(UnfitFile) as found:
        sniff(data)
    return found.value


@pytest.mark.parametrize("form", PHOTOS)
def test_a_photo_is_known_by_its_content(form: str) -> None:
    assert (sniff(shots.phone_photo(form)).kind, sniff(shots.phone_photo(form)).format) == ("photo", form)


def test_a_pdf_is_a_document() -> None:
    assert sniff(shots.PDF).media_type == "application/pdf"
    assert not sniff(shots.PDF).active


@pytest.mark.parametrize("kind", FOREIGN)
def test_anything_else_is_refused_by_its_name(kind: str) -> None:
    found = refused(FOREIGN[kind])
    assert (found.why, found.seen) == (Why.NOT_ALLOWED_KIND, kind)


def test_the_refusal_of_a_word_file_says_what_to_do() -> None:
    assert "Save it as PDF" in refused(FOREIGN["docx"]).msgid


def test_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Why)
    assert all(UnfitFile(why).msgid for why in Why)


def test_an_empty_file_is_called_empty() -> None:
    assert refused(b"").why is Why.EMPTY


@pytest.mark.parametrize(
    "data", [shots.phone_photo("png"), shots.phone_photo("webp"), shots.PDF], ids=["png", "webp", "pdf"]
)
def test_half_a_file_is_called_cut_short(data: bytes) -> None:
    assert refused(data[: len(data) // 2]).why is Why.TRUNCATED


def test_half_a_heic_is_called_cut_short() -> None:
    assert refused(shots.phone_photo("heic")[:-40]).why is Why.TRUNCATED


@pytest.mark.parametrize("form", PHOTOS)
def test_a_photo_that_is_also_an_archive_is_refused(form: str) -> None:
    assert refused(shots.phone_photo(form) + shots.archive(Evil_class=b"x")).why is Why.POLYGLOT


@pytest.mark.parametrize("form", PHOTOS)
def test_a_photo_with_script_behind_it_is_refused(form: str) -> None:
    assert refused(shots.phone_photo(form) + b"<script>alert(1)</script>").why is Why.POLYGLOT


def test_a_photo_that_is_also_a_pdf_is_refused() -> None:
    photo = shots.saved(shots.picture(), "jpeg", comment=shots.PDF)
    assert refused(photo).why is Why.POLYGLOT


def test_a_pdf_that_is_also_a_page_is_refused() -> None:
    assert refused(b"%PDF-1.4\n<html><script>alert(1)</script>" + shots.PDF[8:]).why is Why.POLYGLOT
    assert refused(shots.PDF + b"<script>alert(1)</script>").why is Why.POLYGLOT


def test_a_film_that_a_phone_appends_to_its_photo_is_no_harm() -> None:
    assert sniff(shots.phone_photo() + FOREIGN["mp4"]).kind == "photo"


def test_a_pdf_header_further_down_is_not_a_pdf() -> None:
    assert refused(b"\n" + shots.PDF).why is Why.NOT_ALLOWED_KIND


@pytest.mark.parametrize(
    "part",
    [
        b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>",
        b"/S/Launch",
        b"/J#61vaScript 3 0 R",
        b"/EmbeddedFiles",
        b"/JS 3 0 R",
    ],
)
def test_a_pdf_that_acts_or_carries_files_is_refused(part: bytes) -> None:
    assert refused(shots.PDF.replace(b"/Type/Catalog", b"/Type/Catalog" + part)).why is Why.ACTS


@pytest.mark.parametrize("part", [b"/S/SubmitForm/F(http://x.example)", b"/XFA 7 0 R", b"/XFA[(a)4 0 R]"])
def test_a_pdf_that_is_a_form_is_marked(part: bytes) -> None:
    assert sniff(shots.PDF.replace(b"/Type/Catalog", b"/Type/Catalog" + part)).active


@pytest.mark.parametrize("lock", [b"/Encrypt 5 0 R", b"/Encrypt<</V 4>>", b"/#45ncrypt 12 0 R"])
def test_a_locked_pdf_is_refused(lock: bytes) -> None:
    assert refused(shots.PDF.replace(b"trailer<<", b"trailer<<" + lock)).why is Why.LOCKED


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256-R5", "AES-256"])
@pytest.mark.parametrize("password", ["", "1234"])
def test_every_kind_of_lock_is_known(algorithm: str, password: str) -> None:
    paper, out = PdfWriter(), io.BytesIO()
    paper.add_blank_page(200, 100)
    paper.encrypt(user_password=password, owner_password="5678", algorithm=algorithm)
    paper.write(out)
    assert refused(out.getvalue()).why is Why.LOCKED


def test_a_large_scan_is_not_taken_for_script_by_chance() -> None:
    pixels = b"\x9a/JS\x80\x13/JS(\x01/XFA\x00/JS<\xff/AA/JS 7\x99" * 1000
    assert not sniff(
        shots.PDF.replace(b"trailer", b"3 0 obj<<>>stream\n" + pixels + b"endstream endobj\ntrailer")
    ).active


def test_script_in_packed_objects_is_seen_too() -> None:
    packed = zlib.compress(b"1 0 <</S/JavaScript/JS 4 0 R>>")
    body = b"3 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\r\n" + packed + b"\nendstream endobj\n"
    assert pdf.acts(shots.PDF.replace(b"trailer", body + b"trailer"))


def test_a_pdf_of_nothing_but_packed_objects_ends_soon() -> None:
    assert not pdf.acts(b"/ObjStm stream\nx" * (limits.BYTES // 16))


@pytest.mark.parametrize("speck", [b"\xff\xe5\x00\x02", b"\xff"])
def test_a_jpeg_chopped_into_specks_is_refused(speck: bytes) -> None:
    photo = shots.phone_photo()
    assert refused(photo[:2] + speck * 2000 + photo[2:]).why is Why.DAMAGED


def test_a_png_chopped_into_specks_is_refused() -> None:
    photo = shots.phone_photo("png")
    assert refused(photo[:33] + shots.chunk(b"abCd", b"") * 30_000 + photo[33:]).why is Why.DAMAGED


@pytest.mark.parametrize(
    ("mode", "options", "whole"),
    [("RGB", {}, True), ("L", {}, True), ("CMYK", {}, True), ("RGB", {"progressive": True}, False)],
)
def test_a_jpeg_in_one_pass_is_told_from_one_in_several(mode: str, options: dict[str, bool], whole: bool) -> None:
    assert parts.flows(shots.saved(shots.picture(mode=mode), "jpeg", **options)) is whole


def test_colours_that_come_one_after_the_other_are_several_passes() -> None:
    photo = bytearray(shots.phone_photo())
    photo[photo.index(b"\xff\xda") + 4] = 1
    assert not parts.flows(bytes(photo))


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xda", b"\xff\xd8\xff\xc0", b"\xff\xd8\xff"])
def test_what_ends_before_its_first_pass_does_not_flow(data: bytes) -> None:
    assert not parts.flows(data)


def test_a_frame_hidden_behind_a_bare_mark_is_seen() -> None:
    several, one = (shots.saved(shots.picture(), "jpeg", progressive=each) for each in (True, False))
    hidden = several[:2] + b"\xff\xd0" + several[several.index(b"\xff\xc2") :]  # read as a length, it leads far on
    assert not parts.flows(hidden.ljust(4 + 0xFFC2, b"\xff") + one[2:])
