"""Pictures reach paper upright and small, and tell nothing about the camera."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image

from iomdesk.documents.pictures import fit_picture, shape_png
from iomdesk.documents.style import house_style


def a_photo(width: int, height: int, *, turned: int = 1) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    exif[ExifTags.Base.Make] = "SecretCam"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    out = BytesIO()
    Image.new("RGB", (width, height), "#8877aa").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_what_the_camera_wrote_stays_behind() -> None:
    photo = a_photo(400, 300)

    fit = fit_picture(photo, 80)

    assert b"SecretCam" in photo
    assert fit
    assert b"SecretCam" not in fit.image
    assert not Image.open(BytesIO(fit.image)).getexif()


def test_a_photo_taken_on_its_side_stands_upright() -> None:
    fit = fit_picture(a_photo(400, 300, turned=6), 200)

    assert fit
    assert (fit.width, fit.height) == (300, 400)


def test_a_large_photo_is_made_as_small_as_its_place_wants() -> None:
    fit = fit_picture(a_photo(4000, 3000), 80)

    assert fit
    assert fit.width == 720
    assert len(fit.image) < 40_000


def test_a_see_through_signature_gets_white_paper() -> None:
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")

    fit = fit_picture(out.getvalue(), 50)

    assert fit
    assert Image.open(BytesIO(fit.image)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("image", [b"", b"no picture", a_photo(400, 300)[:900]])
def test_what_is_no_picture_is_none(image: bytes) -> None:
    assert fit_picture(image, 80) is None


@pytest.mark.parametrize("name", sorted(house_style().badge))
def test_every_badge_has_a_shape_for_word(name: str) -> None:
    shape = Image.open(BytesIO(shape_png(house_style().badge[name])))

    assert shape.getchannel("A").getextrema() == (0, 255)
