"""Photos in: the original untouched, the copy safe, everything else refused."""

import hashlib
import struct
import zlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from iomdesk.errors import InputRefused
from iomdesk.visits.loading import visit_reference
from iomdesk.visits.photos import take_in
from iomdesk.visits.reference import PhotoLimits

GPS, EXIF, ORIENTATION, TAKEN, ZONE = 0x8825, 0x8769, 0x0112, 0x9003, 0x9011


@pytest.fixture
def limits() -> PhotoLimits:
    return visit_reference().photos


def a_photo(
    form: str = "JPEG",
    size: tuple[int, int] = (400, 300),
    mode: str = "RGB",
    orientation: int | None = None,
    taken: str | None = None,
    zone: str | None = None,
    place: bool = False,
) -> bytes:
    image = Image.new(mode, size)
    image.putpixel((0, 0), 255 if mode == "L" else (255,) * len(image.getbands()))
    exif = Image.Exif()
    if orientation:
        exif[ORIENTATION] = orientation
    if taken:
        exif.get_ifd(EXIF)[TAKEN] = taken
    if zone:
        exif.get_ifd(EXIF)[ZONE] = zone
    if place:
        exif.get_ifd(GPS)[1] = "N"
        exif.get_ifd(GPS)[2] = (52.0, 42.0, 30.0)
        exif[0x010F] = "CanaryCamera"
    out = BytesIO()
    image.save(out, form, exif=exif)
    return out.getvalue()


def shown(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_the_original_is_kept_bit_for_bit_with_its_hash(limits: PhotoLimits) -> None:
    content = a_photo(place=True)
    picture = take_in(content, limits)

    assert picture.original == content
    assert picture.sha256 == hashlib.sha256(content).hexdigest()
    assert (picture.media_type, picture.width, picture.height) == (
        "image/jpeg",
        400,
        300,
    )


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_copy_says_nothing_of_place_or_camera(
    form: str, limits: PhotoLimits
) -> None:
    content = a_photo(form, place=True)
    copy = shown(take_in(content, limits).display)

    assert b"CanaryCamera" in content
    assert not copy.getexif()
    assert b"CanaryCamera" not in take_in(content, limits).display
    assert copy.format == "JPEG"


def test_a_photo_of_a_telephone_with_two_pictures_in_it_is_a_jpeg(
    limits: PhotoLimits,
) -> None:
    out, second = BytesIO(), Image.new("RGB", (40, 30))
    Image.new("RGB", (400, 300)).save(out, "MPO", save_all=True, append_images=[second])
    assert shown(out.getvalue()).format == "MPO"

    taken = take_in(out.getvalue(), limits)

    assert taken.media_type == "image/jpeg"
    assert shown(taken.display).size == (400, 300)


def test_a_picture_is_too_small_below_its_shortest_side(limits: PhotoLimits) -> None:
    assert take_in(a_photo(size=(400, 16)), limits)
    with pytest.raises(InputRefused, match="too small"):
        take_in(a_photo(size=(400, 15)), limits)


def test_the_copy_stands_the_right_way_up(limits: PhotoLimits) -> None:
    turned = take_in(a_photo(size=(400, 200), orientation=6), limits)

    assert shown(turned.display).size == (200, 400)


def test_the_copy_is_no_longer_than_the_limit(limits: PhotoLimits) -> None:
    large = take_in(a_photo(size=(4000, 1000)), limits)
    small = take_in(a_photo(size=(40, 30)), limits)

    assert shown(large.display).size == (1600, 400)
    assert (large.width, large.height) == (4000, 1000)
    assert shown(small.display).size == (40, 30)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16"])
def test_a_png_of_any_colours_can_be_shown(mode: str, limits: PhotoLimits) -> None:
    out = BytesIO()
    Image.new(mode, (40, 30)).save(out, "PNG")

    assert shown(take_in(out.getvalue(), limits).display).mode == "RGB"


def test_what_is_see_through_becomes_white(limits: PhotoLimits) -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(out, "PNG")

    assert shown(take_in(out.getvalue(), limits).display).getpixel((9, 9)) == (
        255,
        255,
        255,
    )


@pytest.mark.parametrize(
    ("taken", "zone", "instant"),
    [
        ("2026:07:01 19:05:00", None, datetime(2026, 7, 1, 18, 5, tzinfo=UTC)),
        ("2026:01:05 19:05:00", None, datetime(2026, 1, 5, 19, 5, tzinfo=UTC)),
        ("2026:07:01 19:05:00", "+02:00", datetime(2026, 7, 1, 17, 5, tzinfo=UTC)),
        ("2026:13:41 19:05:00", None, None),
        ("yesterday", None, None),
        (None, None, None),
    ],
)
def test_the_camera_s_time_is_read_where_it_can_be(
    taken: str | None, zone: str | None, instant: datetime | None, limits: PhotoLimits
) -> None:
    assert take_in(a_photo(taken=taken, zone=zone), limits).taken_at == instant


def a_bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few hundred bytes that says it is this large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [9_300, 12_000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused(
    side: int, limits: PhotoLimits
) -> None:
    with pytest.raises(InputRefused, match="85 million dots"):
        take_in(a_bomb(side, side), limits)


def test_a_file_over_the_size_limit_is_refused_before_it_is_read(
    limits: PhotoLimits,
) -> None:
    with pytest.raises(InputRefused, match="larger than 0 MB"):
        take_in(b"x" * 100, evolve(limits, most_bytes=99))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a photo"),
        (b"%PDF-1.7", "not a photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a photo"),
        (b"GIF89a" + b"\0" * 40, "not a photo"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (a_photo()[:200], "photo"),
        (a_photo()[:-300], "cut short or damaged"),
        (a_photo("PNG")[:60], "cut short or damaged"),
        (a_bomb(64, 64), "cut short or damaged"),
        (a_photo(size=(4, 4)), "too small"),
    ],
)
def test_what_is_no_whole_photo_is_refused_with_a_sentence(
    content: bytes, words: str, limits: PhotoLimits
) -> None:
    with pytest.raises(InputRefused, match=words):
        take_in(content, limits)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # as in use: said, not raised
@given(
    form=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    flips=st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8
    ),
)
def test_a_damaged_photo_is_taken_or_refused_and_never_more(
    form: str, flips: list[tuple[int, int]]
) -> None:
    content = bytearray(a_photo(form, taken="2026:07:01 19:05:00", place=True))
    for place, value in flips:
        content[place % len(content)] = value
    said = outcome_of(bytes(content))

    assert said == b"\xff\xd8\xff" or str(said).endswith(".")


def outcome_of(content: bytes) -> bytes | str:
    """Return how the copy begins, or the sentence of the refusal."""
    try:
        return take_in(content, visit_reference().photos).display[:3]
    except InputRefused as refused:
        return str(refused)
