"""Pictures made fit for paper: upright, not larger than needed, nothing hidden inside.

What a camera writes into a file (place, time, serial number) never reaches a document:
the picture is always written anew.
"""

from functools import lru_cache
from io import BytesIO

from attrs import frozen
from PIL import ExifTags, Image, ImageDraw, ImageOps

from iomdesk.documents.style import BadgeStyle

_DOTS_PER_MM = 9.0  # about 230 dots an inch
_TALLEST = 3000
_ON_ITS_SIDE = range(5, 9)
_FINE, _SHARP = 12, 4  # a shape is drawn large and made smooth on the way down
_CLEAR = (0, 0, 0, 0)


@frozen(kw_only=True)
class FitPicture:
    image: bytes
    width: int
    height: int


def fit_picture(image: bytes, width_mm: float) -> FitPicture | None:
    """Return *image* ready to be placed, or None where it cannot be read."""
    try:
        with Image.open(BytesIO(image)) as opened:
            return _written_anew(opened, round(max(width_mm, 1.0) * _DOTS_PER_MM))
    # Pillow raises these for files that are cut short, huge or no picture at all.
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def shape_aspect(style: BadgeStyle) -> float:
    """Return how wide a badge's shape is for its height."""
    return 1.85 if style.shape == "two_up" else 1.0


@lru_cache(maxsize=16)
def shape_png(style: BadgeStyle) -> bytes:
    """Return a badge's shape on clear ground, to stand before its word in Word."""
    size = 12 * _FINE
    large = round(size * shape_aspect(style)), size
    picture = Image.new("RGBA", large, _CLEAR)
    _draw_shape(ImageDraw.Draw(picture), style, size)
    small = large[0] * _SHARP // _FINE, size * _SHARP // _FINE
    return _saved(picture.resize(small, Image.Resampling.LANCZOS), "PNG")


def _written_anew(opened: Image.Image, most: int) -> FitPicture:
    kind = "JPEG" if opened.format == "JPEG" else "PNG"
    turned = opened.getexif().get(ExifTags.Base.Orientation, 1) in _ON_ITS_SIDE
    room = (_TALLEST, most) if turned else (most, _TALLEST)
    opened.thumbnail(room, Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(opened)
    flat = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        layer = upright.convert("RGBA")
        flat.paste(layer, mask=layer.getchannel("A"))
    else:
        flat.paste(upright.convert("RGB"))
    return FitPicture(image=_saved(flat, kind), width=flat.width, height=flat.height)


def _saved(picture: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    picture.save(out, kind, quality=85)
    return out.getvalue()


def _draw_shape(pen: ImageDraw.ImageDraw, style: BadgeStyle, size: int) -> None:
    # On white the darker of the badge's two colours is the one that can be seen.
    colour = style.fill if style.ink == "#ffffff" else style.ink
    middle = size / 2, size / 2
    match style.shape:
        case "two_up":
            pen.polygon(_triangle(0, size), colour)
            pen.polygon(_triangle(0.85 * size, size), colour)
        case "up":
            pen.polygon(_triangle(0, size), colour)
        case "diamond":
            pen.regular_polygon((*middle, size / 2), 4, 45, colour)
        case "dot":
            pen.circle(middle, 0.44 * size, colour)
        case "ring":
            pen.circle(middle, 0.44 * size, None, colour, round(0.14 * size))
        case "warning":
            pen.polygon(_triangle(0, size), colour)
            for top, foot in ((0.36, 0.66), (0.73, 0.84)):
                place = (0.44 * size, top * size, 0.56 * size, foot * size)
                pen.rectangle(place, _CLEAR)


def _triangle(x: float, size: float) -> list[tuple[float, float]]:
    foot = 0.96 * size
    return [(x, foot), (x + size, foot), (x + size / 2, 0.08 * size)]
