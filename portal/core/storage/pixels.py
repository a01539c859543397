"""From hostile bytes to plain pixels: upright, sRGB, on white, no larger than the master, with nothing else kept."""

import threading
import warnings
from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from PIL import ExifTags, Image, ImageCms

from portal.core.storage import limits, parts
from portal.core.storage.unfit import UnfitFile, Why

Image.MAX_IMAGE_PIXELS = (
    limits.FLOWING_PIXELS
)  # looked at before the kind of picture is; `_check_cost` says less for most
warnings.simplefilter("error", Image.DecompressionBombWarning)

_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_SCAN = b"\xff\xda"
_BAND = 256
_SRGB = ImageCms.createProfile("sRGB")

# Two at once bound the memory of a process whatever its number of threads.
_DESK = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Plain:
    """Clean pixels, and whether the file said where it was taken."""

    image: Image.Image
    had_gps: bool


def plain(data: bytes, form: str) -> Plain:
    """Decode a photo of the sniffed format into clean pixels. Raises UnfitFile, and nothing else, for bad input."""
    with _DESK:
        try:
            with _opened(data, form) as image:
                _check_cost(image, data, form)
                had_gps = _tells_where(image)
                if form == "jpeg":
                    _made_smaller(image)
                image.load()
                return Plain(_cleaned(image, upright=form == "heic"), had_gps)
        except UnfitFile:
            raise
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
            raise UnfitFile(Why.TOO_MANY_PIXELS, form) from fault
        except Exception as fault:  # decoders meet hostile bytes with a dozen types of exception
            why = Why.TRUNCATED if "truncated" in str(fault).lower() else Why.DAMAGED
            raise UnfitFile(why, form) from fault


def _opened(data: bytes, form: str) -> Image.Image:
    if form != "heic":
        return Image.open(BytesIO(data), formats=(_FORMATS[form],))
    heif = pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    usual = (heif.mode, heif.info.get("bit_depth"), heif.info.get("chroma")) == ("RGB", 8, 420)
    width, height = heif.size
    _check_size(width, height, form, limits.HEIC_PIXELS if usual else limits.PIXELS)
    image: Image.Image = heif.to_pillow()
    return image


def _check_cost(image: Image.Image, data: bytes, form: str) -> None:
    """Refuse before decoding what would take too much memory or time; a HEIC was looked at as it was opened."""
    if form == "heic":
        return None
    if form != "jpeg":
        return _check_size(*image.size, form, limits.WEBP_PIXELS if form == "webp" else limits.PIXELS)
    if parts.flows(data):
        return _check_size(*image.size, form, limits.FLOWING_PIXELS)
    _check_size(*image.size, form, limits.PASSES_PIXELS)
    return _check_size(data.count(_SCAN) * image.width, image.height, form, limits.SCANNED_PIXELS)


def _check_size(width: int, height: int, form: str, most: int) -> None:
    if width * height > most:
        raise UnfitFile(Why.TOO_MANY_PIXELS, form)


def _made_smaller(image: Image.Image) -> None:
    """Let the decoder of a JPEG halve it as often as leaves it no smaller than the master: 24 megapixels at most are left."""
    width, height = (max(1, side * limits.MASTER_SIDE // max(image.size)) for side in image.size)
    image.draft(None, (width, height))
    _check_size(*image.size, "jpeg", limits.PIXELS)  # should it not have halved it


def _tells_where(image: Image.Image) -> bool:
    """Whether EXIF or XMP carries coordinates; metadata too broken to read is dropped all the same."""
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if b"GPSLatitude" in (xmp.encode() if isinstance(xmp, str) else xmp):
        return True
    try:
        return bool(image.getexif().get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:  # as above: hostile bytes
        return False


def _cleaned(image: Image.Image, *, upright: bool) -> Image.Image:
    """The pixels alone, in a new image: EXIF, GPS, XMP, ICC, comments and thumbnails stay behind."""
    turn = 1 if upright else _orientation(image)  # the HEIC reader has already turned the picture
    profile = image.info.get("icc_profile")
    small = _shrunk(image)
    small.thumbnail((limits.MASTER_SIDE, limits.MASTER_SIDE), Image.Resampling.LANCZOS)
    small = _turned(_in_srgb(small, profile), turn)
    clean = Image.new("RGB", small.size)
    clean.paste(small)
    return clean


def _shrunk(image: Image.Image) -> Image.Image:
    """Average whole pixels down to near the master's size, band by band so that only one large copy is ever held."""
    factor = max(1, max(image.size) // limits.MASTER_SIDE)
    mode = image.mode if image.mode in ("L", "CMYK") and "transparency" not in image.info else "RGB"
    width, height = image.size
    small = Image.new(mode, (-(-width // factor), -(-height // factor)))
    for top in range(0, height, _BAND * factor):
        band = _opaque(image.crop((0, top, width, min(height, top + _BAND * factor))))
        small.paste(band.convert(mode).reduce(factor), (0, top // factor))
    return small


def _opaque(band: Image.Image) -> Image.Image:
    """Any mode as L, RGB or CMYK, see-through parts on white, sixteen bits as eight."""
    if band.mode in ("I", "F") or band.mode.startswith("I;16"):
        return band.convert("F").point(lambda value: value * (1 / 257) + 0).convert("L")
    if "transparency" in band.info or band.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        clear = band.convert("RGBA")
        white = Image.new("RGB", band.size, "white")
        white.paste(clear, mask=clear)
        return white
    return band if band.mode in ("L", "RGB", "CMYK") else band.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as the camera meant them; a profile that is broken or for another kind of picture is passed over."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
            return converted or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return image.convert("RGB")
    return image.convert("RGB")


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # as above: hostile bytes
        return 1


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)
