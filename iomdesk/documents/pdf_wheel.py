"""The wheel of needs: a drawing for the eye, and beside it a table for everybody."""

from collections.abc import Sequence
from math import cos, pi, sin

from attrs import frozen

from iomdesk.documents.blocks import Wheel
from iomdesk.documents.pdf_pen import Pen
from iomdesk.documents.pdf_pieces import Drawing, Lines, Piece, Placed, Row, Stack
from iomdesk.documents.pdf_shapes import (
    Point,
    circle,
    filled,
    line,
    polygon,
    stroked,
)
from iomdesk.documents.pdf_table import table_pieces
from iomdesk.documents.pdf_tags import Element, text_entry
from iomdesk.documents.pdf_type import (
    Line,
    cut_to_width,
    said_by,
    set_lines,
    text_width,
)
from iomdesk.documents.style import house_style
from iomdesk.documents.wording import wheel_key, wheel_table

_FEWEST = 3
_WIDE = 256.0
_HIGH = 180.0
_RADIUS = 62.0
_LABEL_WIDTH = 59.0
_LABEL_LINES = 3
_SAMPLE = 26.0
_KEY_HIGH = 10.0
_KEY_GAP = 18.0


def wheel_pieces(wheel: Wheel, width: float, parent: Element) -> list[Piece]:
    """Return title, drawing and table; under three pathways just the table."""
    title = _title(wheel, width, parent)
    if len(wheel.labels) < _FEWEST:
        return [*title, *table_pieces(wheel_table(wheel), width, parent)]
    drawing = _drawing(wheel, parent)
    beside = width - _WIDE - 12.0
    rows = table_pieces(wheel_table(wheel), beside, parent)
    cells = [
        Placed(x=0.0, stack=Stack(pieces=[drawing])),
        Placed(x=_WIDE + 12.0, stack=Stack(pieces=rows)),
    ]
    return [*title, Row(cells=cells, width=width, pad=4.0, gap=6.0)]


def _title(wheel: Wheel, width: float, parent: Element) -> list[Piece]:
    if not wheel.title:
        return []
    style, owner = house_style().text["caption"], parent.add("P")
    lines = set_lines(wheel.title, style, width)
    return [
        Lines(lines=lines, style=style, width=width, element=owner, gap=8.0, keep=True)
    ]


def _drawing(wheel: Wheel, parent: Element) -> Drawing:
    said = house_style().wording["wheel"].format(count=len(wheel.labels), top=wheel.top)
    figure = parent.add("Figure", text_entry("Alt", said))

    def paint(pen: Pen, x: float, top: float) -> None:
        spokes = _Spokes(
            middle=(x + _WIDE / 2, top - _HIGH / 2 + 2.0), count=len(wheel.labels)
        )
        pen.figure(_rings(spokes, wheel.top) + _shape(spokes, wheel), figure)
        for n, label in enumerate(wheel.labels):
            _write_label(pen, spokes, n, label, figure)
        _write_key(pen, wheel, x, top - _HIGH - _KEY_HIGH, figure)

    return Drawing(height=_HIGH + _KEY_HIGH + 8.0, paint=paint)


@frozen(kw_only=True)
class _Spokes:
    middle: Point
    count: int

    def at(self, n: int, share: float, beyond: float = 0.0) -> Point:
        """Return the point on spoke *n* so far out, the first spoke upright."""
        turn = pi / 2 - 2 * pi * n / self.count
        out = _RADIUS * share + beyond
        return self.middle[0] + out * cos(turn), self.middle[1] + out * sin(turn)


def _rings(spokes: _Spokes, top: int) -> str:
    grey = house_style().colour["line"]
    steps = range(1, max(top, 1) + 1)
    around = [
        polygon([spokes.at(n, step / max(top, 1)) for n in range(spokes.count)])
        for step in steps
    ]
    out = [line(spokes.middle, spokes.at(n, 1.0)) for n in range(spokes.count)]
    return stroked(" ".join([*around, *out]), grey, 0.5)


def _shape(spokes: _Spokes, wheel: Wheel) -> str:
    colour = house_style().colour
    then, now = _points(spokes, wheel.then, wheel), _points(spokes, wheel.now, wheel)
    parts = [""]
    if now:
        parts.append(filled(polygon(now), colour["wheel_now"]))
        parts.append(stroked(polygon(now), colour["accent"], 1.6))
    if then:
        parts.append(f"[3 2] 0 d {stroked(polygon(then), colour['muted'], 1.2)} [] 0 d")
    dots = [filled(circle(*point, 2.2), colour["accent"]) for point in now]
    return " ".join([*parts, *dots])


def _points(
    spokes: _Spokes, values: Sequence[float | None], wheel: Wheel
) -> list[Point]:
    return [
        spokes.at(n, min(max(value, 0), wheel.top) / max(wheel.top, 1))
        for n, value in enumerate(values)
        if value is not None
    ]


def _write_label(
    pen: Pen, spokes: _Spokes, n: int, label: str, figure: Element
) -> None:
    style = house_style().text["running"]
    lines = set_lines(label, style, _LABEL_WIDTH)
    if len(lines) > _LABEL_LINES:
        whole = lines[: _LABEL_LINES - 1]
        rest = said_by(lines[_LABEL_LINES - 1 :])
        lines = [*whole, cut_to_width(rest, style, _LABEL_WIDTH)]
    x, y = spokes.at(n, 1.0, beyond=7.0)
    high, across = len(lines) * style.leading, x - spokes.middle[0]
    top = y + high * (0.5 + 0.5 * (y - spokes.middle[1]) / (_RADIUS + 7.0))
    if abs(across) < 1.0:
        pen.text(
            lines, style, (x - _LABEL_WIDTH / 2, top, _LABEL_WIDTH), figure, "centre"
        )
    elif across > 0:
        pen.text(lines, style, (x, top, _LABEL_WIDTH), figure)
    else:
        pen.text(lines, style, (x - _LABEL_WIDTH, top, _LABEL_WIDTH), figure, "right")


def _write_key(pen: Pen, wheel: Wheel, x: float, foot: float, figure: Element) -> None:
    """Say which line is then and which is now, and of which day."""
    style, colour = house_style().text["running"], house_style().colour
    then, now = wheel_key(wheel)
    wide = [_SAMPLE + text_width(word, style) for word in (then, now)]
    left = x + (_WIDE - sum(wide) - _KEY_GAP) / 2
    right = left + wide[0] + _KEY_GAP
    dashed = stroked(line((left, foot), (left + 22, foot)), colour["muted"], 1.2)
    solid = stroked(line((right, foot), (right + 22, foot)), colour["accent"], 1.6)
    pen.figure(f"[3 2] 0 d {dashed} [] 0 d {solid}", figure)
    for word, at in ((then, left + _SAMPLE), (now, right + _SAMPLE)):
        width = text_width(word, style)
        pen.text([Line(word)], style, (at, foot + 5.5, width), figure)
