"""Files as people send them, good and bad, made on the spot."""

import io
import struct
import zipfile
import zlib

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

GPS = {1: "N", 2: (21.0, 1.0, 42.5), 3: "E", 4: (105.0, 51.0, 8.0)}
SECRET = b"Canon EOS of Mrs Ba"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a xmlns:b="http://ns.adobe.com/xap/1.0/" exif:GPSLatitude="21,1N"/></x:xmpmeta>'
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
    b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
)


def picture(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """A picture whose four corners differ: red, green, blue, white on grey."""
    image = Image.new("RGB", (width, height), (128, 128, 128))
    third = (max(1, width // 3), max(1, height // 3))
    for at, colour in (
        ((0, 0), "red"),
        ((width - third[0], 0), "lime"),
        ((0, height - third[1]), "blue"),
        ((width - third[0], height - third[1]), "white"),
    ):
        image.paste(Image.new("RGB", third, colour), at)
    return image.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    """Metadata as a phone writes it: which camera, which way up, and where."""
    marks = Image.Exif()
    marks[0x0112] = orientation
    marks[0x010F] = SECRET.decode()
    marks.get_ifd(0x8825).update(GPS)
    return marks


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """The picture as a file of that format."""
    out = io.BytesIO()
    if form == "heic":
        pillow_heif.from_pillow(image).save(out, **options)
    else:
        image.save(out, form, **options)
    return out.getvalue()


def phone_photo(form: str = "jpeg", orientation: int = 1, size: tuple[int, int] = (60, 40)) -> bytes:
    """A photo with every kind of metadata its format can carry."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, object] = {"exif": exif(orientation), "icc_profile": profile, "quality": 95}
    if form in ("jpeg", "webp", "heic"):
        options["xmp"] = XMP
    if form == "jpeg":
        options["comment"] = SECRET
    if form == "png":
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        text.add_text("Author", SECRET.decode())
        options["pnginfo"] = text
    if form == "heic":
        options["exif"] = exif(orientation).tobytes()
        del options["icc_profile"]
    return saved(picture(*size), form, **options)


def png_bomb(side: int = 30_000) -> bytes:
    """A small file that claims, and holds, hundreds of millions of one-bit pixels."""
    pack = zlib.compressobj(9)
    row = bytes(1 + side // 8)
    body = b"".join(pack.compress(row) for _ in range(side)) + pack.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def archive(**files: bytes) -> bytes:
    """A zip archive; double underscores in a name stand for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    """One piece of a PNG with its checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
