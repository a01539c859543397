"""A PDF loses what it says of its writer, and keeps its pages."""

import io
import zlib

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from portal.core.storage import limits, properties
from tests.core.storage import shots

WHO = "Nguyễn Thị Tố Giác"
XMP = f"<?xpacket begin='' id='W5M0'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><dc>{WHO}</dc></x:xmpmeta><?xpacket end='w'?>"


def written(*, packed: bool = False) -> bytes:
    """A letter of one page, with its writer's name wherever programs put it."""
    paper = PdfWriter()
    page = paper.add_blank_page(200, 100)
    words = DecodedStreamObject()
    words.set_data(b"0 0 1 rg 10 10 50 50 re f")
    page[NameObject("/Contents")] = paper._add_object(words)
    paper.add_metadata({"/Author": WHO, "/Title": "a (b \\) c", "/Creator": "Word of To Giac", "/Producer": "x"})
    about = DecodedStreamObject()
    about.set_data(XMP.encode())
    about.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    paper._root_object[NameObject("/Metadata")] = paper._add_object(about.flate_encode() if packed else about)
    out = io.BytesIO()
    paper.write(out)
    return out.getvalue()


def told(data: bytes) -> str:
    """All that the PDF says of itself, as a reader shows it."""
    read = PdfReader(io.BytesIO(data), strict=True)
    about = read.trailer["/Root"].get("/Metadata")
    return f"{dict(read.metadata or {})} {about.get_object().get_data().decode() if about else ''}"


def pages(data: bytes) -> list[bytes]:
    return [page.get_contents().get_data() for page in PdfReader(io.BytesIO(data), strict=True).pages]


@pytest.mark.parametrize("packed", [False, True])
def test_no_name_is_left_and_every_page_is(packed: bool) -> None:
    source = written(packed=packed)
    assert WHO in told(source) and "Giac" in told(source)
    bare = properties.without(source)
    assert "Gi" not in told(bare)
    assert (len(bare), pages(bare)) == (len(source), pages(source))


def test_properties_in_a_pack_of_objects_are_silenced() -> None:
    objects = b"5 0 6 30 " + b"<</Author(To Giac)/Title<4142>>>".ljust(30) + b"<</Kind(To Stay)>>"
    packed = zlib.compress(objects, 1)
    pack = b"4 0 obj<</Type/ObjStm/N 2/First 9/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    source = shots.PDF.replace(b"trailer<<", pack + packed + b"\nendstream endobj\ntrailer<</Info 5 0 R")
    bare = properties.without(source)
    start = bare.index(b"stream\n") + 7
    left = zlib.decompressobj().decompress(bare[start : start + len(packed)])
    assert b"Giac" not in left and b"4142" not in left
    assert b"To Stay" in left and len(left) == len(objects)
    assert bare[start + len(packed) :] == source[start + len(packed) :]


def test_photos_within_lose_what_the_camera_wrote_and_look_the_same() -> None:
    photo = shots.saved(shots.picture(), "jpeg", exif=shots.exif())
    source = shots.PDF.replace(b"trailer", b"3 0 obj<<>>stream\n" + photo + b"endstream endobj\ntrailer")
    bare = properties.without(source)
    assert shots.SECRET in source and shots.SECRET not in bare
    start = bare.index(b"stream\n") + 7
    with Image.open(io.BytesIO(bare[start : start + len(photo)])) as left, Image.open(io.BytesIO(photo)) as whole:
        assert left.tobytes() == whole.tobytes()


def test_a_signed_one_stays_as_it_came() -> None:
    signed = written().replace(b"trailer", b"9 0 obj<</ByteRange [0 10 20 30]>>endobj\ntrailer")
    assert properties.without(signed) == signed


@pytest.mark.parametrize(
    "speck",
    [b"<x:xmpmeta ", b"<?xpacket begin", b"/Info 1 0 R 1 0 obj(", b"1 0 obj<<", b"/ObjStm stream\n", b"<<", b"(", b"/XML obj ",
     b"obj /XML/Length 9/FlateDecode stream\n", b"\xff\xe1\xff\xffExif\0\0"],
)  # fmt: skip
def test_of_hostile_repeats_little_is_read(speck: bytes) -> None:
    data = b"/Info 1 0 R" + speck * (limits.BYTES // len(speck))
    assert len(properties.without(data)) == len(data)
