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
_FINE = 8  # how much larger a shape is drawn before it is made smooth


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


@lru_cache(maxsize=16)
def shape_png(style: BadgeStyle) -> bytes:
    """Return a badge's shape on the badge's colour, for Word."""
    size = 12 * _FINE
    wide = round(1.85 * size) if style.shape == "two_up" else size
    picture = Image.new("RGB", (wide, size), style.fill)
    pen = ImageDraw.Draw(picture)
    _draw_shape(pen, style, size)
    small = picture.resize((4 * wide // _FINE, 4 * 12), Image.Resampling.LANCZOS)
    return _saved(small, "PNG")


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
    middle, ink = size / 2, style.ink
    match style.shape:
        case "two_up":
            pen.polygon(_triangle(0, size), ink)
            pen.polygon(_triangle(0.85 * size, size), ink)
        case "up":
            pen.polygon(_triangle(0, size), ink)
        case "diamond":
            half = 0.48 * size
            low, high = middle - half, middle + half
            corners = [(low, middle), (middle, low), (high, middle), (middle, high)]
            pen.polygon(corners, ink)
        case "dot":
            pen.circle((middle, middle), 0.42 * size, ink)
        case "ring":
            pen.circle((middle, middle), 0.4 * size, None, ink, round(0.13 * size))
        case "warning":
            pen.polygon(_triangle(0, size), ink)
            across = (middle - 0.06 * size, middle + 0.06 * size)
            for top, foot in ((0.36, 0.66), (0.73, 0.84)):
                place = (across[0], top * size, across[1], foot * size)
                pen.rectangle(place, style.fill)


def _triangle(x: float, size: float) -> list[tuple[float, float]]:
    foot = 0.94 * size
    return [(x, foot), (x + size, foot), (x + size / 2, 0.08 * size)]
