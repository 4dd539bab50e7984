"""What is laid out down a page: lines, drawings, rows, and stacks of them.

Every piece knows its height, can be split where a page ends, and draws itself from
its top left corner. `split` returns what fits and what is left; *must* makes it
place something even where that looks poor, so that a page is never left empty.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from attrs import define, evolve, field, frozen

from iomdesk.documents.pdf_pen import Pen
from iomdesk.documents.pdf_shapes import box, filled, line, rounded_box, stroked
from iomdesk.documents.pdf_tags import Element
from iomdesk.documents.pdf_type import Align, Line, said_by
from iomdesk.documents.style import TypeStyle, house_style

TALL_ROW = 200.0
_WIDOW = 2  # lines that may not stand alone at the end or the top of a page


class Piece(Protocol):
    @property
    def height(self) -> float: ...
    @property
    def gap(self) -> float: ...
    @property
    def keep(self) -> bool: ...
    @property
    def least(self) -> float: ...
    @property
    def head(self) -> "Piece | None": ...
    def split(
        self, room: float, *, must: bool
    ) -> "tuple[Piece | None, Piece | None]": ...
    def draw(self, pen: Pen, x: float, top: float) -> None: ...
    def repeated(self) -> "Piece": ...


@frozen(kw_only=True)
class Lines:
    """Lines of text; without an element they are an artifact.

    *outline* is a heading's level in the reader's contents pane.
    """

    lines: Sequence[Line]
    style: TypeStyle
    width: float
    element: Element | None
    align: Align = "left"
    tabular: bool = False
    outline: int = 0
    gap: float = 0.0
    keep: bool = False
    head: Piece | None = None

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    @property
    def least(self) -> float:
        return min(len(self.lines), _WIDOW) * self.style.leading

    def split(self, room: float, *, must: bool) -> "tuple[Lines | None, Lines | None]":
        fits = int(room / self.style.leading + 0.001)
        if fits >= len(self.lines):
            return self, None
        fits = min(fits, max(len(self.lines) - _WIDOW, _WIDOW))
        if must:
            fits = max(fits, 1)
        if fits < (1 if must else _WIDOW):
            return None, self
        return (
            evolve(self, lines=self.lines[:fits], keep=False),
            evolve(self, lines=self.lines[fits:], gap=0.0, outline=0),
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        place = (x, top, self.width)
        if self.outline:
            text = said_by(self.lines)
            pen.outline(text, self.outline, top)
        pen.text(
            self.lines,
            self.style,
            place,
            self.element,
            self.align,
            tabular=self.tabular,
        )

    def repeated(self) -> "Lines":
        return evolve(self, element=None)


@frozen(kw_only=True)
class Drawing:
    """Something drawn in one go; *paint* gets the pen and the top left corner."""

    height: float
    paint: Callable[[Pen, float, float], None]
    gap: float = 0.0
    keep: bool = False
    head: Piece | None = None

    @property
    def least(self) -> float:
        return self.height

    def split(
        self, room: float, *, must: bool
    ) -> "tuple[Drawing | None, Drawing | None]":
        return (self, None) if must or room >= self.height else (None, self)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        self.paint(pen, x, top)

    def repeated(self) -> "Drawing":
        return self


@frozen(kw_only=True)
class Stack:
    """Pieces below one another; a *whole* one is not parted if a page can hold it."""

    pieces: Sequence[Piece]
    whole: bool = False
    gap: float = 0.0
    keep: bool = False
    head: Piece | None = None
    height: float = field(init=False)

    @height.default
    def _height(self) -> float:
        between = sum(piece.gap for piece in self.pieces[1:])
        return between + sum(piece.height for piece in self.pieces)

    @property
    def least(self) -> float:
        if self.whole:
            return self.height
        return self.pieces[0].least if self.pieces else 0.0

    def split(self, room: float, *, must: bool) -> "tuple[Stack | None, Stack | None]":
        if self.whole and not must:
            return None, self
        used = 0.0
        for n, piece in enumerate(self.pieces):
            gap = piece.gap if n else 0.0
            if used + gap + piece.height > room:
                first, rest = piece.split(room - used - gap, must=must and not n)
                return self._parted(n, first, rest)
            used += gap + piece.height
        return self, None

    def _parted(
        self, n: int, first: Piece | None, rest: Piece | None
    ) -> "tuple[Stack | None, Stack | None]":
        before = [*self.pieces[:n], *([first] if first else [])]
        after = [*([rest] if rest else []), *self.pieces[n + 1 :]]
        return (
            Stack(pieces=before, gap=self.gap) if before else None,
            Stack(pieces=after) if after else None,
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        for n, piece in enumerate(self.pieces):
            top -= piece.gap if n else 0.0
            piece.draw(pen, x, top)
            top -= piece.height

    def repeated(self) -> "Stack":
        return evolve(self, pieces=[piece.repeated() for piece in self.pieces])


@frozen(kw_only=True)
class Placed:
    """A cell's content and how far from the row's left it stands."""

    x: float
    stack: Stack


@frozen(kw_only=True)
class Ground:
    """What lies under a row: a fill, a bar at its left, a frame, a rule below."""

    fill: str | None = None
    bar: str | None = None
    frame: str | None = None
    rule: str | None = None


@define(kw_only=True)
class Row:
    """Cells side by side on a ground."""

    cells: Sequence[Placed]
    width: float
    pad: float = 4.0
    ground: Ground = field(factory=Ground)
    gap: float = 0.0
    keep: bool = False
    head: Piece | None = None
    height: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        tallest = max((cell.stack.height for cell in self.cells), default=0.0)
        self.height = tallest + 2 * self.pad

    @property
    def least(self) -> float:
        return self.height if self.height <= TALL_ROW else TALL_ROW / 4

    def split(self, room: float, *, must: bool) -> "tuple[Row | None, Row | None]":
        if self.height <= TALL_ROW and not must:
            return None, self
        inner = room - 2 * self.pad
        parts = [cell.stack.split(inner, must=must) for cell in self.cells]
        if any(first is None for first, _ in parts if not must):
            return None, self
        return self._with([p[0] for p in parts]), self._rest([p[1] for p in parts])

    def _with(self, stacks: Sequence[Stack | None]) -> "Row":
        cells = [
            Placed(x=cell.x, stack=stack or Stack(pieces=()))
            for cell, stack in zip(self.cells, stacks, strict=True)
        ]
        return evolve(self, cells=cells)

    def _rest(self, stacks: Sequence[Stack | None]) -> "Row | None":
        if not any(stacks):
            return None
        rest = self._with(stacks)
        rest.gap = 0.0
        return rest

    def draw(self, pen: Pen, x: float, top: float) -> None:
        code = self._ground_code(x, top)
        if code:
            pen.draw(code)
        for cell in self.cells:
            cell.stack.draw(pen, x + cell.x, top - self.pad)

    def repeated(self) -> "Row":
        cells = [Placed(x=cell.x, stack=cell.stack.repeated()) for cell in self.cells]
        return evolve(self, cells=cells, gap=0.0)

    def _ground_code(self, x: float, top: float) -> str:
        ground, colour = self.ground, house_style().colour
        foot = top - self.height
        parts = []
        if ground.fill:
            area = box(x, foot, self.width, self.height)
            parts.append(filled(area, colour[ground.fill]))
        if ground.bar:
            parts.append(filled(box(x, foot, 3, self.height), colour[ground.bar]))
        if ground.frame:
            frame = rounded_box(x, foot, self.width, self.height, 5)
            parts.append(stroked(frame, colour[ground.frame], 0.75))
        if ground.rule:
            rule = line((x, foot), (x + self.width, foot))
            parts.append(stroked(rule, colour[ground.rule], 0.5))
        return " ".join(parts)
