"""Risk badges and warning markers on paper: word, drawn shape and colour."""

from collections.abc import Sequence

from attrs import evolve, frozen

from iomdesk.documents.blocks import Badge, RiskBadge
from iomdesk.documents.pdf_pen import Pen
from iomdesk.documents.pdf_pieces import (
    Drawing,
    Ground,
    Lines,
    Piece,
    Placed,
    Row,
    Stack,
)
from iomdesk.documents.pdf_shapes import (
    filled,
    rounded_box,
    shape_code,
    shape_width,
    stroked,
)
from iomdesk.documents.pdf_tags import Element
from iomdesk.documents.pdf_type import Line, set_lines, text_width
from iomdesk.documents.style import BadgeStyle, badge_style, house_style

_HIGH = 15.0
_INSET = 6.0
_SHAPE = 7.0
_BETWEEN = 8.0
_LINE = 12.6  # a pill stands out a little over the line that it shares with text


@frozen(kw_only=True)
class Chip:
    """A badge on one line: a label in an outline, then the coloured pill."""

    label: Line | None
    word: Line
    style: BadgeStyle
    element: Element

    @property
    def width(self) -> float:
        return self._label_width + self._pill_width

    @property
    def _label_width(self) -> float:
        style = house_style().text["badge"]
        return text_width(self.label.drawn, style) + 2 * _INSET if self.label else 0.0

    @property
    def _pill_width(self) -> float:
        word = text_width(self.word.drawn, house_style().text["badge"])
        return shape_width(self.style.shape, _SHAPE) + word + 2.6 * _INSET

    def paint(self, pen: Pen, x: float, top: float) -> None:
        pill, foot = x + self._label_width, top - _HIGH
        shape = shape_code(
            self.style.shape,
            pill + _INSET,
            foot + (_HIGH - _SHAPE) / 2,
            _SHAPE,
            (self.style.ink, self.style.fill),
        )
        ground = filled(
            rounded_box(pill, foot, self._pill_width, _HIGH, 4), self.style.fill
        )
        pen.draw(f"{self._outline(x, foot)} {ground} {shape}")
        self._write(pen, x, pill, top)

    def _outline(self, x: float, foot: float) -> str:
        if not self.label:
            return ""
        around = rounded_box(x + 0.4, foot + 0.4, self.width - 0.8, _HIGH - 0.8, 4)
        return stroked(around, house_style().colour["line"], 0.8)

    def _write(self, pen: Pen, x: float, pill: float, top: float) -> None:
        style = house_style().text["badge"]
        line_top = top - (_HIGH - style.leading) / 2
        if self.label:
            place = (x + _INSET, line_top, self._label_width)
            pen.text([self.label], style, place, self.element)
        after = pill + 1.6 * _INSET + shape_width(self.style.shape, _SHAPE)
        inked = evolve(style, colour=self.style.ink)
        pen.text([self.word], inked, (after, line_top, 0.0), self.element)


def chip(badge: Badge, width: float, element: Element) -> Chip | None:
    """Return *badge* as a chip, or None where its text needs more than a line."""
    style, look = house_style().text["badge"], badge_style(badge)
    text = badge.label if isinstance(badge, RiskBadge) else badge.text or look.word
    lines = set_lines(text, style, width)
    if len(lines) > 1:
        return None
    if isinstance(badge, RiskBadge):
        label = lines[0] if text else None
        made = Chip(label=label, word=Line(look.word), style=look, element=element)
    else:
        made = Chip(label=None, word=lines[0], style=look, element=element)
    return made if made.width <= width else None


def badge_pieces(
    badge: Badge, width: float, element: Element
) -> list[Row | Lines | Drawing]:
    """Return *badge* for a place *width* wide, in a line or in several."""
    made = chip(badge, width, element)
    if made:
        return [_on_line(made)]
    if not isinstance(badge, RiskBadge):
        return [warning_row(badge.text, width, element)]
    style = house_style().text["label"]
    label = Lines(
        lines=set_lines(badge.label, style, width),
        style=style,
        width=width,
        element=element,
        keep=True,
    )
    bare = chip(RiskBadge(level=badge.level), 10 * width, element)
    return [label, *([evolve(_on_line(bare), gap=4.0)] if bare else [])]


def _on_line(made: Chip) -> Drawing:
    def paint(pen: Pen, x: float, top: float) -> None:
        made.paint(pen, x, top + (_HIGH - _LINE) / 2)

    return Drawing(height=_LINE, paint=paint)


def warning_row(text: str, width: float, element: Element) -> Row:
    """Return a tinted box with a triangle, which may run over pages."""
    style, look = house_style().text["warning"], house_style().badge["warning"]

    def triangle(pen: Pen, x: float, top: float) -> None:
        foot = top - style.leading / 2 - 4.5
        pen.draw(shape_code("warning", x, foot, 10.0, (look.fill, look.ink)))

    inner = max(width - 40.0, 20.0)
    lines = Lines(
        lines=set_lines(text, style, inner), style=style, width=inner, element=element
    )
    sign = Drawing(height=style.leading, paint=triangle)
    return Row(
        cells=[
            Placed(x=12.0, stack=Stack(pieces=[sign])),
            Placed(x=30.0, stack=Stack(pieces=[lines])),
        ],
        width=width,
        pad=6.0,
        ground=Ground(fill="warning_surface", bar="warning"),
        gap=6.0,
    )


def chip_rows(
    badges: Sequence[Badge], width: float, parent: Element
) -> Sequence[Piece]:
    """Return badges side by side, in as many rows as they need."""
    rows: list[Row | Lines | Drawing] = []
    beside: list[Chip] = []
    listing = parent.add("L")
    for badge in badges:
        element = listing.add("LI").add("LBody")
        made = chip(badge, width, element)
        if made and sum(c.width + _BETWEEN for c in beside) + made.width > width:
            rows.append(_chip_row(beside, width))
            beside = []
        if made:
            beside.append(made)
            continue
        rows.extend([_chip_row(beside, width)] if beside else [])
        beside = []
        rows.extend(badge_pieces(badge, width, element))
    rows.extend([_chip_row(beside, width)] if beside else [])
    return [evolve(row, gap=row.gap if n else 8.0) for n, row in enumerate(rows)]


def _chip_row(chips: Sequence[Chip], width: float) -> Row:
    cells, x = [], 0.0
    for made in chips:
        drawing = Drawing(height=_HIGH, paint=made.paint)
        cells.append(Placed(x=x, stack=Stack(pieces=[drawing])))
        x += made.width + _BETWEEN
    return Row(cells=cells, width=width, pad=2.0, gap=2.0)
