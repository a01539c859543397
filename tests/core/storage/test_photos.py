"""A photo keeps its pixels and loses everything else."""

import hashlib
import io

import pytest
from PIL import Image, ImageCms

from portal.core.storage import limits, photos
from portal.core.storage.pictures import Rectangle
from portal.core.storage.unfit import UnfitFile, Why
from tests.core.storage import shots

TRACES = (b"Exif", b"GPS", b"ICC_PROFILE", b"ICCP", b"http://ns.adobe", b"XMP ", b"xmp", b"<x:", shots.SECRET)
CORNERS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255))


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The four corner colours, each pulled to the nearest pure one."""
    right, bottom = image.width - 5, image.height - 5
    spots = ((4, 4), (right, 4), (4, bottom), (right, bottom))
    return [tuple(255 * (value > 127) for value in image.getpixel(spot)) for spot in spots]


def refused(data: bytes) -> Why:
    with pytest.raises(UnfitFile) as found:
        photos.clean(data)
    return found.value.why


@pytest.mark.parametrize("form", ["jpeg", "png", "webp", "heic"])
def test_no_trace_of_where_or_by_whom_is_left(form: str) -> None:
    source = shots.phone_photo(form, size=(700, 500))
    assert any(trace in source for trace in TRACES)
    photo = photos.clean(source)
    for data in (photo.data, photos.crop_og(photo.data), *(each.data for each in photos.derive(photo.data))):
        assert [trace for trace in TRACES if trace in data] == []
        assert not opened(data).getexif()


@pytest.mark.parametrize("form", ["jpeg", "png", "webp", "heic"])
def test_it_is_said_that_the_photo_told_where_it_was_taken(form: str) -> None:
    assert photos.clean(shots.phone_photo(form)).had_gps


def test_coordinates_in_xmp_alone_are_noticed() -> None:
    assert photos.clean(shots.saved(shots.picture(), "jpeg", xmp=shots.XMP)).had_gps


def test_a_photo_without_coordinates_is_not_said_to_have_had_any() -> None:
    assert not photos.clean(shots.saved(shots.picture(), "jpeg")).had_gps


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int) -> None:
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    turned = shots.picture(90, 60)
    if orientation in undo:
        turned = turned.transpose(Image.Transpose(undo[orientation]))
    photo = photos.clean(shots.saved(turned, "jpeg", exif=shots.exif(orientation), quality=95))
    assert (photo.width, photo.height) == (90, 60)
    assert corners(opened(photo.data)) == list(CORNERS)


def test_a_turned_heic_comes_out_upright() -> None:
    upright = photos.clean(shots.phone_photo("heic", 1, (90, 60)))
    turned = photos.clean(shots.phone_photo("heic", 6, (90, 60)))
    assert (upright.width, upright.height) == (turned.height, turned.width)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_png_mode_is_read(mode: str) -> None:
    photo = photos.clean(shots.saved(shots.picture(90, 60, mode), "png"))
    assert opened(photo.data).mode == "RGB"
    expected = CORNERS if mode in ("P", "RGB", "RGBA") else ()
    assert not expected or corners(opened(photo.data)) == list(expected)


def test_sixteen_bits_keep_their_brightness() -> None:
    grey = Image.new("I;16", (60, 40), 128 * 257)
    photo = photos.clean(shots.saved(grey, "png"))
    assert abs(opened(photo.data).getpixel((30, 20))[0] - 128) <= 2


def test_print_colours_are_turned_to_screen_colours() -> None:
    photo = photos.clean(shots.saved(shots.picture(90, 60, "CMYK"), "jpeg", quality=95))
    assert corners(opened(photo.data)) == list(CORNERS)


def test_see_through_parts_become_white() -> None:
    photo = photos.clean(shots.saved(Image.new("RGBA", (60, 40), (0, 0, 0, 0)), "png"))
    assert opened(photo.data).getpixel((30, 20)) == (255, 255, 255)


def test_a_see_through_palette_colour_becomes_white() -> None:
    image = Image.new("P", (60, 40), 0)
    photo = photos.clean(shots.saved(image, "png", transparency=0))
    assert opened(photo.data).getpixel((30, 20)) == (255, 255, 255)


def test_colours_follow_their_profile() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    swapped = lab.tobytes().replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    photo = photos.clean(shots.saved(Image.new("RGB", (60, 40), "red"), "jpeg", icc_profile=swapped, quality=95))
    red, green, _ = opened(photo.data).getpixel((30, 20))
    assert green > red


@pytest.mark.parametrize("profile", [b"garbage", bytes(200), b"\xff" * 4000])
def test_a_broken_profile_does_not_spoil_the_photo(profile: bytes) -> None:
    photo = photos.clean(shots.saved(shots.picture(90, 60), "jpeg", icc_profile=profile, quality=95))
    assert corners(opened(photo.data)) == list(CORNERS)


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    for form in ("webp", "png"):
        moving = shots.saved(frames[0], form, save_all=True, append_images=frames[1:])
        assert opened(photos.clean(moving).data).getpixel((30, 20))[0] > 200


def test_a_photo_with_a_second_one_for_depth_keeps_the_first() -> None:
    pair = shots.saved(Image.new("RGB", (60, 40), "red"), "mpo", save_all=True, append_images=[shots.picture()])
    assert opened(photos.clean(pair).data).getpixel((30, 20))[0] > 200


def test_the_master_is_never_wider_or_higher_than_its_limit() -> None:
    photo = photos.clean(shots.saved(shots.picture(5000, 3000), "png"))
    assert (photo.width, photo.height) == (2400, 1440)
    assert corners(opened(photo.data)) == list(CORNERS)


@pytest.mark.parametrize("size", [(1, 1), (9000, 2), (3, 7001), (2401, 2399)])
def test_odd_shapes_are_taken(size: tuple[int, int]) -> None:
    photo = photos.clean(shots.saved(shots.picture(*size), "png"))
    assert max(photo.width, photo.height) <= 2400
    assert list(photos.derive(photo.data))


def test_three_widths_in_webp_and_one_jpeg() -> None:
    photo = photos.clean(shots.saved(shots.picture(2000, 1000), "jpeg"))
    made = [(each.width, each.height, each.media_type) for each in photos.derive(photo.data)]
    assert made[:3] == [(480, 240, "image/webp"), (960, 480, "image/webp"), (1600, 800, "image/webp")]
    assert made[3:] == [(1600, 800, "image/jpeg")]


def test_a_small_photo_is_not_enlarged() -> None:
    photo = photos.clean(shots.saved(shots.picture(600, 300), "jpeg"))
    assert [each.width for each in photos.derive(photo.data)] == [480, 600, 600]


def test_the_same_photo_gives_the_same_pictures() -> None:
    first, second = (photos.clean(shots.phone_photo()) for _ in range(2))
    assert first == second
    assert [each.sha256 for each in photos.derive(first.data)] == [each.sha256 for each in photos.derive(second.data)]


def test_a_variant_is_named_by_what_it_holds() -> None:
    variant = next(photos.derive(photos.clean(shots.phone_photo()).data))
    assert variant.sha256 == hashlib.sha256(variant.data).hexdigest()


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refused(shots.png_bomb()) is Why.TOO_MANY_PIXELS


def test_one_pixel_row_too_many_is_refused() -> None:
    side = 6328
    assert side * side > limits.PIXELS
    assert refused(shots.png_bomb(side)) is Why.TOO_MANY_PIXELS


@pytest.mark.parametrize("size", [(8160, 6144), (12_000, 9000), (9000, 12_000)])
def test_what_the_largest_cameras_of_phones_write_is_taken(size: tuple[int, int]) -> None:
    photo = photos.clean(shots.saved(shots.picture(*size, "L"), "jpeg", quality=30, exif=shots.exif()))
    assert max(photo.width, photo.height) == 2400
    assert max(size) * min(photo.width, photo.height) // 2400 in (min(size), min(size) - 1)
    assert photo.had_gps and shots.SECRET not in photo.data


def test_a_large_photo_with_a_second_one_for_depth_is_taken() -> None:
    pair = shots.saved(Image.new("L", (8160, 6144), 200), "mpo", save_all=True, append_images=[shots.picture()])
    assert (photos.clean(pair).width, photos.clean(pair).height) == (2400, 1807)


def test_more_pixels_than_any_phone_has_are_refused() -> None:
    photo = bytearray(shots.saved(shots.picture(800, 600, "L"), "jpeg"))
    frame = photo.index(b"\xff\xc0")
    photo[frame + 5 : frame + 9] = (65_000).to_bytes(2, "big") * 2
    assert refused(bytes(photo)) is Why.TOO_MANY_PIXELS


def test_a_large_jpeg_in_several_passes_is_refused() -> None:
    passes = shots.saved(Image.new("L", (7300, 7200)), "jpeg", quality=30, progressive=True)
    assert refused(passes) is Why.TOO_MANY_PIXELS


def test_a_webp_too_large_for_its_decoder_is_refused() -> None:
    assert refused(shots.saved(Image.new("RGB", (5000, 4001)), "webp", quality=1, method=0)) is Why.TOO_MANY_PIXELS


@pytest.mark.parametrize(
    ("mode", "chroma", "fits"), [("RGB", 420, True), ("RGB", 444, False), ("RGBA", 420, False), ("L", 420, False)]
)
def test_a_heic_as_phones_make_it_may_have_more_pixels_than_others(
    monkeypatch: pytest.MonkeyPatch, mode: str, chroma: int, fits: bool
) -> None:
    monkeypatch.setattr(limits, "PIXELS", 5_000)
    monkeypatch.setattr(limits, "HEIC_PIXELS", 6_000)
    photo = shots.saved(shots.picture(90, 60, mode), "heic", quality=50, chroma=chroma)
    assert (photos.clean(photo).width == 90) if fits else (refused(photo) is Why.TOO_MANY_PIXELS)
    larger = shots.saved(shots.picture(90, 70, mode), "heic", quality=50, chroma=chroma)
    assert refused(larger) is Why.TOO_MANY_PIXELS


def test_a_jpeg_of_endless_passes_is_refused() -> None:
    photo = shots.saved(shots.picture(4000, 3000), "jpeg", progressive=True)
    start = photo.index(b"\xff\xda")
    endless = photo[:start] + photo[start:-2] * 60 + photo[-2:]
    assert refused(endless) is Why.TOO_MANY_PIXELS


@pytest.mark.parametrize("form", ["jpeg", "png", "webp", "heic"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_photo_cut_short_is_refused(form: str, share: float) -> None:
    whole = shots.saved(Image.effect_noise((200, 150), 90).convert("RGB"), form)
    assert refused(whole[: int(len(whole) * share)]) in (Why.TRUNCATED, Why.DAMAGED)


def test_a_pdf_is_not_a_photo() -> None:
    assert refused(shots.PDF) is Why.NOT_ALLOWED_KIND


def test_what_is_painted_over_is_gone() -> None:
    photo = photos.clean(shots.saved(shots.picture(900, 600), "jpeg", quality=95))
    image = opened(photos.redact(photo.data, [Rectangle(0, 0, 0.34, 0.34), Rectangle(0.9, 0.9, 0.1, 0.1)]))
    assert image.size == (900, 600)
    assert max(image.crop((0, 0, 300, 200)).getextrema()[0]) < 16
    assert image.getpixel((899, 599))[1] < 16
    assert image.getpixel((800, 20))[1] > 200


@pytest.mark.parametrize("part", [(-0.1, 0, 0.5, 0.5), (0, 0, 0, 0.5), (0.6, 0, 0.5, 0.5), (0, float("nan"), 1, 1)])
def test_a_rectangle_outside_the_photo_is_an_error(part: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="not a part"):
        Rectangle(*part)


@pytest.mark.parametrize(("focus", "colour"), [((0.0, 0.0), 0), ((1.0, 0.0), 1), ((0.0, 1.0), 2), ((1.0, 1.0), 3)])
def test_the_preview_keeps_the_focal_point(focus: tuple[float, float], colour: int) -> None:
    photo = photos.clean(shots.saved(shots.picture(900, 900), "jpeg", quality=95))
    preview = opened(photos.crop_og(photo.data, *focus))
    assert preview.size == (1200, 630)
    assert CORNERS[colour] in corners(preview)
