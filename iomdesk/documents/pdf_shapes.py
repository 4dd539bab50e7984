"""Shapes as PDF paths: drawn, never typed."""

from collections.abc import Sequence
from functools import lru_cache

from iomdesk.documents.style import Shape

Point = tuple[float, float]
_ROUND = 0.5523  # how far a Bézier's handles lie out to draw a quarter circle


@lru_cache(maxsize=64)
def colour_code(colour: str) -> str:
    """Return three numbers from 0 to 1 for "#rrggbb"."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return " ".join(f"{part:.3f}" for part in parts)


def filled(path: str, colour: str) -> str:
    return f"{colour_code(colour)} rg {path} f"


def stroked(path: str, colour: str, width: float) -> str:
    return f"{colour_code(colour)} RG {width:g} w {path} S"


def box(x: float, y: float, width: float, height: float) -> str:
    return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"


def line(start: Point, end: Point) -> str:
    return f"{start[0]:.2f} {start[1]:.2f} m {end[0]:.2f} {end[1]:.2f} l"


def polygon(points: Sequence[Point]) -> str:
    first, *others = [f"{x:.2f} {y:.2f}" for x, y in points]
    return " ".join([f"{first} m", *(f"{point} l" for point in others), "h"])


def circle(x: float, y: float, radius: float) -> str:
    return rounded_box(x - radius, y - radius, 2 * radius, 2 * radius, radius)


def rounded_box(x: float, y: float, width: float, height: float, radius: float) -> str:
    r = min(radius, width / 2, height / 2)
    k = r * (1 - _ROUND)
    right, top = x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l"
        f" {right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c"
        f" {right:.2f} {top - r:.2f} l"
        f" {right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f}"
        f" {right - r:.2f} {top:.2f} c"
        f" {x + r:.2f} {top:.2f} l"
        f" {x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} {x:.2f} {top - r:.2f} c"
        f" {x:.2f} {y + r:.2f} l"
        f" {x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )


def shape_width(shape: Shape, size: float) -> float:
    return 1.85 * size if shape == "two_up" else size


def shape_code(
    shape: Shape, x: float, y: float, size: float, colours: tuple[str, str]
) -> str:
    """Return *shape* with its corner at x, y; *colours* are ink and ground."""
    ink, ground = colours
    match shape:
        case "two_up":
            second = _triangle(x + 0.85 * size, y, size)
            return f"{filled(_triangle(x, y, size), ink)} {filled(second, ink)}"
        case "up":
            return filled(_triangle(x, y, size), ink)
        case "diamond":
            return filled(_diamond(x, y, size), ink)
        case "dot":
            return filled(circle(x + size / 2, y + size / 2, 0.42 * size), ink)
        case "ring":
            ring = circle(x + size / 2, y + size / 2, 0.38 * size)
            return stroked(ring, ink, 0.13 * size)
        case "warning":
            return _warning(x, y, size, ink, ground)


def _triangle(x: float, y: float, size: float) -> str:
    foot, tip = y + 0.06 * size, y + 0.92 * size
    return polygon([(x, foot), (x + size, foot), (x + size / 2, tip)])


def _diamond(x: float, y: float, size: float) -> str:
    middle, half = (x + size / 2, y + size / 2), 0.52 * size
    across, up = middle
    beside, below = (across - half, up), (across, up - half)
    return polygon([beside, below, (across + half, up), (across, up + half)])


def _warning(x: float, y: float, size: float, ink: str, ground: str) -> str:
    """Return a triangle with the stroke and the dot cut out of it."""
    across = x + size / 2
    stroke = box(across - 0.06 * size, y + 0.34 * size, 0.12 * size, 0.3 * size)
    dot = box(across - 0.06 * size, y + 0.16 * size, 0.12 * size, 0.11 * size)
    inside = f"{filled(stroke, ground)} {filled(dot, ground)}"
    return f"{filled(_triangle(x, y, size), ink)} {inside}"
