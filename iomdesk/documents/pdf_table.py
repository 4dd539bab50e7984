"""Tables and grids of fields on paper, with their tags."""

from collections.abc import Sequence

from attrs import evolve

from iomdesk.documents.blocks import Cell, Fields, RiskBadge, Table, WarningMarker
from iomdesk.documents.columns import Column, table_columns
from iomdesk.documents.pdf_badges import badge_pieces
from iomdesk.documents.pdf_pieces import Ground, Lines, Piece, Placed, Row, Stack
from iomdesk.documents.pdf_tags import Element
from iomdesk.documents.pdf_type import digits_width, set_lines
from iomdesk.documents.style import TypeStyle, house_style

_COLUMN_SCOPE = "/A << /O /Table /Scope /Column >>"
_ROW_SCOPE = "/A << /O /Table /Scope /Row >>"
_LABEL_SHARE = 0.34
_TALLEST_HEAD = 150.0


def table_pieces(table: Table, width: float, parent: Element) -> list[Piece]:
    """Return the caption, the head, and a piece for every row."""
    element = parent.add("Table")
    pieces = _caption(table.caption, width, element)
    style = house_style().text["header"]
    columns = table_columns(table, width, lambda text: digits_width(text, style))
    head = _head(table, columns, width, element) if table.header else None
    if head:
        pieces.append(evolve(head, gap=0.0 if pieces else 6.0))
    repeated = head if head and head.height <= _TALLEST_HEAD else None
    for cells in table.rows:
        pieces.append(_row(cells, columns, width, element.add("TR"), repeated))
    return pieces


def fields_pieces(fields: Fields, width: float, parent: Element) -> list[Piece]:
    """Return a row for every so many pairs of label and value."""
    element = parent.add("Table")
    across = max(1, fields.columns)
    pair = width / across
    rows = []
    for start in range(0, len(fields.rows), across):
        pairs = fields.rows[start : start + across]
        cells = _pairs(pairs, pair, element.add("TR"))
        ground = Ground(rule="line")
        rows.append(Row(cells=cells, width=width, pad=3.0, ground=ground))
    return [evolve(row, gap=0.0 if n else 6.0) for n, row in enumerate(rows)]


def _pairs(
    pairs: Sequence[tuple[str, Cell]], width: float, row: Element
) -> list[Placed]:
    styles = house_style().text
    placed = []
    for n, (label, value) in enumerate(pairs):
        name = Column(x=n * width, width=width * _LABEL_SHARE)
        rest = Column(x=name.x + name.width, width=width - name.width)
        heading = row.add("TH", _ROW_SCOPE)
        placed.append(_placed(name, _text(label, styles["label"], name, heading)))
        content = _content(value or None, rest, row.add("TD"))
        placed.append(_placed(rest, content))
    return placed


def _placed(column: Column, pieces: Sequence[Piece]) -> Placed:
    return Placed(x=column.x + column.inset, stack=Stack(pieces=pieces))


def _text(text: str, style: TypeStyle, column: Column, element: Element) -> list[Piece]:
    return [
        Lines(
            lines=set_lines(text, style, column.inner),
            style=style,
            width=column.inner,
            element=element,
            align="right" if column.figures else "left",
            tabular=column.figures,
        )
    ]


def _content(cell: Cell, column: Column, element: Element) -> Sequence[Piece]:
    styles = house_style().text
    if isinstance(cell, RiskBadge | WarningMarker):
        return badge_pieces(cell, column.inner, element)
    if cell is None:
        absent = house_style().wording["absent"]
        return _text(absent, styles["absent"], column, element)
    return _text(cell, styles["cell"], column, element) if cell else []


def _caption(caption: str, width: float, element: Element) -> list[Piece]:
    if not caption:
        return []
    style = house_style().text["caption"]
    lines = set_lines(caption, style, width)
    owner = element.add("Caption")
    text = Lines(
        lines=lines, style=style, width=width, element=owner, gap=8.0, keep=True
    )
    return [text]


def _head(
    table: Table, columns: Sequence[Column], width: float, parent: Element
) -> Row:
    row, style = parent.add("TR"), house_style().text["header"]
    heads = [*table.header, *[""] * (len(columns) - len(table.header))]
    cells = [
        _placed(column, _text(text, style, column, row.add("TH", _COLUMN_SCOPE)))
        for text, column in zip(heads, columns, strict=True)
    ]
    ground = Ground(fill="surface", rule="muted")
    return Row(cells=cells, width=width, pad=4.0, ground=ground, keep=True)


def _row(
    cells: Sequence[Cell],
    columns: Sequence[Column],
    width: float,
    element: Element,
    head: Row | None,
) -> Row:
    filled = [*cells, *[""] * (len(columns) - len(cells))]
    placed = [
        _placed(column, _content(cell, column, element.add("TD")))
        for cell, column in zip(filled, columns, strict=True)
    ]
    ground = Ground(rule="line")
    return Row(cells=placed, width=width, pad=3.5, ground=ground, head=head)
