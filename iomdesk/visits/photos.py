"""A photo in: its original as it came, and a copy to show without place or camera."""

import hashlib
import struct
import zlib
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from attrs import frozen

from iomdesk.clock import LONDON
from iomdesk.errors import InputRefused
from iomdesk.visits.reference import PhotoLimits

if TYPE_CHECKING:
    from PIL.Image import Image

MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
}
_TAKEN, _ZONE, _EXIF, _ORIENTATION = 0x9003, 0x9011, 0x8769, 0x0112
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
_SHORTEST_SIDE = 16
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    struct.error,
    zlib.error,
)
"""What the readers of picture files raise at a damaged one."""


@frozen(kw_only=True)
class Picture:
    """A photo taken in; *sha256* is of *original*, which is never altered."""

    original: bytes
    sha256: str
    media_type: str
    display: bytes
    width: int
    height: int
    taken_at: datetime | None = None


def take_in(content: bytes, limits: PhotoLimits) -> Picture:
    """Return *content* as a photo, or say why it cannot be one; all in memory."""
    sha256 = hashlib.sha256(content).hexdigest()
    if len(content) > limits.most_bytes:
        most = limits.most_bytes // (1024 * 1024)
        raise InputRefused(
            f"This file is larger than {most} MB. Take the photo again, smaller."
        )
    image = _opened(content, limits)
    width, height = image.size
    return Picture(
        original=content,
        sha256=sha256,
        media_type=MEDIA_TYPES[image.format or "JPEG"],
        taken_at=_taken_at(image),
        display=_display(image, limits),
        width=width,
        height=height,
    )


def is_png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n")


def _opened(content: bytes, limits: PhotoLimits) -> "Image":
    from PIL import Image, WebPImagePlugin  # noqa: PLC0415  only with the first photo

    formats = ("JPEG", "PNG", WebPImagePlugin.WebPImageFile.format)
    try:
        image = Image.open(BytesIO(content), formats=formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_dots(limits) from None
    except _UNREADABLE:
        raise InputRefused(_not_a_photo(content)) from None
    if image.width * image.height > limits.most_pixels:
        raise _too_many_dots(limits)
    if min(image.size) < _SHORTEST_SIDE:
        raise InputRefused("This picture is too small to show anything.")
    return image


def _display(image: "Image", limits: PhotoLimits) -> bytes:
    """Return a JPEG the right way up, no longer than the limit, with nothing hidden."""
    from PIL import Image  # noqa: PLC0415

    side, orientation = limits.longest_side, _orientation(image)
    try:
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        plain = _on_white(image)
    except _UNREADABLE:
        raise InputRefused(
            "This photo is cut short or damaged. Copy it again, or take it again."
        ) from None
    if turn := _TURNS.get(orientation):
        plain = plain.transpose(Image.Transpose[turn])
    out = BytesIO()
    plain.save(out, "JPEG", quality=limits.quality, optimize=True)
    return out.getvalue()


def _on_white(image: "Image") -> "Image":
    """Return *image* in plain colours and with nothing but its dots."""
    from PIL import Image  # noqa: PLC0415

    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    coloured = image.convert("RGBA")
    plain = Image.new("RGB", image.size, "white")
    plain.paste(coloured, mask=coloured.getchannel("A"))
    return plain


def _orientation(image: "Image") -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _UNREADABLE:
        return 1


def _taken_at(image: "Image") -> datetime | None:
    """Return when the camera says it was; without a zone it means English clocks."""
    try:
        said = image.getexif().get_ifd(_EXIF)
        return _camera_time(str(said.get(_TAKEN, "")), str(said.get(_ZONE, "")))
    except _UNREADABLE:
        return None


def _camera_time(taken: str, zone: str) -> datetime | None:
    if not taken:
        return None
    plain = datetime.strptime(taken[:19], "%Y:%m:%d %H:%M:%S").replace(tzinfo=LONDON)
    return datetime.fromisoformat(f"{plain:%Y-%m-%dT%H:%M:%S}{zone}") if zone else plain


def _too_many_dots(limits: PhotoLimits) -> InputRefused:
    most = limits.most_pixels // 1_000_000
    return InputRefused(
        f"This picture has more than {most} million dots."
        " Take it again at a lower resolution."
    )


def _not_a_photo(content: bytes) -> str:
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return (
            "This photo is in the HEIC format, which cannot be shown here."
            " Save it as JPEG and add it again."
        )
    return "This file is not a photo that can be shown: JPEG, PNG and WebP can."
