"""A resident's photo: one clean master that is kept, and the pictures made of it for pages, previews and desks.

Pillow comes in with this module, so it is imported where a photo is worked on, not at the start of every process.
"""

import math
from collections.abc import Iterable, Iterator
from io import BytesIO

from PIL import Image, ImageDraw

from portal.core.storage import limits
from portal.core.storage.pictures import JPEG, WEBP, Photo, Rectangle, Variant
from portal.core.storage.pixels import plain
from portal.core.storage.sniff import PHOTO, sniff
from portal.core.storage.unfit import UnfitFile, Why


def clean(data: bytes) -> Photo:
    """Keep the pixels of a photo and nothing else, at most 2,400 pixels wide or high. Raises UnfitFile."""
    sniffed = sniff(data)
    if sniffed.kind != PHOTO:
        raise UnfitFile(Why.NOT_ALLOWED_KIND, sniffed.format)
    bare = plain(data, sniffed.format)
    return Photo(_master(bare.image), *bare.image.size, had_gps=bare.had_gps)


def derive(master: bytes) -> Iterator[Variant]:
    """The widths that pages ask for as WebP, and one JPEG for readers that know nothing newer; never enlarged."""
    image = _read(master)
    for width in sorted({min(width, image.width) for width in limits.WIDTHS}):
        yield _variant(_scaled(image, width), WEBP, quality=80, method=4)
    widest = _scaled(image, min(limits.WIDTHS[-1], image.width))
    yield _variant(widest, JPEG, quality=82, progressive=True, optimize=True)


def redact(master: bytes, rectangles: Iterable[Rectangle]) -> bytes:
    """A new master with the rectangles painted over; what was under them is not in it."""
    image = _read(master)
    pen = ImageDraw.Draw(image)
    for rectangle in rectangles:
        pen.rectangle(_corners(rectangle, *image.size), fill="black")
    return _master(image)


def crop_og(photo: bytes, fx: float = 0.5, fy: float = 0.5) -> bytes:
    """The 1200 x 630 preview of a JPEG around the focal point the editor chose, as shares of width and height."""
    image = _read(photo)
    wide, high = limits.OPEN_GRAPH
    scale = min(image.width / wide, image.height / high)
    width, height = wide * scale, high * scale
    left = min(max(fx * image.width - width / 2, 0), image.width - width)
    top = min(max(fy * image.height - height / 2, 0), image.height - height)
    box = (left, top, left + width, top + height)
    return _jpeg(image.resize(limits.OPEN_GRAPH, Image.Resampling.LANCZOS, box=box), quality=82, progressive=True)


def _corners(part: Rectangle, width: int, height: int) -> tuple[int, int, int, int]:
    """Whole pixels, rounded outwards and kept inside the photo."""
    return (
        int(part.left * width),
        int(part.top * height),
        min(width - 1, math.ceil((part.left + part.width) * width)),
        min(height - 1, math.ceil((part.top + part.height) * height)),
    )


def _read(master: bytes) -> Image.Image:
    with Image.open(BytesIO(master), formats=("JPEG",)) as image:
        return image.convert("RGB")


def _scaled(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _variant(image: Image.Image, media_type: str, **options: int) -> Variant:
    if media_type == JPEG:
        return Variant(_jpeg(image, **options), *image.size, media_type)
    out = BytesIO()
    image.save(out, "WEBP", **options)
    return Variant(out.getvalue(), *image.size, media_type)


def _master(image: Image.Image) -> bytes:
    return _jpeg(image, quality=90, optimize=True)


def _jpeg(image: Image.Image, **options: int) -> bytes:
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    out = BytesIO()
    bare.save(out, "JPEG", **options)
    return out.getvalue()
